// form[data-rows]: typing in a paper sheet by keyboard. In a [data-row], the key named in a control's data-key chooses it
// and goes on to the next row; a box is ticked or cleared and the row stays. Enter goes on without an answer, Backspace
// empties the row. After the last row comes the form's button. Without this script, Tab and the arrow keys do the same.
export function rows(form) {
  const all = [...form.querySelectorAll('[data-row]')]
  const controls = (row) => [...row.querySelectorAll('input, textarea, select')]
  const chosen = (row) => controls(row).find((c) => c.type === 'radio' && c.checked)

  function next(row) {
    const following = all[all.indexOf(row) + 1]
    const target = following ? chosen(following) || controls(following)[0] : form.querySelector('button')
    target.focus()
  }

  form.addEventListener('keydown', (e) => {
    const row = e.target.closest('[data-row]')
    if (!row || e.ctrlKey || e.metaKey || e.altKey || !/^(radio|checkbox)$/.test(e.target.type)) return
    const control = controls(row).find((c) => c.dataset.key === e.key)
    if (control) {
      if (control.type === 'checkbox') control.checked = !control.checked
      else { control.checked = true; next(row) }
    } else if (e.key === 'Enter') next(row)
    else if (e.key === 'Backspace') controls(row).forEach((c) => { c.checked = false })
    else return
    e.preventDefault()
  })
  form.addEventListener('keypress', (e) => { // Enter in a row never sends the form
    if (e.key === 'Enter' && e.target.closest('[data-row]') && /^(radio|checkbox)$/.test(e.target.type)) e.preventDefault()
  })
}
