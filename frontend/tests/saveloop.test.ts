import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '../src/api'
import { SaveLoop } from '../src/state/saveloop'
import { seeded, sleep } from './random'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A disk that takes its time and counts who is writing. */
function slowDisk(next: () => number, fields: Record<string, string>) {
  const disk: Record<string, string> = {}
  const seen = { most: 0, now: 0, writes: 0 }
  const send = async (paths: string[]) => {
    seen.most = Math.max(seen.most, ++seen.now)
    seen.writes++
    const set = Object.fromEntries(paths.map((p) => [p, fields[p] ?? '']))
    await sleep(next() * 700)
    Object.assign(disk, set)
    seen.now--
  }
  return { disk, seen, send }
}

describe('a story that is typed into while saves take their time', () => {
  for (const seed of [1, 7, 42, 2026]) {
    it(`keeps the last text of every field, never two saves at once (seed ${seed})`, async () => {
      const next = seeded(seed)
      const fields: Record<string, string> = {}
      const { disk, seen, send } = slowDisk(next, fields)
      const loop = new SaveLoop({ send, changed: () => undefined })
      for (let i = 0; i < 300; i++) {
        const path = ['body', 'headlines.main', 'standfirst'][Math.floor(next() * 3)]!
        fields[path] = `${path} ${i}`
        loop.mark(path)
        await vi.advanceTimersByTimeAsync(next() * 250)
      }
      await vi.advanceTimersByTimeAsync(5_000)
      expect(disk).toEqual(fields)
      expect(seen.most).toBe(1)
      expect(seen.writes).toBeLessThan(300)
      expect(loop.pending).toEqual([])
    })
  }

  it('puts the first word on its way within a second of unbroken typing', async () => {
    const sent: number[] = []
    const start = Date.now()
    const loop = new SaveLoop({ send: async () => void sent.push(Date.now() - start), changed: () => undefined })
    for (let i = 0; i < 50; i++) {
      loop.mark('body')
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(sent[0]).toBeLessThanOrEqual(1000)
    for (const [i, at] of sent.entries()) expect(at - (sent[i - 1] ?? 0)).toBeLessThanOrEqual(1000)
  })
})

describe('a save that fails', () => {
  it('keeps the words and tries again until the disk is back', async () => {
    let full = true
    const disk: string[][] = []
    const loop = new SaveLoop({
      send: (paths) => (full ? Promise.reject(new Problem('failed', 'The disk is full.')) : Promise.resolve(void disk.push(paths))),
      changed: () => undefined,
    })
    loop.mark('body')
    await vi.advanceTimersByTimeAsync(4_000)
    expect(loop.problem?.message).toBe('The disk is full.')
    expect(loop.pending).toEqual(['body'])
    full = false
    await vi.advanceTimersByTimeAsync(11_000)
    expect(disk).toEqual([['body']])
    expect(loop.problem).toBeNull()
  })

  it('keeps one unusable value from holding up the others', async () => {
    const disk: string[] = []
    const send = (paths: string[]) => {
      if (paths.includes('slug')) return Promise.reject(new Problem('value', 'No such web address.'))
      disk.push(...paths)
      return Promise.resolve()
    }
    const loop = new SaveLoop({ send, changed: () => undefined })
    loop.mark('body', 'slug', 'standfirst')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(disk.sort()).toEqual(['body', 'standfirst'])
    expect([...loop.refused.keys()]).toEqual(['slug'])
    expect(await loop.flush()).toBe(false)
    loop.mark('slug')
    expect(loop.refused.size).toBe(0)
  })

  it('stops at a conflict until somebody settles it', async () => {
    let sends = 0
    const loop = new SaveLoop({ send: () => (sends++, Promise.reject(new Problem('stale', 'Saved elsewhere.'))), changed: () => undefined })
    loop.mark('body')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(sends).toBe(1)
    loop.mark('standfirst')
    expect(await loop.flush()).toBe(false)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(sends).toBe(1)
    expect(loop.pending.sort()).toEqual(['body', 'standfirst'])
  })
})
