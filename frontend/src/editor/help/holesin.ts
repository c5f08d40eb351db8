// What stands in for words that are still to come, as the program's article.TKs
// finds it: both are tested with internal/article/testdata/holes.txt, and what
// a rule is for stands there and in docs/decisions/157.
import { COUNTED, LEADS, MONTHS, NAMED_SO, NUMBERED, OWN_STAND_INS, STAND_INS, TITLES } from './holewords'

/** A stretch of a text, in UTF-16 units. */
export interface Hole {
  from: number
  to: number
}

/** What may be a hole; what stands around it decides. */
export const MAY_BE_HOLE = new RegExp(
  String.raw`\[[Tt][Kk](?![\w])[^\]\n]*\]|(?:[Tt][Kk]){2,}|T[*\u00ad\u200b-\u200d\u2060\ufeff]{0,4}K|X(?:[.,:]?X)+|xx+|` +
    `(?:${anyCase(STAND_INS)}) ${anyCase('goes here')}`,
  'gu',
)

/** How much on either side of a hole is looked at: a text may hold a million. */
export const NEARBY = 200

const words = (list: string) => new Set(list.split(' '))
const [counted, leads, titles, numbered, namedSo, months] = [COUNTED, LEADS, TITLES, NUMBERED, NAMED_SO, MONTHS].map(words) as [
  Set<string>, Set<string>, Set<string>, Set<string>, Set<string>, Set<string>,
]
const ownStandIns = new Set(OWN_STAND_INS.split('|'))

const WORD = String.raw`\p{L}\p{Nd}\p{M}_`
const IN_WORD_BEFORE = new RegExp(`[${WORD}]$`, 'u')
const IN_WORD_BEHIND = new RegExp(`^[${WORD}]`, 'u')
// White space is what the program takes for it: with U+0085, without U+FEFF.
const IN_ADDRESS = /:\/\/\P{White_Space}*$/u
const FIRM = new RegExp(String.raw`^[ \u00a0]*(?:Maxx|MAXX|Elevator)(?![${WORD}])`, 'u')
const MODEL = /^[-‑]\p{Nd}/u
const FLIGHT = /\bflights?[ \u00a0]$/i
const FLIGHT_NUMBER = /^[ \u00a0]\d/
const OF_GENES = /XY|hromosom|aryotyp|enotyp/
const MONEY = /[$€£¥₴]\p{White_Space}?$/u
const SHARE = /^[ \u00a0\u202f]?[%€£₴](?![\p{L}\p{Nd}])|^[ \u00a0]per ?cent(?!\p{L})/u
const TO_RANGE = new RegExp(`^[-–/]X{2,}(?![${WORD}])`, 'u')
const OF_RANGE = new RegExp(`(?<![${WORD}])X{2,}[-–/]$`, 'u')
const ROMAN = new RegExp(`(?<![${WORD}])(?:[XLCDM]+[IV][IVXLCDM]*|[IV][IVXLCDM]+)(?![${WORD}])`, 'u')
const AHEAD = new RegExp(String.raw`([${WORD}’']+)\.?[ \u00a0]+$`, 'u')
const BEHIND = /^[ \u00a0]+([\p{L}\p{M}]+)/u
const JOINED = /^[-‑]+([\p{L}\p{M}]+)/u
const PLURAL = /^[a-z]{3,}[a-rtv-z]s$/
const APART = /[,([]\p{White_Space}?$/u
const APART_END = /^[,)\]]/
const BEGINS = /(?:^|[.!?:;\n\t|“"„«([*]|[.!?:]["”’)] )[ \u00a0]*$/
const ANOTHER = /goes here(?:[,;]? (?:and |or |[/–—-] )?|\/)$/i

/** The holes of a text. */
export function holesIn(text: string): Hole[] {
  return [...text.matchAll(MAY_BE_HOLE)].filter((m) => isHole(text, m.index, m[0])).map((m) => ({ from: m.index, to: m.index + m[0].length }))
}

/** Whether what may be a hole is one, at a place of a text. */
export function isHole(text: string, at: number, hole: string): boolean {
  if (hole.startsWith('[')) return true
  const before = text.slice(Math.max(0, at - NEARBY), at)
  const after = text.slice(at + hole.length, at + hole.length + NEARBY)
  if (IN_WORD_BEFORE.test(before) || IN_WORD_BEHIND.test(after) || IN_ADDRESS.test(before)) return false
  if (/^x/i.test(hole)) return standsForNumber(before, hole, after)
  if (/ here$/i.test(hole)) return ownStandIns.has(hole.slice(0, -' goes here'.length).toLowerCase()) || BEGINS.test(before) || ANOTHER.test(before)
  return !(FLIGHT.test(before) && FLIGHT_NUMBER.test(after)) && !MODEL.test(after) && !FIRM.test(after)
}

function standsForNumber(before: string, hole: string, after: string): boolean {
  if (OF_GENES.test(before.slice(-80)) || OF_GENES.test(after.slice(0, 80))) return false
  if (MONEY.test(before) || SHARE.test(after)) return true
  const lead = AHEAD.exec(before)?.[1] ?? ''
  const next = BEHIND.exec(after)?.[1] ?? ''
  const joined = JOINED.exec(after)?.[1] ?? ''
  const hyphen = /[-‑]$/.test(before)
  if (counted.has(next.toLowerCase()) || counted.has(joined)) return !numbered.has(lead.toLowerCase()) && !hyphen
  if (hole.startsWith('x')) return false
  if ((hole.length > 3 && /[.,:]/.test(hole)) || TO_RANGE.test(after) || OF_RANGE.test(before)) return true
  if (hyphen || joined || after.startsWith('-')) return false
  return isTold(lead, next) || isAlone(before, after) || isLed(before, after, lead, next)
}

const isTold = (lead: string, next: string) => titles.has(lead.toLowerCase()) || months.has(lead) || months.has(next)

const isAlone = (before: string, after: string) => before.length + after.length < NEARBY && !/[\p{L}\p{Nd}]/u.test(before + after)

function isLed(before: string, after: string, lead: string, next: string): boolean {
  if (numbered.has(lead.toLowerCase()) || namedSo.has(next.toLowerCase()) || isCapital(next) || ROMAN.test(before.slice(-40)) || ROMAN.test(after.slice(0, 40))) return false
  if (leads.has(lead.toLowerCase()) || (APART.test(before) && APART_END.test(after))) return true
  return PLURAL.test(next) && !isCapital(lead) && !/\p{Nd}/u.test(lead)
}

const isCapital = (word: string) => /^\p{Lu}/u.test(word)

// A pattern with the u flag has no i of its own for a part.
function anyCase(list: string): string {
  return list.replace(/[a-z]/g, (c) => `[${c}${c.toUpperCase()}]`)
}
