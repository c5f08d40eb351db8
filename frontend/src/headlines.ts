// What the program says of a story's headlines, and what it is asked to do to them.
import type { Card } from './pagetypes'
import type { Finding } from './types'

export type Channel = 'main' | 'front' | 'search' | 'social' | 'push' | 'print'

/** A headline as it lies in one place: all of it, also the lines that there is no room for. */
export interface Gauge {
  name: string
  face: string
  /** Pixels, as room is: the width of a line. */
  size: number
  room: number
  /** Lines that there is room for. */
  most: number
  /** Width in hundredths of a pixel. */
  lines: { text: string; width: number }[]
  /** Hundredths of a pixel; where there is room for one line only, else 0. */
  width: number
  /** What there is no room for. */
  cut: string
  /** Some of the widths are guessed. */
  rough: boolean
}

/** How a headline lies in the places of its channel, and what is odd about it. */
export interface Weighed {
  gauges: Gauge[]
  findings: Finding[]
}

export interface Choice {
  by?: string
  at?: string
  why?: string
}

/** A headline that somebody proposed. */
export interface HeadlineOption {
  channel: Channel
  text: string
  by?: string
  at?: string
  note?: string
  /** The last time that it was chosen. */
  chosen?: Choice
}

export interface BenchOption extends HeadlineOption, Weighed {
  /** Its place among the story's options, -1 = it was typed into the story and is none. */
  place: number
}

export interface BenchChannel {
  channel: Channel
  field: string
  /** What readers get there. */
  now: BenchOption
  /** False: the main headline speaks for it. */
  own: boolean
  /** But for the one in use, the latest first. */
  options: BenchOption[]
  /** Options that are not listed. */
  older: number
}

export interface BenchState {
  rev: number
  slug: string
  slugline: string
  /** The story went out: its web address stays when the headline changes. */
  frozen: boolean
  oldSlugs: string[]
  channels: BenchChannel[]
}

/** What a channel's headline was from a revision on; '' = the main one spoke for it. */
export interface HeadlineState {
  rev: number
  text: string
  by: string
  at: string
  note: string
}

export interface BenchAsk {
  id: string
  what: 'bench' | 'try' | 'cards' | 'past'
  /** Options of each channel; 0 = the usual number. */
  most?: number
  channel?: Channel
  text?: string
}

/** What was asked for; the rest is empty. */
export interface BenchAnswer {
  bench: BenchState
  tried: Weighed
  cards: Card[]
  past: HeadlineState[]
}

/** One thing to do; whoever does nothing with a part leaves it out. */
export interface HeadlineChange {
  do: 'add' | 'reword' | 'choose' | 'fall-back' | 'drop' | 'undo'
  channel?: Channel
  place?: number
  text?: string
  /** Of an option; of a choice, why. */
  note?: string
  /** Choose what is added. */
  use?: boolean
  /** What undo takes back: the revision that the change made. */
  rev?: number
}
