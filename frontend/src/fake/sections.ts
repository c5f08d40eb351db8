// The program's sections, as anybody would write them.
import { Problem, type Api } from '../api'
import type { Section, SectionChange, SectionsNow } from '../sections'
import { allBelow, directlyBelow } from '../state/tree'
import type { FakeProgram } from './fake'

/** What was done to the sections, and how all stood on its other side. */
export interface SectionStep {
  what: string
  sections: Section[]
  places: Map<string, string | undefined>
}

const slugOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')

const walk = (all: Section[], id = ''): Section[] => directlyBelow(all, id).flatMap((s) => [s, ...walk(all, s.id)])
const inOrder = (all: Section[]): Section[] => walk(all).map((s, order) => ({ ...s, order }))

function put(all: Section[], id: string, under: string, to: number): Section[] {
  const one = all.find((s) => s.id === id)
  if (!one || under === id || allBelow(all, id).some((s) => s.id === under)) throw new Problem('value', 'a section cannot lie in itself', 'Choose a section that does not lie below it.')
  const rest = all.filter((s) => s.id !== id)
  const beside = directlyBelow(rest, under)
  beside.splice(to, 0, { ...one, parent: under || undefined })
  return inOrder([...rest.filter((s) => (s.parent ?? '') !== under), ...beside])
}

function named(all: Section[], id: string, name: string): string {
  if (!name.trim()) throw new Problem('value', 'a section needs a name', 'Correct the value; nothing was changed.')
  if (all.some((s) => s.id !== id && s.name.toLowerCase() === name.trim().toLowerCase())) throw new Problem('value', `a section of this name exists: "${name}"`, 'Choose another name.')
  return name.trim()
}

function described(s: Section, set: Record<string, string>): Section {
  const out = { ...s, mapping: { ...s.mapping }, fits: { ...s.fits } }
  for (const [field, value] of Object.entries(set)) {
    if (field === 'colour' && value && !/^#[0-9a-f]{6}$/.test(value)) throw new Problem('value', `section "${s.name}": the value cannot be: colour "${value}"; write one like #1f6feb`, 'Correct the value; nothing was changed.')
    const target = field.replace(/^mapping\./, '')
    const channel = field.replace(/^fit\./, '')
    if (target !== field) out.mapping[target] = value
    else if (channel !== field) out.fits[channel] = value
    else Object.assign(out, { [field]: value })
  }
  return out
}

/** Does it, and says what was done. */
function done(p: FakeProgram, c: Exclude<SectionChange, { do: 'undo' | 'redo' }>): string {
  const of = (id: string) => p.sections.find((s) => s.id === id)?.name ?? ''
  if (c.do === 'add') {
    const s: Section = { id: crypto.randomUUID(), name: named(p.sections, '', c.name), slug: slugOf(c.name), order: 0, parent: c.under || undefined }
    p.sections = inOrder([...p.sections, s])
    return `“${s.name}” added`
  }
  const was = of(c.section)
  const each = (change: (s: Section) => Section) => (p.sections = p.sections.map((s) => (s.id === c.section ? change(s) : s)))
  if (c.do === 'rename') each((s) => ({ ...s, name: named(p.sections, s.id, c.name), slug: slugOf(c.name), oldSlugs: [...(s.oldSlugs ?? []), s.slug] }))
  if (c.do === 'describe') each((s) => described(s, c.set))
  if (c.do === 'put') p.sections = put(p.sections, c.section, c.under, c.to)
  if (c.do !== 'merge' && c.do !== 'delete') return `“${was}” changed`
  const stories = [...p.stories.values()].filter((a) => a.sectionId === c.section)
  if (stories.length > 0 && !c.into) throw new Problem('value', `the section still has stories: ${stories.length} in "${was}"`, 'Choose a section for them to move to.')
  for (const a of stories) p.stories.set(a.id, { ...a, sectionId: c.into, rev: a.rev + 1 })
  const heir = c.do === 'merge' ? c.into : p.sections.find((s) => s.id === c.section)?.parent
  p.sections = inOrder(p.sections.filter((s) => s.id !== c.section).map((s) => (s.parent === c.section ? { ...s, parent: heir } : s)))
  return c.do === 'merge' ? `“${was}” became part of “${of(c.into)}”, ${stories.length} stories moved` : `“${was}” deleted`
}

/** Goes to the other side of the last step of one list, which becomes the last of the other. */
function turn(p: FakeProgram, from: SectionStep[], to: SectionStep[]): string {
  const step = from.pop()
  if (!step) throw new Problem('failed', 'nothing was done to the sections since Stet was started', 'The sections are as they are.')
  to.push({ what: step.what, ...standing(p) })
  p.sections = step.sections
  for (const [id, sectionId] of step.places) p.stories.set(id, { ...p.stories.get(id)!, sectionId })
  return step.what
}

const standing = (p: FakeProgram) => ({ sections: p.sections, places: new Map([...p.stories.values()].map((a) => [a.id, a.sectionId])) })

export const fakeSections = (p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'changeSections'> => ({
  changeSections: (c) => later((): SectionsNow => {
    let undone = ''
    if (c.do === 'undo') undone = turn(p, p.sectionSteps, p.sectionsUndone)
    else if (c.do === 'redo') undone = turn(p, p.sectionsUndone, p.sectionSteps)
    else {
      const before = standing(p)
      p.sectionSteps.push({ what: done(p, c), ...before })
      p.sectionsUndone = []
    }
    p.version++
    return { sections: p.sections, undone, stayed: 0, last: p.sectionSteps.at(-1)?.what ?? '', next: p.sectionsUndone.at(-1)?.what ?? '' }
  }),
})
