import { afterEach, describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { localMoment } from '../src/ui/moments'
import { Session } from '../src/state/session.svelte'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

async function desk() {
  const p = new FakeProgram()
  p.stories.clear()
  const [a, b, c, d] = ['Gate', 'Ferry', 'Council', 'Tide'].map((main) => p.add({ headlines: { main }, sectionId: 's1' }).id) as [string, string, string, string]
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  await fakeOf(p).changeFront({ lineup: 'Home', base: 0, act: 'set', stories: [a, b, c] })
  await s.openLineups()
  const lineups = s.lineups!
  return { p, s, lineups, ids: { a, b, c, d }, order: () => lineups.slots.map((_, i) => lineups.headline(i)).join(' ') }
}

describe('the screen of lineups', () => {
  it('has what a lawyer read checked again when a head of it changes', async () => {
    const { p, s, lineups, ids } = await desk()
    p.stories.set(ids.a, { ...p.get(ids.a), legal: { state: 'done' } })
    await s.open(ids.a)
    await s.open(ids.b)
    const checked: string[] = []
    for (const id of [ids.a, ids.b]) s.stories.opened(id)!.draft.check = async () => void checked.push(id)
    lineups.choose(ids.a)
    await lineups.say({ headline: 'Another' })
    expect(checked).toEqual([ids.a])
  })

  it('moves by keys that come faster than answers, and says where to', async () => {
    const { lineups, order, ids } = await desk()
    expect(order()).toBe('Gate Ferry Council')
    lineups.choose(ids.c)
    await lineups.move(-1)
    expect(lineups.said).toBe('“Council”, place 2 of 3')
    await lineups.move(-1)
    await lineups.move(-1)
    expect(lineups.said).toBe('“Council” is the first already')
    expect(order()).toBe('Council Gate Ferry')
    lineups.choose(ids.b)
    await Promise.all([lineups.splash(), lineups.pin()])
    expect(order()).toBe('Ferry Gate Council')
    expect(lineups.slots[0]).toMatchObject({ weight: 'splash', pinned: true })
  })

  it('is renamed, and the name comes back in its turn', async () => {
    const { lineups, ids, order } = await desk()
    expect(await lineups.rename('Evening')).toBe(true)
    expect(lineups.choices.map((c) => c.name)).toContain('Evening')
    lineups.choose(ids.c)
    await lineups.move(-1)
    await lineups.takeBack()
    expect(order()).toBe('Gate Ferry Council')
    expect(lineups.lineup.name).toBe('Evening')
    await lineups.takeBack()
    expect(lineups.lineup.name).toBe('Home')
    expect(lineups.steps).toEqual([])
  })

  it('is deleted, and undo brings it back', async () => {
    const { lineups, order } = await desk()
    await lineups.remove()
    expect(lineups.all).toEqual([])
    expect(lineups.said).toBe('“Home” is deleted. Undo brings it back')
    await lineups.takeBack()
    expect(order()).toBe('Gate Ferry Council')
    expect(lineups.said).toBe('“Home” is back, with 3 stories')
    expect(lineups.gone).toBeNull()
  })

  it('says where its front is, and after it was deleted still is', async () => {
    const { p, s, lineups } = await desk()
    p.frontsAt = ['Drop', 'Site', 'Wire']
    await s.openLineups()
    expect(lineups.frontAt).toEqual(['Drop', 'Site', 'Wire'])
    await lineups.remove()
    expect(lineups.said).toBe('“Home” is deleted. Its front is still at Drop, Site and Wire. Undo brings the lineup back')
    expect(lineups.gone?.frontAt).toEqual(['Drop', 'Site', 'Wire'])
    await s.openLineups() // what is there by then, Going out says
    expect(lineups.gone?.frontAt).toEqual([])
    await lineups.takeBack()
    expect(lineups.said).toContain('is back')
  })

  it('leads on to other stories', async () => {
    const { lineups, ids } = await desk()
    lineups.choose(ids.a)
    await lineups.relink([ids.d, ids.b])
    expect(lineups.said).toBe('Place 1: 2 sublinks')
    await lineups.takeBack()
    expect(lineups.links).toEqual([])
  })

  it('takes each step back, the last first', async () => {
    const { lineups, order, ids } = await desk()
    lineups.choose(ids.a)
    await lineups.take()
    expect(order()).toBe('Ferry Council')
    expect(lineups.chosen).toBe(ids.b)
    await lineups.add(ids.d)
    expect(order()).toBe('Ferry Tide Council')
    expect(lineups.said).toBe('“Tide”, place 2 of 3')
    await lineups.takeBack()
    await lineups.takeBack()
    expect(order()).toBe('Gate Ferry Council')
    await lineups.takeBack()
    expect(lineups.said).toBe('There is nothing to take back')
  })

  it('shows what another made of the lineup, and loses nothing of it', async () => {
    const { p, lineups, order, ids } = await desk()
    await fakeOf(p).changeFront({ lineup: 'Home', base: 1, act: 'remove', stories: [ids.a] })
    lineups.choose(ids.c)
    await lineups.move(-1)
    expect(lineups.problem?.code).toBe('stale')
    expect(order()).toBe('Ferry Council')
    await lineups.move(-1)
    expect(order()).toBe('Council Ferry')
    expect(lineups.problem).toBeNull()
  })

  it('sees a kill as a hole where the story stood', async () => {
    const { p, lineups, ids } = await desk()
    p.stories.set(ids.b, { ...p.stories.get(ids.b)!, flag: 'killed' })
    await lineups.open()
    expect(lineups.slots.map((x) => x.hole)).toEqual([undefined, 'killed', undefined])
    expect(lineups.holes).toBe(1)
    expect(lineups.findings(1)[0]?.message).toContain('place 2')
    expect((await lineups.find('')).map((x) => x.id)).toEqual([ids.d])
  })

  it('goes back to any earlier order, and tells a moment as it was said', async () => {
    const { lineups, order, ids } = await desk()
    lineups.choose(ids.a)
    await lineups.take()
    expect((await lineups.past()).map((x) => x.rev)).toEqual([2, 1])
    await lineups.goBackTo(1)
    expect(order()).toBe('Gate Ferry Council')
    expect(await lineups.say({ headline: 'Shut', standfirst: '', picture: 'none' })).toBe(true)
    expect(lineups.slot).toMatchObject({ headline: 'Shut', picture: 'none' })
    expect(localMoment('2026-12-02T22:01:00Z', 'Europe/Kyiv')).toBe('2026-12-03T00:01 Europe/Kyiv')
    expect(localMoment('2026-12-02T22:01:00Z')).toBe('2026-12-02T22:01:00Z')
  })

  it('drops beside what it is dropped on', async () => {
    const { lineups, order, ids } = await desk()
    await lineups.drop(ids.a, ids.c, 'after')
    expect(order()).toBe('Ferry Council Gate')
    await lineups.drop(ids.a, ids.c, 'before')
    expect(order()).toBe('Ferry Gate Council')
  })

  it('offers a section that has no lineup yet, and begins it with the first story', async () => {
    const { lineups, ids } = await desk()
    const word = lineups.choices.find((c) => c.word === 's1')!.word
    await lineups.pick(word)
    expect(lineups.slots).toEqual([])
    await lineups.add(ids.a)
    expect(lineups.all.some((l) => l.sectionId === 's1')).toBe(true)
    expect(lineups.choices.some((c) => c.word === 's1')).toBe(false)
    expect(await lineups.make('HOME')).toBe(false)
    expect(lineups.problem?.message).toContain('exists')
  })
})
