/** One replacement, in UTF-16 units of the text it applies to. */
export interface Change {
  from: number
  to: number
  insert: string
}

const high = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const low = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/**
 * The smallest single replacement that turns before into after, so that the
 * cursor and the undo history survive a change from outside. It never starts
 * or ends inside a surrogate pair.
 */
export function smallestChange(before: string, after: string): Change | null {
  if (before === after) return null
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++
  if (from > 0 && high(before.charCodeAt(from - 1))) from--
  let tail = 0
  while (tail < most - from && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++
  if (tail > 0 && low(before.charCodeAt(before.length - tail))) tail--
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) }
}

/**
 * What mine reads once that is done to it which made after of before, from
 * which mine came too. Where both changed the same words, mine as it is.
 */
export function carried(before: string, after: string, mine: string): string {
  const theirs = smallestChange(before, after)
  const ours = smallestChange(before, mine)
  if (!theirs || !ours) return theirs ? after : mine
  if (ours.from <= theirs.to && theirs.from <= ours.to) return mine
  const shift = ours.from < theirs.from ? ours.insert.length - (ours.to - ours.from) : 0
  return mine.slice(0, theirs.from + shift) + theirs.insert + mine.slice(theirs.to + shift)
}
