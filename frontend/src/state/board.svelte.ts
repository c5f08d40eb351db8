import type { Api } from '../api'
import type { Move } from '../statetypes'
import type { Head } from '../types'
import { Rows } from './rows.svelte'
import type { Session } from './session.svelte'
import { STATUSES } from './standing.svelte'

export interface Column {
  status: string
  name: string
  rows: Rows
}

/** A story that is to go to another column, where somebody must say why. */
export interface Wish {
  head: Head
  to: string
}

/** The open stories in columns by status: which is looked at, and where it goes. */
export class Board {
  readonly columns: Column[]
  /** The column with the cursor. */
  at = $state(0)
  asking = $state.raw<Wish | null>(null)
  why = $state('')
  trouble = $state('')
  /** What happened last, for those who hear it. */
  said = $state('')

  #api: Api
  #session: Session

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
    this.columns = Object.entries(STATUSES).map(([status, name]) => ({ status, name, rows: new Rows(api.list) }))
  }

  column: Column = $derived.by(() => this.columns[this.at]!)
  get head(): Head | undefined {
    return this.column.rows.head(this.column.rows.chosen)
  }

  async load() {
    await this.#tried(Promise.all(this.columns.map(({ status, rows }) => rows.ask({ view: 'all', status, sectionId: '', query: '', sort: 'updated', reverse: false }, 'top'))))
    const first = this.columns.findIndex((c) => c.rows.total > 0)
    this.at = Math.max(0, first)
  }

  /** The cursor goes to a story of a column. */
  choose(column: number, id: string) {
    this.at = column
    this.columns[column]?.rows.choose(id)
  }

  /** To another column; nothing is moved. */
  turn(by: number) {
    this.at = Math.min(this.columns.length - 1, Math.max(0, this.at + by))
  }

  step(by: number) {
    void this.#tried(this.column.rows.step(by))
  }

  /** The story at the cursor goes to the column so many places on. */
  async shift(by: number) {
    const to = this.columns[this.at + by]
    const { head } = this
    if (head && to) await this.move(head, to.status)
  }

  /** Moves a story, or asks why first, or says why it cannot go there. */
  async move(head: Head, to: string): Promise<void> {
    if (head.status === to || this.#session.readOnly) return
    const moves: Move[] = this.#session.info?.statusMoves.find((m) => m.from === head.status)?.to ?? []
    const move = moves.find((m) => m.to === to)
    if (!move) {
      this.said = `${named(head)} cannot become ${low(to)}. After ${low(head.status)} may follow: ${moves.map((m) => low(m.to)).join(', ')}.`
      return
    }
    if (move.named && !this.#session.info?.person.asked) {
      this.said = 'Say who is at the desk first: this stays in the log under your name'
      return
    }
    if (move.reason) {
      this.why = this.trouble = ''
      this.asking = { head, to }
      return
    }
    await this.#put(head, to, '')
  }

  async answer() {
    const wish = this.asking
    if (!wish) return
    if (!this.why.trim()) {
      this.trouble = 'Say why in a few words'
      return
    }
    this.asking = null
    await this.#put(wish.head, wish.to, this.why.trim())
  }

  cancel() {
    this.asking = null
  }

  // A story that is open is saved first: its words go ahead.
  async #put(head: Head, to: string, why: string) {
    const open = this.#session.stories.opened(head.id)
    const done = open
      ? open.draft.stand({ status: to }, why)
      : this.#api.save({ id: head.id, base: head.rev, note: '', why, set: { status: to } }).then((saved) => this.#session.desk.put(saved.head))
    if (!(await this.#tried(done.then(() => true)))) return
    this.choose(this.columns.findIndex((c) => c.status === to), head.id)
    await this.#tried(Promise.all(this.columns.filter((c) => c.status === to || c.status === head.status).map((c) => c.rows.refresh())))
    this.said = `${named(head)}: ${low(to)}`
  }

  async #tried<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work
    } catch (e) {
      this.said = e instanceof Error ? e.message : String(e)
      return undefined
    }
  }
}

const named = (h: Head) => h.slugline || h.headline || 'The story'
const low = (status: string) => (STATUSES[status] ?? status).toLowerCase()
