import type { Api } from '../api'
import type { Move } from '../statetypes'
import type { Head } from '../types'
import { many } from '../ui/words'
import { Rows } from './rows.svelte'
import type { Session } from './session.svelte'
import { Calendar } from './calendar.svelte'
import { toStatus } from './deeds'
import { Selection } from './selection.svelte'
import { STATUSES } from './standing.svelte'

/** Stories by status, by day in a list, or by day as a week. */
export type BoardLook = 'board' | 'list' | 'calendar'

export interface Column {
  status: string
  name: string
  rows: Rows
  /** Those of it that are chosen together. */
  selection: Selection
}

/** A story that is to go to another column, where somebody must say why. */
export interface Wish {
  head: Head
  to: string
}

/** The open stories in columns by status: which is looked at, and where it goes. */
export class Board {
  readonly columns: Column[]
  /** Deadlines and embargoes by day, the other looks of the same stories. */
  readonly calendar: Calendar
  look = $state<BoardLook>('board')
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
    this.calendar = new Calendar(api, session)
    this.columns = Object.entries(STATUSES).map(([status, name]) => {
      const rows = new Rows(api.list, api.listIds)
      return { status, name, rows, selection: new Selection(rows) }
    })
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

  /** Every column is read again: something was changed. */
  async refresh() {
    await this.#tried(Promise.all([this.calendar.refresh(), ...this.columns.map(({ rows, selection }) => rows.refresh().then(() => selection.keepListed()))]))
  }

  /** The cursor goes to a story of a column; none is chosen beside it. */
  choose(column: number, id: string) {
    this.at = column
    this.#clear()
    this.columns[column]?.rows.choose(id)
  }

  /** To another column; nothing is moved. */
  turn(by: number) {
    this.at = Math.min(this.columns.length - 1, Math.max(0, this.at + by))
    this.#clear()
  }

  step(by: number) {
    this.#clear()
    void this.#tried(this.column.rows.step(by))
  }

  /** Chooses several stories of the column with the cursor. */
  async select(how: (s: Selection) => unknown) {
    await this.#tried(Promise.resolve(how(this.column.selection)))
    this.said = `${many(this.column.selection.size, 'story', 'stories')} chosen`
  }

  /** A story was pointed at, as one more or as the end of those that are chosen. */
  async point(column: number, id: string, how: 'more' | 'range') {
    if (this.at !== column) this.turn(column - this.at)
    await this.select((s) => (how === 'more' ? s.point(id) : s.reach(id)))
  }

  /** What an action is done to: those that are chosen, else the one at the cursor. */
  get targets(): string[] {
    return this.column.selection.targets
  }

  /** The story at the cursor, or all that are chosen, go to the column so many places on. */
  async shift(by: number) {
    const to = this.columns[this.at + by]
    if (to) await this.send(to.status)
  }

  /** They go to a status. */
  async send(to: string) {
    const { head, targets } = this
    if (targets.length < 2) {
      if (head) await this.move(head, to)
      return
    }
    if (to === this.column.status) return
    const { chosen } = this.column.rows
    await this.#session.acts.start(toStatus(to), targets)
    const column = this.columns.findIndex((c) => c.status === to)
    if (this.#session.acts.choosing || this.columns[column]!.rows.placeOf(chosen) < 0) return
    this.choose(column, chosen)
  }

  #clear() {
    for (const { selection } of this.columns) selection.clear()
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
      ? open.draft.stand({ status: to }, why).then(() => open.draft.saved.rev)
      : this.#api.save({ id: head.id, base: head.rev, note: '', why, set: { status: to } }).then((saved) => {
          this.#session.desk.put(saved.head)
          return saved.head.rev
        })
    const rev = await this.#tried(done)
    if (!rev) return
    this.#session.acts.did(`${named(head)} moved to ${STATUSES[to] ?? to}`, [{ id: head.id, rev }])
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
