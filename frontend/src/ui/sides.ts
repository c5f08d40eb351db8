import type { Chunk, Row } from '../pasttypes'

export type Side = 'before' | 'after'

const OTHER = { before: 'in', after: 'out' } as const

/** The words of one side of a row, without the blank lines around them. */
export function half(chunks: Chunk[], side: Side): Chunk[] {
  const words = chunks.filter((c) => c.op !== OTHER[side]).map((c) => ({ ...c }))
  for (let last = words.at(-1); last; last = words.at(-1)) {
    last.text = last.text.trimEnd()
    if (last.text) break
    words.pop()
  }
  for (let first = words[0]; first; first = words[0]) {
    first.text = first.text.replace(/^\s*\n/, '')
    if (first.text) break
    words.shift()
  }
  return words
}

export const halfText = (chunks: Chunk[], side: Side): string => half(chunks, side).map((c) => c.text).join('')

/** Both sides have the same words, in other lines. */
export const spacing = (row: Row): boolean => halfText(row.chunks, 'before') === halfText(row.chunks, 'after')

/** The only side that has words in a row; '' = both have. */
export function aloneOn(row: Row): Side | '' {
  const [before, after] = [halfText(row.chunks, 'before'), halfText(row.chunks, 'after')]
  return before && after ? '' : before ? 'before' : 'after'
}

/** The words of a side as they are where the other side has none: nothing of them differs. */
export const plain = (chunks: Chunk[]): Chunk[] => chunks.map((c) => ({ ...c, op: 'same' as const }))

/** That a paragraph of another story stands in this one as well; '' = it does not. */
export function doubleSaid({ double, at }: Row): string {
  if (!double) return ''
  if (!at) return 'Nearly the same on both sides.'
  return `${double === 'same' ? 'This stands' : 'Nearly the same stands'} in this story already, as its paragraph ${at}.`
}

const MOST = 120

/** The words that differ on a side, as they are read out. */
export function differing(row: Row, side: Side): string {
  const op = side === 'before' ? 'out' : 'in'
  const text = row.chunks.filter((c) => c.op === op).map((c) => c.text.trim()).filter(Boolean).join(' … ')
  return text.length > MOST ? `${text.slice(0, MOST).replace(/\s*\S*$/, '')} …` : text || 'nothing'
}

/** Same paragraphs, less those in the middle of a long run. */
export function folded<T>(rows: T[], open: boolean): { first: T[]; hidden: number; last: T[] } {
  if (open || rows.length <= 3) return { first: rows, hidden: 0, last: [] }
  return { first: rows.slice(0, 1), hidden: rows.length - 2, last: rows.slice(-1) }
}
