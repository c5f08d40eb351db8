// How times and numbers read on screen.
import type { Counts } from '../types'

// Written out here, since an Intl formatter is made in two milliseconds or more,
// and the list is painted after the window has waited for all of them.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
const short = (d: Date) => `${two(d.getHours())}:${two(d.getMinutes())}`
const day = (d: Date, now: Date) =>
  `${d.getDate()} ${MONTHS[d.getMonth()]}${d.getFullYear() === now.getFullYear() ? '' : ` ${d.getFullYear()}`}`

/** 14:02:31 */
export function clockTime(at: string): string {
  const d = new Date(at)
  return `${short(d)}:${two(d.getSeconds())}`
}

/** 14:02 today, 3 Dec this year, 3 Dec 2024 before that. */
export function when(at: string, now = new Date()): string {
  const d = new Date(at)
  if (Number.isNaN(d.getTime())) return ''
  return d.toDateString() === now.toDateString() ? short(d) : day(d, now)
}

/** 3 Dec, 14:02 this year, 3 Dec 2024, 14:02 before that. */
export function dayAndTime(at: string, now = new Date()): string {
  const d = new Date(at)
  return Number.isNaN(d.getTime()) ? '' : `${day(d, now)}, ${short(d)}`
}

/** 1,234, of a whole number */
export const numeral = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

let segmenter: Intl.Segmenter | undefined

/** Characters as a reader counts them. */
export function characters(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  let n = 0
  for (const _ of segmenter.segment(text)) n += _.segment ? 1 : 0
  return n
}

/** 1 story, 2 stories */
export const many = (n: number, one: string, more = `${one}s`): string => `${numeral(n)} ${n === 1 ? one : more}`

/** A, B and C */
export const listed = (names: string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)

/** 4 kB, 2.1 MB, 714 MB */
export function fileSize(bytes: number): string {
  if (bytes < 99_500) return `${Math.ceil(bytes / 1e3)} kB`
  return `${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: bytes < 9.95e6 ? 1 : 0 })} MB`
}

/** "Olena Marchenko" -> "OM" */
export const initialsOf = (name: string): string =>
  name.split(/[\s.-]+/).filter(Boolean).map((w) => [...w][0]?.toLocaleUpperCase() ?? '').join('').slice(0, 3)

/** 3 min, of seconds; whoever reads takes a minute at least. */
export const minutes = (seconds: number): string => `${numeral(Math.max(1, Math.round(seconds / 60)))} min`

/** How long it is until something: 2 d 3 h, 1 h 12 min, 14 min, 40 s; of milliseconds. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [d, h, min] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`
  if (h > 0) return min > 0 ? `${h} h ${min} min` : `${h} h`
  return min > 0 ? `${min} min` : `${seconds} s`
}

/** 252 over, or '' where no length was asked for or it is kept. */
export const over = (words: number, asked = 0): string => (asked && words > asked ? `${numeral(words - asked)} over` : '')

/** A story's length as it is read out: 702 of 450 words, 252 over; 4,123 characters; 3 min to read */
export function lengthSaid(c: Counts, asked?: number): string {
  const words = asked ? `${numeral(c.words)} of ${many(asked, 'word')}` : many(c.words, 'word')
  return [[words, over(c.words, asked)].filter(Boolean).join(', '), many(c.characters, 'character'), `${minutes(c.seconds)} to read`].join('; ')
}

/** 702/450, or 702 where no length was asked for. */
export const length = (words: number, asked?: number): string =>
  asked ? `${numeral(words)}/${numeral(asked)}` : numeral(words)

/** What went wrong and what to do, as sentences. */
export const sentences = (p: { message: string; hint: string }): string =>
  `${p.message.charAt(0).toLocaleUpperCase()}${p.message.slice(1).replace(/\.$/, '')}. ${p.hint}`

/** A problem's words as a sentence: the program's own begin small, since a command line says them behind a name. */
export const sentence = (words: string): string => words.replace(/^\p{Ll}+(?=[ ,])/u, (first) => first[0]!.toUpperCase() + first.slice(1)).replace(/[\p{L}\p{N}]$/u, '$&.')
