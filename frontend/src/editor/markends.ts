import { syntaxTree } from '@codemirror/language'
import type { EditorState, TransactionSpec } from '@codemirror/state'

export type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

// Marks and their signs, as the parser names them.
export const SIGNS: Record<string, string> = {
  StrongEmphasis: 'EmphasisMark', Emphasis: 'EmphasisMark', Strikethrough: 'StrikethroughMark', InlineCode: 'CodeMark', Link: 'LinkMark',
}

/**
 * What ends bold, italic, a link before the cursor and begins it anew behind
 * it, with the cursor between: a mark that goes over the end of a paragraph
 * is none, its signs would be words of the story. Null = nothing to part.
 */
export function markEnds(state: EditorState): TransactionSpec | null {
  const { main } = state.selection
  let [from, to] = [main.from, main.to]
  while (from > 0 && /[ \t]/.test(state.sliceDoc(from - 1, from))) from--
  while (/[ \t]/.test(state.sliceDoc(to, to + 1))) to++
  const bare = { from, to }
  let [end, begin] = ['', '']
  for (let n: Node | null = syntaxTree(state).resolveInner(main.from, 1); n; n = n.parent) {
    const words = n.name in SIGNS ? wordsOf(n) : null
    if (!words || from < words.from || to > words.to) continue
    // Of a mark that has words on one side only, nothing is left on the other.
    if (from > words.from) end += state.sliceDoc(words.to, n.to)
    if (to < words.to) begin = state.sliceDoc(n.from, words.from) + begin
    if (from === words.from) from = n.from
    if (to === words.to) to = n.to
  }
  if (from === bare.from && to === bare.to && end + begin === '') return null
  return { changes: { from, to, insert: end + begin }, selection: { anchor: from + end.length } }
}

/** Where what stands between the signs of a mark begins and ends; a link without an address is words. */
export function wordsOf(mark: Node): { from: number; to: number } | null {
  const link = mark.name === 'Link'
  if (link && !mark.getChild('URL')) return null
  const signs = mark.getChildren(SIGNS[mark.name]!)
  const [first, last] = [signs[0], link ? signs[1] : signs.at(-1)]
  return first && last && first !== last ? { from: first.to, to: last.from } : null
}
