import { describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { dayName, mondayOf, oddHours, plusDays } from '../src/state/calendar.svelte'
import { Board } from '../src/state/board.svelte'
import { Session } from '../src/state/session.svelte'

async function calendar(...deadlines: string[]) {
  vi.stubGlobal('document', { activeElement: null })
  const p = new FakeProgram()
  p.stories.clear()
  p.today = '2026-10-21' // a Wednesday
  const ids = deadlines.map((deadline, i) => p.add({ headlines: { main: `Story ${i}` }, slugline: `S${i}`, deadline }).id)
  const session = new Session(fakeOf(p))
  await session.start()
  const board = new Board(fakeOf(p), session)
  session.board = board
  session.dialog = 'board'
  return { p, ids, session, board, c: board.calendar }
}

describe('The calendar', () => {
  it('shows the week of today from Monday on, and begins today', async () => {
    const { c } = await calendar('2026-10-19T09:00:00Z', '2026-10-21T18:00:00Z', '2026-10-21T08:00:00Z')
    await c.show(false)
    expect(c.days.map((d) => d.date)).toEqual(['2026-10-19', '2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25'])
    expect(c.day).toBe(2)
    expect(c.entry?.head.slugline).toBe('S2')
    c.step(1)
    expect(c.entry?.head.slugline).toBe('S1')
    c.step(1)
    expect(c.entry?.head.slugline).toBe('S1')
    expect(oddHours(c.days[6]!)).toBe('25 hours')
  })

  it('goes on to the week beside it, a week at once, and back to today', async () => {
    const { c } = await calendar()
    await c.show(false)
    for (let i = 0; i < 5; i++) await c.turn(1)
    expect(c.days[c.day]?.date).toBe('2026-10-26')
    await c.turn(-1)
    expect(c.days[c.day]?.date).toBe('2026-10-25')
    await c.page(1)
    expect(c.days[c.day]?.date).toBe('2026-11-01')
    await c.today()
    expect(c.days[c.day]?.date).toBe('2026-10-21')
  })

  it('moves a deadline, goes along to the next week, and takes it back', async () => {
    const { p, ids, session, board, c } = await calendar('2026-10-25T18:00:00Z')
    await c.show(false)
    for (let i = 0; i < 4; i++) await c.turn(1)
    await c.shift(1, 0)
    expect(c.days[0]?.date).toBe('2026-10-26')
    expect(c.entry?.clock).toBe('18:00')
    expect(board.said).toBe('S0 due Monday 26 Oct, 18:00')
    await c.shift(0, -30)
    expect(p.get(ids[0]!).deadline).toBe('2026-10-26T17:30:00.000Z')
    await session.acts.undo()
    await session.acts.undo()
    expect(p.get(ids[0]!).deadline).toBe('2026-10-25T18:00:00Z')
  })

  it('walks through a list of all days', async () => {
    const { c } = await calendar('2026-10-15T09:00:00Z', '2026-10-21T18:00:00Z', '2026-11-02T08:00:00Z')
    await c.show(true)
    expect(c.entry?.head.slugline).toBe('S1')
    c.step(1)
    expect(c.entry?.head.slugline).toBe('S2')
    c.step(-1)
    c.step(-1)
    expect(c.entry?.head.slugline).toBe('S0')
  })

  it('counts in days that have no clock', () => {
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(mondayOf('2026-11-01')).toBe('2026-10-26')
    expect(dayName('2026-10-25')).toBe('Sunday 25 Oct')
  })
})
