// What the program says of lineups and fronts, and what it is asked to do to them.
import type { CardText } from './pagetypes'
import type { Finding, Head } from './types'

export type Weight = 'splash' | 'lead' | 'standard' | 'brief'

/** One place of a lineup. */
export interface Slot {
  story: string
  weight: Weight
  headline?: string
  standfirst?: string
  picture?: string
  pinned?: boolean
  until?: string
  /** The zone that it was said in. */
  untilZone?: string
  sublinks?: string[]
  filled?: boolean
  /** Why the place is empty. */
  hole?: string
}

/** What a lineup fills itself with: the newest ready stories. */
export interface Rule {
  /** '' = of all sections. */
  sectionId: string
  /** And of the sections below it. */
  below?: boolean
  /** Places that the lineup then has. */
  most: number
  /** Lineups whose stories are left out. */
  except?: string[]
}

/** A news list, to print. */
export interface PrintedBudget {
  title: string
  sum: string
  columns: string[]
  /** As the columns. */
  rows: string[][]
}

export interface Lineup {
  id: string
  name: string
  sectionId?: string
  rev: number
  slots: Slot[]
  spare?: Slot[]
  rule?: Rule
}

/** One revision of a lineup. */
export interface LineupPast {
  rev: number
  at: string
  by: string
  note: string
  places: number
  /** It left in a package last. */
  sent?: boolean
}

export interface LineupList {
  lineups: Lineup[]
  /** The style sheet of their fronts. */
  style: string
}

/** place: 1 = the first, 0 = the whole front. */
export interface FrontFinding extends Finding {
  place: number
  story?: string
}

/** A head as it stands on a screen. */
export interface HeadFit {
  place: string
  width: number
  texts: CardText[]
}

export interface FrontPlace {
  headline: string
  standfirst: string
  pictured: boolean
  heads: HeadFit[]
}

/** A front as readers will get it. */
export interface FrontView {
  lineup: {
    lineup: Lineup
    /** Of all stories that it names. */
    heads: Head[]
    /** The revision that left in the last package; 0 = none. */
    sent: number
  }
  html: string
  findings: FrontFinding[]
  places: FrontPlace[]
  /** Destinations that have it, or get it. */
  at: string[]
}

/** A lineup that was deleted; what destinations have of it stays there. */
export interface GoneLineup {
  lineup: Lineup
  frontAt: string[]
}

/** One thing to do; whoever does nothing with a part leaves it out. */
export interface FrontChange {
  /** Id or name, or a section's. */
  lineup: string
  /** The revision that it was made on; 0 = there is none. */
  base: number
  act: 'new' | 'set' | 'add' | 'move' | 'swap' | 'remove' | 'splash' | 'slot' | 'fill' | 'copy' | 'keep' | 'spare' | 'revert' | 'rename'
  stories?: string[]
  /** 0 = first. */
  to?: number
  slot?: Record<string, string>
  rule?: Rule
  name?: string
  rev?: number
  yesterday?: boolean
}
