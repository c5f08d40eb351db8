import { isolateHistory } from '@codemirror/commands'
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state'
import { gap } from './blocks'

/** Puts text in place of the selection: its own step of undo. What has several lines stands apart from what is beside it. */
export function putIn(state: EditorState, text: string, cursor: number): TransactionSpec {
  const { from, to } = state.selection.main
  const apart = text.includes('\n')
  const before = apart ? gap(state, from, -1) : ''
  return {
    changes: { from, to, insert: before + text + (apart ? gap(state, to, 1) : '') },
    selection: EditorSelection.cursor(from + before.length + cursor),
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
    userEvent: 'input.snippet',
  }
}
