import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Board } from '../src/state/board.svelte'
import type { Session } from '../src/state/session.svelte'

async function desk(stories = 3) {
  const p = new FakeProgram()
  p.stories.clear()
  const ids = Array.from({ length: stories }, (_, i) => p.add({ headlines: { main: `Story ${i}` }, slugline: `S${i}`, updated: new Date(Date.UTC(2026, 10, 1, 0, 0, -i)).toISOString() }).id)
  const api = fakeOf(p)
  const put: string[] = []
  const session = { info: await api.start(), readOnly: false, stories: { opened: () => undefined }, desk: { put: (h: { id: string }) => put.push(h.id) }, acts: { did: () => undefined } }
  const board = new Board(api, session as unknown as Session)
  await board.load()
  return { p, ids, board, put }
}

const totals = (b: Board) => Object.fromEntries(b.columns.map((c) => [c.status, c.rows.total]).filter(([, n]) => n))

describe('The board', () => {
  it('shows the stories by status, without those nobody works on', async () => {
    const { p, ids, board } = await desk()
    p.save({ id: ids[0]!, base: 1, note: '', set: { status: 'ready' } })
    p.save({ id: ids[1]!, base: 1, note: '', set: { flag: 'spiked' } })
    await board.load()
    expect(totals(board)).toEqual({ draft: 1, ready: 1 })
  })

  it('moves the story at the cursor on, and the cursor goes along', async () => {
    const { p, ids, board, put } = await desk()
    await board.shift(1)
    expect(p.get(ids[0]!).status).toBe('filed')
    expect(totals(board)).toEqual({ draft: 2, filed: 1 })
    expect(board.column.status).toBe('filed')
    expect(board.head?.id).toBe(ids[0])
    expect(board.said).toBe('S0: filed')
    expect(put).toEqual([ids[0]])
    await board.shift(1)
    expect(board.column.status).toBe('subbing')
  })

  it('asks why where readers are told, and moves nothing until then', async () => {
    const { p, ids, board } = await desk()
    await board.move(board.head!, 'sent')
    expect(board.asking?.to).toBe('sent')
    await board.answer()
    expect(board.trouble).toBe('Say why in a few words')
    expect(p.get(ids[0]!).status).toBe('draft')
    board.why = 'phoned through'
    await board.answer()
    expect(p.get(ids[0]!).status).toBe('sent')
    expect(p.logs.get(ids[0]!)?.[0]?.why).toBe('phoned through')
  })

  it('says what may follow where a story cannot go', async () => {
    const { p, ids, board } = await desk()
    await board.move(board.head!, 'live')
    expect(board.said).toBe('S0 cannot become live. After draft may follow: filed, subbing, revise, ready, sent.')
    expect(p.get(ids[0]!).status).toBe('draft')
  })

  it('leaves a story where it is that somebody else saved', async () => {
    const { p, ids, board } = await desk()
    p.save({ id: ids[0]!, base: 1, note: '', set: { standfirst: 'Elsewhere' } })
    await board.shift(1)
    expect(board.said).toContain('saved elsewhere')
    expect(totals(board)).toEqual({ draft: 3 })
  })

  it('holds 5,000 stories a page at a time', async () => {
    const { board } = await desk(5000)
    expect(board.columns[0]?.rows.total).toBe(5000)
    expect(board.columns[0]?.rows.row(4000)).toBeUndefined()
    await board.columns[0]?.rows.need(4000, 4010)
    expect(board.columns[0]?.rows.row(4000)?.headline).toBe('Story 4000')
  })
})
