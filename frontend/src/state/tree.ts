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

/** The sections by what they lie directly below, '' = the uppermost. */
export function byParent(sections: Section[]): Map<string, Section[]> {
  const found = new Map<string, Section[]>()
  for (const s of sections) {
    const beside = found.get(parentOf(s))
    if (beside) beside.push(s)
    else found.set(parentOf(s), [s])
  }
  return found
}

/** The sections in the order in which they are read; the program keeps each before those below it. One walk: there may be thousands. */
export function treeOf(sections: Section[]): Leaf[] {
  const beside = byParent(sections)
  const places = new Map<string, number>()
  const leaves = new Map<string, Leaf>()
  for (const section of sections) {
    const under = parentOf(section)
    const place = (places.get(under) ?? 0) + 1
    places.set(under, place)
    leaves.set(section.id, { section, level: under ? (leaves.get(under)?.level ?? -1) + 1 : 0, place, of: beside.get(under)?.length ?? 0, below: 0 })
  }
  const all = [...leaves.values()]
  for (const leaf of all.toReversed()) {
    const above = leaves.get(parentOf(leaf.section))
    if (above) above.below += leaf.below + 1
  }
  return all
}

/** Those somewhere below a section. */
export function allBelow(sections: Section[], id: string): Section[] {
  const inside = new Set([id])
  return sections.filter((s) => inside.has(parentOf(s)) && inside.add(s.id))
}

/** The sections as they are now; of those that are as they were, the very same: what shows them has nothing to do. */
export function withSame(before: Section[], now: Section[]): Section[] {
  const known = new Map(before.map((s) => [s.id, s]))
  return now.map((s) => {
    const was = known.get(s.id)
    return was && JSON.stringify(was) === JSON.stringify(s) ? was : s
  })
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
