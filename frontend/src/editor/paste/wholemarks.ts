import type { EditorState, Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { wholeMarks } from '../fields/textmarks'

/** What is selected, with its marks whole or not at all. */
export function selectedWhole(state: EditorState, moved = false): string {
  const { from, to } = state.selection.main
  let [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)]
  while (first.number > 1 && first.text.trim()) first = state.doc.line(first.number - 1)
  while (last.number < state.doc.lines && last.text.trim()) last = state.doc.line(last.number + 1)
  return wholeMarks(state.sliceDoc(first.from, last.to), { from: from - first.from, to: to - first.from }, moved)
}

/** What is copied, cut or dragged out of the text holds no half of a mark; out is told what that is. */
export function wholeOut(out: (words: string) => void): Extension {
  let moved = false
  const leaves = (yes: boolean) => () => {
    moved = yes
    return false
  }
  return [
    EditorView.domEventHandlers({ copy: leaves(false), cut: leaves(true), dragstart: leaves(true) }),
    EditorView.clipboardOutputFilter.of((text, state) => {
      const words = state.selection.ranges.length > 1 || state.selection.main.empty ? text : selectedWhole(state, moved)
      out(words)
      return words
    }),
  ]
}
