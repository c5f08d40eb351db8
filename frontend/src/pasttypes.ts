// What a story was before, as the program sends it: its revisions, what left of
// it, and two of them side by side.

export interface Revision {
  rev: number
  at: string
  by: string
  words: number
  note: string
  /** The fields in which it differs from the revision before. */
  changed: string[]
  /** It left in a package. */
  sent?: boolean
  /** Each time that it did, newest first. */
  left?: Departure[]
  /** What somebody calls it: "as filed". */
  name?: string
}

/** What left of a story once. */
export interface Departure {
  at: string
  by: string
  profile: string
  /** Of the package. */
  digest: string
  path?: string
  target?: string
  /** "withdraw": a notice in its place. */
  act?: string
  /** The key that signed it, or why nobody did. */
  key?: string
  unsigned?: string
}

/** A run of text that stayed, went out or came in. */
export interface Chunk {
  op: 'same' | 'out' | 'in'
  text: string
}

export interface Comparison {
  id: string
  a: number
  b: number
  fields: { field: string; chunks: Chunk[] }[]
}

/** A paragraph beside the one it corresponds to; a side without words has none there. */
export interface Row {
  /** 0 where both read the same, else the number of the change, from 1. */
  change: number
  chunks: Chunk[]
  /** Of two stories: the later has this paragraph as well, as its paragraph at; 0 or none = beside it. */
  double?: 'same' | 'near'
  at?: number
}

/** Two revisions side by side. */
export interface Sides {
  id: string
  a: Revision
  b: Revision
  /** b is the newest: words of a can be taken. */
  newest: boolean
  fields: { field: string; chunks: Chunk[] }[]
  body: Row[]
  /** What a merge left open: changes of the body by number, fields, and how many places. */
  torn: number[]
  tornFields: string[]
  conflicts: number
}

/** Which side of a change is taken; '' leaves the later one, as it is. */
export type Picked = '' | 'before' | 'both'

/** Words of revision `from` for the newest one, `base`. */
export interface Take {
  id: string
  base: number
  from: number
  fields: string[]
  body: Picked[]
  /** What a merge left open is decided with this. */
  settles?: boolean
}
