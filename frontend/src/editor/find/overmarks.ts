// Words are found by what is seen of them, also where a link, bold or a
// comment of the desk begins or ends within them.
import type { SearchQuery } from '@codemirror/search'
import { EditorState, type Text } from '@codemirror/state'
import { folded, matches, MOST, type Match } from './matches'
import { paragraphs } from './paragraphs'
import { hasMarks, piecesOf, seenOf, type Seen } from './seen'

/** Paragraphs as they are seen, by their source: each is read once while the bar stands. */
export type Known = Map<string, Seen>

/** A longer stretch without a blank line is looked into as it is written only. */
const LONGEST = 50_000

/** Where the words of a query stand by what is seen; `over` has their pieces where marks lie between. */
export function matchesOverMarks(doc: Text, query: SearchQuery, known: Known): Match[] {
  // A pattern speaks of the text as it is written.
  if (!query.valid || query.regexp) return []
  const may = mayRunOver(query)
  const found: Match[] = []
  for (const { from, source } of may ? paragraphs(doc, hasMarks, LONGEST) : []) {
    if (!may!(source)) continue
    const seen = known.get(source) ?? seenOf(source)
    known.set(source, seen)
    for (const m of matches(EditorState.create({ doc: seen.text }), query)) found.push(placed(piecesOf(seen, m), from))
    if (found.length >= MOST) break
  }
  return found
}

function placed(pieces: Match[], by: number): Match {
  const moved = pieces.map((p) => ({ from: p.from + by, to: p.to + by }))
  const all = { from: moved[0]!.from, to: moved.at(-1)!.to }
  return moved.length > 1 ? { ...all, over: moved } : all
}

// All that may be out of sight, taken for one sign: to parse a paragraph takes
// a hundred times as long as to look whether its letters are there at all.
const HIDDEN = /\]\([^()\n]*\)|\{>>(?:(?!\{>>|<<\}).)*<<\}|\[\^[^[\]\n]*\]|[*_~`\\[\]{}=]/g
const GAP = '\0'

/** Whether a paragraph can hold the query with marks in it, or beside a whole word; null = none can. */
function mayRunOver(query: SearchQuery): ((source: string) => boolean) | null {
  const bare = (text: string, by: string) => folded(text, query).replace(HIDDEN, by)
  const letters = [...bare(query.search, '')]
  if (letters.length < (query.wholeWord ? 1 : 2)) return null
  const words = letters.map((c) => c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join(`${GAP}*`)
  const pattern = new RegExp(query.wholeWord ? `${GAP}?${words}${GAP}?` : words, 'g')
  return (source) => {
    for (const m of bare(source, GAP).matchAll(pattern)) if (m[0].includes(GAP)) return true
    return false
  }
}
