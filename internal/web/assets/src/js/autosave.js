// Saves each answer of form[data-autosave] the moment it changes.
//
// The form works without this script: its button posts everything. With it, one changed control is posted alone to the
// address in data-autosave, together with the form's hidden fields and those marked data-beside; controls inside
// [data-together] are one answer and go together. Answers wait in memory, the newest for each control,
// one request at a time and in the order of the changes; a failed one is tried again until it arrives. When the server
// refuses for good (the check is closed, somebody was faster), saving stops and says so; the answers stay in the page.
// The words come from data-text-saving, -saved, -waiting, -conflict and -refused of the form; its [data-save-status]
// shows them.

const delays = [1, 2, 5, 10, 30] // seconds between attempts
const pause = 1500 // milliseconds without a key after which typed text is saved
const worthTrying = [401, 408, 425, 429] // of the refusals, those that may pass

export function autosave(form) {
  const status = form.querySelector('[data-save-status]')
  const waiting = new Map() // control name -> FormData still to be sent
  let sending = false, attempt = 0, timer, stopped = false

  const say = (state, link) => {
    form.dataset.saveState = state
    if (!status) return
    status.dataset.state = state
    status.textContent = form.dataset['text' + state[0].toUpperCase() + state.slice(1)] || ''
    if (link) status.append(' ', link)
  }

  const queue = (control) => {
    if (!control.name || control.type === 'hidden' || control.type === 'file' || control.type === 'password') return
    const body = new URLSearchParams()
    form.querySelectorAll('input[type=hidden], [data-beside]').forEach((h) => h.name && h !== control && body.append(h.name, h.value))
    const names = together(control)
    const values = new FormData(form)
    names.forEach((name) => {
      body.append('field', name)
      values.getAll(name).forEach((v) => body.append(name, v))
    })
    waiting.delete(names[0]) // so that it goes to the end of the queue
    waiting.set(names[0], body)
    flush()
  }

  // The names of the controls that make one answer with this one.
  const together = (control) => {
    const group = control.closest('[data-together]')
    return group ? [...new Set([...group.querySelectorAll('[name]')].map((c) => c.name))] : [control.name]
  }

  // A session that has ended, or any page instead of a plain "saved", counts as not saved.
  const arrived = (response) => response.ok && !response.redirected

  async function flush() {
    if (sending || stopped || waiting.size === 0) return
    clearTimeout(timer)
    sending = true
    say('saving')
    const [name, body] = waiting.entries().next().value
    try {
      const response = await fetch(form.dataset.autosave, { method: 'POST', body, keepalive: true, credentials: 'same-origin', headers: { Accept: 'application/json' } })
      if (response.status === 422) return incomplete(name, body)
      if (response.status >= 400 && response.status < 500 && !worthTrying.includes(response.status)) return refused(response)
      if (!arrived(response)) throw new Error(response.status)
      if (waiting.get(name) === body) waiting.delete(name)
      attempt = 0
      const link = await takeVersions(response)
      if (waiting.size === 0) say('saved', link)
      sending = false
      flush()
    } catch {
      sending = false
      say('waiting')
      timer = setTimeout(flush, 1000 * delays[Math.min(attempt++, delays.length - 1)])
    }
  }

  // The answer may carry {"version": "7"}, or several in {"fields": {"q1:version": "7"}}: the next post must name them.
  // With {"more": "/…"} it has brought further questions, and says where they are.
  async function takeVersions(response) {
    if (!(response.headers.get('Content-Type') || '').includes('json')) return
    const { version, fields = {}, more } = await response.json().catch(() => ({}))
    if (version !== undefined) fields.version = version
    form.querySelectorAll('input[type=hidden]').forEach((h) => {
      if (!(h.name in fields)) return
      h.value = fields[h.name]
      waiting.forEach((body) => body.set(h.name, h.value))
    })
    return more && linkTo(more, form.dataset.textMore)
  }

  const linkTo = (url, text) => {
    const link = document.createElement('a')
    link.href = url
    link.textContent = text || url
    return link
  }

  // One answer is not complete yet, a reference without its level for example. It stays in the page and goes with the
  // whole form; the other answers go on.
  function incomplete(name, body) {
    if (waiting.get(name) === body) waiting.delete(name)
    sending = false
    say('refused')
    if (waiting.size > 0) flush()
  }

  // Somebody else was faster, or the check is closed. The answer may carry {"url": "/…"}: where both texts stand.
  async function refused(response) {
    stopped = true
    const { url } = await response.json().catch(() => ({}))
    say(response.status === 409 ? 'conflict' : 'refused', url && linkTo(url, form.dataset.textConflictLink))
  }

  let typing
  form.addEventListener('input', ({ target }) => {
    if (/^(radio|checkbox|select-one|select-multiple)$/.test(target.type)) return
    clearTimeout(typing)
    typing = setTimeout(() => queue(target), pause)
  })
  form.addEventListener('change', ({ target }) => { clearTimeout(typing); queue(target) })
  form.addEventListener('submit', () => { stopped = true; clearTimeout(timer) }) // the whole form goes now
  addEventListener('pageshow', (e) => { if (e.persisted) location.reload() }) // Back: the hidden version is old
  addEventListener('online', () => { attempt = 0; flush() })
  addEventListener('beforeunload', (e) => {
    if (form.dataset.saveState !== 'waiting' || stopped) return
    e.preventDefault()
    e.returnValue = ''
  })
  digits(form)
}

// digits lets 0 to 9 choose the radio button with that data-key in the question that has the focus.
function digits(form) {
  form.addEventListener('keydown', (e) => {
    if (!/^[0-9]$/.test(e.key) || e.ctrlKey || e.metaKey || e.altKey) return
    if (/^(text|number|search|email|url|tel|date|time|select-one|textarea)$/.test(e.target.type)) return
    const group = e.target.closest('fieldset')
    const radio = group && group.querySelector(`input[type=radio][data-key="${e.key}"]`)
    if (!radio || radio.disabled) return
    e.preventDefault()
    radio.focus()
    if (!radio.checked) radio.click()
  })
}
