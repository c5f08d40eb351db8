import type { Rows } from './rows.svelte'

/** As many stories as one action may change. */
export const MOST = 5000

/** The stories of a list that are chosen together; none = the one at the cursor speaks for itself. */
export class Selection {
  ids = $state.raw<ReadonlySet<string>>(new Set())

  #rows: Rows
  #from: { place: number; id: string } | null = null // where a range begins

  constructor(rows: Rows) {
    this.#rows = rows
  }

  get size(): number {
    return this.ids.size
  }

  has = (id: string): boolean => this.ids.has(id)

  /** What an action is done to: those that are chosen, else the one at the cursor. */
  get targets(): string[] {
    if (this.ids.size > 0) return [...this.ids]
    return this.#rows.chosen ? [this.#rows.chosen] : []
  }

  clear() {
    if (this.ids.size > 0) this.ids = new Set()
    this.#from = null
  }

  /** Takes the story at the cursor in, or leaves it out. */
  toggle() {
    const { chosen } = this.#rows
    if (!chosen) return
    const ids = new Set(this.ids)
    if (!ids.delete(chosen)) ids.add(chosen)
    this.ids = ids
    this.#begin()
  }

  /** A story that was pointed at is one more, or one less. The one that the cursor was on is one of them. */
  point(id: string) {
    const before = this.ids.size === 0 ? this.#rows.chosen : ''
    this.#rows.choose(id)
    if (before && before !== id) this.ids = new Set([before])
    this.toggle()
  }

  /** The cursor goes on by so many places, and all on the way are chosen. */
  async extend(by: number) {
    if (!this.#from) this.#begin()
    await this.#rows.step(by)
    await this.#range()
  }

  /** All from where the range begins to a story. */
  async reach(id: string) {
    if (!this.#from) this.#begin()
    this.#rows.choose(id)
    await this.#range()
  }

  async all() {
    this.ids = new Set(await this.#rows.ids(0, MOST))
    this.#from = null
  }

  /** Those that are not in the list any more are chosen no more. */
  async keepListed() {
    if (this.ids.size === 0) return
    const listed = new Set(await this.#rows.ids(0, MOST))
    const left = [...this.ids].filter((id) => listed.has(id))
    if (left.length < this.ids.size) this.ids = new Set(left)
  }

  #begin() {
    this.#from = { place: this.#rows.at, id: this.#rows.chosen }
  }

  // Rows may have come and gone since the range began.
  async #range() {
    const from = this.#from
    const { at } = this.#rows
    if (!from || at < 0) return
    const begun = this.#rows.row(from.place)?.id === from.id ? from.place : this.#rows.placeOf(from.id)
    const first = begun < 0 ? at : Math.min(begun, at)
    const last = begun < 0 ? at : Math.max(begun, at)
    const ids = await this.#rows.ids(first, Math.min(last - first + 1, MOST))
    if (this.#rows.at === at) this.ids = new Set(ids)
  }
}
