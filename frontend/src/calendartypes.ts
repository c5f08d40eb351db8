// Deadlines and embargoes by day: internal/newsroom/calendar.go.
import type { Head } from './types'

export interface CalendarEntry {
  head: Head
  /** The end of an embargo; else a deadline. */
  embargo: boolean
  at: string
  /** By the newsroom's clock: 18:00 */
  clock: string
  /** Of an embargo that was said by another clock: 00:01, 3 Dec, Europe/Kyiv; '' = by this one. */
  said: string
  /** How far the story is at each destination. */
  going: AtTarget[]
  /** Its embargo is over, and nobody has sent it. */
  notOut: boolean
}

/** How far a story is at one destination. */
export interface AtTarget {
  target: string
  targetName: string
  /** In an editor's words. */
  word: string
  rev: number
  /** It is not over. */
  waits: boolean
  /** A person has to decide. */
  asks: boolean
  /** Readers should have it by now, and do not. */
  late: boolean
  says?: string
  hint?: string
}

export interface CalendarDay {
  /** 2026-12-03 */
  date: string
  /** Fewer or more than 1,440 where clocks change. */
  minutes: number
  entries: CalendarEntry[]
}

export interface CalendarWeek {
  zone: string
  today: string
  now: string
  days: CalendarDay[]
}
