import { syntaxTree } from '@codemirror/language'
import { EditorState, type ChangeSpec, type Transaction } from '@codemirror/state'
import { SIGNS, wordsOf } from './markends'

const TAKES = ['input.type', 'input.paste', 'input.drop', 'input.snippet', 'delete', 'move.drop']

/**
 * What is left of bold, italic or a link when words are taken out across its
 * end stays what it was: a sign whose other half went along would be a word of
 * the story. A sign that is taken out by itself is meant.
 */
export const halves = EditorState.transactionFilter.of((tr) => {
  const takes = tr.docChanged && TAKES.some((event) => tr.isUserEvent(event)) && !tr.isUserEvent('input.type.compose')
  const mends = takes ? mendsOf(tr) : []
  return mends.length > 0 ? [tr, { changes: mends, sequential: true }] : tr
})

function mendsOf({ startState: state, changes, newDoc }: Transaction): ChangeSpec[] {
  const ends: ChangeSpec[] = [] // the inner ones first
  const begins: ChangeSpec[] = []
  changes.iterChanges((from, to, start, end) => {
    if (from === to) return
    syntaxTree(state).iterate({
      from, to,
      enter({ name, node }) {
        const words = name in SIGNS ? wordsOf(node) : null
        if (!words) return
        if (words.from <= from && from <= words.to && to >= node.to && !(from === words.to && to === node.to)) {
          const at = start - spaces(newDoc.sliceString(start - (from - words.from), start), /[ \t]*$/)
          const left = at > start - (from - words.from)
          ends.unshift(left ? { from: at, insert: state.sliceDoc(words.to, node.to) } : { from: start - (from - node.from), to: start - (from - words.from) })
        }
        if (from <= node.from && words.from <= to && to <= words.to && !(from === node.from && to === words.from)) {
          const at = end + spaces(newDoc.sliceString(end, end + words.to - to), /^[ \t]*/)
          const right = at < end + words.to - to
          begins.push(right ? { from: at, insert: state.sliceDoc(node.from, words.from) } : { from: end + words.to - to, to: end + node.to - to })
        }
      },
    })
  })
  return [...ends, ...begins]
}

const spaces = (text: string, where: RegExp) => where.exec(text)![0].length
