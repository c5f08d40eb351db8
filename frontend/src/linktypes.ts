// What crosses the boundary while a link is entered; the rest is in types.ts.

/** A link as it is entered; words '' = the address speaks for itself. */
export interface LinkAsk {
  words: string
  address: string
}

/** What becomes of it. */
export interface LinkMade {
  /** Whole: a plain host has its https://; '' = the page cannot carry it. */
  address: string
  /** Why it cannot be one, and what to do; '' = it can. */
  trouble: string
  /** What stands between ( and ) in the body. */
  target: string
  /** The link as it stands in the body. */
  source: string
}
