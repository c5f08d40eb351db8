import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Api } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { QuickOpen } from '../src/state/quickopen.svelte'
import { COMMANDS } from '../src/ui/commands'
import { pieces } from '../src/ui/pieces'
import { sleep } from './random'

function desk() {
  const p = new FakeProgram()
  p.add({ headlines: { main: 'Harbour gate shuts' }, body: 'The pilots waited all night.', sectionId: p.sections[0]!.id })
  p.add({ headlines: { main: 'Budget passes' }, body: 'The storm in parliament is over.' })
  return p
}

const quick = (p: FakeProgram, api: Api = fakeOf(p)) => new QuickOpen(api, () => p.sections, () => COMMANDS)

afterEach(() => {
  vi.useRealTimers()
})

describe('quick open', () => {
  it('begins with the stories at hand', async () => {
    const q = quick(desk())
    await q.type('')
    expect(q.offers.map((o) => o.kind)).toEqual(['story', 'story'])
    expect(q.news).toBe('2 stories')
  })

  it('finds a story by the beginning of a word in its body, and marks it', async () => {
    const q = quick(desk())
    await q.type('pil')
    const [first] = q.offers
    expect(first).toMatchObject({ kind: 'story', story: { headline: 'Harbour gate shuts', where: 'body' } })
    const story = first?.kind === 'story' ? first.story : undefined
    expect(pieces(story?.snippet ?? '', story?.marks ?? []).filter((p) => p.hit).map((p) => p.text)).toEqual(['pilots'])
    expect(q.news).toBe('1 story')
  })

  it('offers nothing that is on screen where something is to stand beside it, and does not count it', async () => {
    const p = desk()
    const [first] = [...p.stories.keys()]
    const q = new QuickOpen(fakeOf(p), () => [], () => [], () => [first!])
    await q.type('')
    expect(q.offers.map((o) => o.kind === 'story' && o.story.headline)).toEqual(['Budget passes'])
    expect(q.news).toBe('1 story')
  })

  it('finds sections and commands behind the stories', async () => {
    const p = desk()
    p.sections = [{ id: 's1', name: 'Parliament', slug: 'parliament', order: 0 }]
    const q = quick(p)
    await q.type('parl')
    expect(q.offers.map((o) => o.kind)).toEqual(['story', 'section'])
    expect(q.news).toBe('1 story, 1 section')
    await q.type('settings')
    expect(q.offers.map((o) => o.id)).toEqual(['settings'])
    expect(q.news).toBe('0 stories, 1 command')
  })

  it('steps through all that is offered, around the end', async () => {
    const q = quick(desk())
    await q.type('')
    q.step(1)
    expect(q.at).toBe(1)
    q.step(1)
    expect(q.at).toBe(0)
    q.step(-1)
    expect(q.at).toBe(1)
    await q.type('budget')
    expect(q.at).toBe(0)
  })

  it('says what is wrong with a query, and goes on with the next', async () => {
    const q = quick(desk())
    await q.type('colour:red')
    expect(q.news).toBe('There is no field of this name: colour. Fields are headline, body and so on.')
    await q.type('budget')
    expect(q.news).toBe('1 story')
  })

  it('answers the newest of what was typed while an answer was on its way', async () => {
    const p = desk()
    const asked: string[] = []
    const api = fakeOf(p, () => sleep(2))
    const q = quick(p, { ...api, search: (query, limit) => (asked.push(query), api.search(query, limit)) })
    const typed = ['b', 'bu', 'bud', 'budg'].map((t) => q.type(t))
    await Promise.all(typed)
    expect(asked).toEqual(['b', 'budg'])
    expect(q.offers).toHaveLength(1)
  })

  it('asks again after a save, and the chosen story stays chosen', async () => {
    vi.useFakeTimers()
    const p = desk()
    const q = quick(p)
    await q.type('')
    q.step(1)
    const chosen = q.chosen?.id
    p.add({ headlines: { main: 'Ferry sold' }, body: 'For scrap.' })
    q.saved()
    q.saved()
    await vi.advanceTimersByTimeAsync(1000)
    expect(q.news).toBe('3 stories')
    expect(q.chosen?.id).toBe(chosen)
    q.saved()
    q.close()
    p.add({ headlines: { main: 'Late' } })
    await vi.advanceTimersByTimeAsync(1000)
    expect(q.news).toBe('3 stories')
  })

  it('asks again until all texts are read', async () => {
    vi.useFakeTimers()
    const api = fakeOf(desk())
    let answers = 0
    const q = quick(desk(), { ...api, search: async (query, limit) => ({ ...(await api.search(query, limit)), partial: ++answers < 3 }) })
    await q.type('gate')
    expect(q.news).toContain('headlines only')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(q.news).toBe('1 story')
    expect(answers).toBe(3)
  })

  it('says when it guesses, and what it has not read yet', async () => {
    const p = desk()
    const api = fakeOf(p)
    const answer = { loose: true, partial: false }
    const q = quick(p, { ...api, search: async (_query, limit) => ({ ...(await api.search('', limit)), ...answer }) })
    await q.type('setings')
    expect(q.news).toContain('Spelt almost so: 2 stories')
    answer.loose = false
    answer.partial = true
    await q.type('gate')
    expect(q.news).toContain('headlines only')
  })
})

describe('pieces', () => {
  it('keeps every character of a text, and cuts at sound marks only', () => {
    const text = 'a 😀 b'
    const all = (marks: { from: number; to: number }[]) => pieces(text, marks).map((p) => p.text).join('')
    expect(pieces(text, [{ from: 2, to: 4 }])).toEqual([{ text: 'a ', hit: false }, { text: '😀', hit: true }, { text: ' b', hit: false }])
    for (const marks of [[], [{ from: 3, to: 2 }], [{ from: 0, to: 99 }], [{ from: 0, to: 2 }, { from: 1, to: 3 }]]) expect(all(marks)).toBe(text)
  })
})
