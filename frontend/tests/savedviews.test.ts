import { describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'

async function desk() {
  vi.stubGlobal('document', { activeElement: null })
  const p = new FakeProgram()
  p.stories.clear()
  for (const slugline of ['FERRY-1', 'FERRY-2', 'GATE']) p.add({ slugline, headlines: { main: `About ${slugline}` }, sectionId: slugline === 'GATE' ? 's2' : 's1' })
  const session = new Session(fakeOf(p))
  await session.start()
  await session.views.load()
  return { p, session, views: session.views, names: () => session.views.list.map((v) => `${v.name} ${v.count}`) }
}

describe('Saved views', () => {
  it('keep what the list shows under a name, with a count, and show it again', async () => {
    const { session, views, names } = await desk()
    await session.desk.show('in')
    await session.desk.find('ferry')
    await session.desk.sortBy('headline', true)
    expect(await views.keep(' Ferries ')).toBe(true)
    expect(names()).toEqual(['Ferries 2'])
    expect(views.isShown(views.list[0]!)).toBe(true)
    await session.desk.show('all')
    expect(views.isShown(views.list[0]!)).toBe(false)
    views.show(views.list[0]!)
    await vi.waitFor(() => expect(session.desk.total).toBe(2))
    expect([session.desk.view, session.desk.query, session.desk.sort, session.desk.reverse]).toEqual(['in', 'ferry', 'headline', true])
  })

  it('have one name each, are renamed, moved and deleted, and all of it is taken back', async () => {
    const { session, views, names } = await desk()
    await views.keep('All')
    await session.desk.show('all', 's2')
    await views.keep('World')
    expect(await views.keep('WORLD')).toBe(false)
    expect(views.trouble).toBe('there is a saved view of that name already')
    await views.rename(0, 'Everything')
    expect(await views.move(0, 1)).toBe(true)
    expect(await views.move(1, 1)).toBe(false)
    expect(names()).toEqual(['World 1', 'Everything 3'])
    expect(views.said).toBe('“Everything” is number 2 now')
    await views.remove(0)
    expect(names()).toEqual(['Everything 3'])
    for (let i = 0; i < 3; i++) await views.undo()
    expect(names()).toEqual(['All 3', 'World 1'])
    expect(views.said).toBe('Taken back: “All” is “Everything” now')
  })

  it('are counted anew in a pause after something changed', async () => {
    const { p, views, names } = await desk()
    await views.keep('All')
    p.add({ slugline: 'MORE' })
    vi.useFakeTimers()
    views.recount()
    views.recount()
    await vi.advanceTimersByTimeAsync(700)
    vi.useRealTimers()
    await vi.waitFor(() => expect(names()).toEqual(['All 4']))
  })
})
