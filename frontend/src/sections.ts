// What the program says of sections, and what it is asked to do to them.

export interface Section {
  id: string
  name: string
  slug: string
  /** Its place in the list: each stands before those below it. */
  order: number
  /** The section that it lies below. */
  parent?: string
  /** #rrggbb */
  colour?: string
  language?: string
  direction?: string
  byline?: string
  usageTerms?: string
  /** What other systems call it: wordpress, ghost, hugo, iptc. */
  mapping?: Record<string, string>
  oldSlugs?: string[]
  /** Room of its headlines, by channel. */
  fits?: Record<string, string>
}

/** One thing to do; whoever does nothing with a part leaves it out. */
export type SectionChange =
  | { do: 'add'; name: string; under: string }
  | { do: 'rename'; section: string; name: string }
  | { do: 'put'; section: string; under: string; to: number }
  | { do: 'describe'; section: string; set: Record<string, string> }
  | { do: 'merge' | 'delete'; section: string; into: string }
  | { do: 'undo' }
  | { do: 'redo' }

export interface SectionsNow {
  sections: Section[]
  /** By undo and redo: what was taken back or done again. */
  undone: string
  /** By undo: stories that somebody has moved on since. */
  stayed: number
  /** What undo would take back; '' = nothing. */
  last: string
  /** What redo would do again; '' = nothing. */
  next: string
}
