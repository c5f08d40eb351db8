import { Transaction } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'

const LONG = 10_000 // characters; CodeMirror draws a shorter line whole

/**
 * CodeMirror leaves out what is off screen of a very long line. The first time
 * it takes the gap for one in a line that does not wrap, measures the line as
 * short as what is drawn, and then draws all of it: seconds of layout in
 * WebKit for a word of a megabyte. A cursor that goes there and back before
 * anything is measured has the gap made again, as it should be.
 */
export function foldLongLine(view: EditorView) {
  const { doc, selection } = view.state
  for (let line = doc.line(1); ; line = doc.line(line.number + 1)) {
    if (line.length > LONG) {
      const annotations = Transaction.addToHistory.of(false)
      view.dispatch({ selection: { anchor: line.to - LONG / 4 }, annotations })
      view.dispatch({ selection, annotations })
    }
    if (line.to === doc.length) return
  }
}
