import type { Api, Problem } from '../api'
import { problemOf } from '../api'
import type { Picked, Revision, Row, Sides } from '../pasttypes'
import type { Runs } from './direction'
import type { Draft } from './draft.svelte'
import type { Notice } from './session.svelte'

/** One thing that differs: a field, or a passage of the body. */
export interface Change {
  key: string
  field: string
  /** Number of the change in the body; 0 = a field, which is taken whole. */
  n: number
  row: Row
}

/** What the screen shows one under the other. */
export type Part = { change: Change } | { same: Row[] }

/** What stands behind a side when its revision says too little. */
export interface Names {
  a?: string
  b?: string
}

/** The parts of two sides: fields first, then the body in its order. */
export function partsOf(sides: Sides): Part[] {
  const parts: Part[] = sides.fields.map((f) => ({ change: { key: f.field, field: f.field, n: 0, row: { change: 1, chunks: f.chunks } } }))
  for (const row of sides.body) {
    const last = parts.at(-1)
    if (row.change > 0) parts.push({ change: { key: `body.${row.change}`, field: 'body', n: row.change, row } })
    else if (last && 'same' in last) last.same.push(row)
    else parts.push({ same: [row] })
  }
  return parts
}

/** Two revisions side by side: which change is looked at, which side of each is taken. */
export class Comparing {
  readonly title: string = 'Compare side by side'
  /** What the last button does. */
  readonly act: string = 'Save as a new revision'
  /** The sides are two stories, not two states of one. */
  readonly apart: boolean = false
  /** What becomes of the rest, where there is more than the words. */
  remarks = $state.raw<string[]>([])
  /** What is said when it is done. */
  done: Notice = { kind: 'news', text: 'Saved as a new revision. Both versions are in the history.' }
  sides = $state.raw<Sides | null>(null)
  /** Place of the change that is looked at. */
  at = $state(0)
  picks = $state<Record<string, Picked>>({})
  /** The later revision stands left. */
  swapped = $state(false)
  problem = $state.raw<Problem | null>(null)
  /** What was just done, for those who do not see it. */
  said = $state('')

  #api: Api
  #draft: Draft
  #names: Names

  constructor(api: Api, draft: Draft, names: Names = {}) {
    this.#api = api
    this.#draft = draft
    this.#names = names
  }

  parts: Part[] = $derived(this.sides ? partsOf(this.sides) : [])
  changes: Change[] = $derived(this.parts.flatMap((p) => ('change' in p ? [p.change] : [])))
  change: Change | undefined = $derived(this.changes[this.at])
  /** Places that a merge left open, which saving settles. */
  open: number = $derived(this.sides?.conflicts ?? 0)
  /** Something of the earlier revision is taken. */
  taken: boolean = $derived(Object.values(this.picks).some((p) => p !== ''))

  async load(a: number, b: number) {
    try {
      this.show(await this.#api.sideBySide(this.#draft.id, a, b))
    } catch (reason) {
      this.problem = problemOf(reason)
    }
  }

  protected show(sides: Sides) {
    this.sides = sides
    this.picks = {}
    this.at = Math.max(0, this.changes.findIndex((c) => this.torn(c)))
  }

  /** There is something to finish. */
  get ready(): boolean {
    return this.taken
  }

  /** What stands under the name of a side, beside its revision. */
  about(side: 'before' | 'after'): string {
    void side
    return ''
  }

  /** Which way the story's words run. */
  get runs(): Runs {
    return this.#draft.runs
  }

  /** The sides as they stand on screen, left first. */
  get columns(): ['before' | 'after', 'before' | 'after'] {
    return this.swapped ? ['after', 'before'] : ['before', 'after']
  }

  name(side: 'before' | 'after'): string {
    const s = this.sides
    if (!s) return ''
    return side === 'before' ? this.#names.a ?? called(s.a) : this.#names.b ?? (s.newest ? 'Now' : called(s.b))
  }

  /** What taking a side of a change is called. */
  way(change: Change, side: 'before' | 'after'): string {
    void change
    return this.name(side)
  }

  /** A change of which both sides can be taken. */
  hasBoth(change: Change): boolean {
    return change.n > 0
  }

  /** What a pick has done, for those who do not see it. */
  saidOf(change: Change, pick: Picked): string {
    void change
    return pick === 'both' ? 'Both are taken' : `${this.name(pick === 'before' ? 'before' : 'after')} is taken`
  }

  /** Both sides changed it, each in its own way. */
  torn(c: Change): boolean {
    const s = this.sides
    return !!s && (c.n > 0 ? s.torn.includes(c.n) : s.tornFields.includes(c.field))
  }

  step(by: 1 | -1) {
    this.look(this.at + by)
  }

  look(at: number) {
    const to = Math.max(0, Math.min(this.changes.length - 1, at))
    if (to === this.at) return // a click on one of its buttons says what that did
    this.at = to
    this.said = ''
  }

  pick(change: Change | undefined): Picked {
    return (change && this.picks[change.key]) ?? ''
  }

  /** Takes what stands in a column (0 = left) for the change that is looked at. */
  takeColumn(column: 0 | 1) {
    this.take(this.columns[column] === 'before' ? 'before' : '')
  }

  take(pick: Picked) {
    if (!this.sides?.newest || !this.change) return
    if (pick === 'both' && this.change.n === 0) {
      this.said = 'A field holds one of the two: take a side'
      return
    }
    this.picks[this.change.key] = pick
    this.said = this.saidOf(this.change, pick)
  }

  /** Takes what stands in a column for every change. */
  takeAll(column: 0 | 1) {
    if (!this.sides?.newest) return
    const side = this.columns[column]
    for (const c of this.changes) this.picks[c.key] = side === 'before' ? 'before' : ''
    this.said = `${this.name(side)} is taken throughout`
  }

  swap() {
    this.swapped = !this.swapped
    this.said = `${this.name(this.columns[0])} stands left`
  }

  /** Saves what was taken as a new revision; true when that is done. */
  async finish(): Promise<boolean> {
    const s = this.sides
    if (!s || !s.newest || (!this.taken && !this.open)) {
      this.said = 'Nothing is taken: the story stays as it is'
      return false
    }
    const body = this.changes.filter((c) => c.n > 0)
    try {
      await this.#draft.take({
        id: s.id, base: s.b.rev, from: s.a.rev,
        fields: this.changes.filter((c) => c.n === 0 && this.pick(c) === 'before').map((c) => c.field),
        body: body.map((c) => this.pick(c)),
        settles: this.open > 0,
      })
      return true
    } catch (reason) {
      this.problem = problemOf(reason)
      return false
    }
  }
}

/** What a revision is called where it is named. */
export const called = (r: Revision): string => (r.name ? `“${r.name}”` : `Revision ${r.rev}`)
