import { describe, expect, it } from 'vitest'
import { fakeApi } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { Past } from '../src/state/past.svelte'
import type { Revision } from '../src/pasttypes'

async function pastOf(...at: number[]) {
  const api = fakeApi(new URLSearchParams('delay=0'))
  const revisions = at.map((s, i): Revision => ({
    rev: i + 1, at: new Date(Date.UTC(2026, 10, 24, 20, 0, s)).toISOString(), by: 'AB', words: 10, note: '', changed: i ? ['body'] : [],
  }))
  api.history = async () => revisions.toReversed()
  const asked: [number, number][] = []
  api.compare = async (id, a, b) => (asked.push([a, b]), { id, a, b, fields: [] })
  const past = new Past(api, new Draft(api, await api.create('')), () => undefined)
  await past.load()
  return { past, asked }
}
const shown = (past: Past) => past.lines.map((l) => `${l.inner ? '  ' : ''}${l.revision.rev}${l.saves > 1 ? ` of ${l.saves}` : ''}`)

describe('the list of revisions', () => {
  it('shows a sitting as one line, held against where it began', async () => {
    const { past, asked } = await pastOf(0, 300, 301, 302)
    expect(shown(past)).toEqual(['4 of 3', '1'])
    expect(asked.at(-1)).toEqual([1, 4])
  })

  it('unfolds it, and folds it from any of its saves', async () => {
    const { past, asked } = await pastOf(0, 300, 301, 302)
    past.unfold(true)
    expect(shown(past)).toEqual(['4 of 3', '  3', '  2', '1'])
    await past.step(1)
    expect([past.chosen, asked.at(-1)]).toEqual([3, [2, 3]])
    past.unfold(false)
    expect([shown(past), past.chosen]).toEqual([['4 of 3', '1'], 4])
  })

  it('steps over what it does not show', async () => {
    const { past } = await pastOf(0, 300, 301, 302)
    await past.step(1)
    expect(past.chosen).toBe(1)
    past.unfold(true) // one save: nothing to unfold
    expect(shown(past)).toEqual(['4 of 3', '1'])
  })
})
