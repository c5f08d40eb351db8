import { EditorView } from '@codemirror/view'
import type { Extension } from '@codemirror/state'

/**
 * Takes the selection along when the focus leaves the text: WebKit types at the
 * selection, wherever the focus is, so a key meant for a list would go into the
 * story. The editor knows its own and shows it again when the focus comes back.
 */
export const leaveTidy: Extension = EditorView.domEventHandlers({
  blur(e) {
    if (e.relatedTarget) getSelection()?.removeAllRanges() // null: another window, and the focus comes back
    return false
  },
})
