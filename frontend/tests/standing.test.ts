import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { clocks, locked, Standing } from '../src/state/standing.svelte'
import type { Session } from '../src/state/session.svelte'

async function story(asked = true) {
  const p = new FakeProgram()
  p.person = { ...p.person, asked }
  const api = fakeOf(p)
  const draft = new Draft(api, p.add({ headlines: { main: 'The boat sails' }, body: 'It sails.' }))
  const told: string[] = []
  const session = { info: await api.start(), dialog: '', askWho: () => (session.dialog = 'who'), stories: { checkAll: () => Promise.resolve() }, say: (text: string) => told.push(text), tell: (text: string) => told.push(text), acts: { did: () => undefined, undo: () => undefined }, fail: (e: unknown) => told.push(String(e)) }
  return { p, draft, told, session, standing: new Standing(api, draft, session as unknown as Session) }
}

describe('Where a story stands', () => {
  it('offers what may follow and nothing else', async () => {
    const { standing } = await story()
    expect(standing.statuses.map((m) => m.to)).toEqual(['filed', 'subbing', 'revise', 'ready', 'sent'])
    expect(standing.flags.map((m) => m.to)).toEqual(['hold', 'spiked', 'killed'])
  })

  it('moves freely at the desk, and says what may follow where it cannot', async () => {
    const { draft, standing, told } = await story()
    await standing.pick('status', 'ready')
    expect(draft.saved.status).toBe('ready')
    await standing.pick('status', 'live')
    expect(standing.asking).toBeNull()
    expect(told.at(-1)).toBe('A story that is ready cannot become live. What may follow: draft, filed, subbing, revise, sent.')
    expect(draft.saved.status).toBe('ready')
  })

  it('holds in two keys, and spikes and kills with a reason only', async () => {
    const { p, draft, standing, told } = await story()
    await standing.pick('flag', 'hold')
    expect(draft.saved.flag).toBeUndefined() // asked, not done
    await standing.answer()
    expect(draft.saved.flag).toBe('hold')
    await standing.pick('flag', 'killed')
    await standing.answer()
    expect(standing.trouble).toBe('Say why in a few words')
    expect(draft.saved.flag).toBe('hold')
    standing.why = '  the wrong man '
    await standing.answer()
    expect(draft.saved.flag).toBe('killed')
    expect(p.logs.get(draft.id)?.[0]).toMatchObject({ why: 'the wrong man', by: 'MS' })
    expect(told.at(-1)).toBe('Killed: it must not be used')
    standing.cancel()
    expect(standing.asking).toBeNull()
  })

  it('lets go at once', async () => {
    const { draft, standing } = await story()
    await standing.pick('flag', 'hold')
    await standing.answer()
    await standing.pick('flag', '')
    expect(standing.asking).toBeNull()
    expect(draft.fields['flag']).toMatch(/^(none)?$/)
  })

  it('asks for a name before somebody answers for what readers have', async () => {
    const { session, standing } = await story(false)
    await standing.pick('status', 'sent')
    expect(standing.asking).toBeNull()
    expect(session.dialog).toBe('who')
  })

  it('keeps what was typed when the program refuses', async () => {
    const { p, draft, standing } = await story()
    await standing.pick('flag', 'spiked')
    standing.why = 'overtaken'
    p.save({ id: draft.id, base: 1, note: '', set: { standfirst: 'Elsewhere' } })
    await standing.answer()
    expect(standing.asking).not.toBeNull()
    expect(standing.why).toBe('overtaken')
    expect(standing.trouble).toContain('saved elsewhere')
  })
})

afterEach(() => void vi.useRealTimers())

describe('An embargo', () => {
  const e = { at: '2026-12-02T22:01:00Z', zone: 'Europe/Kyiv', said: '2026-12-03T00:01 Europe/Kyiv' }

  it('is shown in both clocks, and in one where they are the same', () => {
    vi.useFakeTimers({ now: new Date('2026-11-29') })
    expect(clocks(e, 'Europe/London')).toBe('00:01, 3 Dec Kyiv (22:01, 2 Dec London)')
    expect(clocks(e, 'Europe/Kyiv')).toBe('00:01, 3 Dec Kyiv')
    vi.setSystemTime(new Date('2025-11-29'))
    expect(clocks(e, 'Europe/Kyiv')).toBe('00:01, 3 Dec 2026 Kyiv')
    expect(clocks({ said: '00.01' }, 'UTC')).toBe('“00.01”: say until when')
  })

  it('opens by a clock that went forward on a named word only', async () => {
    const { session, standing, told, p } = await story(false)
    p.clockAhead = true
    await standing.confirmClock()
    expect(session.dialog).toBe('who')
    expect(p.clockAhead).toBe(true)
    session.info!.person = { ...session.info!.person, asked: true }
    await standing.confirmClock()
    expect(p.clockAhead).toBe(false)
    expect(told.at(-1)).toBe('The time is taken as it is shown')
  })

  it('is a lock until its instant, or until it is broken', () => {
    const at = Date.parse(e.at)
    expect([locked(e, at - 1), locked(e, at), locked({ said: 'midnight' }, at), locked({ ...e, broken: { by: 'MS', at: '', why: 'out' } }, at - 1), locked(undefined, at)]).toEqual([true, false, true, false, false])
  })
})
