import type { Place } from '../../ui/Slip.svelte'
import type { Problem } from '../../worker/protocol'

/** A problem and where it stands in the text now. */
export interface Found {
  from: number
  to: number
  problem: Problem
}

/** Who checks the words of one story. */
export interface Checks {
  /** Names what they are checked by; when it changes all are checked again. '' = not now. */
  by(): string
  /** What is wrong with each text, places counted from its start. Rejects when they cannot be checked. */
  check(texts: string[]): Promise<Problem[][]>
  /** Somebody said that this is right. */
  passes(p: Problem, around: { before: string; after: string }): boolean
}

/** A text whose problems are walked through. */
export interface Walked {
  /** In their order. */
  problems(): Found[]
  selected(): { from: number; to: number }
  /** Selects a problem and brings it on screen. */
  point(at: Found): void
  /** Looks at the text again, in so many ms. */
  soon(ms?: number): void
}

/** A text on screen in which problems are marked: the body, or a line of the furniture. */
export interface Proofed extends Walked {
  /** Puts a word in the place of a problem: one step of undo. */
  replace(at: Found, text: string): void
  /** The words beside it. */
  around(at: Found): { before: string; after: string }
  /** Where it stands in the window. */
  place(at: Found): Place
}
