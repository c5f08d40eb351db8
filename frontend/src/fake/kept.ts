import { Problem, type Api } from '../api'
import { fieldTexts } from '../state/fields'
import type { StoryTemplate } from '../types'
import { apply, type FakeProgram } from './fake'

type Later = <T>(run: () => T) => Promise<T>
type Calls = 'snippets' | 'keepSnippet' | 'removeSnippet' | 'templates' | 'templateOf' | 'keepTemplate' | 'removeTemplate' | 'createFrom'

const HELD = /^(overline|headlines\.\w+|standfirst|body|section|commissionedLength|language|internalNote)$/

function keep<T extends { name: string }>(all: T[], was: string, one: T, kind: string): T[] {
  const other = all.find((o) => o.name.toLowerCase() === one.name.toLowerCase())
  if (!one.name.trim()) throw new Problem('value', 'not a usable value: it needs a name to be found by', 'Correct the value; nothing was changed.')
  if (other && other.name !== was) throw new Problem('value', `the name is taken: there is a ${kind} called "${other.name}" already`, 'Choose another name, or change the one that has it.')
  return [...all.filter((o) => o.name !== was), one].sort((a, b) => a.name.localeCompare(b.name))
}

/** What the house keeps to use again. */
export const fakeKept = (p: FakeProgram, later: Later): Pick<Api, Calls> => ({
  snippets: () => later(() => p.snippets),
  keepSnippet: (was, s) => later(() => (p.snippets = keep(p.snippets, was, s, 'snippet'))),
  removeSnippet: (name) => later(() => (p.snippets = p.snippets.filter((s) => s.name !== name))),
  templates: () => later(() => p.templates),
  templateOf: (id) => later((): StoryTemplate => {
    const a = p.get(id)
    const all = { ...fieldTexts(a), body: a.body }
    return { name: '', set: Object.fromEntries(Object.entries(all).filter(([path, text]) => text && HELD.test(path))) }
  }),
  keepTemplate: (was, t) => later(() => (p.templates = keep(p.templates, was, t, 'template'))),
  removeTemplate: (name) => later(() => (p.templates = p.templates.filter((t) => t.name !== name))),
  createFrom: (name, sectionId) => later(() => {
    const set = p.templates.find((t) => t.name === name)?.set ?? {}
    const named = p.sections.find((s) => s.id === set['section'])?.id
    return p.add(apply(p.add({ sectionId: named ?? sectionId }), { ...set, section: named ?? sectionId }))
  }),
})
