import { problemOf, type Api, type Problem } from '../api'
import type { BenchChannel, BenchOption, BenchState, Channel, HeadlineChange, HeadlineState, Weighed } from '../headlines'
import type { Card } from '../pagetypes'
import type { Draft } from './draft.svelte'

export const CHANNELS: Record<Channel, string> = { main: 'Main', front: 'Front', search: 'Search', social: 'Social', push: 'Push', print: 'Print' }

/** A line of the bench. */
export type Line =
  | { kind: 'now'; key: string; channel: BenchChannel; option: BenchOption }
  | { kind: 'option'; key: string; channel: BenchChannel; option: BenchOption }
  /** Takes the channel's own headline away. */
  | { kind: 'as-main'; key: string; channel: BenchChannel }
  /** Lists the options that are not. */
  | { kind: 'older'; key: string; channel: BenchChannel }

/** What is typed for a channel. */
export interface Form {
  channel: Channel
  /** Of the option that is changed; -1 = a new one. */
  place: number
  text: string
  note: string
  /** It takes the place of a headline that is no option. */
  use: boolean
}

const EMPTY: Weighed = { gauges: [], findings: [] }
const MORE = 100

/** The headlines of one story, and what was proposed for them. */
export class Bench {
  state = $state.raw<BenchState | null>(null)
  /** Which line has the cursor. */
  at = $state(0)
  look = $state<'places' | 'past' | 'mocks'>('places')
  /** What is being typed, and how it would do. */
  form = $state<Form | null>(null)
  tried = $state.raw<Weighed>(EMPTY)
  /** The option that is about to be chosen, while somebody says why. */
  asking = $state<{ line: Line; why: string } | null>(null)
  past = $state.raw<HeadlineState[]>([])
  cards = $state.raw<Card[]>([])
  said = $state.raw('')
  problem = $state.raw<Problem | null>(null)
  /** What can be taken back, the latest at the end. */
  steps = $state.raw<{ rev: number; what: string }[]>([])

  readonly lines: Line[] = $derived.by(() => (this.state?.channels ?? []).flatMap(linesOf))
  readonly line: Line | undefined = $derived(this.lines[this.at])

  readonly draft: Draft
  #api: Api
  #most = 0
  #asked = 0
  #weighing: Promise<void> | null = null
  #again = false // something was typed since the question
  #work: Promise<unknown> = Promise.resolve()

  constructor(api: Api, draft: Draft) {
    this.#api = api
    this.draft = draft
  }

  async load(channel?: Channel) {
    try {
      await this.draft.flush()
      await this.#read()
      const at = this.lines.findIndex((l) => l.channel.channel === channel)
      if (channel && at >= 0) this.at = at
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  step(by: number) {
    this.at = Math.max(0, Math.min(this.lines.length - 1, this.at + by))
  }

  /** The cursor goes to the next channel, or to the start of the one it is in and the one before. */
  stepChannel(by: 1 | -1) {
    const { lines, at } = this
    const starts = lines.flatMap((l, i) => (l.kind === 'now' ? [i] : []))
    const next = by > 0 ? starts.find((i) => i > at) : starts.findLast((i) => i < at)
    if (next !== undefined) this.at = next
  }

  choose = (line = this.line, why = ''): Promise<void> => {
    this.asking = null
    if (!line) return Promise.resolve()
    if (line.kind === 'older') return this.#showMore(line)
    const name = CHANNELS[line.channel.channel]
    if (line.kind === 'as-main') return this.#change({ do: 'fall-back', channel: line.channel.channel, note: why }, `${name}: as main`)
    if (line.kind === 'now') {
      this.said = line.channel.own ? `${name} has it already` : `${name} says what the main headline says`
      return Promise.resolve()
    }
    return this.#change({ do: 'choose', place: line.option.place, note: why }, `${name}: “${line.option.text}”`)
  }

  /** Asks why, and then chooses. */
  ask() {
    const { line } = this
    if (line?.kind === 'option' || line?.kind === 'as-main') this.asking = { line, why: '' }
    else void this.choose()
  }

  write(channel = this.line?.channel.channel ?? 'main') {
    this.#open({ channel, place: -1, text: '', note: '', use: false })
  }

  edit() {
    const { line } = this
    if (line?.kind === 'option') this.#open({ channel: line.channel.channel, place: line.option.place, text: line.option.text, note: line.option.note ?? '', use: false })
    else if (line?.kind === 'now') this.#open({ channel: line.channel.channel, place: line.option.place, text: line.option.text, note: line.option.note ?? '', use: line.option.place < 0 && line.channel.own })
  }

  /** How what is typed would do. One question at a time: whoever types on while it is answered asks once more then. */
  weigh(): Promise<void> {
    this.#again = true
    this.#weighing ??= this.#weigh().finally(() => (this.#weighing = null))
    return this.#weighing
  }

  async #weigh() {
    try {
      while (this.#again && this.form) {
        this.#again = false
        const { channel, text } = this.form
        const { tried } = await this.#api.headlines({ id: this.draft.id, what: 'try', channel, text })
        if (!this.#again && this.form) this.tried = tried
      }
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  /** Keeps what is typed; use: as the channel's headline. */
  async keep(use: boolean) {
    const { form } = this
    if (!form || !form.text.trim()) return
    const name = CHANNELS[form.channel]
    const change: HeadlineChange = form.place < 0
      ? { do: 'add', channel: form.channel, text: form.text, note: form.note, use: use || form.use }
      : { do: 'reword', place: form.place, text: form.text, note: form.note }
    await this.#change(change, form.place < 0 ? `${name}: ${use || form.use ? '' : 'new option '}“${form.text.trim()}”` : `Changed: “${form.text.trim()}”`)
    if (this.problem) return
    this.form = null
    const text = form.text.trim().replace(/\s+/g, ' ')
    const at = this.lines.findIndex((l) => 'option' in l && l.channel.channel === form.channel && l.option.text === text)
    if (at >= 0) this.at = at
    if (use && form.place >= 0) await this.choose()
  }

  async drop() {
    const { line } = this
    if (!line || !('option' in line) || line.option.place < 0) {
      this.said = 'Only an option can be dropped; the headline itself is changed with E'
      return
    }
    await this.#change({ do: 'drop', place: line.option.place }, `Dropped: “${line.option.text}”`)
  }

  async takeBack() {
    const step = this.steps.at(-1)
    if (!step) {
      this.said = 'There is nothing to take back'
      return
    }
    await this.#change({ do: 'undo', rev: step.rev }, `Taken back: ${step.what}`)
    if (!this.problem) this.steps = this.steps.slice(0, -1)
  }

  async show(look: Bench['look']) {
    this.look = this.look === look ? 'places' : look
    await this.lookUp()
  }

  /** What stands beside the line with the cursor. */
  async lookUp() {
    const { line } = this
    if (!line || this.look === 'places') return
    const n = ++this.#asked
    const channel = line.channel.channel
    const text = 'option' in line ? line.option.text : line.kind === 'as-main' ? '' : line.channel.now.text
    try {
      const answer = await this.#api.headlines({ id: this.draft.id, what: this.look === 'past' ? 'past' : 'cards', channel, text: line.kind === 'now' && !line.channel.own ? '' : text })
      if (n !== this.#asked) return
      if (this.look === 'past') this.past = answer.past
      else this.cards = answer.cards
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  #open(form: Form) {
    this.problem = null
    this.tried = EMPTY
    this.form = form
    void this.weigh()
  }

  async #read() {
    const { bench } = await this.#api.headlines({ id: this.draft.id, what: 'bench', most: this.#most })
    const { line } = this
    this.state = bench
    const same = line ? this.lines.findIndex((l) => l.key === line.key) : -1
    this.at = Math.max(0, Math.min(this.lines.length - 1, same >= 0 ? same : this.at))
  }

  async #showMore(line: Line) {
    this.#most = (this.#most || line.channel.options.length) + MORE
    try {
      await this.#read()
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  // One after the other: each is made on what the one before has left.
  #change(change: HeadlineChange, what: string): Promise<void> {
    const done = this.#work.then(() => this.#send(change, what))
    this.#work = done
    return done
  }

  async #send(change: HeadlineChange, what: string) {
    this.problem = null
    try {
      await this.draft.flush() // a step is what the change made, not what was typed before it
      const before = this.draft.saved.rev
      const { article } = await this.draft.changeHeadlines(change)
      if (change.do !== 'undo' && article.rev > before) this.steps = [...this.steps, { rev: article.rev, what }]
      await this.#read()
      this.said = what
    } catch (e) {
      this.problem = problemOf(e)
    }
  }
}

function linesOf(channel: BenchChannel): Line[] {
  const { channel: name, now, own, options, older } = channel
  const key = (o: BenchOption) => `${name} ${o.text}`
  const lines: Line[] = [{ kind: 'now', key: own ? key(now) : `${name} `, channel, option: now }]
  for (const option of options) lines.push({ kind: 'option', key: key(option), channel, option })
  if (own && name !== 'main') lines.push({ kind: 'as-main', key: `${name}  as main`, channel })
  if (older > 0) lines.push({ kind: 'older', key: `${name}  older`, channel })
  return lines
}
