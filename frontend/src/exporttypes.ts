// Packages: their formats, what is asked for, what would go and what went.

import type { Finding } from './types'

/** Which files a package holds, and how. */
export interface PackageFormat {
  name: string
  /** In an editor's words. */
  title: string
  /** Names of file formats. */
  formats: string[]
  options?: FormatOptions
  /** Characters at most of a field, by its path. */
  limits?: Record<string, number>
  /** This newsroom made it. */
  own: boolean
}

/** What is left out is as each file format does by itself. */
export interface FormatOptions {
  /** Stories in a feed, the newest. */
  feedItems?: number
  partSize?: number
  frontMatter?: string
  mediaUrl?: string
  /** "leaveOut": what is too long for a file is left out of it and told; left out: it stops the package. */
  tooLong?: string
}

export interface PackageFormats {
  profiles: PackageFormat[]
  /** What a package may hold. */
  formats: { name: string; title: string }[]
  /** Paths of the fields that may be limited. */
  fields: string[]
}

/** How far work is that takes a while. */
export interface Progress {
  /** '' = none is under way. */
  stage: '' | 'checking' | 'writing' | 'sealing' | 'taking'
  done: number
  /** 0 = not known yet. */
  of: number
  /** Of the story that was done last. */
  headline: string
}

export interface Wanted {
  ids: string[]
  sectionId: string
  all: boolean
  /** A lineup's id: its front goes along. */
  lineup?: string
  /** The name of a package format; '' = the first. */
  profile?: string
  /** Only what has changed since the last package in that format. */
  changed?: boolean
  /** Notices in the place of killed stories. */
  kill?: boolean
}

/** What a story in a package is to what left of it before; again: this very revision did. */
export type PackageKind = 'new' | 'again' | 'update' | 'correction' | 'kill'

export interface PlannedStory {
  id: string
  headline: string
  findings: Finding[]
  /** Left out where nobody asked. */
  kind?: PackageKind
  /** When that left which it follows. */
  left?: string
}

export interface ExportPlan {
  stories: PlannedStory[]
  blocked: number
  stops: PlannedStop[]
}

/** What keeps stories from going, and whether a named editor may pass it. */
export interface PlannedStop {
  /** Of its findings. */
  code: string
  name: string
  /** waits: until its instant, or until it is broken. */
  cell: 'named' | 'waits' | 'never'
  /** Why nobody passes it; '' = somebody may. */
  why: string
  stories: string[]
}

/** A stop that somebody lets stories go past. */
export interface Pass {
  stop: string
  why: string
}

export interface Exported {
  path: string
  digest: string
  stories: number
  formats: string[]
  notCarried: { id: string; format: string; field: string; why: string }[]
  leftOut: string[]
  /** What the checks warn of in those that went, each rule once. */
  warned: { code: string; stories: number }[]
  /** Of a lineup: where its front lies in the package, or why it is not in it. */
  front?: string
  noFront?: string
  /** The number of the key that signed it, or why nobody did. */
  key?: string
  unsigned?: string
  /** The newsroom can only be read: its history does not tell of this. */
  unnoted?: boolean
}

export interface Verdict {
  ok: boolean
  files: number
  stories: number
  problems: { path: string; problem: string }[]
  /** The name of a known key that signed it, else the key's number; '' = nobody did. */
  signer: string
  signature?: 'good' | 'unknown' | 'bad'
  key?: string
}
