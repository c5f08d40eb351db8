// What the program says of a proof for the printer: internal/proof/print.go.

/** A proof for the printer. Lengths are tenths: of points for the size, of mm for the others. */
export interface PrintedProof {
  newsroom: string
  name: string
  pulled: string
  /** '' = there is none. */
  stamp: string
  language: string
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
}
