// Targets and the outbox of the fake program: what is sent is live at once,
// unless the target's name says what becomes of it.
import { Problem, type Api } from '../api'
import type { Article } from '../types'
import type { ChosenDelivery, DeliveryState, OutboxItem, OutboxNews, OutboxPage, Target, TargetKind, TargetView } from '../outboxtypes'

const KINDS: TargetKind[] = [
  { name: 'wordpress', title: 'WordPress', address: 'https://www.example.org', user: 'User', secret: 'Application password', profile: 'wordpress', profiles: ['wordpress'], schedule: true, reads: true, fronts: false },
  { name: 'folder', title: 'Folder', address: '/srv/incoming', profile: 'web', profiles: [], schedule: false, reads: false, fronts: true },
]

/** What a target does with all that it gets, by a word in its name. */
const HABITS: [RegExp, Partial<OutboxItem> & { state: DeliveryState; word: string }][] = [
  [/busy/i, { state: 'queued', word: 'Is tried again', tries: 1, says: 'It is busy or ill.', hint: 'It is tried again by itself.', mayRetry: true, mayCancel: true }],
  [/offline/i, { state: 'queued', word: 'Waits for the network', tries: 1, offline: true, says: 'There is no way to it from here.', mayRetry: true, mayCancel: true }],
  [/closed/i, { state: 'stopped', word: 'Stopped', says: 'It does not let Stet in.', hint: 'Look at the name and the password of the target.', mayRetry: true, mayCancel: true }],
  [/edited/i, { state: 'conflicting', word: 'Changed there', says: 'Somebody changed the story there.', mayCancel: true, maySettle: true, there: { url: 'https://www.example.org/?p=7' } }],
  [/./, { state: 'live', word: 'Live' }],
]

export class FakeOutbox {
  targets: Target[] = []
  items: OutboxItem[] = []
  heard: ((news: OutboxNews) => void)[] = []
  #made = 0

  constructor(readonly story: (id: string) => Article | undefined) {}

  page(): OutboxPage {
    const over = (i: OutboxItem) => ['live', 'left', 'down', 'cancelled'].includes(i.state)
    const waiting = this.items.filter((i) => !over(i))
    return { waiting, done: this.items.filter(over), asks: waiting.filter((i) => i.state === 'stopped' || i.state === 'conflicting').length }
  }

  views(): TargetView[] {
    return this.targets.map((t) => {
      const kind = KINDS.find((k) => k.name === t.kind)!
      const mine = this.page().waiting.filter((i) => i.target === t.id)
      return { ...t, title: kind.title, secret: !!kind.secret, early: kind.schedule, waiting: mine.length, trouble: mine.find((i) => i.state === 'stopped')?.says ?? '' }
    })
  }

  keep(target: Target): Target {
    if (this.targets.some((t) => t.id !== target.id && t.name.toLowerCase() === target.name.toLowerCase())) throw new Problem('value', 'A target has this name.', 'Choose another name.')
    const kept = { ...target, id: target.id || `target-${++this.#made}` }
    this.targets = [...this.targets.filter((t) => t.id !== kept.id), kept]
    return kept
  }

  remove(id: string): Target {
    const gone = this.targets.find((t) => t.id === id)!
    this.targets = this.targets.filter((t) => t.id !== id)
    return gone
  }

  send(ids: string[], targets: string[], act: string, why: string): OutboxItem[] {
    const queued = ids.flatMap((story) => targets.map((target) => this.#item(story, target, act, why)))
    this.items = [...queued, ...this.items.filter((i) => !queued.some((q) => q.story === i.story && q.target === i.target))]
    this.tell(ids)
    return queued
  }

  #item(story: string, target: string, act: string, why: string): OutboxItem {
    const a = this.story(story)!
    const name = this.targets.find((t) => t.id === target)?.name ?? ''
    const habit = HABITS.find(([word]) => word.test(name))![1]
    const now = new Date().toISOString()
    const down = act === 'hold' || act === 'withdraw'
    return {
      story, target, act: down ? act : 'publish', rev: a.rev, by: 'MS', why, asked: now, changed: now, targetName: name, headline: a.headlines.main, slugline: a.slugline ?? '',
      doing: down ? 'Take down' : 'New', newer: false, mayRetry: false, mayCancel: false, maySettle: false, ...habit, ...(down ? { state: 'down', word: 'Taken down' } : {}),
    }
  }

  /** Makes some of what waits something else. */
  change(chosen: ChosenDelivery[], to: Partial<OutboxItem>): OutboxPage {
    const meant = (i: OutboxItem) => chosen.some((c) => c.story === i.story && c.target === i.target)
    this.items = this.items.map((i) => (meant(i) ? { ...i, mayRetry: false, mayCancel: false, maySettle: false, says: '', hint: '', ...to } : i))
    this.tell(chosen.map((c) => c.story))
    return this.page()
  }

  tell(stories: string[]) {
    const { waiting, asks } = this.page()
    for (const run of this.heard) run({ waiting: waiting.length, asks, stories })
  }
}

export type Outgoing = Pick<Api, 'targetKinds' | 'targets' | 'keepTarget' | 'removeTarget' | 'testTarget' | 'planSend' | 'sendOut' | 'outbox' | 'deliveriesOf' | 'receipts' | 'retryDeliveries' | 'cancelDeliveries' | 'apartAt' | 'settleDelivery' | 'onOutbox'>

export function fakeOutbox(o: FakeOutbox, later: <T>(do_: () => T) => Promise<T>): Outgoing {
  return {
    targetKinds: () => later(() => KINDS),
    targets: () => later(() => o.views()),
    keepTarget: (wish) => later(() => ({ target: o.keep(wish.target), forgets: false })),
    removeTarget: (id) => later(() => o.remove(id)),
    testTarget: ({ target }) => later(() => /closed/i.test(target.name)
      ? { ok: false, says: 'It does not let Stet in.', hint: 'Look at the name and the password of the target.', hostKey: '', warnings: [] }
      : { ok: true, says: 'It knows Stet as stet-desk.', hint: '', hostKey: '', warnings: [] }),
    planSend: (ask) => later(() => ({ stories: ask.ids.map((id) => ({ id, headline: o.story(id)!.headlines.main, findings: [] })), blocked: 0, stops: [], embargoed: [], early: [], killed: [] })),
    sendOut: (ask) => later(() => ({ queued: o.send(ask.ids, ask.targets, ask.act, ask.why), refused: [], already: [] })),
    outbox: () => later(() => o.page()),
    deliveriesOf: (id) => later(() => o.items.filter((i) => i.story === id)),
    receipts: () => later(() => []),
    retryDeliveries: (chosen) => later(() => o.change(chosen, { state: 'live', word: 'Live' })),
    cancelDeliveries: (chosen) => later(() => o.change(chosen, { state: 'cancelled', word: 'Called back' })),
    apartAt: () => later(() => [{ field: 'headline', chunks: [{ op: 'out', text: 'Theirs' }, { op: 'in', text: 'Ours' }] }]),
    settleDelivery: (chosen) => later(() => o.change([chosen], { state: 'live', word: 'Live' })),
    onOutbox: (run) => void o.heard.push(run),
  }
}
