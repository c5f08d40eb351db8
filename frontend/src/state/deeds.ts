// What can be done to several stories at once, as the desk is offered it.
import type { Section } from '../sections'
import { STATUSES } from './standing.svelte'

export type Kind = 'any' | 'status' | 'flag' | 'section' | 'assignee' | 'deadline' | 'trash'

/** One thing to do. */
export interface Deed {
  id: string
  kind: Kind
  label: string
  set: Record<string, string>
  /** What was done, behind the stories that it was done to. */
  done: string
  /** It wants words: why, or a value that is typed. */
  asks?: 'why' | 'assignee' | 'deadline'
  /** By somebody who gave their name. */
  named?: boolean
  /** It is no slip: it is not taken back with one key. */
  final?: boolean
  /** Who asks for it says itself where readers still have the stories. */
  told?: boolean
}

const statuses: Deed[] = Object.entries(STATUSES).map(([status, name]) => {
  const said = ['sent', 'live', 'withdrawn'].includes(status)
  return { id: `status-${status}`, kind: 'status', label: `Status: ${name}`, set: { status }, done: `moved to ${name}`, asks: said ? 'why' : undefined, named: said }
})

const flags: Deed[] = [
  { id: 'flag-hold', kind: 'flag', label: 'Hold', set: { flag: 'hold' }, done: 'held' },
  { id: 'flag-none', kind: 'flag', label: 'Let go, or bring back', set: { flag: 'none' }, done: 'let go' },
  { id: 'flag-spiked', kind: 'flag', label: 'Spike', set: { flag: 'spiked' }, done: 'spiked', asks: 'why' },
]

const sectionsOf = (sections: Section[]): Deed[] => [
  ...sections.map((s): Deed => ({ id: `section-${s.id}`, kind: 'section', label: `Section: ${s.name}`, set: { section: s.id }, done: `moved to ${s.name}` })),
  { id: 'section-none', kind: 'section', label: 'Section: none', set: { section: '' }, done: 'taken out of their section' },
]

export const givenTo = (who: string): Deed => ({ id: `with-${who}`, kind: 'assignee', label: `With: ${who}`, set: { assignee: who }, done: `given to ${who}` })

const peopleOf = (people: string[]): Deed[] => [
  ...people.map(givenTo),
  { id: 'with', kind: 'assignee', label: 'With: somebody else…', set: {}, done: '', asks: 'assignee' },
  { id: 'with-nobody', kind: 'assignee', label: 'With: nobody', set: { assignee: '' }, done: 'given back: nobody has them' },
]

const deadlines: Deed[] = [
  { id: 'deadline', kind: 'deadline', label: 'Deadline…', set: {}, done: '', asks: 'deadline' },
  { id: 'deadline-none', kind: 'deadline', label: 'Deadline: none', set: { deadline: '' }, done: 'left without a deadline' },
]

const binned: Deed[] = [
  { id: 'trash', kind: 'trash', label: 'Put in the trash', set: { trash: 'in' }, done: 'put in the trash' },
  { id: 'untrash', kind: 'trash', label: 'Take out of the trash', set: { trash: 'out' }, done: 'back on the desk' },
]

/** For one story that readers have: offered where it matters, not among what is done to many. */
export const KILL: Deed = { id: 'flag-killed', kind: 'flag', label: 'Kill', set: { flag: 'killed' }, done: 'killed: it must not be used', asks: 'why', final: true }

/** It takes stories off the desk, which readers may have. */
export const drops = (d: Deed): boolean => d.set['trash'] === 'in' || ['spiked', 'killed'].includes(d.set['flag'] ?? '') || d.set['status'] === 'withdrawn'

/** What is offered. Of the trash only the way that there is from here. */
export function deedsFor(kind: Kind, { sections, people, inTrash }: { sections: Section[]; people: string[]; inTrash: boolean }): Deed[] {
  const all = [...statuses, ...flags, ...peopleOf(people), ...deadlines, ...sectionsOf(sections), binned[inTrash ? 1 : 0]!]
  return kind === 'any' ? all : all.filter((d) => d.kind === kind)
}

/** The deed that moves stories to a status. */
export const toStatus = (status: string): Deed => statuses.find((d) => d.set['status'] === status)!
export const toFlag = (flag: string): Deed => flags.find((d) => d.set['flag'] === (flag || 'none'))!
export const intoTrash = (inTrash: boolean): Deed => binned[inTrash ? 1 : 0]!
