import type { Section } from '../sections'

/** Field path -> what stands for it in a story that says nothing itself. */
export type Defaults = Readonly<Record<string, string>>

/**
 * What a story has of its section: the section's own, else that of the nearest
 * above it that says anything. As the program's desk.Settled.
 */
export function defaultsOf(sections: readonly Section[], id: string): Defaults {
  let [language, direction, bylines, usageTerms] = ['', '', '', '']
  const seen = new Set<string>()
  for (let s = byID(sections, id); s && !seen.has(s.id); s = byID(sections, s.parent)) {
    seen.add(s.id)
    direction ||= (language ? '' : s.direction) ?? '' // it goes with a language
    language ||= s.language ?? ''
    bylines ||= s.byline ?? ''
    usageTerms ||= s.usageTerms ?? ''
  }
  return { language, direction, bylines, usageTerms }
}

const byID = (sections: readonly Section[], id: string | undefined) => (id ? sections.find((s) => s.id === id) : undefined)
