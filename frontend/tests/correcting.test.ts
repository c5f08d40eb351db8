import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Correcting, whereSaid } from '../src/state/correcting.svelte'
import { smallWords } from '../src/state/desk.svelte'
import { Draft } from '../src/state/draft.svelte'
import type { Opened } from '../src/state/opened'
import type { Notice, Session } from '../src/state/session.svelte'

async function desk(asked = true) {
  const p = new FakeProgram()
  p.person = { ...p.person, asked }
  const api = fakeOf(p)
  const live = p.add({ headlines: { main: 'Gate is nine metres high' }, slugline: 'GATE', body: 'The gate is nine metres high.', status: 'live' })
  const other = p.add({ headlines: { main: 'What the wall cost' }, slugline: 'COST', body: 'A wall of nine metres.' })
  const draft = new Draft(api, live)
  let words = ''
  const told: string[] = []
  const session = {
    info: await api.start(), dialog: '', correcting: null as Correcting | null, notice: null as Notice | null, saves: 0,
    say: (text: string) => told.push(text), fail: (e: unknown) => told.push((e as Error).message), flushAll: () => draft.flush(),
    stories: { refreshAll: () => draft.refresh() }, desk: { refresh: async () => undefined }, preview: { ask: () => undefined },
  }
  const story = { draft, copy: { seen: () => words } } as unknown as Opened
  const open = async (selected = '') => {
    words = selected
    await Correcting.open(api, session as unknown as Session, story)
    return session.correcting!
  }
  return { p, live, other, draft, session, told, open }
}

describe('A correction', () => {
  it('begins with the words that are selected, and ticks the story’s own places', async () => {
    const { open, live } = await desk()
    const c = await open('nine metres')
    expect(c.found.places.map((h) => [h.name, whereSaid(h), c.ticked.has(h)])).toEqual([['GATE', 'Headline', true], ['GATE', 'Body', true], ['COST', 'Body', false]])
    expect(c.told).toBe(true)
    expect(c.found.places[0]!.story).toBe(live.id)
  })

  it('asks for a name first: it answers to readers', async () => {
    const { open, session, told } = await desk(false)
    await open()
    expect([session.dialog, session.correcting]).toEqual(['who', null])
    expect(told[0]).toContain('Say who is at the desk')
  })

  it('says what is missing, one thing at a time, and does nothing', async () => {
    const { open, draft } = await desk()
    const c = await open()
    await c.send()
    expect(c.trouble?.message).toBe('The note for readers is missing')
    c.note = 'Ten metres.'
    await c.send()
    expect(c.trouble?.message).toBe('The reason is missing')
    c.right = 'ten metres'
    await c.send()
    expect(c.trouble?.message).toBe('The wrong words are missing')
    expect(draft.saved.corrections).toBeUndefined()
  })

  it('is noted, changed and taken back, each with its undo', async () => {
    const { open, draft, session } = await desk()
    let c = await open()
    c.note = 'Ten metres.'
    c.why = 'the builder rang'
    await c.send()
    expect(draft.saved.corrections).toMatchObject([{ kind: 'correction', text: 'Ten metres.', why: 'the builder rang' }])
    expect([session.dialog, session.correcting]).toEqual(['', null])
    c = await open()
    c.edit(0)
    c.kind = 'clarification'
    await c.send()
    expect(draft.saved.corrections).toMatchObject([{ kind: 'clarification', text: 'Ten metres.' }])
    session.notice?.undo?.()
    await expect.poll(() => draft.saved.corrections?.[0]?.kind).toBe('correction')
    c = await open()
    await c.takeBack(0)
    expect(draft.saved.corrections).toEqual([])
    session.notice?.undo?.()
    await expect.poll(() => draft.saved.corrections?.length).toBe(1)
  })

  it('puts right words where they are ticked and nowhere else, with one undo', async () => {
    const { p, open, draft, other, session } = await desk()
    const c = await open('nine metres')
    c.at = 0
    c.tick() // the headline stays
    c.at = 2
    c.tick()
    c.right = 'ten metres'
    c.note = 'Ten metres.'
    c.why = 'the builder rang'
    await c.send()
    expect(draft.saved).toMatchObject({ headlines: { main: 'Gate is nine metres high' }, body: 'The gate is ten metres high.' })
    expect(p.get(other.id)).toMatchObject({ body: 'A wall of ten metres.' })
    expect(p.get(other.id).corrections).toBeUndefined()
    expect(draft.saved.corrections).toHaveLength(1)
    expect(session.notice?.text).toBe('Put right 2 times in 2 stories; 1 correction noted')
    session.notice?.undo?.()
    await expect.poll(() => [draft.saved.body, p.get(other.id).body]).toEqual(['The gate is nine metres high.', 'A wall of nine metres.'])
  })

  it('is nothing for a story that never went out: its words are changed', async () => {
    const { p, open, other, live } = await desk()
    p.stories.set(live.id, { ...p.get(live.id), status: 'draft' })
    const c = await open()
    expect(c.told).toBe(false)
    await c.send()
    expect(c.trouble?.message).toContain('never went out')
    c.wrong = 'nine metres'
    await c.look()
    c.right = 'ten metres'
    await c.send()
    expect(p.get(live.id).body).toBe('The gate is ten metres high.')
    expect(p.get(other.id).body).toBe('A wall of nine metres.')
  })

  it('keeps what was typed when somebody was faster, and looks again', async () => {
    const { p, open, other } = await desk()
    const c = await open('nine metres')
    c.tickAll()
    c.right = 'ten metres'
    c.note = c.why = 'so'
    p.save({ id: other.id, base: 1, note: '', set: { standfirst: 'Elsewhere' } })
    await c.send()
    expect(c.trouble?.code).toBe('stale')
    expect([c.right, c.note]).toEqual(['ten metres', 'so'])
    expect(c.found.places.at(-1)?.rev).toBe(2)
  })

  it('is there again with all that was typed after a place was shown', async () => {
    const { open } = await desk()
    const c = await open('nine metres')
    c.note = 'half a note'
    expect((await open()).note).toBe('half a note')
    expect((await open('high')).note).toBe('')
  })

  it('is a small word in the list', () => {
    const head = { id: 'x', rev: 1, headline: '', section: '', status: 'live', flag: '', slug: '', slugline: '', words: 0, updated: '' }
    expect(smallWords({ ...head, corrected: 'correction' })).toEqual([{ word: 'COR', kind: 'warn' }])
    expect(smallWords({ ...head, corrected: 'retraction' })).toEqual([{ word: 'RETRACTED', kind: 'stop' }])
    expect(smallWords(head)).toEqual([])
  })
})
