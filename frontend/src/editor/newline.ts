import { insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown'
import { syntaxTree } from '@codemirror/language'
import type { EditorState, Line, StateCommand } from '@codemirror/state'

const onward = insertNewlineContinueMarkupCommand({ nonTightLists: false })

/**
 * Enter goes on with a list or a quotation. In an item that holds nothing it
 * ends the list, with an empty line after it: words right beneath an item are
 * read as part of it.
 */
export const newline: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection
  const line = state.doc.lineAt(main.head)
  if (!main.empty || main.head !== line.to || !emptyItem(state, line)) return onward({ state, dispatch })
  const beneath = line.number > 1 && state.doc.line(line.number - 1).text.trim() !== ''
  const insert = beneath ? '\n' : ''
  dispatch(state.update({
    changes: { from: line.from, to: line.to, insert },
    selection: { anchor: line.from + insert.length }, scrollIntoView: true, userEvent: 'input',
  }))
  return true
}

/** An item of a list that stands in no other: of one that does, Enter takes away a level. */
function emptyItem(state: EditorState, line: Line): boolean {
  if (!/^(?:[-*+]|\d{1,9}[.)])[ \t]*$/.test(line.text)) return false
  for (let n = syntaxTree(state).resolveInner(line.to, -1); n.parent; n = n.parent) if (n.name === 'ListItem') return true
  return false
}
