// Keeps the link to a person's own sheet or place at an event on this device, so that she finds it again.
// Nothing is kept unless the page asks for it, and nothing else is kept:
//   data-remember="KEY" data-remember-link="/…"  keep this link under the key of the event or check
//   data-remembered="KEY"                        a hidden part with an a[data-remembered-link]: show it when we have one
//   data-forget="KEY"                            delete it (the event is over, the check is closed)
//   button[data-forget-now="KEY"]                the person deletes it herself
const name = (key) => 'cc:' + key

export function remember(root) {
  const store = storage()
  if (!store) return
  each(root, 'forget', (el) => store.removeItem(name(el.dataset.forget)))
  each(root, 'remember', (el) => store.setItem(name(el.dataset.remember), el.dataset.rememberLink))
  each(root, 'remembered', (el) => offer(el, store.getItem(name(el.dataset.remembered))))
  each(root, 'forget-now', (el) => {
    el.hidden = false
    el.addEventListener('click', () => {
      store.removeItem(name(el.dataset.forgetNow))
      root.querySelectorAll('[data-remembered]').forEach((part) => { part.hidden = true })
    })
  })
}

// offer shows the part only for a path of this host: what is stored may have been written by anybody on this device.
function offer(part, link) {
  const a = part.querySelector('[data-remembered-link]')
  if (!a || !link || !/^\/[^/\\]/.test(link)) return
  a.href = link
  part.hidden = false
}

function each(root, attribute, f) {
  root.querySelectorAll(`[data-${attribute}]`).forEach(f)
}

// storage is missing in private windows of some browsers and where people have switched it off.
function storage() {
  try {
    localStorage.setItem('cc:try', '1')
    localStorage.removeItem('cc:try')
    return localStorage
  } catch { return null }
}
