// Sets a news list for the printer: a table whose head stands on every sheet.
import type { PrintedBudget } from '../lineups'

/** Puts a news list where the printer finds it; nobody sees it on the screen. */
export async function setBudget(budget: PrintedBudget) {
  await document.fonts.load("1em 'Source Serif 4 Variable'")
  document.getElementById('proof')?.remove()
  const root = made('div')
  root.id = 'proof'
  root.className = 'budget'
  const table = made('table')
  const head = made('thead')
  head.append(row(budget.columns.map((name) => made('th', name))))
  const body = made('tbody')
  body.append(...budget.rows.map((cells) => row(cells.map((text, i) => made(budget.columns[i] === 'slugline' ? 'th' : 'td', text)))))
  table.append(head, body)
  root.append(made('h1', budget.title), made('p', budget.sum), table)
  document.body.append(root)
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))) // the page stands still while the dialog is open
}

function row(cells: HTMLElement[]): HTMLElement {
  const tr = made('tr')
  tr.append(...cells)
  return tr
}

function made(tag: string, text = ''): HTMLElement {
  const el = document.createElement(tag)
  if (text) el.textContent = text
  if (tag === 'td' || tag === 'th') el.dir = 'auto'
  return el
}
