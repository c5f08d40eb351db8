// What the program says of where a story stands: internal/article/machine.go, deed.go.

import type { Chunk } from './pasttypes'

/** A status or a flag that may follow, and what it takes. */
export interface Move {
  to: string
  /** Words that say why. */
  reason?: boolean
  /** Somebody who gave their name. */
  named?: boolean
}

export interface Moves {
  from: string
  to: Move[]
}

export interface Legal {
  state?: '' | 'required' | 'done'
  by?: string
  at?: string
  /** The revision with the words that were read. */
  rev?: number
  note?: string
}

/** One thing that was done to where a story stands. */
export interface LogLine {
  what: string
  rev: number
  at: string
  by: string
  why: string
  said: string
}

/** A field whose words changed since a lawyer read them; of a head in a lineup, where it stands. */
export interface UnreadText {
  field: string
  where?: string
  chunks: Chunk[]
}

export interface Embargo {
  /** Left out while nobody has settled the instant. */
  at?: string
  zone?: string
  said?: string
  by?: string
  reason?: string
  /** What clocks in the zone show then. */
  local?: string
  broken?: { by: string; at: string; why: string }
}
