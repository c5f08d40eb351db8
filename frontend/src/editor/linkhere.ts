import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

/** A link as it stands in the text, or words that may become one. */
export interface LinkHere {
  from: number
  to: number
  /** Between [ and ]. */
  words: string
  /** '' = it has none yet. */
  address: string
  /** Where the address stands; null = the whole is to be written anew. */
  url: { from: number; to: number } | null
  /** It is a link already. */
  made: boolean
}

const ENOUGH = 200 // milliseconds for reading the text up to the cursor

/** The link that holds the selection, else what is selected, without the white space round it. */
export function linkHere(state: EditorState): LinkHere {
  const { from, to } = state.selection.main
  const tree = ensureSyntaxTree(state, Math.min(to + 1, state.doc.length), ENOUGH) ?? syntaxTree(state)
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(from, side); node; node = node.parent) {
      const found = node.from <= from && node.to >= to ? read(state, node) : null
      if (found) return found
    }
  }
  const text = state.sliceDoc(from, to)
  const start = from + text.length - text.trimStart().length
  const words = text.trim()
  return { from: words ? start : from, to: words ? start + words.length : from, words, address: '', url: null, made: false }
}

function read(state: EditorState, node: SyntaxNode): LinkHere | null {
  const url = node.getChild('URL')
  const { from, to } = node
  const address = url ? typed(state.sliceDoc(url.from, url.to)) : ''
  if (node.name === 'Autolink') return { from, to, words: address, address, url: null, made: true }
  if (node.name !== 'Link') return null
  const [open, close] = node.getChildren('LinkMark')
  // Brackets alone are words: "[sic]".
  if (!open || !close || (!url && !node.getChild('LinkLabel') && !state.sliceDoc(close.to, to).startsWith('('))) return null
  return { from, to, words: state.sliceDoc(open.to, close.from), address, url: url && { from: url.from, to: url.to }, made: true }
}

const typed = (address: string) => address.replace(/^<(.*)>$/, '$1').replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&')
