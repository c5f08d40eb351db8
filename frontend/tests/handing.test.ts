// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Handing } from '../src/state/handing.svelte'
import type { Notice, Session } from '../src/state/session.svelte'
import { setHandOver } from '../src/ui/handoversheet'

async function desk() {
  const p = new FakeProgram()
  p.stories.clear()
  const a = p.add({ headlines: { main: 'Gate holds' }, slugline: 'GATE', status: 'ready', body: 'Words.' })
  p.save({ id: a.id, base: 1, note: '', why: 'so', set: { flag: 'hold' } })
  const told: string[] = []
  const went: string[] = []
  const session = {
    dialog: '', notice: null as Notice | null, flushAll: async () => true, say: (text: string) => told.push(text), fail: (e: unknown) => told.push(String(e)),
    stories: { open: async (id: string) => void went.push(id) },
  }
  const handing = new Handing(fakeOf(p), session as unknown as Session)
  await handing.open()
  return { p, a, handing, session, told, went }
}

describe('A hand-over sheet', () => {
  it('says what is open first, then what was done', async () => {
    const { handing, session } = await desk()
    expect(session.dialog).toBe('handover')
    expect(handing.lines.map((l) => [l.name, l.what])).toEqual([['GATE', '12 words'], ['GATE', 'held']])
  })

  it('goes through its lines and opens a story from one', async () => {
    const { a, handing, session, went } = await desk()
    handing.step(1)
    handing.step(1)
    expect(handing.at).toBe(1)
    await handing.go()
    expect([went, session.dialog]).toEqual([[a.id], ''])
  })

  it('keeps own lines, and has them again', async () => {
    const { handing } = await desk()
    handing.own = 'Ring back.'
    await handing.keep()
    expect(handing.shown?.sheet.own).toEqual(['Ring back.'])
    await handing.open()
    expect(handing.own).toBe('Ring back.')
  })

  it('says what is no time, and keeps the sheet that was there', async () => {
    const { handing } = await desk()
    handing.since = 'soon'
    await handing.look()
    expect(handing.problem?.message).toContain('is no time')
    expect(handing.lines).toHaveLength(2)
  })

  it('is handed over and taken back', async () => {
    const { handing, session, told } = await desk()
    handing.own = 'Ring back.'
    await handing.handOver()
    expect([session.dialog, handing.own, session.notice?.text]).toEqual(['', '', expect.stringContaining('Handed over')])
    await handing.open()
    expect(handing.lines).toHaveLength(1) // what is open stays
    session.notice?.undo?.()
    await expect.poll(() => told).toEqual(['The sheet is as it was'])
    await handing.open()
    expect([handing.lines.length, handing.own]).toEqual([2, 'Ring back.'])
  })

  it('is set for the printer with every word as text', async () => {
    const { handing } = await desk()
    handing.own = '<b>x</b>'
    await handing.keep()
    setHandOver(handing.shown!)
    const root = document.getElementById('proof')!
    expect(root.textContent).toContain('Waiting to goGATE: 12 words')
    expect(root.textContent).toContain('<b>x</b>')
    expect(root.querySelectorAll('li')).toHaveLength(2)
  })
})
