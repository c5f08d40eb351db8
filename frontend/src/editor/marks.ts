import { EditorSelection, type StateCommand } from '@codemirror/state'

/** Puts a mark round the selection, or takes it away where it stands. */
export function around(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const change = state.changeByRange((range) => {
      const n = mark.length
      const inside = state.sliceDoc(range.from - n, range.from) === mark && state.sliceDoc(range.to, range.to + n) === mark
      // "**" also ends with "*": a bold passage is not an italic one.
      const longer = n === 1 && state.sliceDoc(range.from - 2, range.from) === mark + mark
      if (inside && !longer) {
        return {
          changes: [{ from: range.from - n, to: range.from }, { from: range.to, to: range.to + n }],
          range: EditorSelection.range(range.from - n, range.to - n),
        }
      }
      return {
        changes: [{ from: range.from, insert: mark }, { from: range.to, insert: mark }],
        range: EditorSelection.range(range.from + n, range.to + n),
      }
    })
    dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input.format' }))
    return true
  }
}

/** Makes the line a crosshead, or plain again. */
export const crosshead: StateCommand = ({ state, dispatch }) => {
  const line = state.doc.lineAt(state.selection.main.head)
  const mark = /^#{1,6} /.exec(line.text)
  const changes = mark ? { from: line.from, to: line.from + mark[0].length } : { from: line.from, insert: '## ' }
  const selection = state.selection.map(state.changes(changes), 1) // behind the mark, on an empty line too
  dispatch(state.update({ changes, selection, scrollIntoView: true, userEvent: 'input.format' }))
  return true
}

/** [selection](|) with the cursor where the address goes. */
export const link: StateCommand = ({ state, dispatch }) => {
  const change = state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to)
    const insert = `[${text}]()`
    const at = range.from + (text ? insert.length - 1 : 1)
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(at) }
  })
  dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input.format' }))
  return true
}
