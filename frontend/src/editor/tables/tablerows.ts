// What keeps a row of a table whole: a word outside its strokes is on no page.
import { isolateHistory } from '@codemirror/commands'
import { EditorState, type Transaction, type TransactionSpec } from '@codemirror/state'
import { cellsOf, linesOf, sidesOf, tableAt } from './cells'

const STROKE = /(?<!\\)\|/

/** Words with their strokes as letters. */
export const asLetters = (words: string): string => words.replace(/(?<!\\)\|/g, '\\|')

/** Copy as one cell can hold it: in one line, its strokes letters. */
export const oneCell = (text: string): string => asLetters(text.trim().replace(/\s*\n\s*/g, ' '))

/** Why something cannot be done to what is selected in a table; '' = it can, or no table is there. */
export function breaksRow(state: EditorState, action: string): string {
  const { from, to } = state.selection.main
  if (!tableAt(state, from) && !tableAt(state, to)) return ''
  if (!/^(bold|italic|footnote)$/.test(action)) return 'Not in a table: its rows are one line each'
  if (/\n/.test(state.sliceDoc(from, to)) || STROKE.test(state.sliceDoc(from, to))) return 'Select words of one cell of the table'
  return outside(state, from) ? 'Not outside the cells of the table' : ''
}

/** Where in its row words at a place would belong, were they typed; null = they are in a cell, in one that begins there, or in no row. */
function outside(state: EditorState, pos: number): { at: number; before: boolean } | null {
  const line = state.doc.lineAt(pos)
  const text = line.text.trimEnd()
  const in_ = pos - line.from
  if (!text.includes('|') || !tableAt(state, pos)) return null
  if (line.text.slice(in_ - 1, in_ + 1) === '\\|') return { at: pos - 1, before: true }
  if (!text.endsWith('|') || opensCell(state, pos)) return null
  const cells = cellsOf(line.text)
  const [first, last] = [cells[0], cells.at(-1)]
  if (!first || !last) return null
  if (in_ >= text.length) return { at: line.from + Math.max(last.end, last.start), before: false }
  return line.text.trimStart().startsWith('|') && in_ <= line.text.indexOf('|') ? { at: line.from + first.start, before: true } : null
}

/** Whether a stroke at a place parts cells: in no table yet, in the line under the heads, and where a row that is typed by hand ends so far. */
function opensCell(state: EditorState, pos: number): boolean {
  const table = tableAt(state, pos)
  if (!table) return true
  const lines = linesOf(state, table)
  const line = state.doc.lineAt(pos)
  if (line.number === lines[1]?.number) return true
  if (line.text.slice(pos - line.from).trim() !== '') return false
  return !/(?<!\\)\|\s*$/.test(line.text) || cellsOf(line.text).length < sidesOf(lines[1]!.text).length
}

/** Words typed before or behind the strokes of a row go into its first or last cell; a stroke typed in a cell is a letter. */
export const inCells = EditorState.transactionFilter.of((tr) => into(tr) ?? tr)

function into(tr: Transaction): TransactionSpec | null {
  if (!tr.docChanged || !tr.isUserEvent('input.type') || tr.isUserEvent('input.type.compose')) return null
  let spec: TransactionSpec | null = null
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const typed = text.lines === 1 ? text.toString() : ''
    if (typed.trim() !== '') spec = typedAt(tr.startState, from, to, typed)
  })
  return spec
}

function typedAt(state: EditorState, from: number, to: number, typed: string): TransactionSpec | null {
  const place = from === to ? outside(state, from) : null
  const escaped = !place && state.sliceDoc(from - 1, from) === '\\'
  const letters = typed.includes('|') && !escaped && !opensCell(state, to) ? asLetters(typed) : typed
  if (!place && letters === typed) return null
  const at = place?.at ?? from
  const behindStroke = place?.before === false && state.sliceDoc(at - 1, at) === '|'
  const insert = behindStroke ? ` ${letters}` : letters
  return {
    changes: { from: at, to: place ? at : to, insert }, selection: { anchor: at + insert.length }, scrollIntoView: true, userEvent: 'input.type',
    ...(letters !== typed && { annotations: isolateHistory.of('before') }), // undo takes it back, and not the words before it
  }
}
