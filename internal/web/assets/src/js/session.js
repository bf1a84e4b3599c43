// Says on an open page that the reader's session is about to end, and makes it longer without leaving the page, so that
// what she has typed stays. [data-session] holds the seconds that were left when the page was sent; it stands hidden in
// the page and appears two minutes before the end. Its words come from data-text-ends, -extended and -over. Without this
// script the notice stands on the next page she opens, and its form leads back to it.
const warn = 120 // seconds; signin.WarnBefore

export function session(el) {
  const text = el.querySelector('[role=alert]')
  const form = el.querySelector('form')
  let end = Date.now() + 1000 * Number(el.dataset.session)
  let said

  const say = (key) => {
    if (said === key) return
    said = key
    text.textContent = el.dataset['text' + key] // into a live region that was there before: it is spoken
  }

  function tick() {
    const left = (end - Date.now()) / 1000
    if (left > warn) return
    el.hidden = false
    if (left > 0) return say('Ends')
    form.hidden = true
    say('Over')
  }

  form.addEventListener('submit', async (e) => {
    e.preventDefault()
    try {
      const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin', headers: { Accept: 'application/json' } })
      if (!response.ok || response.redirected) throw new Error(response.status)
      const { left, more } = await response.json()
      end = Date.now() + 1000 * left
      say('Extended')
      form.hidden = !more
      setTimeout(() => { if (end - Date.now() > 1000 * warn) { el.hidden = true; form.hidden = false; said = undefined; text.textContent = '' } }, 5000)
    } catch {
      form.submit() // the page says what is wrong
    }
  })

  tick()
  setInterval(tick, 1000)
}
