// Keeps a page current while others work on the same thing.
//
// [data-live] names an event stream; every message means "fetch the page again". Each new [data-live-region] (it needs an
// id) is merged into the old one by the function given, which leaves focus, open details and what somebody is typing
// alone. Every 30 seconds the page is fetched anyway. Without a stream the page stays as it is until it is loaded again.
const reconcile = 30_000

export const live = (merge) => (root) => {
  let running = false, again = false, spoken = root.querySelector('[data-live-announce]')?.textContent ?? ''

  async function refresh() {
    if (running) { again = true; return }
    if (document.hidden) { again = true; return }
    running = true
    try {
      const response = await fetch(location.href, { credentials: 'same-origin', headers: { Accept: 'text/html', 'X-Live': '1' } })
      if (response.ok && !response.redirected) show(new DOMParser().parseFromString(await response.text(), 'text/html'))
    } catch { /* offline: the next round will do */ } finally {
      running = false
      if (again && !document.hidden) { again = false; refresh() }
    }
  }

  function show(fresh) {
    document.querySelectorAll('[data-live-region]').forEach((old) => {
      const now = fresh.getElementById(old.id)
      if (now) merge(old, now)
    })
    announce(fresh)
    document.dispatchEvent(new CustomEvent('live:merged'))
  }

  // The sentence for those who cannot see the change: written once into a polite region of the page.
  function announce(fresh) {
    const text = fresh.querySelector('[data-live-announce]')?.textContent.trim() ?? ''
    const place = document.querySelector('[data-live-announce]')
    if (place && text !== spoken) place.textContent = spoken = text
  }

  const source = 'EventSource' in window ? new EventSource(root.dataset.live) : null
  source?.addEventListener('message', refresh)
  source?.addEventListener('error', () => root.toggleAttribute('data-live-lost', source.readyState !== EventSource.OPEN))
  source?.addEventListener('open', () => { root.removeAttribute('data-live-lost'); refresh() })
  setInterval(refresh, reconcile)
  document.addEventListener('visibilitychange', () => { if (!document.hidden && again) { again = false; refresh() } })
  addEventListener('pagehide', () => source?.close())
}
