import type { SearchQuery } from '@codemirror/search'
import type { EditorState } from '@codemirror/state'
import { smallestChange, type Change } from '../changes'
import { inCaseOf, type Match } from './matches'
import { offsetIn, paragraphAt, seenOf, type Seen } from './seen'

/**
 * What replaces words that marks lie between: only what differs is written
 * anew, and the marks stay as they are. Null = that would go over a mark, or
 * break one, or leave nothing in it.
 */
export function withinMarks(state: EditorState, query: SearchQuery, pieces: Match[]): Change | null {
  const words = pieces.map((p) => state.sliceDoc(p.from, p.to)).join('')
  const wanted = query.caseSensitive ? query.replace : inCaseOf(words, query.search, query.replace)
  const differs = smallestChange(words, wanted)
  const end = pieces.at(-1)!.to
  if (!differs) return { from: end, to: end, insert: '' }
  const change = placed(pieces, differs)
  const { start, source } = paragraphAt(state, end)
  const seen = seenOf(source)
  const at = offsetIn(seen, pieces[0]!.from - start)
  const reads = change && seenOf(done(source, { ...change, from: change.from - start, to: change.to - start })).text
  return reads === done(seen.text, { from: at, to: at + words.length, insert: wanted }) && !empties(seen, change!, start) ? change : null
}

// In the first piece that has all of it.
function placed(pieces: Match[], { from, to, insert }: Change): Change | null {
  let at = 0
  for (const p of pieces) {
    const by = p.from - at
    at += p.to - p.from
    if (from + by >= p.from && to + by <= p.to) return { from: from + by, to: to + by, insert }
  }
  return null
}

const done = (text: string, { from, to, insert }: Change) => text.slice(0, from) + insert + text.slice(to)

/** Whether all that stands between two marks goes. */
const empties = ({ pieces }: Seen, { from, to, insert }: Change, start: number) =>
  insert === '' && pieces.some((p) => p.from + start === from && p.to + start === to)
