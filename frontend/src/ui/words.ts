// How times and numbers read on screen.
import type { Counts } from '../types'

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const short = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const year = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** 14:02:31 */
export const clockTime = (at: string): string => clock.format(new Date(at))

/** 14:02 today, 3 Dec this year, 3 Dec 2024 before that. */
export function when(at: string, now = new Date()): string {
  const d = new Date(at)
  if (Number.isNaN(d.getTime())) return ''
  if (d.toDateString() === now.toDateString()) return short.format(d)
  return d.getFullYear() === now.getFullYear() ? day.format(d) : year.format(d)
}

/** 3 Dec, 14:02 this year, 3 Dec 2024, 14:02 before that. */
export function dayAndTime(at: string, now = new Date()): string {
  const d = new Date(at)
  if (Number.isNaN(d.getTime())) return ''
  return `${(d.getFullYear() === now.getFullYear() ? day : year).format(d)}, ${short.format(d)}`
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Characters as a reader counts them. */
export function characters(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length
  let n = 0
  for (const _ of segmenter.segment(text)) n += _.segment ? 1 : 0
  return n
}

/** 1 story, 2 stories */
export const many = (n: number, one: string, more = `${one}s`): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : more}`

/** 4 kB, 2.1 MB, 714 MB */
export function fileSize(bytes: number): string {
  if (bytes < 99_500) return `${Math.ceil(bytes / 1e3)} kB`
  return `${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: bytes < 9.95e6 ? 1 : 0 })} MB`
}

/** "Olena Marchenko" -> "OM" */
export const initialsOf = (name: string): string =>
  name.split(/[\s.-]+/).filter(Boolean).map((w) => [...w][0]?.toLocaleUpperCase() ?? '').join('').slice(0, 3)

/** 3 min, of seconds; whoever reads takes a minute at least. */
export const minutes = (seconds: number): string => `${Math.max(1, Math.round(seconds / 60)).toLocaleString('en-GB')} min`

/** 252 over, or '' where no length was asked for or it is kept. */
export const over = (words: number, asked = 0): string => (asked && words > asked ? `${(words - asked).toLocaleString('en-GB')} over` : '')

/** A story's length as it is read out: 702 of 450 words, 252 over; 4,123 characters; 3 min to read */
export function lengthSaid(c: Counts, asked?: number): string {
  const words = asked ? `${c.words.toLocaleString('en-GB')} of ${many(asked, 'word')}` : many(c.words, 'word')
  return [[words, over(c.words, asked)].filter(Boolean).join(', '), many(c.characters, 'character'), `${minutes(c.seconds)} to read`].join('; ')
}

/** 702/450, or 702 where no length was asked for. */
export const length = (words: number, asked?: number): string =>
  asked ? `${words.toLocaleString('en-GB')}/${asked.toLocaleString('en-GB')}` : words.toLocaleString('en-GB')
