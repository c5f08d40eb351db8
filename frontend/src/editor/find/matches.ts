import type { SearchQuery } from '@codemirror/search'
import type { EditorState, Text } from '@codemirror/state'
import { tableAt } from '../tables/cells'
import { asLetters } from '../tables/tablerows'

/** Counting goes on to here; a story with more of them is not counted by hand. */
export const MOST = 9999

export interface Match {
  from: number
  to: number
  /** The words of it, where marks that are out of sight lie between them. */
  over?: Match[]
}

/** Where a query is found in a text as it is written. */
export function matches(state: EditorState, query: SearchQuery): Match[] {
  const found: Match[] = []
  if (!query.valid) return found
  for (const { from, to } of query.literal ? linesWith(state.doc, query) : [{ from: 0, to: state.doc.length }]) {
    const cursor = query.getCursor(state, from, to)
    for (let m = cursor.next(); !m.done && found.length < MOST; m = cursor.next()) found.push({ from: m.value.from, to: m.value.to })
    if (found.length >= MOST) break
  }
  return found
}

/** Letters as find compares them: of one form, and in any case unless that is asked for. */
export function folded(text: string, { caseSensitive }: SearchQuery): string {
  const plain = /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFKD')
  return caseSensitive ? plain : plain.toLowerCase().replaceAll('ς', 'σ')
}

// The editor's cursor looks at each letter by itself. Where the words cannot
// be, a long text is passed over twenty times as fast.
function* linesWith(doc: Text, query: SearchQuery): Generator<Match> {
  const words = folded(query.search, query)
  let from = 0
  for (const line of doc.iterLines()) {
    const to = from + line.length
    // Signs set on a letter may stand in any order.
    if (folded(line, query).includes(words) || /\p{M}/u.test(line)) yield { from, to }
    from = to + 1
  }
}

/** What stands in place of a match; in a cell of a table its strokes are letters. */
export function replacement(state: EditorState, query: SearchQuery, m: Match): string {
  const words = inPlace(state, query, m)
  return words.includes('|') && !query.search.includes('|') && tableAt(state, m.from) ? asLetters(words) : words
}

function inPlace(state: EditorState, query: SearchQuery, m: Match): string {
  if (!query.regexp) return query.caseSensitive ? query.replace : inCaseOf(state.sliceDoc(m.from, m.to), query.search, query.replace)
  // Where it stands: a pattern may look at what is before and behind.
  const line = state.doc.lineAt(m.from)
  const pattern = new RegExp(query.search, query.caseSensitive ? 'muy' : 'imuy')
  pattern.lastIndex = m.from - line.from
  const match = pattern.exec(state.sliceDoc(line.from, state.doc.lineAt(m.to).to))
  if (match?.[0].length !== m.to - m.from) return state.sliceDoc(m.from, m.to)
  return query.replace.replace(/\$(\d|&)/g, (_, n: string) => (n === '&' ? match[0] : match[Number(n)]) ?? '')
}

/** A word in place of another, found in any case: where the one found has capitals that were not typed, so has this. */
export function inCaseOf(found: string, search: string, replace: string): string {
  if (found === search || replace !== replace.toLowerCase()) return replace
  if (/\p{L}.*\p{L}/u.test(found) && found === found.toUpperCase() && search !== search.toUpperCase()) return replace.toUpperCase()
  const [first, typed] = [[...found][0] ?? '', [...search][0] ?? '']
  if (first === typed || first === first.toLowerCase()) return replace
  const [head = '', ...rest] = [...replace]
  return head.toUpperCase() + rest.join('')
}

const STANDS = /\{==((?:(?!==\})[\s\S])*)==\}\{>>\s*(?:stet|cq)\b[^\n]*?<<\}/gi

/** Passages that a sub let stand or checked: nothing replaces words in them unasked. */
export function standing(text: string): Match[] {
  return [...text.matchAll(STANDS)].map((m) => ({ from: m.index + 3, to: m.index + 3 + m[1]!.length }))
}

/** Those of the matches that lie in no passage that stands. */
export function free(text: string, all: Match[]): Match[] {
  const stands = standing(text)
  return all.filter((m) => !stands.some((s) => m.from < s.to && m.to > s.from))
}
