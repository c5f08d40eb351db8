import { afterEach, describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'
import { COMMANDS } from '../src/ui/commands'
import { sleep } from './random'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.stories.shown.forEach((o) => o.draft.close())))

class Kept {
  texts = new Map<string, string>()
  getItem = (key: string) => this.texts.get(key) ?? null
  setItem = (key: string, text: string) => void this.texts.set(key, text)
}

async function desk(names = ['Gate', 'Tide', 'Pilot'], p = new FakeProgram(), kept = new Kept()) {
  const ids = names.map((name) => p.add({ headlines: { main: name }, body: `${name}.` }).id)
  const s = new Session(fakeOf(p), kept as unknown as Storage)
  open.push(s)
  await s.start()
  const state = () => ({ shown: s.stories.shown.map((o) => o.draft.fields['headlines.main']), current: s.story?.draft.fields['headlines.main'] })
  return { s, p, ids, kept, state }
}

const run = (s: Session, id: string) => COMMANDS.find((c) => c.id === id)!.run(s)
const type = (s: Session, text: string) => s.story!.copy.insert(text)

describe('two stories side by side', () => {
  it('stand as they were opened, and the second has the keys', async () => {
    const { s, ids, state } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    expect(state()).toEqual({ shown: ['Gate', 'Tide'], current: 'Tide' })
    expect(s.layout.sideShown).toBe(false)
    expect(s.desk.chosen).toBe(ids[1])
  })

  it('are saved each for itself, and the one that is left at once', async () => {
    const { s, p, ids } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    type(s, 'High. ')
    s.stories.attend(s.stories.shown[0]!)
    await sleep(5)
    expect(p.get(ids[1]!).body).toBe('High. Tide.')
    type(s, 'Shut. ')
    expect(s.story!.draft.state.kind).toBe('waiting')
    expect(s.stories.shown[1]!.draft.state.kind).toBe('saved')
    expect(await s.flushAll()).toBe(true)
    expect(p.get(ids[0]!).body).toBe('Shut. Gate.')
  })

  it('are never the same one: it gets the keys', async () => {
    const { s, ids, state } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[0]!)
    expect(state()).toEqual({ shown: ['Gate'], current: 'Gate' })
    await s.openBeside(ids[1]!)
    await s.openBeside(ids[0]!)
    expect(state()).toEqual({ shown: ['Gate', 'Tide'], current: 'Gate' })
    await s.open(ids[1]!)
    expect(state()).toEqual({ shown: ['Gate', 'Tide'], current: 'Tide' })
  })

  it('give way one at a time: open takes the place of the one with the keys, beside that of the other', async () => {
    const { s, ids, state } = await desk(['Gate', 'Tide', 'Pilot', 'Quay'])
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    await s.open(ids[2]!)
    expect(state()).toEqual({ shown: ['Gate', 'Pilot'], current: 'Pilot' })
    await s.openBeside(ids[3]!)
    expect(state()).toEqual({ shown: ['Quay', 'Pilot'], current: 'Quay' })
  })

  it('leave each other when one is closed, and the list when both are', async () => {
    const { s, p, ids, state } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    type(s, 'High. ')
    await s.stories.close()
    expect(state()).toEqual({ shown: ['Gate'], current: 'Gate' })
    expect(p.get(ids[1]!).body).toBe('High. Tide.')
    expect(s.layout.pair).toBe(false)
    await s.openBeside(ids[1]!)
    await s.leave()
    expect(state()).toEqual({ shown: [], current: undefined })
    expect(s.layout.openStories).toEqual([])
  })

  it('leave each other when one goes to the trash', async () => {
    const { s, ids, state } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    await s.trash(ids[0]!)
    expect(state()).toEqual({ shown: ['Tide'], current: 'Tide' })
  })

  it('are there again after an end without a goodbye, and not after one in order', async () => {
    const { s, p, ids, kept } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    const again = await desk([], p, kept)
    expect(again.state()).toEqual({ shown: ['Gate', 'Tide'], current: 'Gate' })
    await again.s.quit()
    expect((await desk([], p, kept)).state()).toEqual({ shown: [], current: undefined })
  })

  it('need room, and say so', async () => {
    const { s, ids, state } = await desk()
    s.layout.rem = 56
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    expect(state()).toEqual({ shown: ['Gate'], current: 'Gate' })
    expect(s.notice?.text).toContain('wider window')
    run(s, 'beside')
    expect(s.dialog).toBe('')
    s.layout.rem = 80
    run(s, 'beside')
    expect(s.dialog).toBe('beside')
  })

  it('share the place beside them with what is asked for of the one with the keys', async () => {
    const { s, ids } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    s.layout.showTab('history')
    expect(s.layout.sideShown).toBe(true)
    s.layout.toggle('side')
    expect(s.layout.sideShown).toBe(false)
    expect(s.stories.shown).toHaveLength(2)
  })

  it('have their own problems under F8', async () => {
    const { s, ids } = await desk()
    await s.open(ids[0]!)
    await s.openBeside(ids[1]!)
    for (const o of s.stories.shown) await o.draft.check()
    run(s, 'problem.next')
    run(s, 'problem.next')
    const said = s.notice?.text
    s.stories.attend(s.stories.shown[0]!)
    run(s, 'problem.next')
    expect([said?.slice(0, 4), s.notice?.text.slice(0, 4)]).toEqual(['2 of', '1 of'])
  })
})

describe('stories behind the one on screen', () => {
  const names = Array.from({ length: 30 }, (_, n) => `Story ${n}`)

  it('are let go once all is on disk, and come back with their cursor and their steps', async () => {
    const { s, p, ids } = await desk(names)
    await s.open(ids[0]!)
    const first = s.story!
    type(s, 'Typed. ')
    s.story!.copy.cursor = 3
    for (const id of ids.slice(1)) await s.open(id)
    await s.open(ids[0]!)
    expect(s.story).not.toBe(first)
    expect(s.story!.copy.text()).toBe('Typed. Story 0.')
    expect(p.get(ids[0]!).body).toBe('Typed. Story 0.')
    expect(s.story!.copy.cursor).toBe(3)
    await s.open(ids[29]!)
    const last = s.story!
    await s.open(ids[28]!)
    await s.open(ids[29]!)
    expect(s.story).toBe(last)
  })

  it('stay while anything of them is not saved', async () => {
    const { s, p, ids } = await desk(names)
    await s.open(ids[0]!)
    const first = s.story!
    const save = p.save
    p.save = () => {
      throw new Error('the disk is full')
    }
    type(s, 'Typed. ')
    for (const id of ids.slice(1)) await s.open(id)
    p.save = save
    await s.open(ids[0]!)
    expect(s.story).toBe(first)
    expect(s.story!.copy.text()).toBe('Typed. Story 0.')
  })
})
