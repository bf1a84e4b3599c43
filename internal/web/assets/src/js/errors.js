// Moves the focus to the error summary of a form that came back, so that it is read first.
export function errors(root) {
  const summary = root.querySelector('.cc-errors')
  if (summary) summary.focus()
}
