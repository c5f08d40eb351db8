// @vitest-environment jsdom
import { EditorView } from '@codemirror/view'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { Spelling } from '../src/state/spelling.svelte'
import type { Worked } from '../src/state/speller'
import type { Question } from '../src/worker/protocol'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A worker that answers, or ends at its first question. */
function worker(works: boolean, asked: (q: Question) => void = () => {}): Worked {
  const w: Worked = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: (q: Question) =>
      void Promise.resolve().then(() => {
        asked(q)
        if (!works) return w.onerror?.call(w as Worker, new ErrorEvent('error', { message: 'no memory' }))
        const data = q.ask === 'check' ? { id: q.id, problems: q.texts.map(() => []) } : { id: q.id, started: true }
        w.onmessage?.call(w as Worker, new MessageEvent('message', { data }))
      }),
  }
  return w
}

/** Opens a story whose workers work or not, one after the other; what was said and reported comes back. */
async function written(works: boolean[]) {
  const p = new FakeProgram()
  const reports: string[] = []
  const failures: unknown[] = []
  let made = 0
  const api = { ...fakeOf(p), report: async (text: string) => void reports.push(text) }
  const desk = { say: () => {}, fail: (e: unknown) => void failures.push(e), language: () => 'en', showMenu: () => {} }
  const spelling = new Spelling(api, desk, () => worker(works[made++] ?? true))
  const draft = new Draft(api, p.get(p.add({ body: 'One.' }).id))
  draft.copy = new Manuscript('One.', { typed: () => {}, pasted: () => false })
  const view = new EditorView({ doc: 'One.', extensions: spelling.extension(draft) })
  await vi.advanceTimersByTimeAsync(10_000)
  view.destroy()
  return { made, reports, failures, trouble: spelling.trouble }
}

it('is started once more when its worker does not come up', async () => {
  const { made, reports, failures, trouble } = await written([false, true])
  expect({ made, failures, trouble }).toEqual({ made: 2, failures: [], trouble: '' })
  expect(reports[0]).toContain('no memory')
})

it('says so when it does not come up again', async () => {
  const { made, failures, trouble } = await written([false, false])
  expect([made, failures.length]).toEqual([2, 1])
  expect(trouble).toContain('no memory')
})

/** Stories side by side in these languages; what is asked, of which worker, comes back, and who has ended. */
async function beside(...stories: [body: string, language: string][]) {
  const p = new FakeProgram()
  const looked: string[][] = []
  const ended: number[] = []
  const failures: unknown[] = []
  const desk = { say: () => {}, fail: (e: unknown) => void failures.push(e), language: () => 'en', showMenu: () => {} }
  const make = () => {
    const n = looked.push([]) - 1
    const w = worker(true, (q) => void (q.ask === 'check' && looked[n]!.push(...q.texts)))
    return Object.assign(w, { terminate: () => void ended.push(n) })
  }
  const spelling = new Spelling(fakeOf(p), desk, make)
  const open = (body: string, language: string) => {
    const draft = new Draft(fakeOf(p), p.get(p.add({ body, language }).id))
    return { draft, view: new EditorView({ doc: body, extensions: spelling.extension(draft) }) }
  }
  const shown = stories.map(([body, language]) => open(body, language))
  spelling.attend(shown[0]!.draft)
  await vi.advanceTimersByTimeAsync(10_000)
  return { spelling, shown, looked, ended, failures, open }
}

it('looks at each of two stories in its own language, and at none twice when the keys go to the other', async () => {
  const { spelling, shown, looked, ended } = await beside(['One.', 'en'], ['Deux.', 'fr'])
  expect(looked).toEqual([['One.'], ['Deux.']])
  spelling.attend(shown[1]!.draft)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(looked).toEqual([['One.'], ['Deux.']])
  expect(ended).toEqual([])
  shown.forEach(({ view }) => view.destroy())
})

it('has one worker for two stories in one language', async () => {
  const { shown, looked } = await beside(['One.', 'en'], ['Two.', 'en'])
  expect(looked).toEqual([['One.', 'Two.']])
  shown.forEach(({ view }) => view.destroy())
})

it('ends the checker of a language that left the screen, and begins it anew when it comes back', async () => {
  const { spelling, shown, looked, ended, open } = await beside(['One.', 'en'], ['Deux.', 'fr'])
  shown[1]!.view.destroy()
  const three = open('Three.', 'en')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ended).toEqual([1])
  three.view.destroy()
  const quatre = open('Quatre.', 'fr')
  spelling.attend(quatre.draft)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(looked).toEqual([['One.', 'Three.'], ['Deux.'], ['Quatre.']])
  expect(ended).toEqual([1])
  for (const { view } of [shown[0]!, quatre]) view.destroy()
})

it('lets each rest and tire by itself', async () => {
  const long = `${'word '.repeat(700)}.`
  const { shown, looked, ended } = await beside(['One.', 'en'], ['Deux.', 'fr'])
  for (let n = 0; n < 90; n++) {
    shown[0]!.view.dispatch({ changes: { from: 0, to: shown[0]!.view.state.doc.length, insert: `${n} ${long}` } })
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(ended).toEqual([0]) // 300,000 characters of English; French goes on
  expect(looked.length).toBe(3)
  await vi.advanceTimersByTimeAsync(11 * 60_000)
  expect(ended.toSorted()).toEqual([0, 1, 2])
  shown.forEach(({ view }) => view.destroy())
})
