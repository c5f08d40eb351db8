import type { FieldFind, LineMatch } from './fieldfind.svelte'
import type { Match } from './matches'

/** Where find stands: in the body, or in a line. */
export type Place = Match | LineMatch

/** All that is found, in the order of the window: the lines above, the body, the words of the pictures. */
export function inOrder(lines: FieldFind, body: Match[]): Place[] {
  const { matches, above } = lines
  return [...matches.slice(0, above), ...body, ...matches.slice(above)]
}

/** The match after or before a place, round the end; undefined = there is none. */
export function beside(lines: FieldFind, body: Match[], here: Place, back: boolean): Place | undefined {
  const rank = (p: Place) => ('path' in p ? lines.rank(p.path) : 0)
  const all = inOrder(lines, body)
  const n = rank(here)
  if (back) return all.findLast((m) => rank(m) < n || (rank(m) === n && m.to <= here.from)) ?? all.at(-1)
  return all.find((m) => rank(m) > n || (rank(m) === n && m.from >= here.to && m.to > here.from)) ?? all[0]
}
