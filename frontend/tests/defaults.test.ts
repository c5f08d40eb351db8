import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import type { Section } from '../src/sections'
import { defaultsOf } from '../src/state/defaults'
import { Draft } from '../src/state/draft.svelte'

const section = (id: string, more: Partial<Section> = {}): Section => ({ id, name: id, slug: id, order: 0, ...more })

describe('what a story has of its section', () => {
  const sections = [
    section('world', { language: 'ar', direction: 'rtl', byline: 'World desk', usageTerms: 'Agency' }),
    section('europe', { parent: 'world', language: 'de' }),
    section('nordics', { parent: 'europe', byline: 'Nordic desk' }),
    section('asia', { parent: 'world' }),
    section('round', { parent: 'round' }),
  ]
  it.each([
    ['world', { language: 'ar', direction: 'rtl', bylines: 'World desk', usageTerms: 'Agency' }],
    ['asia', { language: 'ar', direction: 'rtl', bylines: 'World desk', usageTerms: 'Agency' }],
    ['europe', { language: 'de', direction: '', bylines: 'World desk', usageTerms: 'Agency' }],
    ['nordics', { language: 'de', direction: '', bylines: 'Nordic desk', usageTerms: 'Agency' }],
    ['round', { language: '', direction: '', bylines: '', usageTerms: '' }],
    ['', { language: '', direction: '', bylines: '', usageTerms: '' }],
  ])('in %j', (id, want) => expect(defaultsOf(sections, id)).toEqual(want))

  it('tells which way its words run, and says nothing against the story', () => {
    const program = new FakeProgram()
    const draft = new Draft(fakeOf(program), program.add({}))
    expect(draft.runs).toBe('auto')
    draft.instead = (path) => ({ direction: 'rtl', language: 'ar' })[path] ?? ''
    expect([draft.runs, draft.language]).toEqual(['rtl', 'ar'])
    draft.set('direction', 'ltr')
    draft.set('language', 'en')
    expect([draft.runs, draft.language]).toEqual(['ltr', 'en'])
  })
})
