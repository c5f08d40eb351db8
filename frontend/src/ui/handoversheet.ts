// Sets a hand-over sheet for the printer: what stands there is what the screen
// shows, black on white.
import type { HandOverLine, HandOverPart, SheetShown } from '../handover'

/** Puts a sheet where the printer finds it; nobody sees it on the screen. */
export function setHandOver({ sheet, title, shift }: SheetShown) {
  document.getElementById('proof')?.remove()
  const root = made('div', 'handover')
  root.id = 'proof'
  root.dir = 'ltr' // Stet's own words
  root.append(made('h1', '', title), made('p', '', shift), ...half('Open', sheet.open, 'Nothing is open.'), ...half('Done', sheet.done, 'Nothing was done to where a story stands.'))
  if (sheet.own.length > 0) root.append(made('h2', '', 'And'), ...sheet.own.map((own) => words('p', own)))
  document.body.append(root)
}

const half = (title: string, parts: HandOverPart[], none: string) => [made('h2', '', title), ...(parts.length > 0 ? parts.flatMap(part) : [made('p', '', none)])]

function part({ title, lines, more }: HandOverPart) {
  const list = made('ul', '')
  list.append(...lines.map(line))
  if (more > 0) list.append(made('li', '', `and ${more} more`))
  return [made('h3', '', title), list]
}

function line({ when, name, head, what, why, by }: HandOverLine) {
  const item = made('li', '')
  if (when) item.append(made('span', 'when', when), ' ')
  item.append(made('b', '', ''))
  item.lastElementChild!.append(words('bdi', name))
  if (head) item.append(', ', words('bdi', head))
  item.append(': ', words('bdi', [what, why, by].filter(Boolean).join('; ')))
  return item
}

function words(tag: string, text: string): HTMLElement {
  const el = made(tag, '', text)
  el.dir = 'auto'
  return el
}

function made(tag: string, className: string, text = ''): HTMLElement {
  const el = document.createElement(tag)
  if (className) el.className = className
  if (text) el.textContent = text
  return el
}
