// What the program says of targets and of what is on its way there:
// internal/article/target.go, delivery.go, internal/newsroom/targets.go, sending.go, outboxitems.go.

import type { PlannedStop } from './exporttypes'
import type { Finding } from './types'
import type { Chunk } from './pasttypes'

/** A kind that a target may be of, for whoever sets one up. */
export interface TargetKind {
  name: string
  title: string
  /** What its address looks like. */
  address: string
  /** What its user and its secret are called there; left out = it has none. */
  user?: string
  secret?: string
  /** The format that fits it, and those that it can take; none = any. */
  profile: string
  profiles: string[]
  /** It can hold a story until its time. */
  schedule: boolean
  /** It can say what readers get. */
  reads: boolean
  /** A front goes along. */
  fronts: boolean
}

export interface Target {
  /** '' = a new one. */
  id: string
  name: string
  kind: string
  address: string
  user?: string
  profile?: string
  keepsEmbargoes?: boolean
  unpacked?: boolean
  keyFile?: string
  hostKey?: string
}

/** A target as the screen shows it. */
export interface TargetView extends Target {
  /** Of its kind, in an editor's words. */
  title: string
  /** Stories that are on their way there. */
  waiting: number
  /** Why nothing goes there until somebody looks; '' = it goes. */
  trouble: string
  secret: boolean
  early: boolean
}

/** A target as somebody sets it up; secret '' leaves the one that is kept. */
export interface TargetWish {
  target: Target
  secret: string
}

export interface TargetTest {
  ok: boolean
  says: string
  hint: string
  /** The key that an SFTP server showed, to be kept with the target once somebody compared it. */
  hostKey: string
  warnings: string[]
}

export type DeliveryAct = 'publish' | 'schedule' | 'hold' | 'withdraw'
export type DeliveryState = 'queued' | 'embargoed' | 'going' | 'unseen' | 'scheduled' | 'live' | 'left' | 'down' | 'stopped' | 'conflicting' | 'cancelled'

/** What a target holds of a story, as it was last seen there. */
export interface Held {
  id?: string
  url?: string
  version?: string
  digest?: string
  rev?: number
  state?: DeliveryState
}

export interface DeliveryDifference {
  field: string
  sent: string
  /** '' = it was dropped. */
  stored: string
}

/** A field that somebody changed there: what went out of its chunks is theirs, what came in ours. */
export interface ApartField {
  /** In an editor's words. */
  field: string
  chunks: Chunk[]
}

/** A story on its way to a target, as the screen says it. */
export interface OutboxItem {
  story: string
  target: string
  act: DeliveryAct
  state: DeliveryState
  rev: number
  /** Of a front that goes with its stories: its lineup. */
  lineup?: string
  urgent?: boolean
  by: string
  why?: string
  asked: string
  passed?: { stop: string; by: string; why: string }[]
  /** Of what lies there as a package: the key that signed it, or why nobody did. */
  key?: string
  unsigned?: string
  /** Not before; left out = nothing waits for a time. */
  due?: string
  tries?: number
  offline?: boolean
  /** Why it waits or what went wrong, and what to do about it. */
  says?: string
  hint?: string
  /** Of a conflict: what stands there. */
  there?: Held
  held?: Held
  differences?: DeliveryDifference[]
  /** Those that were told at an earlier sending and are the same. */
  known?: DeliveryDifference[]
  changed: string
  targetName: string
  headline: string
  slugline: string
  /** Its state, and what is done there, in an editor's words. */
  word: string
  doing: string
  /** A newer revision is saved than the one that goes, or went. */
  newer: boolean
  /** A front whose lineup was deleted: it can be taken down. */
  deleted?: boolean
  mayRetry: boolean
  mayCancel: boolean
  maySettle: boolean
}

export interface OutboxPage {
  /** In the order in which they go. */
  waiting: OutboxItem[]
  /** Changed last first. */
  done: OutboxItem[]
  /** Of waiting those that a person has to decide about. */
  asks: number
  next?: string
}

/** A story that the desk dropped and readers may still have. */
export interface StillOut {
  id: string
  name: string
  /** Destinations are told by themselves then; who got a package is not. */
  killed: boolean
  targets: string[]
  /** Destinations that may have it: a sending was never answered. */
  perhaps?: string[]
  packages: number
  /** Fronts that go on showing it: neither a kill nor taking it down changes those. */
  fronts?: { lineup: string; name: string; target: string }[]
  /** All of it as a sentence, and what takes the story down. */
  says: string
  hint: string
}

/** Names a delivery that somebody does something about. */
export interface ChosenDelivery {
  story: string
  target: string
}

/** Stories that go to targets; act '' = what each story asks for. */
export interface SendAsk {
  ids: string[]
  sectionId: string
  lineup: string
  all: boolean
  targets: string[]
  act: '' | 'publish' | 'hold' | 'withdraw'
  why: string
  pass: { stop: string; why: string }[]
  skipBlocked: boolean
}

export interface SendPlan {
  stories: { id: string; headline: string; findings: Finding[] }[]
  blocked: number
  stops: PlannedStop[]
  /** Those that wait for the end of their embargo, and the targets that may have them before. */
  embargoed: string[]
  early: string[]
  /** Everyone who got these is told that they were killed. */
  killed: string[]
}

export interface SentOut {
  queued: OutboxItem[]
  refused: { id: string; name: string; message: string; hint: string }[]
  /** Of what is taken down: what nothing had to be done about. */
  already: { id: string; name: string; message: string; hint: string }[]
}

/** The outbox changed: whose stories; none = look at all. */
export interface OutboxNews {
  waiting: number
  asks: number
  stories: string[]
}

/** What left the building of a story. */
export interface ExportReceipt {
  id: string
  rev: number
  at: string
  by: string
  profile: string
  bundle: string
  path: string
  /** Of a delivery. */
  target?: string
  act?: DeliveryAct
  state?: DeliveryState
  url?: string
  passed?: { stop: string; by: string; why: string }[]
  /** Of what lies there as a package: the key that signed it, or why nobody did. */
  key?: string
  unsigned?: string
}
