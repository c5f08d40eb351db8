import type { Api } from '../api'
import type { Manuscript } from '../editor/manuscript'
import { sameQuery } from '../editor/comments'
import type { Query, QueryAsk } from '../pagetypes'
import type { Place } from '../ui/Slip.svelte'
import { many } from '../ui/words'

/** What queries do to the window. */
export interface Around {
  say(text: string): void
  fail(reason: unknown): void
  /** Shows or takes away the slip. */
  slip(on: boolean): void
}

/** The slip of paper beside a passage: a new question, or one that stands there. */
export interface Slip {
  query: Query | null
  /** The words it is about. */
  words: string
  place: Place
}

/** Where there is no room beside the passage: it is not on screen. */
const MIDDLE: Place = { left: 320, top: 200, bottom: 220 }

/** The questions to the writer of one story. The program reads and writes them in the body. */
export class Queries {
  /** In the order of the body. */
  list = $state.raw<Query[]>([])
  /** Open ones first, each part in the order of the body. */
  sorted: Query[] = $derived([...this.list.filter((q) => q.open), ...this.list.filter((q) => !q.open)])
  open: number = $derived(this.list.filter((q) => q.open).length)
  /** Which of sorted is looked at. */
  at = $state(0)
  chosen: Query | undefined = $derived(this.sorted[this.at])
  slip = $state.raw<Slip | null>(null)
  /** Typed into the slip and not sent: it is there again when the slip is. */
  typed = $state({ ask: '', whom: '', answer: '' })

  #api: Api
  #copy: Manuscript
  #around: Around
  #answering: Query | null = null

  constructor(api: Api, copy: Manuscript, around: Around) {
    this.#api = api
    this.#copy = copy
    this.#around = around
  }

  /** The program read these in the words on screen. The same one stays chosen. */
  take(list: Query[]) {
    const { chosen } = this
    if (!this.#copy.queries(list)) return
    this.list = list
    const still = chosen ? this.sorted.findIndex((q) => sameQuery(q, chosen)) : -1
    this.at = still >= 0 ? still : Math.max(0, Math.min(this.at, list.length - 1))
  }

  step(by: number) {
    this.at = Math.max(0, Math.min(this.sorted.length - 1, this.at + by))
  }

  /** The cursor went somewhere: the query that is there is the chosen one. */
  near() {
    const here = this.list.length > 0 ? this.#copy.queryHere() : undefined
    const i = here ? this.sorted.indexOf(here.query) : -1
    if (i >= 0) this.at = i
  }

  /** Opens the query at the cursor, or asks about what is selected. */
  here(fixed: boolean) {
    const there = this.#copy.queryHere()
    if (there) this.show(there.query)
    else if (!fixed) this.ask()
    else this.#around.say('There is no query at the cursor')
  }

  /** Of the words of the query on the slip, else those at the cursor. */
  ask() {
    if (this.slip?.query) this.goTo(this.slip.query)
    const at = this.#copy.passage()
    if (!at) return this.#around.say('Put the cursor at the words that you ask about, or select them')
    this.#put({ query: null, words: this.#copy.text().slice(at.from, at.to), place: this.#copy.show(at.from, at.to) ?? MIDDLE })
  }

  show(query = this.chosen) {
    const at = query && this.#copy.placeOf(query)
    if (!query || !at) return
    if (!this.#answering || !sameQuery(this.#answering, query)) this.typed.answer = ''
    this.#answering = query
    this.at = this.sorted.indexOf(query)
    this.#put({ query, words: query.passage, place: this.#copy.show(at.start, at.end) ?? MIDDLE })
  }

  /** The window has another size: the slip goes where its words went. */
  again() {
    const { slip } = this
    const there = slip?.query && this.#copy.placeOf(slip.query)
    const at = there ? { from: there.start, to: there.end } : this.#copy.passage()
    const place = at && this.#copy.show(at.from, at.to)
    if (slip && place) this.slip = { ...slip, place }
  }

  #put(slip: Slip) {
    this.slip = slip
    this.#around.slip(true)
  }

  close() {
    this.slip = null
    this.#around.slip(false)
  }

  /** Selects the passage and gives it the keys. */
  goTo(query = this.chosen) {
    const at = query && this.#copy.placeOf(query)
    if (at) this.#copy.goTo(at.start, at.end)
  }

  async send() {
    const at = this.#copy.passage()
    const { ask, whom } = this.typed
    if (!at || !(await this.#do('ask', at.from, at.to, ask, whom, at.to))) return
    this.typed.ask = this.typed.whom = ''
    this.close()
    this.#around.say('The query stands in the text, and goes into no package')
  }

  async answer(query = this.slip?.query) {
    const left = openNow(this.open - 1)
    if (!(await this.#change('answer', query, this.typed.answer))) return
    this.typed.answer = ''
    this.close()
    this.#around.say(`Answered. ${left}`)
  }

  async reopen(query = this.slip?.query ?? this.chosen) {
    const left = openNow(this.open + 1)
    if (!query || query.open || !(await this.#change('reopen', query))) return
    this.close()
    this.#around.say(`Open again. ${left}`)
  }

  async remove(query = this.slip?.query ?? this.chosen) {
    if (!query || !(await this.#change('remove', query))) return
    this.close()
    this.#around.say('The query is out; its words stay, and the history has it')
  }

  async #change(what: QueryAsk['do'], query: Query | null | undefined, text = ''): Promise<boolean> {
    const at = query && this.#copy.placeOf(query)
    if (!at) {
      this.#around.fail({ message: 'The query is not there any more.', hint: 'Its passage was taken out; the history has it.' })
      return false
    }
    return this.#do(what, at.to - 1, at.to, text)
  }

  async #do(what: QueryAsk['do'], from: number, to: number, text: string, whom = '', cursor?: number): Promise<boolean> {
    try {
      const body = this.#copy.text()
      const splices = await this.#api.markQuery({ do: what, body, from, to, text, whom })
      if (this.#copy.splice(body, splices, cursor)) return true
      this.#around.fail({ message: 'The text changed in the same moment.', hint: 'Try again.' })
    } catch (e) {
      this.#around.fail(e)
    }
    return false
  }
}

const openNow = (n: number) => (n > 0 ? `${many(n, 'query', 'queries')} open` : 'No query is open')
