import { isolateHistory } from '@codemirror/commands'
import { EditorSelection, Prec, type EditorState, type Extension, type Line, type StateCommand } from '@codemirror/state'
import { keymap, type EditorView } from '@codemirror/view'
import { gap } from '../blocks'
import { cellsOf, linesOf, sidesOf, tableAt, type Cell } from './cells'
import { isClosing, isFence } from '../containers'
import { inCells } from './tablerows'

/** Where a place is in a table: its lines, the line and the cell with the place. */
interface At {
  lines: Line[]
  row: number
  cells: Cell[]
  column: number
}

function at(state: EditorState, pos: number): At | null {
  const table = tableAt(state, pos)
  if (!table) return null
  const lines = linesOf(state, table)
  const row = lines.findIndex((l) => pos <= l.to)
  const cells = cellsOf(lines[row]!.text)
  return cells.length > 0 ? { lines, row, cells, column: Math.max(0, cells.findLastIndex((c) => c.from < pos - lines[row]!.from)) } : null
}

const columnsOf = ({ lines }: At) => sidesOf(lines[1]!.text).length
const emptyRow = (columns: number) => `|${'     |'.repeat(columns)}`

/** Selects the words of a cell; in an empty one the cursor stands behind its stroke. */
function goTo(line: Line, cell: Cell): EditorSelection {
  if (cell.start < cell.end) return EditorSelection.single(line.from + cell.start, line.from + cell.end)
  return EditorSelection.single(line.from + Math.min(cell.from + (line.text[cell.from] === '|' ? 2 : 0), cell.to))
}

/** To the next cell, or the one before; behind the last a new row begins. */
function step(by: 1 | -1): StateCommand {
  return ({ state, dispatch }) => {
    const here = at(state, state.selection.main.head)
    if (!here) return false
    let { row, column } = { row: here.row, column: here.column + by }
    if (column < 0 || column >= here.cells.length || row === 1) {
      row += by
      if (row === 1) row += by
      const line = here.lines[row]
      column = by > 0 || !line ? 0 : cellsOf(line.text).length - 1
    }
    if (row < 0) return true
    return land(here, row, column, { state, dispatch })
  }
}

/** To the cell beneath; in a last row that holds nothing the table ends, and before its first stroke a paragraph begins above it. */
const down: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection
  const here = at(state, main.head)
  if (!here || !cellHolds(here, main.from, main.to)) return false
  const line = here.lines[here.row]!
  if (here.row === 0 && main.empty && main.head === line.from && line.text.startsWith('|')) {
    dispatch(state.update({ changes: { from: line.from, insert: '\n\n' }, selection: { anchor: line.from }, scrollIntoView: true, userEvent: 'input' }))
    return true
  }
  if (here.row > 1 && here.row === here.lines.length - 1 && here.cells.every((c) => c.start === c.end)) {
    dispatch(state.update({ changes: { from: line.from, to: line.to, insert: '\n' }, selection: { anchor: line.from + 1 }, scrollIntoView: true, userEvent: 'input' }))
    return true
  }
  return land(here, here.row === 0 ? 2 : here.row + 1, here.row === 1 ? 0 : here.column, { state, dispatch })
}

const cellHolds = ({ lines, row, cells, column }: At, from: number, to: number) =>
  from >= lines[row]!.from + cells[column]!.from && to <= lines[row]!.from + cells[column]!.to

function land(here: At, row: number, column: number, { state, dispatch }: Parameters<StateCommand>[0]): boolean {
  const line = here.lines[row]
  if (line) {
    const cells = cellsOf(line.text)
    const cell = cells[Math.min(column, cells.length - 1)]
    if (cell) dispatch(state.update({ selection: goTo(line, cell), scrollIntoView: true, userEvent: 'select' }))
    return true
  }
  const last = here.lines.at(-1)!
  const text = emptyRow(columnsOf(here))
  const anchor = last.to + 1 + cellsOf(text)[Math.min(column, columnsOf(here) - 1)]!.from + 2
  dispatch(state.update({ changes: { from: last.to, insert: `\n${text}` }, selection: { anchor }, scrollIntoView: true, userEvent: 'input' }))
  return true
}

/** A table behind the paragraph with the cursor, in its box if it is in one; the cursor goes into its first cell. */
export const table: StateCommand = ({ state, dispatch }) => {
  const { head } = state.selection.main
  if (tableAt(state, head)) return true
  const { place, before, after } = room(state, head)
  const text = [emptyRow(2), '| --- | --- |', emptyRow(2), emptyRow(2)].join('\n')
  dispatch(state.update({
    changes: { from: place, insert: before + text + after },
    selection: { anchor: place + before.length + 2 },
    annotations: isolateHistory.of('full'), scrollIntoView: true, userEvent: 'input.format',
  }))
  return true
}

/** Where a paragraph ends, at the latest where its box does, and what parts a table there from what stands beside it. */
function room(state: EditorState, head: number): { place: number; before: string; after: string } {
  const { doc } = state
  const textOf = (n: number) => (n >= 1 && n <= doc.lines ? doc.line(n).text : '')
  const opens = (text: string) => isFence(text) && !isClosing(text)
  let line = doc.lineAt(head)
  if (!opens(line.text)) while (line.length > 0 && textOf(line.number + 1) !== '' && !isFence(textOf(line.number + 1))) line = doc.line(line.number + 1)
  const first = opens(line.text) ? '\n' : line.length === 0 && opens(textOf(line.number - 1)) ? '' : null
  return { place: line.to, before: first ?? gap(state, line.to, -1), after: isClosing(textOf(line.number + 1)) ? '' : gap(state, line.to, 1) }
}

/** Puts an empty column behind that of the cursor, which goes into it. */
export const addColumn: StateCommand = ({ state, dispatch }) => {
  const here = at(state, state.selection.main.head)
  if (!here) return false
  const places = here.lines.map((l) => behind(l, cellsOf(l.text)[here.column]))
  const changes = state.changes(places.flatMap((from, i) => (from < 0 ? [] : [{ from, insert: i === 1 ? '| --- ' : '|     ' }])))
  const anchor = changes.mapPos(places[here.row]!, -1) + 2
  dispatch(state.update({ changes, selection: { anchor }, scrollIntoView: true, userEvent: 'input.format' }))
  return true
}

/** Where a cell ends, before the stroke that closes its line; -1: the line has no such cell. */
function behind(line: Line, cell: Cell | undefined): number {
  if (!cell) return -1
  return line.from + cell.to - (cell.to === line.length && line.text.trimEnd().endsWith('|') ? 1 + line.length - line.text.trimEnd().length : 0)
}

/** Takes out the column of the cursor; the only one is left. */
export const dropColumn: StateCommand = ({ state, dispatch }) => {
  const here = at(state, state.selection.main.head)
  if (!here || columnsOf(here) < 2) return false
  const changes = here.lines.flatMap((l) => {
    const cell = cellsOf(l.text)[here.column]
    return cell ? [{ from: l.from + cell.from, to: behind(l, cell) }] : []
  })
  dispatch(state.update({ changes, scrollIntoView: true, userEvent: 'delete.format' }))
  return true
}

/** Takes out the row of the cursor; the heads and the line under them are left. */
export const dropRow: StateCommand = ({ state, dispatch }) => {
  const here = at(state, state.selection.main.head)
  if (!here || here.row < 2) return false
  const line = here.lines[here.row]!
  dispatch(state.update({ changes: { from: line.from - 1, to: line.to }, scrollIntoView: true, userEvent: 'delete.format' }))
  return true
}

/** After Escape, Tab leaves the text: whoever has only keys is not kept in a table. */
function letTabGo(view: EditorView): boolean {
  if (tableAt(view.state, view.state.selection.main.head)) view.setTabFocusMode(2000)
  return false
}

/** Keys of a table, ahead of what they do elsewhere. */
export const tableKeys: Extension = [
  inCells,
  Prec.high(keymap.of([
    { key: 'Tab', run: step(1), shift: step(-1) },
    { key: 'Enter', run: down },
    { key: 'Escape', run: letTabGo },
  ])),
]
