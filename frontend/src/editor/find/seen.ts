import type { EditorState } from '@codemirror/state'
import type { SyntaxNodeRef } from '@lezer/common'
import { stetMarkdown } from '../language'
import type { Match } from './matches'
import { marksIn } from '../fields/textmarks'

/** What can be a link on the page; any other ships as plain words, so it is shown as typed. */
export const SHIPS = /^(https?:\/\/|mailto:|#)/i

/** Whether anything in a text can be out of sight. */
export const hasMarks = (text: string): boolean => /[*_~`\\[{]/.test(text)

/** Words as they are seen, without marks and addresses: the pieces of the source that are in sight, in their order. */
export interface Seen {
  text: string
  pieces: Match[]
}

/** What is seen of whole paragraphs while the cursor is elsewhere. */
export function seenOf(source: string): Seen {
  const pieces: Match[] = []
  let at = 0
  for (const { from, to } of [...hiddenIn(source), { from: source.length, to: source.length }]) {
    if (from > at) pieces.push({ from: at, to: from })
    at = Math.max(at, to)
  }
  return { text: pieces.map((p) => source.slice(p.from, p.to)).join(''), pieces }
}

/** The pieces of the source that a stretch of the seen words comes from. */
export function piecesOf({ pieces }: Seen, { from, to }: Match): Match[] {
  const found: Match[] = []
  let at = 0
  for (const p of pieces) {
    const end = at + p.to - p.from
    if (end > from && at < to) found.push({ from: p.from + Math.max(0, from - at), to: p.to - Math.max(0, end - to) })
    at = end
  }
  return found
}

/** The lines round a place, up to the blank ones. */
export function paragraphAt({ doc }: EditorState, pos: number): { start: number; source: string } {
  let [first, last] = [doc.lineAt(pos), doc.lineAt(pos)]
  while (first.number > 1 && doc.line(first.number - 1).text.trim()) first = doc.line(first.number - 1)
  while (last.number < doc.lines && doc.line(last.number + 1).text.trim()) last = doc.line(last.number + 1)
  return { start: first.from, source: doc.sliceString(first.from, last.to) }
}

/** Where a place of the source is in the words that are seen. */
export function offsetIn({ pieces }: Seen, pos: number): number {
  return pieces.reduce((n, p) => n + Math.max(0, Math.min(p.to, pos) - p.from), 0)
}

/** What is seen of a stretch of a text. */
export function seenWords(state: EditorState, { from, to }: Match): string {
  const { start, source } = paragraphAt(state, from)
  if (to > start + source.length || !hasMarks(source)) return state.sliceDoc(from, to)
  const seen = seenOf(source)
  return seen.text.slice(offsetIn(seen, from - start), offsetIn(seen, to - start))
}

type Hides = (node: SyntaxNodeRef, source: string) => Match[]
const whole: Hides = ({ from, to }) => [{ from, to }]

// As live.ts draws them, by the names of the Markdown parser's nodes.
const HIDES: Record<string, Hides> = {
  EmphasisMark: whole,
  StrikethroughMark: whole,
  CodeMark: (n) => (n.node.parent?.name === 'InlineCode' ? whole(n, '') : []),
  Escape: ({ from }) => [{ from, to: from + 1 }],
  Link({ to, node }, source) {
    const url = node.getChild('URL')
    const [open, close] = node.getChildren('LinkMark')
    if (!url || !open || !close || !SHIPS.test(source.slice(url.from, url.to))) return []
    return [{ from: open.from, to: open.to }, { from: close.from, to }]
  },
}

const PASSAGE = /\{==((?:(?!==\})[^\n])+)==\}(?!\{>>)/g // which nobody said anything of
const SIGN = /(?<!\\)\[\^[^\]\n]+\](?!:)/g

function hiddenIn(source: string): Match[] {
  const hidden: Match[] = marksIn(source).flatMap((m) => [{ from: m.from, to: m.start }, { from: m.end, to: m.to }])
  for (const m of source.matchAll(PASSAGE)) hidden.push({ from: m.index, to: m.index + 3 }, { from: m.index + m[0].length - 3, to: m.index + m[0].length })
  for (const m of source.matchAll(SIGN)) hidden.push({ from: m.index, to: m.index + m[0].length })
  stetMarkdown.parser.parse(source).iterate({ enter: (node) => void hidden.push(...(HIDES[node.name]?.(node, source) ?? [])) })
  return hidden.sort((a, b) => a.from - b.from)
}
