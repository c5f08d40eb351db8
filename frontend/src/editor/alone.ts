import { EditorState, type ChangeSpec, type Transaction } from '@codemirror/state'
import { bare, endsLine, placeOf } from './newline'

/**
 * Words typed into the empty line between two paragraphs, which shows as the
 * room between them, are a paragraph: right beside the others they would be
 * one with them on the page.
 */
export const alone = EditorState.transactionFilter.of((tr) => {
  const rooms = tr.docChanged && tr.isUserEvent('input.type') && !tr.isUserEvent('input.type.compose') ? roomsFor(tr) : []
  return rooms.length > 0 ? [tr, { changes: rooms, sequential: true }] : tr
})

function roomsFor({ startState: state, changes }: Transaction): ChangeSpec[] {
  const rooms: ChangeSpec[] = []
  changes.iterChanges((from, to, _from, end, text) => {
    const line = state.doc.lineAt(from)
    if (line.text.trim() !== '' || to > line.to || text.lines > 1 || text.toString().trim() === '') return
    if (placeOf(state, from) === 'verbatim') return
    const above = line.number > 1 ? state.doc.line(line.number - 1).text : ''
    const beneath = line.number < state.doc.lines ? state.doc.line(line.number + 1).text : ''
    if (endsLine(above)) return // Shift+Enter: a line of the paragraph above
    if (!bare(above)) rooms.push({ from: changes.mapPos(line.from, -1), insert: '\n' })
    if (!bare(beneath)) rooms.push({ from: end + line.to - to, insert: '\n' })
  })
  return rooms
}
