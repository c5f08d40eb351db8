import { problemOf, type Api, type Problem } from '../api'
import { copyRich } from '../editor/paste/clipboard'
import type { ApartField, OutboxItem, OutboxNews, OutboxPage, TargetKind, TargetView } from '../outboxtypes'
import { span } from '../ui/words'
import { SettingByHand } from './settingbyhand'
import type { Session } from './session.svelte'

const NONE: OutboxPage = { waiting: [], done: [], asks: 0 }

/** Whether a delivery waits for somebody to decide. */
export const asks = (i: OutboxItem): boolean => i.state === 'stopped' || i.state === 'conflicting'

/** How far it is; of what failed, when it is tried again. */
export function stateSaid(i: OutboxItem, now: number): string {
  const due = Date.parse(i.due ?? '') - now
  if (i.state !== 'queued' || !(due > 1000)) return i.word
  return i.offline ? `${i.word}, tried again in ${span(due)}` : `${i.word} in ${span(due)}`
}

// Waits to be tried again, as long as nobody has to decide about it first.
const waits = (i: OutboxItem): boolean => i.mayRetry && i.state === 'queued'

const named = (i: OutboxItem): string => i.slugline || i.headline || 'a story without a headline'

/** The screen Going out: what is on its way to the destinations, and what is there. */
export class GoingOut {
  page = $state.raw<OutboxPage>(NONE)
  targets = $state.raw<TargetView[]>([])
  kinds = $state.raw<TargetKind[]>([])
  /** The destination that is shown; '' = all. */
  target = $state('')
  said = $state('')
  problem = $state.raw<Problem | null>(null)
  /** Of the delivery with the cursor; it stays with it while others come and go. */
  chosenKey = $state('')

  /** Of the one with the cursor, where somebody has to choose: what stands there beside ours; null = not known yet. */
  apart = $state.raw<ApartField[] | null>(null)

  #api: Api
  #session: Session
  #asked = 0
  #looked = 0

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  static readonly key = (i: OutboxItem): string => `${i.story} ${i.target}`

  /** Those that somebody has to decide about, those on their way, and those that are over. */
  groups: { id: string; name: string; items: OutboxItem[] }[] = $derived.by(() => {
    const here = (i: OutboxItem) => !this.target || i.target === this.target
    const waiting = this.page.waiting.filter(here)
    return [
      { id: 'asks', name: 'Needs you', items: waiting.filter(asks) },
      { id: 'way', name: 'On its way', items: waiting.filter((i) => !asks(i)) },
      { id: 'done', name: 'Over', items: this.page.done.filter(here) },
    ].filter((g) => g.items.length > 0)
  })
  /** Something waits to be tried again. */
  retries: boolean = $derived.by(() => this.page.waiting.some(waits))
  items: OutboxItem[] = $derived.by(() => this.groups.flatMap((g) => g.items))
  at: number = $derived.by(() => Math.max(0, this.items.findIndex((i) => GoingOut.key(i) === this.chosenKey)))
  chosen: OutboxItem | undefined = $derived.by(() => this.items[this.at])

  /** What the destinations do not take of a front. */
  byHand: SettingByHand = $derived.by(() => new SettingByHand(this.targets, this.kinds))

  /** On their way to a destination, and of these the ones that need somebody. */
  counts = (target: string): { waiting: number; asks: number } => {
    const here = this.page.waiting.filter((i) => !target || i.target === target)
    return { waiting: here.length, asks: here.filter(asks).length }
  }

  async open() {
    this.said = ''
    await this.load()
    this.#session.dialog = 'going'
  }

  /** Asks for all of it anew. */
  async load() {
    const n = ++this.#asked
    await this.#tried(async () => {
      const [page, targets, kinds] = await Promise.all([this.#api.outbox(), this.#api.targets(), this.kinds.length > 0 ? this.kinds : this.#api.targetKinds()])
      if (n === this.#asked) [this.page, this.targets, this.kinds] = [page, targets, kinds]
    })
  }

  /** The program says that something moved. */
  async changed({ stories }: OutboxNews) {
    await this.load()
    await this.#session.desk.refresh()
    for (const id of stories) await this.#session.stories.refresh(id)
  }

  /** There is a network again: what waits for one is tried. */
  async online() {
    if (this.page.waiting.length > 0 && !this.#session.readOnly) await this.#tried(async () => void (this.page = await this.#api.retryDeliveries([])))
  }

  step(by: number) {
    const to = this.items[Math.max(0, Math.min(this.items.length - 1, this.at + by))]
    if (to) this.chosenKey = GoingOut.key(to)
  }

  pick(item: OutboxItem) {
    this.chosenKey = GoingOut.key(item)
  }

  show(target: string) {
    this.target = target
  }

  /** The destination before or behind the one that is shown. */
  turn(by: 1 | -1) {
    const all = ['', ...this.targets.map((t) => t.id)]
    this.target = all[(all.indexOf(this.target) + by + all.length) % all.length] ?? ''
  }

  /** Has the one with the cursor tried now, or with true all that wait to be tried again. */
  async retry(all = false) {
    const i = this.chosen
    const tried = this.page.waiting.filter(waits)
    if (all && tried.length === 0) return this.#not('Nothing waits to be tried again')
    if (all) return this.#change('All that waits is tried now', () => this.#api.retryDeliveries(tried))
    if (i?.mayRetry || i?.state === 'unseen') await this.#change(`Tried now: ${named(i)}`, () => this.#api.retryDeliveries([i]))
    else this.#not('There is nothing to try again here')
  }

  async cancel() {
    const i = this.chosen
    if (i?.mayCancel) await this.#change(`Called back: ${named(i)} does not go to ${i.targetName}`, () => this.#api.cancelDeliveries([i]))
    else this.#not('It cannot be called back any more: hold it back instead')
  }

  /** Of a conflict: ours goes over theirs, or theirs stays. */
  async settle(ours: boolean) {
    const i = this.chosen
    if (!i?.maySettle) return this.#not('Nobody changed it there')
    await this.#change(ours ? `Ours goes over what stands at ${i.targetName}` : `Left as it stands at ${i.targetName}`, () => this.#api.settleDelivery(i, ours))
  }

  /** Asks how ours and theirs differ, before somebody chooses. */
  async lookApart(i: OutboxItem | undefined) {
    const n = ++this.#looked
    this.apart = null
    if (!i?.maySettle) return
    await this.#tried(async () => {
      const apart = await this.#api.apartAt(i)
      if (n === this.#looked) this.apart = apart
    })
  }

  /** The words that are saved now go there. */
  async sendAgain() {
    const i = this.chosen
    if (i?.deleted) return this.#not('Its lineup was deleted')
    if (i?.lineup) await this.#session.openLineups(i.lineup) // where its order is mended, and sent
    else if (i) await this.#session.sending.open({ ids: [i.story], targets: [i.target] })
  }

  /** Asks to take the story from readers there. */
  async holdBack() {
    const i = this.chosen
    if (!i || i.state === 'down' || (i.state === 'cancelled' && !i.held?.state)) return this.#not('It is not there')
    if (i.deleted) return this.#session.sending.open({ lineup: i.lineup, gone: i.headline.replace(/, front of .*/, ''), targets: [i.target], act: 'hold' })
    if (i.lineup) return this.#not('Another front takes its place: send that from the lineup')
    if (i.act === 'withdraw' && i.state !== 'cancelled') return this.#not('It is being taken away: it was killed')
    if (i.mayCancel && !i.held?.state) return this.cancel()
    await this.#session.sending.open({ ids: [i.story], targets: [i.target], act: 'hold' })
  }

  /** Goes to the story itself, or to the lineup of a front. */
  async openStory() {
    const i = this.chosen
    if (!i) return
    if (i.deleted) return this.#not('Its lineup was deleted')
    if (i.lineup) return this.#session.openLineups(i.lineup)
    this.#session.dialog = ''
    await this.#session.stories.open(i.story)
  }

  /** Shows what readers get there. */
  look() {
    const url = this.chosen?.there?.url || this.chosen?.held?.url
    if (url && /^https?:/.test(url)) void this.#session.openLink(url)
    else this.#not('It has no address there yet')
  }

  /** For a destination that cannot be reached: the story goes there by hand. */
  async copy() {
    const i = this.chosen
    if (!i) return
    if (i.lineup) return this.#not('M on the screen of the front is the list to set by hand')
    await this.#tried(async () => {
      await copyRich(await this.#api.copyOut(i.story, ''))
      this.said = `Copied as rich text: ${named(i)}`
    })
  }

  async #change(said: string, act: () => Promise<OutboxPage>) {
    if (this.#session.readOnly) return this.#session.refuse()
    await this.#tried(async () => {
      const page = await act()
      this.#asked++
      this.page = page
      this.said = said
    })
  }

  #not(said: string) {
    this.problem = null
    this.said = said
  }

  async #tried(act: () => Promise<void>) {
    this.problem = null
    try {
      await act()
    } catch (e) {
      this.problem = problemOf(e instanceof DOMException ? { message: 'The clipboard could not be written.' } : e)
    }
  }
}
