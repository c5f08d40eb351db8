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

// What makes a line a crosshead, an item, a quotation: it stays before the link.
const SIGNS = /^ {0,3}(?:(?:[-*+>]|\d{1,9}[.)]|#{1,6})[ \t]+)+/
const ENOUGH = 200 // milliseconds for reading the text up to the cursor

/** The link that holds the selection, else what is selected, without the white space round it. */
export function linkHere(state: EditorState): LinkHere {
  const { from, to } = state.selection.main
  const card = cardHere(state, from, to)
  if (card) return card
  const tree = ensureSyntaxTree(state, Math.min(to + 1, state.doc.length), ENOUGH) ?? syntaxTree(state)
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(from, side); node; node = node.parent) {
      const found = node.from <= from && node.to >= to ? read(state, node) : null
      if (found) return found
    }
  }
  const text = state.sliceDoc(from, to)
  const ahead = state.doc.lineAt(from).from === from ? SIGNS.exec(text)?.[0].length ?? 0 : 0
  const start = from + text.length - text.slice(ahead).trimStart().length
  const words = text.slice(ahead).trim()
  return { from: words ? start : from, to: words ? start + words.length : from, words, address: '', url: null, made: false }
}

// The address of a link card stands in the line that opens it.
function cardHere(state: EditorState, from: number, to: number): LinkHere | null {
  const line = state.doc.lineAt(from)
  const [, before, address] = /^(:{3,}[ \t]*embed[ \t]+)([^\s"=]+)(?=\s|$)/.exec(line.text) ?? []
  if (!before || !address || to > line.to) return null
  const at = { from: line.from + before.length, to: line.from + before.length + address.length }
  return { ...at, words: address, address, url: at, made: true }
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
