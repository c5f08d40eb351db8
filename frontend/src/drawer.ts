// What lies in a story's drawer, as the program answers it.

/** A paragraph that was cut from a body and is not back. */
export interface Cut {
  text: string
  /** The last revision that has it, and the first without it. */
  rev: number
  gone: number
  at: string
  by: string
  /** As readers would have read it. */
  plain: string
}

/** What was cut from a story, the latest first. */
export interface Drawer {
  cuts: Cut[]
  /** What was cut up to this revision is only in the history; 0 = all is here. */
  since: number
}
