import type { Section } from '../sections'

/** A section where it stands in the tree. */
export interface Leaf {
  section: Section
  /** 0 = among the uppermost. */
  level: number
  /** Its position among those it stands with, 1 = the first. */
  place: number
  of: number
  /** Sections somewhere below it. */
  below: number
}

/** A place in the tree: at position to, 0 = the first, below a section, '' = among the uppermost. */
export interface Place {
  under: string
  to: number
}

const parentOf = (s: Section) => s.parent ?? ''

/** Those that lie directly below a section, '' = the uppermost. */
export const directlyBelow = (sections: Section[], id: string): Section[] => sections.filter((s) => parentOf(s) === id)

/** The sections in the order in which they are read; the program keeps each before those below it. */
export function treeOf(sections: Section[]): Leaf[] {
  const levels = new Map<string, number>()
  return sections.map((section) => {
    const level = section.parent ? (levels.get(section.parent) ?? -1) + 1 : 0
    levels.set(section.id, level)
    const beside = directlyBelow(sections, parentOf(section))
    return { section, level, place: beside.indexOf(section) + 1, of: beside.length, below: allBelow(sections, section.id).length }
  })
}

/** Those somewhere below a section. */
export function allBelow(sections: Section[], id: string): Section[] {
  return directlyBelow(sections, id).flatMap((s) => [s, ...allBelow(sections, s.id)])
}

/** A name for a list of options: how far it stands in says what it lies below. */
export const indented = ({ level, section }: Leaf): string => '\u2003'.repeat(level) + section.name

export type Way = 'up' | 'down' | 'in' | 'out'

/** Where a section goes; null = it cannot go that way. */
export function placeOnTheWay(sections: Section[], id: string, way: Way): Place | null {
  const section = sections.find((s) => s.id === id)
  if (!section) return null
  const under = parentOf(section)
  const beside = directlyBelow(sections, under)
  const at = beside.indexOf(section)
  if (way === 'up') return at > 0 ? { under, to: at - 1 } : null
  if (way === 'down') return at < beside.length - 1 ? { under, to: at + 1 } : null
  if (way === 'in') {
    const above = beside[at - 1]
    return above ? { under: above.id, to: directlyBelow(sections, above.id).length } : null
  }
  const parent = sections.find((s) => s.id === under)
  return parent ? { under: parentOf(parent), to: directlyBelow(sections, parentOf(parent)).indexOf(parent) + 1 } : null
}

export type Side = 'before' | 'below' | 'after'

/** Where a section goes that is dropped on another; null = it cannot lie there. */
export function placeBeside(sections: Section[], id: string, target: string, side: Side): Place | null {
  const other = sections.find((s) => s.id === target)
  if (!other || target === id || allBelow(sections, id).includes(other)) return null
  if (side === 'below') return { under: target, to: directlyBelow(sections, target).length }
  const beside = directlyBelow(sections, parentOf(other)).filter((s) => s.id !== id)
  return { under: parentOf(other), to: beside.indexOf(other) + (side === 'after' ? 1 : 0) }
}
