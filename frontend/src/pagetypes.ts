// The page beside the story, as the program sends it: its blocks, its cards,
// what is asked for and what came of it.
import type { Counts } from './types'

export interface Block {
  from: number
  to: number
}

/** Asks for the reader's page as it differs from the one of turn since; since 0: for all of it. */
export interface PageAsk {
  id: string
  /** Furniture that is not saved yet. */
  set: Record<string, string>
  mobile: boolean
  /** The cards too. */
  cards: boolean
  since: number
  /** What makes the body of then this one; since 0: an empty body. Null: the body is as saved. */
  body: { from: number; to: number; text: string } | null
}

/** What was said to a query: an answer, or that it did not do. */
export interface Reply {
  kind: 'answer' | 'reopen'
  who: string
  at?: string
  note?: string
}

/** A question to the writer, tied to a passage. */
export interface Query {
  /** As a reader sees it; '': it stands at no words. */
  passage: string
  note: string
  who: string
  /** Who is asked; '': the story's writer. */
  whom: string
  at?: string
  replies: Reply[]
  open: boolean
  /** Its whole mark in the body. */
  from: number
  to: number
  /** Its passage. */
  start: number
  end: number
}

/** What is to be done to a query of a body, or at from to to with a new one. */
export interface QueryAsk {
  do: 'ask' | 'answer' | 'reopen' | 'remove'
  body: string
  from: number
  to: number
  text: string
  whom: string
}

/** A replacement in a body. */
export interface Splice {
  from: number
  to: number
  text: string
}

export interface PageChange {
  /** Names this page in the next question; 0: nothing can be built on it. */
  turn: number
  /** The page of since is not at hand: ask for all of it. */
  lost: boolean
  /** The page around the blocks of the body; '': as it was. */
  frame: string
  /** The blocks html take the place of cut blocks from this one on. */
  from: number
  cut: number
  html: string[]
  blocks: Block[]
  /** How far the blocks behind moved in the body. */
  shift: number
  counts: Counts
  /** Where the commissioned length ends in the body; -1 = it does not. */
  ends: number
  /** As asked for, else empty. */
  cards: Card[]
  /** Those of the body, in its order. */
  queries: Query[]
  paused: boolean
  reason: string
}

/** A text of a card, on the lines on which it stands there. */
export interface CardText {
  part: 'site' | 'address' | 'overline' | 'title' | 'text'
  /** The field it comes from; '' = nobody's, or nothing is there. */
  field: string
  /** The field that is there for this place alone; '' = there is none. */
  own: string
  face: string
  /** Pixels, as room is: the width of a line. */
  size: number
  room: number
  most: number
  /** Width in hundredths of a pixel. */
  lines: { text: string; width: number }[]
  /** What readers do not see. */
  cut: string
  /** Some of the widths are guessed. */
  rough: boolean
}

/** A story where readers meet it before they open it. */
export interface Card {
  place: 'search' | 'social' | 'push-ios' | 'push-android' | 'front'
  width: number
  picture?: string
  alt?: string
  texts: CardText[]
}

/** The reader's page: a frame with an element story-body, its blocks, where each stands in the body. */
export interface Rendered {
  frame: string
  html: string[]
  blocks: Block[]
}
