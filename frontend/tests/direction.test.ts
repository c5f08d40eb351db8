// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { runsOf, type Runs } from '../src/state/direction'
import { Draft } from '../src/state/draft.svelte'
import { fieldRuns } from '../src/state/fields'
import type { Session } from '../src/state/session.svelte'
import { COMMANDS } from '../src/ui/commands'
import { quoted } from '../src/ui/pieces'

describe('which way words run', () => {
  it.each<[string, string, Runs]>([
    ['', '', 'auto'], ['', 'en', 'auto'], ['', 'uk', 'auto'],
    ['', 'he', 'rtl'], ['', 'ar-EG', 'rtl'], ['', 'fa', 'rtl'], ['', 'uz-Arab', 'rtl'],
    ['ltr', 'he', 'ltr'], ['rtl', 'en', 'rtl'], ['up', 'en', 'auto'], ['', 'no language', 'auto'],
  ])('direction %j, language %j: %s', (direction, language, want) => expect(runsOf(direction, language)).toBe(want))
})

describe('a field', () => {
  it.each<[string, Runs]>([
    ['body', 'rtl'], ['headlines.main', 'rtl'], ['standfirst', 'rtl'], ['bylines', 'rtl'],
    ['credit', 'auto'], ['internalNote', 'auto'], ['slug', 'auto'], ['flag', 'auto'], ['', 'auto'],
  ])('%j of a story that runs from the right: %s', (path, want) => expect(fieldRuns(path, 'rtl')).toBe(want))
})

describe('what a sentence quotes', () => {
  it.each([
    ['Nothing.', []],
    ['In the trash: “قمة (الناتو)!”', ['قمة (الناتو)!']],
    ['Asked: “من؟” (at “Reuters”)', ['من؟', 'Reuters']],
    ['Still: “he said “no” twice”.', ['he said “no” twice']],
    ['A stray ” and an open “one', []],
    ['“”', []],
  ])('%s', (text, want) => {
    const pieces = quoted(text)
    expect(pieces.filter((p) => p.hit).map((p) => p.text)).toEqual(want)
    expect(pieces.map((p) => p.text).join('')).toBe(text)
  })
})

describe('a text on screen', () => {
  function shown(copy: Manuscript, then: Runs[]) {
    const box = document.createElement('div')
    const unlink = copy.link(box)
    const seen = then.map((way) => {
      copy.direct(way)
      return [box.querySelector('.cm-content')?.getAttribute('dir'), ...[...box.querySelectorAll('.cm-line')].map((l) => l.getAttribute('dir'))]
    })
    unlink()
    return seen
  }
  const copy = () => new Manuscript('NATO\n\nشمال', { typed: () => undefined, pasted: () => false })

  it('runs as the story says, empty lines too, and as its own letters again', () =>
    expect(shown(copy(), ['auto', 'rtl', 'ltr', 'auto'])).toEqual([
      [null, 'auto', null, 'auto'],
      ['rtl', 'rtl', null, 'rtl'],
      ['ltr', 'ltr', null, 'ltr'],
      [null, 'auto', null, 'auto'],
    ]))

  it('keeps that while another story is on screen', () => {
    const m = copy()
    m.direct('rtl')
    const box = document.createElement('div')
    const unlink = m.link(box)
    expect(box.querySelector('.cm-line')?.getAttribute('dir')).toBe('rtl')
    unlink()
  })
})

describe('the command', () => {
  it('goes through the directions, says which, and saves it', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ headlines: { main: 'Head' }, body: 'One.' })
    const draft = new Draft(fakeOf(p), p.get(id))
    const said: string[] = []
    const desk = { story: { draft }, say: (text: string) => said.push(text) } as unknown as Session
    const next = COMMANDS.find((c) => c.id === 'direction')!
    for (let i = 0; i < 4; i++) {
      next.run(desk)
      await draft.flush()
      said.push(p.get(id).direction ?? '')
    }
    expect(said).toEqual([
      'Text direction: left to right', 'ltr', 'Text direction: right to left', 'rtl',
      'Text direction: automatic', '', 'Text direction: left to right', 'ltr',
    ])
    COMMANDS.find((c) => c.id === 'direction.rtl')!.run(desk)
    expect(await draft.flush()).toBe(true)
    expect(p.get(id).direction).toBe('rtl')
    draft.close()
  })
})
