import { Compartment, EditorState, type Extension, type Transaction } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet } from '@codemirror/view'

/** How the text stands while somebody writes. */
export interface Calm {
  /** Only the paragraph with the cursor stands out. */
  focus: boolean
  /** The line with the cursor stays in the middle. */
  typewriter: boolean
}

/** Where a text keeps how it stands: it can be changed while it is on screen. */
export const calm = new Compartment()

export const calmly = ({ focus, typewriter }: Calm): Extension => [focus ? lit : [], typewriter ? centred : []]

const MOST = 400 // lines of one paragraph: pasted lines without an empty one between them
const light = Decoration.line({ class: 'cm-lit' })

const lit: Extension = [
  EditorView.editorAttributes.of({ class: 'cm-focusmode' }),
  EditorView.decorations.compute(['doc', 'selection'], paragraph),
]

/** The lines around the cursor without an empty one between them. */
function paragraph({ doc, selection }: EditorState): DecorationSet {
  const at = doc.lineAt(selection.main.head).number
  const filled = (n: number) => n >= 1 && n <= doc.lines && Math.abs(n - at) < MOST && doc.line(n).text.trim() !== ''
  let first = at
  let last = at
  while (filled(first - 1) && filled(first)) first--
  while (filled(last + 1) && filled(last)) last++
  return Decoration.set(Array.from({ length: last - first + 1 }, (_, n) => light.range(doc.line(first + n).from)))
}

// Another window has another middle.
const recentred = ViewPlugin.define((view) => {
  const resized = () => view.hasFocus && view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head, { y: 'center' }) })
  addEventListener('resize', resized)
  return { destroy: () => removeEventListener('resize', resized) }
})

const centred: Extension = [
  EditorView.editorAttributes.of({ class: 'cm-typewriter' }),
  recentred,
  EditorState.transactionExtender.of((tr) => (byKeys(tr) ? { effects: EditorView.scrollIntoView(tr.newSelection.main.head, { y: 'center' }) } : null)),
]

// A line that moved away under a pointer could not be selected.
const byKeys = (tr: Transaction) =>
  (tr.docChanged || tr.selection !== undefined) && ['input', 'delete', 'select', 'undo', 'redo'].some((e) => tr.isUserEvent(e)) && !tr.isUserEvent('select.pointer')
