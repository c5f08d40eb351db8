// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import type { Api } from '../src/api'
import type { OutboxItem, OutboxPage, SendAsk, SentOut, SendPlan, TargetKind, TargetView, TargetWish } from '../src/outboxtypes'
import { GoingOut, stateSaid } from '../src/state/goingout.svelte'
import type { Lineups } from '../src/state/lineups.svelte'
import { Sending } from '../src/state/sending.svelte'
import type { Session } from '../src/state/session.svelte'
import { SettingByHand } from '../src/state/settingbyhand'
import { Targets } from '../src/state/targets.svelte'

const item = (more: Partial<OutboxItem>): OutboxItem => ({
  story: 's1', target: 't1', act: 'publish', state: 'queued', rev: 1, by: 'AB', asked: '2026-11-30T00:00:00Z', changed: '2026-11-30T00:00:00Z', targetName: 'Web',
  headline: 'Gate holds', slugline: 'GATE', word: 'Waits its turn', doing: 'New', newer: false, mayRetry: false, mayCancel: true, maySettle: false, ...more,
})
const target = (id: string, more: Partial<TargetView> = {}): TargetView => ({ id, name: `To ${id}`, kind: 'folder', address: '/srv', title: 'Folder', waiting: 0, trouble: '', secret: false, early: false, ...more })
const KINDS: TargetKind[] = [
  { name: 'wordpress', title: 'WordPress', address: 'https://', secret: 'Application password', user: 'User', profile: 'wordpress', profiles: [], schedule: true, reads: true, fronts: false },
  { name: 'folder', title: 'Folder', address: '/srv', profile: 'web', profiles: [], schedule: false, reads: false, fronts: true },
]
const PLAN: SendPlan = { stories: [{ id: 's1', headline: 'Gate holds', findings: [] }], blocked: 0, stops: [], embargoed: [], early: [], killed: [] }

function desk(page: OutboxPage, targets = [target('t1'), target('t2', { kind: 'wordpress' })]) {
  const done: unknown[] = []
  const kept = { slow: Promise.resolve(), targets, plan: PLAN, queued: [item({})], holds: [] as OutboxItem[], page, refused: [] as SentOut['refused'], already: [] as SentOut['already'] }
  const api = {
    outbox: async () => kept.page, targets: async () => kept.targets, targetKinds: async () => KINDS, deliveriesOf: async () => kept.holds,
    retryDeliveries: async (c: unknown[]) => { done.push(['retry', c.length]); return kept.page },
    cancelDeliveries: async (c: unknown[]) => { done.push(['cancel', c.length]); return { ...kept.page, waiting: [] } },
    apartAt: async (c: { story: string }) => { await kept.slow; return [{ field: c.story, chunks: [] }] },
    settleDelivery: async (_: unknown, ours: boolean) => { done.push(['settle', ours]); return kept.page },
    planSend: async () => kept.plan,
    sendOut: async (ask: SendAsk) => { done.push(['send', ask]); return { queued: kept.refused.length ? [] : kept.queued, refused: kept.refused, already: kept.already } },
    keepTarget: async ({ target: t, secret }: TargetWish) => { done.push(['keep', t.name, secret]); return { target: { ...t, id: t.id || 'new' }, forgets: secret === 'lost' } },
    removeTarget: async (id: string) => { kept.targets = kept.targets.filter((t) => t.id !== id); return { id, name: 'To t1', kind: 'folder', address: '/srv' } },
    testTarget: async ({ target: t }: TargetWish) => ({ ok: t.hostKey === 'KEY', says: '', hint: '', hostKey: 'KEY', warnings: [] }),
  } as unknown as Api
  const told: string[] = []
  const session = {
    dialog: '', readOnly: false, info: { person: { asked: true } }, say: (t: string) => told.push(t), fail: (e: { message: string }) => told.push(e.message), refuse: () => told.push('read-only'),
    flushAll: async () => true, askWho: () => told.push('who'), openLink: async (u: string) => void told.push(u), openLineups: async (w: string) => void told.push(`lineup ${w}`), desk: { refresh: async () => {} },
    stories: { open: async (id: string) => void told.push(`open ${id}`), refresh: async () => {} },
  } as unknown as Session & { going: GoingOut; sending: Sending }
  const going = new GoingOut(api, session)
  const sending = new Sending(api, session, { named: () => true, askWho: () => {}, breakEmbargo: async () => {} })
  Object.assign(session, { going, sending })
  return { api, session, going, sending, targets: new Targets(api, session), kept, done, told }
}

const page = (waiting: OutboxItem[], done: OutboxItem[] = []): OutboxPage => ({ waiting, done, asks: waiting.filter((i) => i.state === 'stopped').length })

describe('Going out', () => {
  it('shows what needs somebody first, then what is on its way, then what is over', async () => {
    const { going } = desk(page([item({}), item({ story: 's2', state: 'stopped' })], [item({ story: 's3', state: 'live' })]))
    await going.open()
    expect(going.groups.map((g) => [g.name, g.items.map((i) => i.story)])).toEqual([['Needs you', ['s2']], ['On its way', ['s1']], ['Over', ['s3']]])
    expect(going.counts('')).toEqual({ waiting: 2, asks: 1 })
  })

  it('opens the lineup of a front, and takes it for no story', async () => {
    const { going, told } = desk(page([], [item({ story: 'front', lineup: 'home', state: 'left', mayCancel: false, newer: true, held: { state: 'left' } })]))
    await going.open()
    await going.openStory()
    await going.sendAgain()
    await going.holdBack()
    await going.copy()
    expect(told).toEqual(['lineup home', 'lineup home'])
    expect(going.said).toMatch(/list to set by hand/)
  })

  it('takes the front of a deleted lineup from readers, and opens none', async () => {
    const { going, sending, done, told } = desk(page([], [item({ story: 'front', lineup: 'home', deleted: true, headline: 'Home, front of a lineup that was deleted', state: 'left', mayCancel: false, held: { state: 'left' } })]))
    await going.open()
    await going.openStory()
    await going.sendAgain()
    expect(going.said).toBe('Its lineup was deleted')
    await going.holdBack()
    expect(sending.ready).toBe(false) // nobody said why
    sending.why = 'Too early'
    expect(sending.ready).toBe(true)
    await sending.send()
    expect(done).toEqual([['send', { ids: [], sectionId: '', lineup: 'home', all: false, targets: ['t1'], act: 'hold', why: 'Too early', pass: [], skipBlocked: false }]])
    expect(told).toEqual(['The front of “Home” is taken from readers at To t1'])
  })

  it('says what was down already, and takes the rest down', async () => {
    const { sending, told, kept } = desk(page([]))
    kept.already = [{ id: 's2', name: 'Boats', message: 'It is down there already.', hint: '' }]
    await sending.open({ ids: ['s1', 's2'], targets: ['t1'], act: 'hold' })
    sending.why = 'Too early'
    await sending.send()
    expect(sending.left).toEqual([])
    kept.queued = []
    await sending.send()
    expect(told).toEqual(['The story is taken from readers at To t1; 1 other is not there, or down already', 'Nothing to take down: It is down there already.'])
  })

  it('shows how ours and theirs differ of the one with the cursor, and of none else', async () => {
    const [one, two] = [item({ maySettle: true }), item({ story: 's2', maySettle: true })]
    const { going, kept } = desk(page([one, two]))
    let go = () => {}
    kept.slow = new Promise((done) => (go = done))
    const slow = going.lookApart(one)
    kept.slow = Promise.resolve()
    await going.lookApart(two)
    go()
    await slow
    expect(going.apart).toEqual([{ field: 's2', chunks: [] }])
    await going.lookApart(item({}))
    expect(going.apart).toBeNull()
  })

  it('keeps the cursor on its story while others come', async () => {
    const { going, kept } = desk(page([item({}), item({ story: 's2' })]))
    await going.open()
    going.step(1)
    kept.page = page([item({ story: 's9', state: 'stopped' }), item({}), item({ story: 's2' })])
    await going.load()
    expect(going.chosen?.story).toBe('s2')
  })

  it('shows one destination after the other', async () => {
    const { going } = desk(page([item({}), item({ target: 't2' })]))
    await going.open()
    going.turn(1)
    expect([going.target, going.items.length]).toEqual(['t1', 1])
    going.turn(-1)
    going.turn(-1)
    expect(going.target).toBe('t2')
  })

  it('tries all that failed and waits, and nothing that a person has to decide', async () => {
    const failed = { mayRetry: true, tries: 1, word: 'Is tried again' }
    const { going, done, kept } = desk(page([item({}), item({ story: 's2', ...failed }), item({ story: 's3', state: 'stopped', mayRetry: true })]))
    await going.open()
    expect(going.retries).toBe(true)
    done.length = 0
    await going.retry(true)
    expect(done).toEqual([['retry', 1]])
    kept.page = page([item({})])
    await going.load()
    await going.retry(true)
    expect([done.length, going.retries, going.said]).toEqual([1, false, 'Nothing waits to be tried again'])
  })

  it('does not hold back what a kill takes away', async () => {
    const { going, session } = desk(page([item({ act: 'withdraw', held: { state: 'live' } })]))
    await going.open()
    session.dialog = 'going'
    await going.holdBack()
    expect([session.dialog, going.said]).toEqual(['going', 'It is being taken away: it was killed'])
  })

  it('says when it is tried again', () => {
    const due = new Date(60_000).toISOString()
    expect(stateSaid(item({ due, word: 'Is tried again' }), 0)).toBe('Is tried again in 1 min')
    expect(stateSaid(item({ due, word: 'Waits for the network', offline: true }), 0)).toBe('Waits for the network, tried again in 1 min')
    expect(stateSaid(item({ due, word: 'Is tried again' }), 60_000)).toBe('Is tried again')
  })

  it('tries again, calls back and settles only what can be', async () => {
    const { going, done } = desk(page([item({ mayCancel: false }), item({ story: 's2', state: 'conflicting', maySettle: true, mayRetry: true })]))
    await going.open()
    await going.settle(true)
    await going.retry()
    going.step(1)
    await going.settle(false)
    await going.retry()
    await going.cancel()
    expect(done).toEqual([['settle', true], ['retry', 1]])
    expect(going.said).toContain('cannot be called back')
  })

  it('looks only at addresses of the web', async () => {
    const { going, told } = desk(page([], [item({ held: { url: '/srv/x.zip' } }), item({ story: 's2', held: { url: 'https://e.example/x' } })]))
    await going.open()
    going.look()
    going.step(1)
    going.look()
    expect(told).toEqual(['https://e.example/x'])
  })
})

describe('Sending', () => {
  it('goes where the story is already, else where the last one went', async () => {
    const { sending, kept } = desk(page([]))
    kept.holds = [item({ target: 't2', held: { state: 'live' } })]
    await sending.open({ ids: ['s1'] })
    expect([...sending.ticked]).toEqual(['t2'])
    sending.tick('t1')
    sending.tick('t2')
    await sending.send()
    kept.holds = []
    await sending.open({ ids: ['s9'] })
    expect([...sending.ticked]).toEqual(['t1'])
  })

  it('does not go where nothing is ticked, nor without a reason where one is due', async () => {
    const { sending, done } = desk(page([]))
    await sending.open({ ids: ['s1'], targets: [] })
    expect(sending.ready).toBe(false)
    await sending.open({ ids: ['s1'], targets: ['t1'], act: 'hold' })
    expect(sending.ready).toBe(false)
    sending.why = ' The lawyer rang. '
    await sending.send()
    expect(done).toMatchObject([['send', { act: 'hold', why: 'The lawyer rang.', targets: ['t1'] }]])
  })

  it('says what waits for its embargo', async () => {
    const { sending, kept, told } = desk(page([]))
    kept.queued = [item({ state: 'embargoed' })]
    await sending.open({ ids: ['s1'] })
    await sending.send()
    expect(told).toEqual(['The story goes to To t1, To t2 when its embargo ends'])
  })

  it('has nothing to send of a story that was killed and is told of, but where that was called back', async () => {
    const { sending, kept } = desk(page([]))
    kept.plan = { ...PLAN, stories: [], killed: ['s1'] }
    for (const [hold, told] of [[item({ act: 'withdraw', state: 'down', held: { state: 'down' } }), true], [item({ act: 'withdraw', state: 'cancelled', held: { state: 'live' } }), false], [item({ held: { state: 'live' } }), false]] as const) {
      kept.holds = [hold]
      await sending.open({ ids: ['s1'] })
      expect([sending.told, sending.ready]).toEqual([told, !told])
    }
  })

  it('says which did not go', async () => {
    const { sending, kept, session } = desk(page([]))
    kept.refused = [{ id: 's2', name: 'COST', message: 'Still to come.', hint: 'Mend it.' }]
    await sending.open({ ids: ['s1', 's2'] })
    await sending.send()
    expect([session.dialog, sending.left.length]).toEqual(['send', 1])
  })

  it('passes an embargo only to those that keep it', async () => {
    const { sending, kept } = desk(page([]))
    kept.plan = { ...PLAN, embargoed: ['s1'] }
    await sending.open({ ids: ['s1'] })
    sending.early = 'they keep it'
    expect(sending.passes).toEqual([])
    kept.plan = { ...kept.plan, early: ['Web'] }
    sending.tick('t1')
    await expect.poll(() => sending.passes).toEqual([{ stop: 'embargo', why: 'they keep it' }])
  })
})

describe('A destination', () => {
  it('is set up, tried and kept', async () => {
    const { targets, done } = desk(page([]), [])
    await targets.open()
    targets.setKind('folder')
    targets.form!.name = 'Web'
    await targets.test()
    expect(targets.tested?.ok).toBe(false)
    await targets.pin()
    expect([targets.tested?.ok, targets.form?.hostKey]).toEqual([true, 'KEY'])
    targets.secret = 'lost'
    await targets.keep()
    expect([targets.form, done.at(-1)]).toEqual([null, ['keep', 'Web', 'lost']])
    expect(targets.said).toContain('asks for it again')
  })

  it('lets a password go with the form and with another kind', async () => {
    const { targets } = desk(page([]))
    await targets.open()
    targets.add()
    targets.secret = 'x'
    targets.setKind('folder')
    expect(targets.secret).toBe('')
    targets.secret = 'y'
    targets.leaveForm()
    expect(targets.secret).toBe('')
  })

  it('is removed and comes back', async () => {
    const { targets, kept } = desk(page([]))
    await targets.open()
    await targets.remove()
    expect(kept.targets.map((t) => t.id)).toEqual(['t2'])
    await targets.undo()
    expect([targets.removed, targets.said]).toEqual([[], 'To t1 is back'])
  })
})

describe('A front that goes where no front is taken', () => {
  it('is listed for whoever sets it by hand', () => {
    const lineups = {
      slots: [{ story: 's1', weight: 'splash', headline: 'Here' }, { story: 's2', weight: 'standard', sublinks: ['s3'] }],
      front: { places: [{ headline: 'Here' }, { headline: '' }] }, head: () => ({ headline: 'The other' }),
    } as unknown as Lineups
    const byHand = new SettingByHand([target('t1'), target('t2', { kind: 'wordpress' })], KINDS)
    expect(byHand.names).toEqual(['To t2'])
    expect(byHand.text(lineups)).toBe('1. Here (the splash; its headline in this place)\n2. The other (1 sublink)')
  })
})
