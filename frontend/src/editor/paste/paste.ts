import { EditorView } from '@codemirror/view'
import type { Extension } from '@codemirror/state'
import { clipboardOf, type Pasted } from './clipboard'

/**
 * Sends pasted copy to the desk, which cleans it, instead of into the text.
 * take says true when it will deal with it. With Shift the paste is plain.
 */
export function pasteInto(take: (p: Pasted, view: EditorView) => boolean): Extension {
  let plain = false
  return EditorView.domEventHandlers({
    keydown(e) {
      plain = e.shiftKey && e.key.toLowerCase() === 'v'
      return false
    },
    paste(e, view) {
      const p = clipboardOf(e.clipboardData, plain)
      plain = false
      if ((!p.html && !p.text) || !take(p, view)) return false
      e.preventDefault()
      return true
    },
  })
}
