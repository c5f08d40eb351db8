// What crosses the boundary, as the program sends it. Times are RFC 3339
// texts, positions count UTF-16 units (the editor's own).
import type { As, Asked, OpenMerge } from './copytypes'
import type { TakenOver } from './mergetypes'
import type { Correction, CorrectionKind } from './corrections'
import type { Embargo, Legal, Moves } from './statetypes'
import type { HeadlineOption } from './headlines'
import type { Chunk } from './pasttypes'
import type { Section } from './sections'

export interface Headlines {
  main: string
  front?: string
  search?: string
  social?: string
  push?: string
  print?: string
}

export type Shape = '' | '16:9' | '4:3' | '1:1'

export interface Picture {
  id: string
  name?: string
  type?: string
  width?: number
  height?: number
  alt?: string
  caption?: string
  credit?: string
  rights?: string
  source?: string
  /** Per mille of the width and the height; both left out: the middle. */
  focusX?: number
  focusY?: number
  /** In which its pages show it. */
  shape?: Shape
  /** Goes out in one size: it moves or can be seen through. */
  asIs?: boolean
  /** Day, 2019-05-03. */
  taken?: string
  /** What the original tells that no reader gets. */
  private?: string[]
}

/** A picture that the newsroom keeps and no story has yet. Remarks are sentences. */
export interface TakenPicture {
  picture: Picture
  remarks: string[]
}

export interface PictureBatch {
  taken: TakenPicture[]
  refused: { name: string; problem: Trouble }[]
}

export interface Article {
  id: string
  rev: number
  sectionId?: string
  section?: string
  overline?: string
  headlines: Headlines
  standfirst?: string
  bylines: string[]
  dateline?: string
  trailText?: string
  searchDescription?: string
  socialDescription?: string
  keywords: string[]
  slug?: string
  slugline?: string
  leadPicture?: string
  pictures?: Picture[]
  body: string
  status: string
  flag?: string
  /** The story that this one has become part of. */
  mergedInto?: string
  assignee?: string
  deadline?: string
  commissionedLength?: number
  /** Why no length was asked for. */
  noLength?: string
  budgetLine?: string
  urgency?: number
  embargo?: Embargo
  merge?: OpenMerge
  legal?: Legal
  source?: { service?: string; key?: string; version?: string }
  credit?: string
  usageTerms?: string
  language?: string
  direction?: '' | 'ltr' | 'rtl'
  internalNote?: string
  options?: HeadlineOption[]
  corrections?: Correction[]
  created: string
  updated: string
  trashed?: boolean
}

/** One line of the story list. */
export interface Head {
  id: string
  rev: number
  headline: string
  section: string
  sectionId?: string
  status: string
  flag: string
  slug: string
  slugline: string
  words: number
  updated: string
  tks?: number
  embargo?: Embargo
  assignee?: string
  commission?: number
  trashed?: boolean
  direction?: '' | 'ltr' | 'rtl'
  /** Questions in the body that nobody has answered. */
  openQueries?: number
  /** Of a merge that nobody has settled. */
  conflicts?: number
  /** What readers were told last of something wrong. */
  corrected?: CorrectionKind
  /** What left of it last; left out where it never did. */
  sent?: LastSent
}

/** The state of a story that left last, and the fields that readers would get otherwise now. */
export interface LastSent {
  rev: number
  at: string
  changed: string[]
}

/** Which stories a list shows, and in which order. */
export interface Question {
  view: string
  /** Only stories of it that somebody works on. */
  status?: string
  sectionId: string
  query: string
  sort: string
  reverse: boolean
}

export interface ListRequest extends Question {
  offset: number
  limit: number
  /** A story whose place is wanted; '' = none. */
  find: string
  /** Wait until all of the newsroom has been read. */
  whole: boolean
}

export interface ListPage {
  heads: Head[]
  total: number
  /** Of the story asked for, -1 = it is not in this list. */
  place: number
  views: Record<string, number>
  sections: Record<string, number>
  /** Those in the trash, by section. */
  trashed: Record<string, number>
  version: number
  /** False: the newsroom is still being read, and nothing but heads is known. */
  whole: boolean
}

/** A place in a text. */
export interface Span {
  from: number
  to: number
}

/** A list line with the place where its words were found. */
export interface FoundStory extends Head {
  snippet?: string
  /** The field of the snippet; empty when there is none. */
  where: string
  marks: Span[]
  headlineMarks: Span[]
}

export interface Found {
  stories: FoundStory[]
  /** Of all that there are; stories are the first of them. */
  total: number
  /** Nothing matches as typed: these are spelt almost so. */
  loose: boolean
  /** Only headlines were looked at: the texts are not at hand yet. */
  partial: boolean
}

export interface Person {
  name: string
  initials: string
  asked: boolean
}

export interface Limits {
  headlines: { main: number; front: number; search: number; social: number; push: number; print: number }
  overline: number
  standfirst: number
  trailText: number
}

export interface House {
  name: string
  baseUrl: string
  zone: string
  language: string
  limits: Limits
  /** Quotation marks, dashes and ellipses are set while they are typed. */
  smartTyping: boolean
}

export interface Trouble {
  code: string
  message: string
  hint: string
}

export interface StartInfo {
  version: string
  person: Person
  house: House
  sections: Section[]
  style: string
  /** Set while the newsroom is being opened: what it is doing. Ask again. */
  opening?: string
  problem?: Trouble
  /** Set while nothing can be changed: why, and what to do. */
  readOnly?: Trouble
  exportFolder: string
  /** How much copy is taken in at once, in bytes. */
  maxCopy: number
  statusMoves: Moves[]
  flagMoves: Moves[]
}

/** What is known of the daily backup. */
export interface BackupState {
  /** Where backups go; empty while none was chosen. */
  folder: string
  /** The last that worked: restored on trial and compared word for word. */
  proved: { backup: { path: string; at: string; changes: number; pictures: number; missing: string[]; size: number }; at: string; stories: number } | null
  /** What went wrong since then. */
  failed: { at: string; message: string; hint: string } | null
}

export interface Note {
  text: string
  why: string
  field?: string
  before?: number
}

/** What a person decided of a change; '' = nothing yet. */
export type Decision = '' | 'accepted' | 'rejected'

/** What somebody did to a document while its changes were tracked, or a comment on it. */
export interface Tracked {
  id: number
  kind: 'inserted' | 'deleted' | 'moved' | 'comment'
  by: string
  at?: string
  /** The words that were changed; the comment. */
  text: string
  /** What a comment speaks of. */
  passage?: string
  verdict?: Decision
}

/** A place in the body: around words that are in it, empty where they would stand. */
export interface Spot extends Span {
  chunks: Chunk[]
}

/** A change or comment as it stands in the story now. */
export interface Proposal extends Tracked {
  /** Left out where it cannot be told. */
  spot?: Spot
  /** Of moved words: where they stood. */
  was?: Spot
  /** Another verdict has to be carried out by hand. */
  stuck?: boolean
}

/** The story after a verdict; missed: how many changes could not be made. */
export interface Decided extends Saved {
  changes: Proposal[]
  missed: number
}

/** What an import kept, changed, dropped and moved, and what its authors proposed. */
export interface Receipt {
  kept: number
  changed: Note[]
  dropped: Note[]
  moved: Note[]
  changes: Tracked[]
}

export interface Imported {
  id: string
  headline: string
  section: string
  receipt: Receipt
  /** Of a story that was there before: what it has now. */
  rev?: number
  /** What it came in as, if not as a new story. */
  as?: As
  called?: string
  /** Places that somebody has to settle. */
  conflicts?: number
  /** It says nothing new: nothing was changed. */
  same?: boolean
  /** Of a story that another desk handed over. */
  handOver?: TakenOver
}

/** Files taken in: the stories that came of them, copy that waits for an answer, and files refused. */
export interface Batch {
  imported: Imported[]
  asked: Asked[]
  refused: { name: string; problem: Trouble }[]
  /** Somebody ended it: what came in is whole, the rest did not. */
  stopped?: boolean
}

/** What came of files that were dropped. */
export interface DroppedFiles {
  pictures: PictureBatch
  copy: Batch
}

/** How long copy is, as readers see it. */
export interface Counts {
  words: number
  characters: number
  /** That reading it takes. */
  seconds: number
}

export interface Finding {
  code: string
  severity: 'note' | 'warn' | 'block'
  message: string
  field: string
  from: number
  to: number
  /** The picture it is about, and which of its words. */
  picture?: string
  part?: string
}

export interface Edit {
  id: string
  base: number
  note: string
  /** A person's reason, where one is asked for. */
  why?: string
  set: Record<string, string>
}

export interface Saved {
  article: Article
  head: Head
}

/** Where passwords and the key that signs lie: a keyring, a file that is open or locked, nowhere yet. */
export type SecretState = 'keyring' | 'file' | 'locked' | 'none'

/** A dictionary that somebody put beside those that come along. */
export interface DictionaryFile {
  name: string
  folder: string
}

/** What checking words starts with. */
export interface LanguageHelp {
  on: boolean
  /** The house dictionary, sorted. */
  words: string[]
  /** Where dictionaries can be put; '' = nowhere on this machine. */
  folder: string
  dictionaries: DictionaryFile[]
}

/** What is left alone in a story: wherever it reads so, or here between these two words. */
export interface Ignored {
  rule: string
  text: string
  here: boolean
  before: string
  after: string
}

/** A text that the house uses again: Stet Markdown; {here} is where the cursor lands, {date} the day it is put in. */
export interface HouseSnippet {
  name: string
  text: string
}

/** A start of a story: fields by path as an edit sends them, "section" as an id. */
export interface StoryTemplate {
  name: string
  set: Record<string, string>
}

/** Clipboard copy as it goes into a body, with the pictures that came within it. */
export interface PastedCopy {
  markdown: string
  receipt: Receipt
  pictures: TakenPicture[]
}
