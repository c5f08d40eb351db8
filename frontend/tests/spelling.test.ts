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

it('looks at the story with the keys alone where two on screen are in two languages', async () => {
  const p = new FakeProgram()
  const looked: string[] = []
  const asked = (q: Question) => void (q.ask === 'check' && looked.push(...q.texts))
  const desk = { say: () => {}, fail: (e: unknown) => { throw e }, language: () => 'en', showMenu: () => {} }
  const spelling = new Spelling(fakeOf(p), desk, () => worker(true, asked))
  const [one, deux, two] = [['One.', 'en'], ['Deux.', 'fr'], ['Two.', 'en']].map(([body = '', language = '']) => {
    const draft = new Draft(fakeOf(p), p.get(p.add({ body, language }).id))
    return { draft, view: new EditorView({ doc: body, extensions: spelling.extension(draft) }) }
  })
  spelling.attend(one!.draft)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(looked.toSorted()).toEqual(['One.', 'Two.'])
  looked.length = 0
  spelling.attend(deux!.draft)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(looked).toEqual(['Deux.'])
  for (const { view } of [one!, deux!, two!]) view.destroy()
})
