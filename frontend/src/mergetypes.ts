import type { Article, Head } from './types'
import type { Picked, Sides } from './pasttypes'

/** What came of a story that another desk handed over. */
export interface TakenOver {
  /** The newsroom that handed it over. */
  from: string
  revisions: number
  /** Both desks had gone on: theirs is revision with of the history. */
  merged: boolean
  with?: number
  conflicts: { field: string }[]
}

/** Two stories side by side, before one is merged into the other. */
export interface UnitePlan {
  /** a is the other story's newest revision, b this one's. */
  sides: Sides
  into: Head
  other: Head
  /** What becomes of the rest. */
  remarks: string[]
}

/** Asks for a story to be merged into another, with what is taken of its words. */
export interface UniteAsk {
  into: string
  base: number
  other: string
  otherBase: number
  fields: string[]
  body: Picked[]
}

/** What became of two stories. */
export interface United {
  story: Article
  other: Article
  head: Head
  otherHead: Head
  lineups: { id: string; name: string; rev: number; closed: boolean }[]
  /** By undo: lineups that somebody has worked on since. */
  stayed: number
}
