// Formats of packages: what the program says of them, and takes.

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
