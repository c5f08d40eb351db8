import { EditorSelection, type EditorState, type StateCommand } from '@codemirror/state'
import { isFence } from './containers'

/** Puts a mark round the selection, or takes it away where it stands; a cursor right before the end of its passage goes behind it. */
export function around(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const change = state.changeByRange((range) => {
      const n = mark.length
      if (range.empty && ends(state, range.head, mark)) return { range: EditorSelection.cursor(range.head + n) }
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

// Whether a passage that begins on this line ends here: "**words|**", and not "**|**".
function ends(state: EditorState, at: number, mark: string): boolean {
  const line = state.doc.lineAt(at)
  const [before, after] = [line.text.slice(0, at - line.from), line.text.slice(at - line.from)]
  const run = /^\*+/.exec(after)?.[0].length ?? 0
  if (/[\s*]$/.test(before) || !(run === 3 || run === mark.length)) return false
  const begun = mark === '*' ? before.replaceAll('**', '') : before
  return begun.split(mark).length % 2 === 0
}

/** Makes the line a crosshead, or plain again; lines that are more than words stay, and why is said. */
export function crosshead(refuse: (why: string) => void): StateCommand {
  return ({ state, dispatch }) => {
    const line = state.doc.lineAt(state.selection.main.head)
    const other = moreThanWords(line.text)
    if (other) {
      refuse(`No crosshead: this is ${other}`)
      return true
    }
    const mark = /^(#{1,6} )|^ {0,3}(?:> ?|[-*+] +|\d{1,9}[.)] +)+/.exec(line.text)
    const changes = { from: line.from, to: line.from + (mark?.[0].length ?? 0), insert: mark?.[1] ? '' : '## ' }
    const selection = state.selection.map(state.changes(changes), 1) // behind the mark, on an empty line too
    dispatch(state.update({ changes, selection, scrollIntoView: true, userEvent: 'input.format' }))
    return true
  }
}

const OTHERS: [RegExp, string][] = [
  [/^ {0,3}\[\^/, 'a footnote'],
  [/^ {0,3}!\[/, 'a picture'],
  [/^ {0,3}[`~]{3}/, 'the edge of code'],
  [/^ {0,3}\|/, 'a row of a table'],
]

/** What a line is beside a line of words; '' = it is no more. */
export const moreThanWords = (line: string): string => (isFence(line) ? 'the edge of a box' : (OTHERS.find(([like]) => like.test(line))?.[1] ?? ''))
