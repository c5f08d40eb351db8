import { describe, expect, it } from 'vitest'
import { Desk } from '../src/state/desk.svelte'
import { PAGE, Rows } from '../src/state/rows.svelte'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import type { ListPage, ListRequest } from '../src/types'
import { sleep } from './random'

/** A desk of n stories, HEAD-0 the newest, and the pages that were asked for. */
async function desk(n: number) {
  const p = new FakeProgram()
  for (let i = 0; i < n; i++) p.add({ slugline: `HEAD-${i}`, headlines: { main: `Story ${n - i}` }, updated: new Date(1e12 - i * 1000).toISOString() })
  const asked: ListRequest[] = []
  const fake = fakeOf(p)
  const d = new Desk({ ...fake, list: (q) => (asked.push(q), fake.list(q)) })
  await d.load()
  asked.length = 0
  return { p, d, asked, pages: () => asked.map((q) => q.offset / PAGE) }
}
const name = (d: Desk, i: number) => d.rows.row(i)?.slugline
const at = (d: Desk) => [d.rows.at, d.head(d.chosen)?.slugline]

describe('rows', () => {
  it('are fetched where somebody looks, once', async () => {
    const { d, pages } = await desk(1000)
    expect([d.total, name(d, 0), name(d, 500)]).toEqual([1000, 'HEAD-0', undefined])
    await d.need(495, 520)
    await d.need(500, 530)
    expect(pages()).toEqual([4, 5])
    expect([name(d, 495), name(d, 529)]).toEqual(['HEAD-495', 'HEAD-529'])
  })

  it('that a long scroll only passes are not fetched', async () => {
    const { d, pages } = await desk(5000)
    await Promise.all([1000, 1500, 2000, 2500, 4000].map((from) => d.need(from, from + 30)))
    expect(pages()).toEqual([10, 40])
    expect(name(d, 4000)).toBe('HEAD-4000')
  })

  it('far from where somebody looks are let go', async () => {
    const { d, asked } = await desk(5000)
    for (let from = 0; from < 5000; from += PAGE) await d.need(from, from + 30)
    expect(name(d, 0)).toBeUndefined()
    expect(name(d, 4905)).toBe('HEAD-4905')
    asked.length = 0
    await d.need(0, 30)
    expect(asked).toHaveLength(1)
  })

  it('of the newest question win, whichever answer comes first', async () => {
    const answers: (() => void)[] = []
    const page = (q: ListRequest): ListPage => ({ heads: [], total: q.query.length, place: -1, views: {}, sections: {}, trashed: {}, version: 1, whole: true })
    const rows = new Rows((q) => new Promise((done) => answers.push(() => done(page(q)))))
    const question = { view: 'all', sectionId: '', sort: 'updated', reverse: false }
    const asks = ['a', 'ab', 'abc'].map((query) => rows.ask({ ...question, query }))
    answers.reverse().forEach((answer) => answer())
    await Promise.all(asks)
    expect(rows.total).toBe(3)
  })

  it('are there before the program has read the newsroom, and the rest follows', async () => {
    const p = new FakeProgram()
    for (let i = 0; i < 3; i++) p.add({ slugline: `S-${i}` })
    const fake = fakeOf(p)
    const d = new Desk({ ...fake, list: async (q) => (q.whole ? fake.list(q) : { ...(await fake.list(q)), total: 2, views: {}, sections: {}, version: 0, whole: false }) })
    await d.load()
    expect([d.total, d.loading, d.counts['all']]).toEqual([2, false, undefined])
    await sleep(5)
    expect([d.total, d.counts['all'], d.rows.at]).toEqual([3, 3, 0])
  })

  it('say so when they cannot be fetched, and are fetched the next time', async () => {
    const { d, p } = await desk(300)
    const said: unknown[] = []
    let broken = true
    const fake = fakeOf(p)
    const other = new Desk({ ...fake, list: (q) => (broken && q.offset > 0 ? Promise.reject(new Error('gone')) : fake.list(q)) }, (e) => said.push(e))
    await other.load()
    await other.need(150, 160)
    expect([said.length, name(other, 150)]).toEqual([1, undefined])
    broken = false
    await other.need(150, 160)
    expect(name(other, 150)).toBe('HEAD-150')
    expect(d.total).toBe(300)
  })
})

describe('the cursor', () => {
  it('goes by rows and stops at both ends, where the pages are not here yet', async () => {
    const { d } = await desk(1000)
    await d.step(-5)
    expect(at(d)).toEqual([0, 'HEAD-0'])
    await d.step(1000)
    expect(at(d)).toEqual([999, 'HEAD-999'])
    await d.step(-40)
    expect(at(d)).toEqual([959, 'HEAD-959'])
    expect(d.rows.look.row).toBe(959)
  })

  it('held down goes as many rows as the key was pressed', async () => {
    const { d } = await desk(1000)
    const steps = Array.from({ length: 30 }, () => d.step(30))
    expect(d.rows.at).toBe(900)
    expect(await d.rows.settled()).toBe(d.rows.row(900)!.id)
    await Promise.all(steps)
    expect(at(d)).toEqual([900, 'HEAD-900'])
  })

  it('stays with its story when the order changes', async () => {
    const { d } = await desk(1000)
    await d.step(300)
    await d.sortBy('headline')
    expect(at(d)).toEqual([699, 'HEAD-300'])
    expect(d.rows.look.row).toBe(0)
    expect(name(d, 0)).toBe('HEAD-999')
    await d.turnRound()
    expect(at(d)).toEqual([300, 'HEAD-300'])
    await d.step(1)
    expect(at(d)).toEqual([301, 'HEAD-301'])
  })

  it('stays with its story while a filter comes and goes', async () => {
    const { d } = await desk(1000)
    await d.step(777)
    await d.find('head-777')
    expect([d.total, ...at(d)]).toEqual([1, 0, 'HEAD-777'])
    await d.find('')
    expect(at(d)).toEqual([777, 'HEAD-777'])
    expect(d.rows.look.row).toBe(777)
  })

  it('goes to a story that no row shows, and finds its place', async () => {
    const { d, p } = await desk(1000)
    const far = [...p.stories.values()].find((a) => a.slugline === 'HEAD-640')!
    d.choose(far.id)
    await sleep(5)
    expect(at(d)).toEqual([640, 'HEAD-640'])
  })
})

describe('a save', () => {
  it('shows at once, and the story moves to the top with its cursor', async () => {
    const { d, p } = await desk(1000)
    await d.step(50)
    const id = d.chosen
    const { head } = p.save({ id, base: 1, note: '', set: { slugline: 'SAVED' } })
    d.put(head)
    expect(name(d, 50)).toBe('SAVED')
    await sleep(5)
    expect([name(d, 0), name(d, 50)]).toEqual(['SAVED', 'HEAD-49'])
    expect(at(d)).toEqual([0, 'SAVED'])
  })

  it('of the story at the top that stays in its views asks nothing', async () => {
    const { d, p, asked } = await desk(10)
    d.put(p.save({ id: d.chosen, base: 1, note: '', set: { body: 'More words.' } }).head)
    await sleep(5)
    expect([asked.length, d.rows.row(0)?.words]).toEqual([0, 2])
    d.put(p.save({ id: d.chosen, base: 2, note: '', set: { status: 'ready' } }).head)
    await sleep(5)
    expect([asked.length, d.counts['ready']]).toEqual([1, 1])
  })
})
