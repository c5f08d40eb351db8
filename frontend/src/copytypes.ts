// Copy that comes in and may belong to a story that is here.
import type { Imported, Saved } from './types'

/** What copy comes in as. */
export type As = 'version' | 'take' | 'intro' | 'new' | 'kill'

/** A story that copy may belong to, and why. */
export interface Likeness {
  id: string
  headline: string
  slugline: string
  status: string
  why: string
  /** Of a hundred words of the copy, how many stand in the story. */
  shares: number
  guess: As
  /** Word for word what came in last. */
  same: boolean
  /** A wire version older than the one that came in last. */
  older: boolean
}

/** Copy that was read and waits for somebody to say where it belongs. */
export interface Asked {
  token: string
  /** Of the file; '' = pasted. */
  name: string
  headline: string
  slugline: string
  words: number
  like: Likeness[]
  /** A notice that a story must not be used, and why. */
  kill: boolean
  reason: string
}

/** What came of it, and the story as it is now. */
export interface Answered extends Saved {
  imported: Imported
}

/** A place that the desk and what came in both changed. */
export interface Conflict {
  field: string
  base?: string
  mine?: string
  theirs?: string
}

/** A merge that nobody has settled. */
export interface OpenMerge {
  with: number
  name: string
  conflicts: Conflict[]
}
