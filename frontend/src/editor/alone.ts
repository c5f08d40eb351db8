import { EditorState, type ChangeSpec, type Extension, type Line, type Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { bare, endsLine, placeOf } from './newline'

const PUT_IN = ['input.type', 'input.paste', 'input.drop', 'move.drop', 'input.snippet']

/**
 * Words put into the empty line between two paragraphs, which shows as the
 * room between them, are a paragraph: right beside the others they would be
 * one with them on the page.
 */
export const alone = EditorState.transactionFilter.of((tr) => {
  const into = tr.docChanged && PUT_IN.some((event) => tr.isUserEvent(event)) && !tr.isUserEvent('input.type.compose')
  const rooms = into ? roomsFor(tr) : []
  return rooms.length > 0 ? [tr, { changes: rooms, sequential: true }] : tr
})

function roomsFor({ startState: state, changes }: Transaction): ChangeSpec[] {
  const rooms: ChangeSpec[] = []
  changes.iterChanges((from, to, start, end, text) => {
    const line = state.doc.lineAt(from)
    if (line.text.trim() !== '' || to > line.to || text.toString().trim() === '' || placeOf(state, from) === 'verbatim') return
    const above = line.number > 1 ? state.doc.line(line.number - 1).text : ''
    const beneath = line.number < state.doc.lines ? state.doc.line(line.number + 1).text : ''
    if (endsLine(above)) return // Shift+Enter: a line of the paragraph above
    if (apart(above, text.line(1).text)) rooms.push({ from: start - (from - line.from), insert: '\n' })
    if (apart(text.line(text.lines).text, beneath)) rooms.push({ from: end + line.to - to, insert: '\n' })
  })
  return rooms
}

/** The same for what an input method put together: while it does, nothing may change near it. */
export function composedAlone(): Extension {
  let empty = false
  return EditorView.domEventHandlers({
    compositionstart(_, { state }) {
      empty = hereIn(state).text.trim() === ''
      return false
    },
    compositionend(_, view) {
      if (empty) setTimeout(() => part(view))
      return false
    },
  })
}

const hereIn = (state: EditorState): Line => state.doc.lineAt(state.selection.main.head)

/** Parts the line of the cursor from those that it meets. */
export function part(view: Pick<EditorView, 'state' | 'dispatch' | 'composing'>) {
  const { state } = view
  const line = hereIn(state)
  if (view.composing || line.text.trim() === '' || placeOf(state, line.from) === 'verbatim') return
  const [above, beneath] = [line.number > 1 ? state.doc.line(line.number - 1).text : '', line.number < state.doc.lines ? state.doc.line(line.number + 1).text : '']
  if (endsLine(above)) return
  const changes = [...(apart(above, line.text) ? [{ from: line.from, insert: '\n' }] : []), ...(apart(line.text, beneath) ? [{ from: line.to, insert: '\n' }] : [])]
  const anchor = state.selection.main.head + (apart(above, line.text) ? 1 : 0)
  if (changes.length > 0) view.dispatch({ changes, selection: { anchor }, userEvent: 'input.type.room' })
}

// Items of a list, rows and quoted lines go on with one another.
const ROWS = [/^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/, /^\s*\|/, /^\s*>/]

/** Whether two lines that meet need an empty one between them. */
const apart = (above: string, beneath: string) => !bare(above) && !bare(beneath) && !ROWS.some((row) => row.test(above) && row.test(beneath))
