// @vitest-environment node
import { afterEach, expect, it, vi } from 'vitest'
import { IDLE, Speller, TIRED, type Worked } from '../src/state/speller'
import type { Question } from '../src/worker/protocol'

afterEach(() => void vi.useRealTimers())

// A worker that answers at once, or never.
function speller(answers = true) {
  vi.useFakeTimers()
  const ended: number[] = []
  const s = new Speller({ kind: 'english', dialect: 'any' }, () => {
    const worker: Worked = {
      onmessage: null,
      onerror: null,
      terminate: () => void ended.push(Date.now()),
      postMessage: (q: Question) => {
        const data = q.ask === 'check' ? { id: q.id, problems: q.texts.map(() => []) } : { id: q.id, started: true }
        if (answers) queueMicrotask(() => worker.onmessage?.call(worker as Worker, { data } as MessageEvent))
      },
    }
    return worker
  })
  return { s, ended }
}

it('a checker that nobody asks is ended after ten minutes', async () => {
  const { s, ended } = speller()
  await s.check(['a few words'])
  await vi.advanceTimersByTimeAsync(IDLE - 1000)
  expect(ended).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1000)
  expect([ended.length, s.running]).toEqual([1, false])
})

it('one that has looked at much begins anew, and answers', async () => {
  const { s, ended } = speller()
  const text = 'w'.repeat(TIRED / 2)
  for (let i = 0; i < 3; i++) await s.check([text])
  expect(ended).toHaveLength(0)
  expect(await s.check(['again'])).toEqual([[]])
  expect(await s.check(['and again'])).toEqual([[]])
  expect([ended.length, s.running]).toEqual([1, true])
})

it('nobody who waits for an answer loses it to that', async () => {
  const { s, ended } = speller(false)
  for (const text of ['w'.repeat(TIRED + 1), 'more']) void s.check([text]).catch(() => {})
  await vi.advanceTimersByTimeAsync(1000)
  expect(ended).toHaveLength(0)
})
