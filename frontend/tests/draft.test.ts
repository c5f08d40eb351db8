import { describe, expect, it } from 'vitest'
import { Problem, type Api } from '../src/api'
import { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { seeded, sleep } from './random'

function open(p: FakeProgram, api: Api = fakeOf(p)) {
  const a = p.add({ headlines: { main: 'Head' }, body: 'One.\n\nTwo.' })
  const draft = new Draft(api, p.get(a.id))
  const copy: Manuscript = new Manuscript(a.body, { typed: () => draft.typed(), pasted: () => false })
  draft.copy = copy
  return { id: a.id, draft, copy }
}

/** Types at the end of the body, as the editor does. */
function type(copy: Manuscript, text: string) {
  copy.goTo(copy.text().length)
  copy.insert(text)
}

describe('a draft', () => {
  it('saves what was typed and says which revision that is', async () => {
    const p = new FakeProgram()
    const { id, draft, copy } = open(p)
    type(copy, ' Three.')
    draft.set('headlines.main', 'Another head')
    expect(draft.state.kind).toBe('waiting')
    expect(await draft.flush()).toBe(true)
    expect(p.get(id).body).toBe('One.\n\nTwo. Three.')
    expect(p.get(id).headlines.main).toBe('Another head')
    expect(draft.state).toMatchObject({ kind: 'saved', rev: 2 })
    draft.close()
  })

  it('shows a preview the words that are still on their way to disk', async () => {
    const p = new FakeProgram()
    const { draft, copy } = open(p, fakeOf(p, () => sleep(5)))
    type(copy, '!')
    const flight = draft.flush()
    await sleep(1)
    draft.set('overline', 'Strike')
    expect(draft.words()).toEqual({ body: 'One.\n\nTwo.!', set: { overline: 'Strike' } })
    await flight
    await draft.flush()
    expect(draft.words()).toEqual({ body: 'One.\n\nTwo.!', set: {} })
    draft.close()
  })

  it('leaves the field being typed in alone, and shows what was made of it when it is left', async () => {
    const p = new FakeProgram()
    const { draft } = open(p)
    draft.focused = 'standfirst'
    draft.set('standfirst', 'Two words ')
    await draft.flush()
    expect(draft.fields['standfirst']).toBe('Two words ')
    draft.left('standfirst')
    expect(draft.fields['standfirst']).toBe('Two words')
    draft.close()
  })

  it('never sends half a character', async () => {
    const p = new FakeProgram()
    const { id, draft } = open(p)
    draft.set('standfirst', 'cut \ud83d here')
    await draft.flush()
    expect(p.get(id).standfirst).toBe('cut \ufffd here')
    draft.close()
  })

  it('keeps every keystroke under random delays', async () => {
    const next = seeded(11)
    const p = new FakeProgram()
    const { id, draft, copy } = open(p, fakeOf(p, () => sleep(next() * 4)))
    for (let i = 0; i < 120; i++) {
      type(copy, ` w${i}`)
      if (i % 7 === 0) void draft.flush()
      if (i % 3 === 0) await sleep(next() * 3)
    }
    await draft.flush()
    expect(p.get(id).body).toBe(copy.text())
    draft.close()
  })
})

describe('a story that was saved elsewhere', () => {
  async function conflict() {
    const p = new FakeProgram()
    const { id, draft, copy } = open(p)
    p.save({ id, base: 1, note: '', set: { body: 'Theirs.', standfirst: 'Their standfirst' } })
    type(copy, ' Mine.')
    expect(await draft.flush()).toBe(false)
    expect(draft.state.kind).toBe('conflict')
    expect(copy.text()).toBe('One.\n\nTwo. Mine.')
    expect(draft.theirs?.body).toBe('Theirs.')
    return { p, id, draft, copy }
  }

  it('keeps mine on top, and takes what only they changed', async () => {
    const { p, id, draft } = await conflict()
    await draft.keepMine()
    expect(p.get(id)).toMatchObject({ rev: 3, body: 'One.\n\nTwo. Mine.', standfirst: 'Their standfirst' })
    expect(draft.fields['standfirst']).toBe('Their standfirst')
    expect(draft.state.kind).toBe('saved')
    draft.close()
  })

  it('takes theirs, with mine kept in the history', async () => {
    const { p, id, draft, copy } = await conflict()
    await draft.takeTheirs()
    expect(p.get(id).body).toBe('Theirs.')
    expect(copy.text()).toBe('Theirs.')
    expect(p.revisions.get(id)?.map((r) => r.words)).toEqual([1, 3, 1])
    draft.close()
  })

  it('says so in words when even reading the other version fails', async () => {
    const p = new FakeProgram()
    const api: Api = { ...fakeOf(p), save: () => Promise.reject(new Problem('stale', 'Saved elsewhere.')), open: () => Promise.reject(new Problem('failed', 'No disk.')) }
    const { draft, copy } = open(p, api)
    type(copy, ' Mine.')
    expect(await draft.flush()).toBe(false)
    expect(draft.state).toMatchObject({ kind: 'failed' })
    expect(copy.text()).toContain('Mine.')
    draft.close()
  })
})
