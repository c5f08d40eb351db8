import type { Article, Head, Picked, Sides } from './types'

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
