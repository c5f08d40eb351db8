import { syntaxTree } from '@codemirror/language'
import { Prec, type EditorState, type Extension } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { SyntaxNodeRef } from '@lezer/common'
import { BOLD, breadth, cellsOf, linesOf, longest, plainly, sidesOf, tableAt, type Side } from './cells'
import { directionAt } from '../lines'
import { dim, hidden, shaped, type Shaping } from '../shaped'
import { rowsTogether } from './tablescroll'

const sources = { ltr: Decoration.line({ class: 'cm-table' }), rtl: Decoration.line({ class: 'cm-table cm-row-rtl' }) }
// The words of a cell run their own way, also among strokes.
const apart = Decoration.mark({ class: 'cm-cell-source', bidiIsolate: null })
const rule = Decoration.line({ class: 'cm-row-rule' })
// Inclusive, so that what is hidden or marked in a cell stands in it.
const cell = (name: string) => Decoration.mark({ class: name, inclusive: true })
const CELLS: Record<Side | 'lost', Decoration> = {
  start: cell('cm-cell'), center: cell('cm-cell cm-cell-center'), end: cell('cm-cell cm-cell-end'), lost: cell('cm-cell cm-cell-lost'),
}

// What a table may stand in.
const AROUND = /^(Document|Blockquote|BulletList|OrderedList|ListItem)$/

/**
 * Draws tables as tables while the cursor is elsewhere, line by line, so that
 * only what is on screen is drawn and all marks of the text stand in its cells.
 * Lowest: marks of others are inside a cell, not round it.
 */
export const tables: Extension = [
  EditorView.bidiIsolatedRanges.of(isolates),
  EditorView.atomicRanges.of(strokes),
  rowsTogether,
  Prec.lowest(shaped((s, from, to) => {
    syntaxTree(s.state).iterate({
      from, to,
      enter(node) {
        if (node.name === 'Table') table(s, node, Math.max(node.from, from), Math.min(node.to, to))
        return AROUND.test(node.name)
      },
    })
  })),
]

function table(s: Shaping, node: SyntaxNodeRef, from: number, to: number) {
  const { doc } = s.state
  const first = doc.lineAt(node.from)
  const shows = s.near(first.from, node.to) || node.node.parent?.name !== 'Document'
  const way = directionAt(s.state, doc.sliceString(first.from, first.to))
  if (shows) return written(s, node, from, to, sources[way])
  const second = doc.line(first.number + 1)
  const sides = sidesOf(second.text)
  const row = grid(s.state, node, sides.length, way)
  for (let l = doc.lineAt(from); ; l = doc.line(l.number + 1)) {
    if (l.number === second.number) {
      s.add(rule, l.from)
      s.add(hidden, l.from, l.to)
    } else {
      s.add(l.number === first.number ? row.head : l.to >= node.to ? row.last : row.line, l.from)
      cellsOf(l.text).forEach((c, n) => {
        s.add(CELLS[sides[n] ?? 'lost'], l.from + c.from, l.from + c.to)
        if (c.start === c.end) s.add(hidden, l.from + c.from, l.from + c.to)
        else {
          s.put(l.from + c.from, l.from + c.start, false)
          s.put(l.from + c.end, l.from + c.to, false)
        }
      })
    }
    if (l.to >= to || l.number === doc.lines) return
  }
}

/** A table as it is typed, its strokes dimmed. */
function written(s: Shaping, node: SyntaxNodeRef, from: number, to: number, source: Decoration) {
  s.lines(from, to, source)
  for (const row of [node.node, ...node.node.getChildren('TableHeader'), ...node.node.getChildren('TableRow')]) {
    if (row.to < from || row.from > to) continue
    for (const n of row.getChildren('TableDelimiter')) if (n.to > from && n.from < to) s.add(dim, n.from, n.to)
    for (const n of row.getChildren('TableCell')) s.add(apart, n.from, n.to)
  }
}

/** The cells of the table with the cursor, for who moves it by what is seen. */
function isolates({ state, viewport }: EditorView): DecorationSet {
  const table = tableAt(state, state.selection.main.head)
  if (!table) return Decoration.none
  const seen = [...table.getChildren('TableHeader'), ...table.getChildren('TableRow')].filter((row) => row.from <= viewport.to && row.to >= viewport.from)
  const cells = seen.flatMap((row) => row.getChildren('TableCell'))
  return Decoration.set(cells.map((c) => apart.range(c.from, c.to)))
}

/** The strokes of that table which are letters: with half of one gone, its row would have another cell. */
function strokes({ state, viewport }: EditorView): DecorationSet {
  const table = tableAt(state, state.selection.main.head)
  if (!table) return Decoration.none
  const from = Math.max(table.from, viewport.from)
  const text = state.sliceDoc(from, Math.min(table.to, viewport.to))
  return Decoration.set([...text.matchAll(/\\\|/g)].map((m) => apart.range(from + m.index, from + m.index + 2)))
}

const SEEN = 200 // rows that settle how wide the columns are
const WIDE = 30 // what the words of a cell ask for at most
const FIGURE = 0.655 // of an em: a ch would be another in the bold letters of the heads
const GAP = 0.9 // figures between two columns, at least
const LONG = 18 // of a longer word, an address, the line may break within

/** How a row stands: its columns as wide as their words ask for, none narrower than its longest word, all rows alike. */
function grid(state: EditorState, { from, to }: { from: number; to: number }, columns: number, way: 'ltr' | 'rtl'): Record<'head' | 'line' | 'last', Decoration> {
  const last = Math.min(to, state.doc.line(Math.min(state.doc.lines, state.doc.lineAt(from).number + SEEN)).to)
  const asked = Array.from({ length: columns }, () => ({ wide: 4, least: 2 }))
  linesOf(state, { from, to: last }).forEach(({ text }, i) => {
    if (i === 1) return
    cellsOf(text).slice(0, columns).forEach((c, n) => {
      const words = plainly(text.slice(c.start, c.end))
      const { wide, least } = asked[n]!
      asked[n] = { wide: Math.max(wide, Math.min(WIDE, breadth(words))), least: Math.max(least, Math.min(LONG, longest(words, least) * (i === 0 ? BOLD : 1))) }
    })
  })
  const em = (figures: number) => `${(figures * FIGURE).toFixed(1)}em`
  const shares = asked.map(({ wide, least }) => `minmax(${em(least * 1.04 + GAP)}, ${wide + 3}fr)`).join(' ')
  const style = `--columns: ${shares}; --wide: ${em(asked.reduce((a, { wide }) => a + wide + 3, 0))}`
  // That a row is part of the text is said again: keys reach it there, though it scrolls by itself.
  const attributes = { style, contenteditable: 'inherit' }
  const row = (more: string) => Decoration.line({ class: `cm-row${way === 'rtl' ? ' cm-row-rtl' : ''}${more}`, attributes })
  return { head: row(' cm-row-head'), line: row(''), last: row(' cm-row-last') }
}
