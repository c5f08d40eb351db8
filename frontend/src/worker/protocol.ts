// What the page and the worker that checks words say to each other.

/** Something a checker found. Positions are UTF-16 units of the text it was given. */
export interface Problem {
  from: number
  to: number
  /** "spelling", or the kind of a mistake of grammar. */
  rule: string
  /** The words it is about. */
  text: string
  /** What is wrong, in a sentence. */
  message: string
  /** What could stand there, best first; null = ask for it. */
  fixes: string[] | null
}

export const SPELLING = 'spelling'

/** Which checker, and where its dictionary lies. */
export type Checker =
  | { kind: 'english'; dialect: Dialect }
  | { kind: 'hunspell'; language: string; aff: string; dic: string }

/** 'any' takes words that are right in Britain or in America. */
export type Dialect = 'any' | 'American' | 'British' | 'Australian' | 'Canadian' | 'Indian'

/** The first message names the checker; a worker has one all its life. */
export type Question =
  | { id: number; ask: 'start'; checker: Checker }
  | { id: number; ask: 'check'; texts: string[] }
  | { id: number; ask: 'suggest'; word: string }

export type Answer =
  | { id: number; problems: Problem[][] }
  | { id: number; fixes: string[] }
  | { id: number; started: true }
  | { id: number; failed: string }
