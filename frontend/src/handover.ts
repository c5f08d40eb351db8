// What the next shift reads: internal/proof/handover.go.

export interface HandOverLine {
  id: string
  /** As the sheet says it; '' = no moment. */
  when: string
  name: string
  /** The headline, where the name is the slugline. */
  head: string
  what: string
  why: string
  by: string
}

export interface HandOverPart {
  title: string
  lines: HandOverLine[]
  /** Lines that there is no room for. */
  more: number
}

export interface HandOverSheet {
  newsroom: string
  by: string
  at: string
  since: string
  open: HandOverPart[]
  done: HandOverPart[]
  own: string[]
}

/** The sheet as the screen shows it, and as other programs take it. */
export interface SheetShown {
  sheet: HandOverSheet
  title: string
  /** How long a time it tells of. */
  shift: string
  html: string
  text: string
}

/** What handing over changed: enough to take it back. */
export interface ShiftEnded {
  path: string
  last: string
  own: string
}
