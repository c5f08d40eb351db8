// What the program says of corrections, and what it is asked to do: internal/newsroom/corrections.go, wrongwords.go, rightwords.go.
import type { Head, Span } from './types'

export type CorrectionKind = 'correction' | 'clarification' | 'update' | 'retraction' | 'minor'

/** What was done to a story after it went out. */
export interface Correction {
  at: string
  /** What readers are told; '' = a minor fix. */
  text: string
  kind?: CorrectionKind
  /** These stay in the house. */
  why?: string
  by?: string
  /** The revision that it made. */
  rev?: number
}

/** One thing to do to the corrections of a story; whoever does nothing with a part leaves it out. */
export interface CorrectionChange {
  do: 'add' | 'change' | 'take-back' | 'undo'
  place?: number
  kind?: CorrectionKind
  text?: string
  why?: string
  /** What undo takes back: the revision that the change made. */
  rev?: number
}

/** One place at which words stand, exactly enough to change them there. */
export interface WordSpot {
  story: string
  rev: number
  field: string
  picture: string
  place: number
  /** '' = the words are the story's own. */
  lineup: string
  spare: boolean
  from: number
  to: number
}

/** The same, as an editor sees it. */
export interface Holding extends WordSpot {
  name: string
  where: string
  status: string
  flag: string
  /** Readers have it: a change there is a correction. */
  out: boolean
  text: string
  marks: Span[]
  /** Marks stand within the words: they are changed by hand. */
  byHand: boolean
}

export interface Holders {
  places: Holding[]
  /** Stories that were not looked through, since so many have the words. */
  beyond: number
  partial: boolean
  /** Readers have or had the story that somebody began with. */
  out: boolean
  /** Revisions with these words that are on their way to targets. */
  going: GoingWords[]
}

/** A revision with wrong words that waits to go to a target. */
export interface GoingWords {
  story: string
  target: string
  rev: number
  name: string
  targetName: string
  /** How far it is, in an editor's words. */
  word: string
}

export interface RightWords {
  words: string
  right: string
  spots: WordSpot[]
  kind: CorrectionKind
  text: string
  why: string
}

/** One revision that was made, of a story or of a lineup. */
export interface Made {
  story: string
  lineup: string
  rev: number
}

export interface WordsPut {
  made: Made[]
  heads: Head[]
  /** Stories that have the correction; the others never went out. */
  corrected: number
  /** By undo: what somebody changed again since, and stays. */
  stayed: string[]
}
