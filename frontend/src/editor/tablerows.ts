// What keeps a row of a table whole: a word outside its strokes is on no page.
import { EditorState, type Transaction, type TransactionSpec } from '@codemirror/state'
import { cellsOf, tableAt } from './cells'

const STROKE = /(?<!\\)\|/

/** Copy as one cell can hold it: in one line, its strokes letters. */
export const oneCell = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|')

/** Why something cannot be done to what is selected in a table; '' = it can, or no table is there. */
export function breaksRow(state: EditorState, action: string): string {
  const { from, to } = state.selection.main
  if (!tableAt(state, from) && !tableAt(state, to)) return ''
  if (!/^(bold|italic|footnote)$/.test(action)) return 'Not in a table: its rows are one line each'
  if (/\n/.test(state.sliceDoc(from, to)) || STROKE.test(state.sliceDoc(from, to))) return 'Select words of one cell of the table'
  return outside(state, from) ? 'Not outside the cells of the table' : ''
}

/** Where in its row words at a place would belong, were they typed; null = they are in a cell, or in no row. */
function outside(state: EditorState, pos: number): { at: number; before: boolean } | null {
  const line = state.doc.lineAt(pos)
  const text = line.text.trimEnd()
  if (!text.endsWith('|') || !tableAt(state, pos)) return null
  const cells = cellsOf(line.text)
  const [first, last] = [cells[0], cells.at(-1)]
  if (!first || !last) return null
  const in_ = pos - line.from
  if (in_ >= text.length) return { at: line.from + Math.max(last.end, last.start), before: false }
  return line.text.trimStart().startsWith('|') && in_ <= line.text.indexOf('|') ? { at: line.from + first.start, before: true } : null
}

/** Words typed before or behind the strokes of a row go into its first or last cell. */
export const inCells = EditorState.transactionFilter.of((tr) => into(tr) ?? tr)

function into(tr: Transaction): TransactionSpec | null {
  if (!tr.docChanged || !tr.isUserEvent('input.type') || tr.isUserEvent('input.type.compose')) return null
  let spec: TransactionSpec | null = null
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const words = text.toString()
    const place = from === to && text.lines === 1 && words !== '|' && words.trim() !== '' ? outside(tr.startState, from) : null
    if (!place) return
    const stroke = tr.startState.sliceDoc(place.at - 1, place.at) === '|'
    const insert = place.before ? words : `${stroke ? ' ' : ''}${words}`
    spec = { changes: { from: place.at, insert }, selection: { anchor: place.at + insert.length }, scrollIntoView: true, userEvent: 'input.type' }
  })
  return spec
}
