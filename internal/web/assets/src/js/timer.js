// Shows how many minutes are left. [data-timer] holds the end as an instant ("2026-11-22T18:30:00Z"); the server wrote
// the text, so without this script the end stands there as a time of day. data-timer-text is the sentence with {minutes};
// [data-timer-say] inside or after it is a polite region that speaks at ten, five and one minutes, and at the end
// (data-text-over). A button [data-timer-pause] stops the display for this reader; the end does not move.
const spoken = [10, 5, 1, 0]

export function timer(el) {
  const say = document.querySelector('[data-timer-say]')
  const pause = document.querySelector('[data-timer-pause]')
  let last, paused = false

  const sentence = (minutes) => (minutes > 0 ? el.dataset.timerText : el.dataset.textOver || el.dataset.timerText).replace('{minutes}', minutes)

  function tick() {
    const end = Date.parse(el.dataset.timer)
    if (paused || isNaN(end)) return
    const minutes = Math.max(0, Math.ceil((end - Date.now()) / 60_000))
    if (minutes === last) return
    el.textContent = sentence(minutes)
    if (say && last !== undefined && spoken.includes(minutes)) say.textContent = sentence(minutes)
    last = minutes
  }

  if (pause) {
    pause.hidden = false
    pause.addEventListener('click', () => {
      paused = !paused
      pause.setAttribute('aria-pressed', paused)
      last = undefined
      tick()
    })
  }
  document.addEventListener('live:merged', () => { last = undefined; tick() })
  tick()
  setInterval(tick, 1000)
}
