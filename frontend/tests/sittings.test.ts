import { describe, expect, it } from 'vitest'
import { sittings } from '../src/state/sittings'
import type { Revision } from '../src/pasttypes'

/** revisions newest first, from [seconds, by, more] oldest first */
function past(...saves: [number, string, Partial<Revision>?][]): Revision[] {
  const all = saves.map(([s, by, more], i): Revision => ({
    rev: i + 1, at: new Date(Date.UTC(2026, 10, 24, 20, 0, s)).toISOString(), by, words: 100 + i, note: '', changed: ['body'], ...more,
  }))
  return all.toReversed()
}
const shape = (revisions: Revision[]) => sittings(revisions).map((s) => s.revisions.map((r) => r.rev))

describe('a sitting', () => {
  const cases: [string, Revision[], number[][]][] = [
    ['is what one person typed at one stretch', past([0, 'AB'], [10, 'AB'], [11, 'AB'], [12, 'AB']), [[4, 3, 2], [1]]],
    ['ends with a pause', past([0, 'AB'], [10, 'AB'], [131, 'AB'], [132, 'AB']), [[4, 3], [2], [1]]],
    ['ends when somebody else sits down', past([0, 'AB'], [1, 'AB'], [2, 'CD'], [3, 'AB']), [[4], [3], [2], [1]]],
    ['never hides a name', past([0, 'AB'], [1, 'AB'], [2, 'AB', { name: 'first take' }], [3, 'AB']), [[4], [3, 2], [1]]],
    ['never hides what was sent', past([0, 'AB'], [1, 'AB', { sent: true }], [2, 'AB']), [[3], [2], [1]]],
    ['never hides a note, and takes nothing in before it', past([0, 'AB'], [1, 'AB'], [2, 'AB', { note: 'Restored' }], [3, 'AB']), [[4], [3], [2], [1]]],
    ['takes a clock that was put back as a pause', past([0, 'AB'], [500, 'AB'], [20, 'AB'], [21, 'AB']), [[4, 3], [2], [1]]],
    ['of nothing is none', [], []],
  ]
  it.each(cases)('%s', (_name, revisions, want) => expect(shape(revisions)).toEqual(want))

  it('is at most ten minutes long', () => {
    const saves = Array.from({ length: 100 }, (_, i): [number, string] => [i * 10, 'AB'])
    for (const s of sittings(past(...saves))) {
      const span = Date.parse(s.revisions[0]!.at) - Date.parse(s.revisions.at(-1)!.at)
      expect(span).toBeLessThanOrEqual(600_000)
    }
  })

  it('says where it began and all that it changed', () => {
    const [s] = sittings(past([0, 'AB'], [10, 'AB'], [11, 'AB', { changed: ['standfirst'] }], [12, 'AB']))
    expect(s).toMatchObject({ from: 1, changed: ['body', 'standfirst'] })
  })

  it('keeps every revision, in order', () => {
    const all = past(...Array.from({ length: 60 }, (_, i): [number, string, Partial<Revision>] => [(i * i * 7) % 900, i % 9 ? 'AB' : 'CD', i % 13 ? {} : { sent: true }]))
    expect(sittings(all).flatMap((s) => s.revisions)).toEqual(all)
  })
})
