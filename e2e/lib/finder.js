(role, name) => {
  const roles = {
    button: 'button, [role=button], summary',
    textbox: 'textarea, [role=textbox], [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=submit])',
    checkbox: 'input[type=checkbox], [role=checkbox], [role=switch]',
    radio: 'input[type=radio], [role=radio]',
    combobox: 'select, [role=combobox]',
    option: '[role=option]',
    dialog: 'dialog[open], [role=dialog]',
    heading: 'h1, h2, h3, [role=heading]',
  }
  const tidy = (text) => (text ?? '').replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
  const byId = (ids) => ids.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ')
  const nameOf = (el) =>
    tidy(
      el.getAttribute('aria-label') ||
        byId(el.getAttribute('aria-labelledby') ?? '') ||
        [...(el.labels ?? [])].map((l) => l.textContent).join(' ') ||
        (el.matches('textarea, input, select') ? el.placeholder || el.title : el.textContent) ||
        el.title,
    )
  // While a dialog is open nothing behind it can be reached.
  const scope = [...document.querySelectorAll('dialog[open]')].at(-1)
  const inside = scope && role !== 'dialog' ? scope : document
  const seen = [...inside.querySelectorAll(roles[role] ?? `[role=${role}]`)].filter((el) => el.getClientRects().length > 0)
  const wanted = tidy(name)
  return (
    seen.find((el) => nameOf(el) === wanted) ??
    seen.find((el) => nameOf(el).startsWith(wanted)) ??
    seen.find((el) => nameOf(el).includes(wanted)) ??
    null
  )
}
