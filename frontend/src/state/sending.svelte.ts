import { problemOf, type Api, type Problem } from '../api'
import type { OutboxItem, SendAsk, SendPlan, SentOut, TargetKind, TargetView } from '../outboxtypes'
import type { ExportPlan, Pass } from '../exporttypes'
import { many } from '../ui/words'
import { Passing, type Answering } from './passing.svelte'
import type { Session } from './session.svelte'

export type SendAct = '' | 'hold' | 'withdraw'

/** What is to be sent where, as far as somebody has said it already. */
export interface SendWish {
  ids?: string[]
  lineup?: string
  /** The name of that lineup, if it was deleted: only its front is there, to be taken down. */
  gone?: string
  /** By id or name. */
  targets?: string[]
  act?: SendAct
}

/** Sending stories to destinations: what would go where, what stops it, what came of it. */
export class Sending {
  ids = $state.raw<string[]>([])
  lineup = $state('')
  gone = $state('')
  targets = $state.raw<TargetView[]>([])
  kinds = $state.raw<TargetKind[]>([])
  /** The destinations that are ticked. */
  ticked = $state.raw<ReadonlySet<string>>(new Set())
  act = $state<SendAct>('')
  why = $state('')
  early = $state('')
  skipBlocked = $state(false)
  plan = $state.raw<SendPlan | null>(null)
  /** Of one story, what each destination holds of it. */
  holds = $state.raw<OutboxItem[]>([])
  problem = $state.raw<Problem | null>(null)
  /** Those that did not go, once it is sent. */
  left = $state.raw<SentOut['refused']>([])
  busy = $state(false)
  readonly passing: Passing

  #api: Api
  #session: Session
  #asked = 0
  #before: string[] | null = null // the destinations that were taken last

  constructor(api: Api, session: Session, desk: Answering) {
    this.#api = api
    this.#session = session
    this.passing = new Passing(desk, () => this.#look())
  }

  #asExport: ExportPlan | null = $derived.by(() => this.plan && { stories: this.plan.stories, blocked: this.plan.blocked, stops: this.plan.stops })
  stopped: number = $derived.by(() => (this.#asExport && !this.act ? this.passing.stopped(this.#asExport) : 0))
  going: number = $derived.by(() => (this.plan ? this.plan.stories.length + this.plan.killed.length - (this.skipBlocked ? this.stopped : 0) : 0))
  /** The story was killed, and whoever has it is told already: nothing is left to send. */
  told: boolean = $derived.by(() => this.ids.length === 1 && this.plan?.killed.length === 1 && this.holds.every((h) => (h.act === 'withdraw' && h.state !== 'cancelled') || !h.held?.state))
  ready: boolean = $derived.by(() => !this.busy && !(this.told && !this.act) && this.ticked.size > 0 && (this.going > 0 || !!this.gone) && (this.stopped === 0 || this.skipBlocked) && (!this.act || !!this.why.trim()))
  /** Ticked ones that take no front along. */
  byHand: TargetView[] = $derived.by(() => (this.lineup ? this.targets.filter((t) => this.ticked.has(t.id) && !this.kinds.find((k) => k.name === t.kind)?.fronts) : []))
  /** Ticked ones that take the front along. */
  withFront: TargetView[] = $derived.by(() => (this.lineup ? this.targets.filter((t) => this.ticked.has(t.id) && !this.byHand.includes(t)) : []))
  /** Stops that somebody answers for. */
  passes: Pass[] = $derived.by(() => [...this.passing.passes, ...(this.early.trim() && this.plan?.early.length ? [{ stop: 'embargo', why: this.early.trim() }] : [])])

  heldBy = (target: string): OutboxItem | undefined => this.holds.find((h) => h.target === target)

  /** Asks where to; without any destination the screen says how to set one up. */
  async open(wish: SendWish) {
    if (!(await this.#session.flushAll())) return this.#session.fail({ message: 'Some words are not saved yet, and only what is saved is sent.' })
    this.ids = wish.ids ?? []
    this.lineup = wish.lineup ?? ''
    this.gone = wish.gone ?? ''
    this.act = wish.act ?? ''
    this.why = this.early = ''
    this.skipBlocked = false
    this.left = []
    this.holds = []
    this.plan = this.problem = null
    this.passing.reset()
    try {
      const [targets, kinds, holds] = await Promise.all([this.#api.targets(), this.#api.targetKinds(), this.ids.length === 1 ? this.#api.deliveriesOf(this.ids[0]!) : []])
      ;[this.targets, this.kinds, this.holds] = [targets, kinds, holds]
    } catch (e) {
      return this.#session.fail(e)
    }
    this.ticked = new Set(this.#first(wish.targets))
    this.#session.dialog = 'send'
    await this.#look()
  }

  // What is named, else those that have the story, else those of the last time, else all.
  #first(named?: string[]): string[] {
    if (named) return this.targets.filter((t) => named.includes(t.id) || named.includes(t.name)).map((t) => t.id)
    const held = this.holds.filter((h) => h.held?.state && h.held.state !== 'down').map((h) => h.target)
    if (held.length > 0) return held
    const all = this.targets.map((t) => t.id)
    return this.#before?.filter((id) => all.includes(id)) ?? all
  }

  tick(id: string) {
    const ticked = new Set(this.ticked)
    if (!ticked.delete(id)) ticked.add(id)
    this.ticked = ticked
    void this.#look()
  }

  setAct(act: SendAct) {
    this.act = act
    this.problem = null
  }

  async send() {
    if (!this.ready) return
    if (this.#session.readOnly) return this.#session.refuse()
    if (this.act && !this.#session.info?.person.asked) return this.#session.askWho()
    this.busy = true
    this.problem = null
    try {
      this.#before = [...this.ticked]
      const { queued, refused, already } = await this.#api.sendOut(this.#ask)
      this.left = refused
      const n = new Set(queued.map((q) => q.story)).size
      if (refused.length === 0) this.#session.dialog = ''
      this.#session.say(this.#said(n, queued.every((q) => q.state === 'embargoed'), already))
      await this.#session.desk.refresh()
    } catch (e) {
      this.problem = problemOf(e)
      await this.#look()
    }
    this.busy = false
    await this.#session.going.load()
  }

  #said(stories: number, waits: boolean, already: SentOut['already']): string {
    const names = this.targets.filter((t) => this.ticked.has(t.id)).map((t) => t.name)
    const where = names.length < 4 ? names.join(', ') : many(names.length, 'destination')
    if (stories === 0 && this.act) return `Nothing to take down: ${already[0]?.message ?? `${where} ${names.length === 1 ? 'does' : 'do'} not have it.`}`
    if (stories === 0) return `Nothing goes: ${where} ${names.length === 1 ? 'has' : 'have'} it as it is`
    const what = this.gone ? `The front of “${this.gone}”` : stories === 1 ? 'The story' : many(stories, 'story', 'stories')
    const goes = stories === 1 ? 'goes' : 'go'
    if (this.act) return `${what} ${stories === 1 ? 'is' : 'are'} taken ${this.act === 'hold' ? 'from readers' : 'away'} at ${where}${already.length > 0 ? `; ${many(already.length, 'other is', 'others are')} not there, or down already` : ''}`
    if (waits) return `${what} ${goes} to ${where} when ${stories === 1 ? 'its embargo ends' : 'their embargoes end'}`
    return `${what} ${goes} to ${where}`
  }

  get #ask(): SendAsk {
    return { ids: this.ids, sectionId: '', lineup: this.lineup, all: false, targets: [...this.ticked], act: this.act, why: this.why.trim(), pass: this.passes, skipBlocked: this.skipBlocked }
  }

  async #look() {
    const n = ++this.#asked
    if (this.ticked.size === 0 || this.gone) return
    try {
      const plan = await this.#api.planSend({ ...this.#ask, act: '', why: '', pass: [] })
      if (n === this.#asked) this.plan = plan
    } catch (e) {
      if (n === this.#asked) this.problem = problemOf(e)
    }
  }
}
