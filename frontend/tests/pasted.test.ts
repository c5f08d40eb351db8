// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Manuscript } from '../src/editor/manuscript'
import { CopyIn } from '../src/state/copyin.svelte'
import type { Session } from '../src/state/session.svelte'

// jsdom lays nothing out.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList

/** A story with words, and copy pasted behind them; the window is only what the paste needs of it. */
async function pasted(text: string) {
  const story: { copy?: Manuscript } = {}
  const session = { story, notice: null, info: { maxCopy: 1000 }, say: () => undefined, fail: (e: unknown) => expect.unreachable(String(e)) }
  const copyIn = new CopyIn(fakeOf(new FakeProgram()), session as unknown as Session)
  const copy = (story.copy = new Manuscript('Before. ', { typed: () => undefined, pasted: () => false, latest: (now) => copyIn.stands(now) }))
  copy.link(document.body)
  copy.cursor = 8
  await copyIn.body({ html: `<b>${text}</b>`, text }, copy)
  return { s: { copyIn }, copy, dropped: () => copyIn.pasted?.receipt.dropped.map((n) => n.text) }
}

it('a paste that takes its time is told of until it is in', async () => {
  vi.useFakeTimers()
  const api = fakeOf(new FakeProgram())
  const really = api.pasteBody.bind(api)
  api.pasteBody = (...args) => new Promise((done) => setTimeout(() => void really(...args).then(done), 3000))
  const session = { story: {}, notice: null as { text: string; stays?: boolean } | null, info: { maxCopy: 1000 }, stories: { of: () => undefined }, fail: (e: unknown) => expect.unreachable(String(e)) }
  const copy = new Manuscript('', { typed: () => undefined, pasted: () => false })
  const copyIn = new CopyIn(api, session as unknown as Session)
  const picture = '<img alt="A" src="data:image/png;base64,AA">'
  const coming = copyIn.body({ html: `<b>Words</b>${picture}${picture}`, text: 'Words' }, copy)
  await vi.advanceTimersByTimeAsync(900)
  expect(session.notice).toBeNull()
  await vi.advanceTimersByTimeAsync(200)
  expect(session.notice).toMatchObject({ text: 'Coming in: 2 pictures and the words with them', stays: true })
  await vi.advanceTimersByTimeAsync(3000)
  await coming
  expect(session.notice).toBeNull()
  vi.useRealTimers()
})

const step = (copy: Manuscript, way: 'undo' | 'redo') => copy.run(way)

describe('the note of a paste follows undo and redo', () => {
  it('what was put back is in it again once that is undone', async () => {
    const { s, copy, dropped } = await pasted('One advertisement')
    expect(dropped()).toEqual(['Advertisement'])
    s.copyIn.putBackPasted(s.copyIn.pasted!.receipt.dropped[0]!)
    expect(dropped()).toEqual([])
    step(copy, 'undo')
    expect(copy.text()).toBe('Before. One advertisement')
    expect(dropped()).toEqual(['Advertisement'])
    step(copy, 'redo')
    expect(copy.text()).toBe('Before. One advertisement\n\nAdvertisement')
    expect(dropped()).toEqual([])
    step(copy, 'undo')
    s.copyIn.putBackPasted(s.copyIn.pasted!.receipt.dropped[0]!)
    expect(copy.text()).toBe('Before. One advertisement\n\nAdvertisement')
  })

  it('goes with the paste and comes back with it, and works as before', async () => {
    const { s, copy, dropped } = await pasted('One advertisement')
    step(copy, 'undo')
    expect([copy.text(), s.copyIn.pasted]).toEqual(['Before. ', null])
    step(copy, 'redo')
    expect(dropped()).toEqual(['Advertisement'])
    s.copyIn.putBackPasted(s.copyIn.pasted!.receipt.dropped[0]!)
    expect(copy.text()).toBe('Before. One advertisement\n\nAdvertisement')
    step(copy, 'undo')
    await s.copyIn.asPlain()
    expect(s.copyIn.pasted).toBe(null)
    step(copy, 'undo')
    expect(dropped()).toEqual(['Advertisement'])
  })

  it('finds the paste again after words round it changed, and after it was deleted and brought back', async () => {
    const { s, copy } = await pasted('One advertisement')
    copy.cursor = 0
    copy.insert('Far ')
    copy.goTo('Far Before. '.length, copy.text().length)
    copy.cut()
    s.copyIn.putBackPasted(s.copyIn.pasted!.receipt.dropped[0]!)
    expect(copy.text()).toBe('Far Before. ')
    step(copy, 'undo')
    s.copyIn.putBackPasted(s.copyIn.pasted!.receipt.dropped[0]!)
    expect(copy.text()).toBe('Far Before. One advertisement\n\nAdvertisement')
  })

  it('is the earlier one again, unless that was closed', async () => {
    const { s, copy, dropped } = await pasted('One advertisement')
    await s.copyIn.body({ html: '', text: 'Two advertisement trending' }, copy)
    expect(s.copyIn.pasted?.plain).toBe(false)
    step(copy, 'undo')
    expect(s.copyIn.pasted?.plain).toBe(true)
    expect(dropped()).toEqual(['Advertisement'])
    step(copy, 'redo')
    step(copy, 'undo')
    s.copyIn.closeNote()
    step(copy, 'undo')
    step(copy, 'redo')
    expect(s.copyIn.pasted).toBe(null)
  })
})
