// What the program says of a proof for the printer: internal/proof/print.go.
import type { Pass } from './exporttypes'

/** For whom a story is set on paper: '' = for a sub. */
export type PaperKind = '' | 'print' | 'legal'

/** For whom, and past which stops. */
export interface PaperWish {
  kind: PaperKind
  pass: Pass[]
}

/** A story for the printer. Lengths are tenths: of points for the size, of mm for the others. */
export interface PrintedProof {
  /** What it is: PROOF. */
  title: string
  newsroom: string
  name: string
  pulled: string
  /** '' = there is none. */
  stamp: string
  language: string
  /** How wide the words stand. */
  column: number
  /** Lines apart, hundredths of the size of their letters. */
  spacing: number
  texts: PrintedText[]
}

export interface PrintedText {
  size: number
  indent: number
  above: number
  /** Carries no line numbers. */
  plain: boolean
  runs: PrintedRun[]
}

export interface PrintedRun {
  text: string
  bold: boolean
  italic: boolean
  underline: boolean
  /** Came in since a lawyer read it. */
  fresh?: boolean
  /** Went out since. */
  out?: boolean
}
