// Replaces a part by its new version. Smaller than morph.js and enough for a phone: a part in which somebody is typing or
// saving waits for the next round; the focus and open details are found again by their ids.
export function swap(old, now) {
  if (old.innerHTML === now.innerHTML || busy(old)) return
  const focused = old.contains(document.activeElement) ? document.activeElement.id : ''
  const open = [...old.querySelectorAll('details[open][id]')].map((d) => d.id)
  old.innerHTML = now.innerHTML
  open.map((id) => document.getElementById(id)).forEach((d) => { if (d) d.open = true })
  if (focused && document.getElementById(focused)) document.getElementById(focused).focus()
}

function busy(part) {
  if (part.querySelector('form[data-save-state=saving], form[data-save-state=waiting], form[data-save-state=conflict], form[data-save-state=refused], [data-live-keep]')) return true
  return [...part.querySelectorAll('input, textarea')].some((f) => f.value !== f.defaultValue || f.checked !== f.defaultChecked)
}
