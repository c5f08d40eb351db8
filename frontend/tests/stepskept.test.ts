import { undo } from '@codemirror/commands'
import { describe, expect, it } from 'vitest'
import type { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'
import { Steps } from '../src/state/steps'
import { sleep } from './random'

/** The texts that undo would go back through in the open story. */
function ahead(s: Session): string[] {
  let { state } = s.story!.copy
  const texts: string[] = []
  while (undo({ state, dispatch: (tr) => (state = tr.state) })) texts.push(state.doc.toString())
  return texts
}

function type(copy: Manuscript, at: number, text: string) {
  copy.goTo(at)
  copy.insert(text)
}

describe('steps of undo', () => {
  async function session(p: FakeProgram, ms = 0) {
    const s = new Session(fakeOf(p, () => sleep(ms)))
    await s.start()
    return s
  }

  it('keeps them with the save and has them after a restart', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ headlines: { main: 'Head' }, body: 'One.' })
    const s = await session(p, 1)
    await s.open(id)
    type(s.story!.copy, 4, ' Two.')
    const flight = s.story!.draft.flush()
    await sleep(1)
    type(s.story!.copy, 9, ' Three.') // while the first is on its way
    await flight
    await s.flushAll()
    s.story!.draft.set('headlines.main', 'Another head')
    await s.flushAll()

    const after = await session(p)
    await after.open(id)
    expect(ahead(after)).toEqual(['One. Two.', 'One.'])
    expect(p.get(id).headlines.main).toBe('Another head')
    for (const one of [s, after]) one.story!.draft.close()
  })

  it('drops them where the body was changed elsewhere', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ headlines: { main: 'Head' }, body: 'One.' })
    const s = await session(p)
    await s.open(id)
    type(s.story!.copy, 4, ' Two.')
    await s.flushAll()
    p.save({ id, base: p.get(id).rev, note: '', set: { body: 'Elsewhere.' } })
    const after = await session(p)
    await after.open(id)
    expect(ahead(after)).toEqual([])
    for (const one of [s, after]) one.story!.draft.close()
  })

  it('has the steps of what came from outside too', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ headlines: { main: 'Head' }, body: 'One.' })
    const s = await session(p)
    await s.open(id)
    await s.story!.draft.putBack({ text: 'Put back.', why: '' })
    await s.flushAll()
    const after = await session(p)
    await after.open(id)
    expect(ahead(after)).toEqual(['One.'])
    for (const one of [s, after]) one.story!.draft.close()
  })

  it('opens the story where they cannot be read, and saves where they cannot be kept', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ headlines: { main: 'Head' }, body: 'One.' })
    const fail = () => Promise.reject(new Error('no'))
    const s = new Session({ ...fakeOf(p), steps: fail, keepSteps: fail })
    await s.start()
    await s.open(id)
    type(s.story!.copy, 4, ' Two.')
    expect(await s.flushAll()).toBe(true)
    expect(p.get(id).body).toBe('One. Two.')
    expect(s.notice).toBeNull()
    s.story!.draft.close()
  })

  it('writes one at a time, and the newest of a story', async () => {
    const p = new FakeProgram()
    const wrote: string[] = []
    let under = 0
    const steps = new Steps({ ...fakeOf(p), async keepSteps(id, rev) {
      expect(++under).toBe(1)
      await sleep(2)
      under--
      wrote.push(`${id}${rev}`)
    } })
    for (let rev = 1; rev < 9; rev++) steps.keep('a', rev, () => '')
    steps.keep('b', 1, () => '')
    await sleep(3)
    steps.keep('a', 9, () => '')
    await steps.settled()
    expect(wrote).toEqual(['a1', 'a8', 'b1', 'a9'])
    steps.keep('a', 10, () => '')
    await steps.settled()
    expect(wrote.at(-1)).toBe('a10')
  })
})
