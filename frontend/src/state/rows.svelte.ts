import type { Head, ListPage, ListRequest, Question } from '../types'

/** Rows that one call fetches. */
export const PAGE = 100
/** Pages that are kept: the newest wanted and what lies around them. */
const KEPT = 20

/**
 * The answer to one question, of which only the rows that somebody looks at
 * are here, and the cursor in it. Rows are told by their place, 0 = the first;
 * the chosen story is told by its id and stays chosen wherever it moves.
 */
export class Rows {
  total = $state.raw(0)
  chosen = $state.raw('')
  /** The place of the chosen story, -1 = it is not in this list. */
  at = $state.raw(-1)
  /** The row that should come into view. */
  look = $state.raw({ row: 0 })
  views = $state.raw<Record<string, number>>({})
  sections = $state.raw<Record<string, number>>({})
  trashed = $state.raw<Record<string, number>>({})
  /** False while the program still reads the newsroom. */
  whole = $state.raw(false)

  #list: (q: ListRequest) => Promise<ListPage>
  #ids: (q: ListRequest) => Promise<string[]>
  #question: Question = { view: 'all', sectionId: '', query: '', sort: 'updated', reverse: false }
  #pages = $state.raw(new Map<number, Head[]>())
  #byId: Map<string, Head> = $derived(new Map([...this.#pages.values()].flat().map((h) => [h.id, h])))
  #stale = new Set<number>() // pages that may stand otherwise by now
  #version = -1
  #turn = 0 // counts questions: an answer to an earlier one comes too late
  #fresh = true // nothing of this question is here yet
  #moves = 0 // counts moves of the cursor: a place that was asked for before is old
  #going = false // the cursor stands where no row is yet, and the choice is the one before
  #cursor = $state.raw<Head | undefined>() // the chosen story's line, wherever it stands
  #wanted: [number, number] = [0, 1]
  #running: Promise<void> | null = null
  #settling: Promise<void> = Promise.resolve()

  constructor(list: (q: ListRequest) => Promise<ListPage>, ids: (q: ListRequest) => Promise<string[]> = () => Promise.resolve([])) {
    this.#list = list
    this.#ids = ids
  }

  /** So many stories from a place on, by their ids; they need not be here. */
  ids(from: number, count: number): Promise<string[]> {
    const here = Array.from({ length: Math.min(count, Math.max(0, this.total - from)) }, (_, i) => this.row(from + i)?.id ?? '')
    if (here.every(Boolean)) return Promise.resolve(here)
    return this.#ids({ ...this.#question, offset: from, limit: count, find: '', whole: true })
  }

  /** Where a story stands among the rows that are here, -1 = it is not one of them. */
  placeOf = (id: string): number => this.#find(id)

  row(i: number): Head | undefined {
    return this.#pages.get(Math.floor(i / PAGE))?.[i % PAGE]
  }

  head(id: string): Head | undefined {
    return this.#byId.get(id) ?? (this.#cursor?.id === id ? this.#cursor : undefined)
  }

  /** The first rows, even if the program has not read the rest. */
  async first() {
    await this.#fetch(0, false)
    this.#begin()
  }

  /** Asks something new. The rows of before stay until the answer comes. */
  async ask(question: Question, lookAt: 'chosen' | 'top' = 'chosen') {
    this.#question = question
    this.#turn++
    this.#fresh = true
    if (!(await this.#fetch(0))) return
    this.#begin()
    this.look = { row: lookAt === 'top' ? 0 : Math.max(0, this.at) }
  }

  /** Asks the same again: something changed. */
  async refresh() {
    for (const n of this.#pages.keys()) this.#stale.add(n)
    const before = this.at
    await this.#fetch(this.#pageOf(this.#wanted[0]))
    if (this.at !== before && this.at >= 0) this.look = { row: this.at }
    await this.need(...this.#wanted)
  }

  /** Rows from up to, but without, to are looked at. */
  need(from: number, to: number): Promise<void> {
    this.#wanted = [from, to]
    this.#running ??= this.#run().finally(() => (this.#running = null))
    return this.#running
  }

  /** Moves the cursor by n rows. */
  step(n: number) {
    this.#moves++
    const to = this.at < 0 ? 0 : this.at + n
    this.at = Math.min(this.total - 1, Math.max(0, to))
    this.look = { row: Math.max(0, this.at) }
    this.#going = true
    this.#settling = this.#settle()
    return this.#settling
  }

  choose(id: string) {
    if (this.chosen === id) return
    this.#moves++
    this.#going = false
    this.at = this.#find(id)
    this.#choose(id, this.head(id))
    if (this.at >= 0) this.look = { row: this.at }
  }

  /** The chosen story, once the row that the cursor went to is here. */
  async settled(): Promise<string> {
    await this.#settling.catch(() => undefined) // whoever took the step says why
    return this.chosen
  }

  /** A story was saved: its row says so at once, wherever it will stand. False = its row may have to move. */
  put(head: Head): boolean {
    const i = this.#find(head.id)
    const before = this.head(head.id)
    if (this.chosen === head.id) this.#cursor = head
    if (i < 0 || !before) return false
    const pages = new Map(this.#pages)
    pages.set(this.#pageOf(i), pages.get(this.#pageOf(i))!.with(i % PAGE, head))
    this.#pages = pages
    const { view, sort, reverse, query } = this.#question
    return i === 0 && view === 'all' && sort === 'updated' && !reverse && !query && placeOf(before) === placeOf(head)
  }

  #pageOf = (i: number) => Math.max(0, Math.floor(i / PAGE))

  #find(id: string): number {
    for (const [n, heads] of this.#pages) {
      const i = heads.findIndex((h) => h.id === id)
      if (i >= 0) return n * PAGE + i
    }
    return -1
  }

  // The cursor must stand somewhere.
  #begin() {
    if (this.at >= 0) return
    const first = this.row(0)
    this.#choose(first?.id ?? '', first)
    this.at = first ? 0 : -1
  }

  #choose(id: string, head: Head | undefined) {
    this.chosen = id
    this.#cursor = head
  }

  async #settle() {
    const to = this.at
    if (to >= 0 && !this.row(to)) await this.need(to, to + 1)
    if (to !== this.at || !this.#going) return
    this.#going = false
    const head = this.row(to)
    this.#choose(head?.id ?? '', head)
  }

  // One call at a time: of all the rows that a long scroll passes, only those
  // where it stops are fetched.
  async #run() {
    for (let page = this.#missing(); page >= 0; page = this.#missing()) await this.#fetch(page)
  }

  #missing(): number {
    const last = this.#pageOf(Math.min(this.#wanted[1], this.total) - 1)
    for (let n = this.#pageOf(this.#wanted[0]); n <= last && n * PAGE < this.total; n++) {
      if (!this.#pages.has(n) || this.#stale.has(n)) return n
    }
    return -1
  }

  /** False = the answer came too late. */
  async #fetch(page: number, whole = true): Promise<boolean> {
    const [turn, moves, find] = [this.#turn, this.#moves, this.chosen]
    const answer = await this.#list({ ...this.#question, offset: page * PAGE, limit: PAGE, find, whole })
    if (turn !== this.#turn) return false
    this.#take(page, answer)
    if (moves === this.#moves && find === this.chosen && !this.#going) this.at = answer.whole ? answer.place : this.#find(find)
    return true
  }

  #take(page: number, answer: ListPage) {
    const pages = this.#fresh ? new Map<number, Head[]>() : new Map(this.#pages)
    this.#stale = new Set(answer.version === this.#version ? this.#stale : pages.keys())
    this.#stale.delete(page)
    pages.set(page, answer.heads)
    const far = (n: number) => Math.abs(n - this.#pageOf(this.#wanted[0]))
    for (const n of [...pages.keys()].sort((a, b) => far(b) - far(a))) {
      if (n !== page && (n * PAGE >= answer.total || pages.size > KEPT)) pages.delete(n)
    }
    this.#fresh = false
    this.#version = answer.version
    this.#pages = pages
    this.total = answer.total
    this.whole = answer.whole
    if (answer.whole) {
      this.views = answer.views
      this.sections = answer.sections
      this.trashed = answer.trashed
    }
  }
}

/** What of a story decides which views and sections it is in. */
const placeOf = (h: Head) => JSON.stringify([h.status, h.flag, h.sectionId ?? '', h.embargo ?? null, h.assignee ?? '', !!h.trashed])
