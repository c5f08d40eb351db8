// Sets a proof for the printer: the lines are broken by the engine that has the
// letters, then each is put on a sheet by itself, so that its number stays with
// it whatever paper it comes on.
import type { Runs } from '../state/direction'
import type { PrintedProof, PrintedRun, PrintedText } from '../prooftypes'

/** Which lines letters of a run stand on: where the middle of each is, in px; none for what is not seen. */
type Middles = (run: number, from: number, to: number) => number[]

/** Cuts runs where the lines end that the engine made of them; apart: px from line to line. */
export function linesOf(runs: PrintedRun[], middles: Middles, apart: number): PrintedRun[][] {
  const lines: PrintedRun[][] = [[]]
  let now = Number.NaN
  const put = (n: number, from: number, to: number, at: number | undefined) => {
    if (at !== undefined && Math.abs(at - now) > apart / 2) lines.push([])
    if (at !== undefined) now = at
    const line = lines.at(-1)!
    const run = runs[n]!
    const last = line.at(-1)
    const text = run.text.slice(from, to)
    if (last && alike(last, run)) last.text += text
    else line.push({ ...run, text })
  }
  runs.forEach((run, n) => {
    for (const m of run.text.matchAll(/\S*\s*/g)) {
      const to = m.index + m[0].trimEnd().length
      const found = middles(n, m.index, to)
      const whole = found.every((at) => Math.abs(at - found[0]!) <= apart / 2)
      const pieces = whole ? [m[0]] : [...letters.segment(m[0])].map((s) => s.segment)
      let from = m.index
      for (const piece of pieces) {
        put(n, from, from + piece.length, whole ? found[0] : middles(n, from, from + piece.length)[0])
        from += piece.length
      }
    }
  })
  return lines.filter((line) => line.length > 0).map((line) => line.map((r, i) => (i === line.length - 1 ? { ...r, text: r.text.trimEnd() } : r)))
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const alike = (a: PrintedRun, b: PrintedRun) => a.bold === b.bold && a.italic === b.italic && a.underline === b.underline && a.fresh === b.fresh && a.out === b.out

/** A line as it stands on its sheet; lengths in mm. */
export interface SetLine {
  runs: PrintedRun[]
  of: PrintedText
  dir: 'ltr' | 'rtl'
  /** 0 = it carries no number. */
  number: number
  above: number
  high: number
}

const FULL = 222 // mm of lines on a sheet, which fits A4 and Letter
const POINT = 25.4 / 72

/** Numbers lines and shares them out among sheets. */
export function sheetsOf(set: { of: PrintedText; dir: 'ltr' | 'rtl'; lines: PrintedRun[][] }[], spacing: number): SetLine[][] {
  const sheets: SetLine[][] = [[]]
  let y = 0
  let number = 0
  for (const { of, dir, lines } of set) {
    lines.forEach((runs, i) => {
      const high = (of.size / 10) * POINT * (spacing / 100)
      let above = i === 0 ? of.above / 10 : 0
      if (y + above + high > FULL) {
        sheets.push([])
        y = above = 0
      }
      y += above + high
      sheets.at(-1)!.push({ runs, of, dir, number: of.plain ? 0 : ++number, above, high })
    })
  }
  return sheets
}

/** Puts a proof where the printer finds it; nobody sees it on the screen. */
export async function setProof(proof: PrintedProof, runs: Runs) {
  await Promise.all(['', 'bold ', 'italic '].map((style) => document.fonts.load(`${style}1em 'Source Serif 4 Variable'`)))
  document.getElementById('proof')?.remove()
  const root = made('div', 'measured')
  root.id = 'proof'
  root.lang = proof.language
  document.body.append(root)
  const set = proof.texts.map((of) => measured(root, of, runs, proof))
  const dir = runs === 'auto' ? (set.find((t) => !t.of.plain)?.dir ?? 'ltr') : runs
  root.className = ''
  root.dir = dir
  const sheets = sheetsOf(set, proof.spacing)
  root.replaceChildren(...sheets.map((lines, i) => sheet(proof, lines, `${i + 1} of ${sheets.length}`)))
}

function measured(root: HTMLElement, of: PrintedText, runs: Runs, { column, spacing }: PrintedProof) {
  const p = made('p', 'words')
  p.dir = of.plain ? 'auto' : runs // what is about the story is not of it
  p.style.fontSize = `${of.size / 10}pt`
  p.style.lineHeight = String(spacing / 100)
  p.style.width = `${(column - of.indent) / 10}mm`
  p.append(...of.runs.map(span))
  root.replaceChildren(p)
  const { direction, lineHeight } = getComputedStyle(p)
  const range = document.createRange()
  const middles: Middles = (run, from, to) => {
    const node = p.children[run]?.firstChild
    if (!node || to === from) return []
    range.setStart(node, from)
    range.setEnd(node, to)
    return [...range.getClientRects()].filter((r) => r.width > 0).map((r) => (r.top + r.bottom) / 2)
  }
  return { of, dir: direction === 'rtl' ? ('rtl' as const) : ('ltr' as const), lines: linesOf(of.runs, middles, Number.parseFloat(lineHeight) || 1) }
}

function sheet(proof: PrintedProof, lines: SetLine[], page: string): HTMLElement {
  const head = made('header', '')
  const first = made('p', 'names')
  first.append(made('b', '', proof.title), made('bdi', '', proof.newsroom), made('bdi', '', proof.name))
  head.append(first, made('p', '', proof.pulled))
  if (proof.stamp) head.append(made('p', 'stamp', proof.stamp))
  const section = made('section', 'sheet')
  const foot = made('footer', '', page)
  head.dir = foot.dir = 'ltr' // Stet's own words
  section.append(head, ...lines.map((l) => line(l, proof.column)), foot)
  return section
}

function line({ runs, of, dir, number, above, high }: SetLine, column: number): HTMLElement {
  const row = made('div', runs.some((r) => r.fresh || r.out) ? 'line changed' : 'line')
  Object.assign(row.style, { marginTop: `${above}mm`, paddingInlineStart: `${of.indent / 10}mm`, height: `${high}mm`, lineHeight: `${high}mm`, fontSize: `${of.size / 10}pt` })
  const words = made('p', 'words')
  words.dir = dir
  words.style.width = `${(column - of.indent) / 10}mm`
  words.append(...runs.map(span))
  row.append(made('span', 'number', number > 0 ? String(number) : ''), words)
  return row
}

const span = (r: PrintedRun) => made('span', [r.bold && 'bold', r.italic && 'italic', (r.underline || r.fresh) && 'underline', r.out && 'out'].filter(Boolean).join(' '), r.text)

function made(tag: string, className: string, text = ''): HTMLElement {
  const el = document.createElement(tag)
  if (className) el.className = className
  if (text) el.textContent = text
  return el
}
