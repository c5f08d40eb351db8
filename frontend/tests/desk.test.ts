import { describe, expect, it } from 'vitest'
import { embargoText, fieldTexts } from '../src/state/fields'
import { Desk, smallWords } from '../src/state/desk.svelte'
import { COMMANDS } from '../src/ui/commands'
import { isKey } from '../src/ui/keys'
import { characters, dayAndTime, initialsOf, length, when } from '../src/ui/words'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import type { Head } from '../src/types'

const head = (part: Partial<Head>): Head => ({ id: 'x', rev: 1, headline: 'H', section: '', status: 'draft', flag: '', slug: '', slugline: '', words: 1, updated: '2026-12-03T12:00:00Z', ...part })

describe('a line of the list', () => {
  it('says in small words what must not be missed', () => {
    const h = head({ flag: 'hold', tks: 2, embargo: { at: '2099-12-03T22:01:00Z', zone: 'Europe/Kyiv' } })
    expect(smallWords(h).map((w) => w.word)).toEqual(['HELD', 'EMB 00.01', 'TK 2'])
  })
})

describe('the list', () => {
  async function desk() {
    const p = new FakeProgram()
    for (const [slugline, sectionId] of [['ALPHA', 's1'], ['BETA', 's1'], ['GAMMA', 's2']] as const) p.add({ slugline, sectionId, headlines: { main: `${slugline} head` } })
    const d = new Desk(fakeOf(p))
    await d.load()
    return d
  }
  const shown = (d: Desk) => Array.from({ length: d.total }, (_, i) => d.rows.row(i)!)

  it('filters by every word that is typed, in any case', async () => {
    const d = await desk()
    await d.find('alpha HEAD')
    expect(shown(d).map((h) => h.slugline)).toEqual(['ALPHA'])
    expect(d.chosen).toBe(shown(d)[0]!.id)
    await d.find('nothing like it')
    expect(shown(d)).toEqual([])
    expect(d.chosen).toBe('')
  })

  it('counts by view and by section', async () => {
    const d = await desk()
    expect(d.counts).toMatchObject({ all: 3, in: 3, trash: 0 })
    expect(d.sectionCounts).toEqual({ s1: 2, s2: 1 })
    await d.show('all', 's2')
    expect(shown(d).map((h) => h.slugline)).toEqual(['GAMMA'])
  })

  it('chooses the next story when one goes to the trash, and brings it back', async () => {
    const d = await desk()
    const [first, second] = shown(d).map((h) => h.id)
    d.choose(first!)
    await d.toTrash(first!)
    expect(d.chosen).toBe(second)
    expect(d.counts['trash']).toBe(1)
    await d.fromTrash(first!)
    expect(d.counts['all']).toBe(3)
  })

  it('knows a story that no row shows', async () => {
    const d = await desk()
    const [first] = shown(d).map((h) => h.id)
    await d.toTrash(first!)
    expect(d.head(first!)).toBeUndefined()
    expect((await d.know(first!))?.trashed).toBe(true)
    expect(d.head(first!)?.id).toBe(first)
    expect(await d.know('no such story')).toBeUndefined()
  })
})

describe('words and fields', () => {
  it('counts characters as a reader does', () => {
    expect(characters('plain')).toBe(5)
    expect(characters('Київ')).toBe(4)
    expect(characters('e\u0301👨‍👩‍👧🇺🇦')).toBe(3)
  })
  it('shows lengths, initials and times', () => {
    expect(length(702, 450)).toBe('702/450')
    expect(initialsOf('Olena Marchenko-Bay')).toBe('OMB')
    expect(initialsOf('  ')).toBe('')
    expect(when('not a time')).toBe('')
    expect(dayAndTime('2024-12-03T12:00:00Z', new Date('2026-01-01'))).toMatch(/^3 Dec 2024, /)
    expect(dayAndTime('2026-12-03T12:00:00Z', new Date('2026-01-01'))).toMatch(/^3 Dec, /)
    expect(when('2024-12-03T12:00:00Z', new Date('2026-01-01'))).toBe('3 Dec 2024')
  })
  it('reads an embargo back in the zone it was said in', () => {
    expect(embargoText({ at: '2026-12-02T22:01:00Z', zone: 'Europe/Kyiv' })).toBe('2026-12-03T00:01:00 Europe/Kyiv')
    expect(embargoText({ said: '00.01 Thursday' })).toBe('00.01 Thursday')
    expect(embargoText({ at: '2026-12-02T22:01:00Z' })).toBe('2026-12-02T22:01:00Z')
    expect(embargoText(undefined)).toBe('')
  })
  it('sends lists as the program reads them', () => {
    const a = new FakeProgram().add({ bylines: ['A', 'B'], keywords: ['x'] })
    expect(fieldTexts(a)).toMatchObject({ bylines: 'A; B', keywords: 'x', status: 'draft', section: '' })
  })
})

describe('keys', () => {
  const press = (key: string, code: string, mods: Partial<KeyboardEvent> = {}) => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...mods })
  it('know a letter by its place on a Cyrillic keyboard', () => {
    expect(isKey(press('щ', 'KeyO', { ctrlKey: true }), 'Ctrl+O', false)).toBe(true)
    expect(isKey(press('o', 'KeyO', { ctrlKey: true }), 'Ctrl+O', false)).toBe(true)
  })
  it('go by the letter on keyboards that place it elsewhere', () => {
    expect(isKey(press('a', 'KeyQ', { ctrlKey: true }), 'Ctrl+Q', false)).toBe(false)
    expect(isKey(press('q', 'KeyA', { ctrlKey: true }), 'Ctrl+Q', false)).toBe(true)
  })
  it('want exactly the named keys held', () => {
    expect(isKey(press('H', 'KeyH', { ctrlKey: true }), 'Ctrl+Shift+H', false)).toBe(false)
    expect(isKey(press('H', 'KeyH', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+H', false)).toBe(true)
    expect(isKey(press('¡', 'Digit1', { altKey: true }), 'Alt+1', true)).toBe(true)
  })
  it('belong to one command each', () => {
    const keys = COMMANDS.flatMap((c) => (c.key ? [c.key] : []))
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(COMMANDS.map((c) => c.id)).size).toBe(COMMANDS.length)
  })
})
