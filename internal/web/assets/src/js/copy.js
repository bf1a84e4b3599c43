// button[data-copy]: copies the text or value of the element with that id. The button is hidden in the page and appears
// only where copying works. It says data-text-copied for three seconds; its own aria-live region speaks it.
export function copy(button) {
  const from = document.getElementById(button.dataset.copy)
  const label = button.querySelector('.kern-label') || button
  if (!from || !navigator.clipboard) return
  const text = label.textContent
  button.hidden = false
  label.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText((from.value ?? from.textContent).trim()) } catch { return }
    label.textContent = button.dataset.textCopied
    setTimeout(() => { label.textContent = text }, 3000)
  })
}
