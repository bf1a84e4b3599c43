/*
 * A <details data-menu> is a menu: Escape and a press elsewhere close it.
 */
export function menu(details) {
  document.addEventListener('click', event => {
    if (!details.contains(event.target)) details.open = false
  })
  details.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !details.open) return
    details.open = false
    details.querySelector('summary').focus()
  })
}
