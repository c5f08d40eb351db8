import type { Api } from '../api'
import type { Comparison, Revision } from '../pasttypes'
import type { Draft } from './draft.svelte'
import { sittings, type Sitting } from './sittings'

/** What a revision is held against: what it began from, or the story as it is. */
export type Against = 'before' | 'now'

/** The revisions themselves, or what was done to where the story stands. */
export type Shown = 'revisions' | 'log'

/** A line of the list: a sitting, or, where that is open, one save in it. */
export interface Line {
  revision: Revision
  /** Of the whole sitting on its own line, of the save alone within. */
  changed: string[]
  /** The revision that it is held against. */
  from: number
  /** Saves behind this line; 1 = none but its own. */
  saves: number
  open: boolean
  inner: boolean
}

type Tell = (what: { text: string } | { reason: unknown }) => void

/** The revisions of one story: which is looked at, what it changed, and the way back to it. */
export class Past {
  revisions = $state.raw<Revision[]>([])
  chosen = $state(0)
  against = $state<Against>('before')
  shown = $state<Shown>('revisions')
  comparison = $state.raw<Comparison | null>(null)
  loading = $state(true)

  #api: Api
  #draft: Draft
  #tell: Tell
  #asked = 0

  constructor(api: Api, draft: Draft, tell: Tell) {
    this.#api = api
    this.#draft = draft
    this.#tell = tell
  }

  /** The newest revisions of the sittings that are shown save by save. */
  #open = $state.raw<ReadonlySet<number>>(new Set())
  lines: Line[] = $derived(sittings(this.revisions).flatMap((s) => this.#linesOf(s)))
  line: Line | undefined = $derived(this.lines.find((l) => l.revision.rev === this.chosen))
  revision: Revision | undefined = $derived(this.revisions.find((r) => r.rev === this.chosen))

  #linesOf(s: Sitting): Line[] {
    const [newest, ...older] = s.revisions
    if (!newest) return []
    const open = older.length > 0 && this.#open.has(newest.rev)
    const head = { revision: newest, changed: s.changed, from: s.from, saves: s.revisions.length, open, inner: false }
    const inner = open ? older.map((r) => ({ revision: r, changed: r.changed, from: r.rev - 1, saves: 1, open: false, inner: true })) : []
    return [head, ...inner]
  }

  /** Shows a sitting save by save, or as one line again; the cursor goes to its line. */
  unfold(open: boolean) {
    const at = this.lines.findIndex((l) => l.revision.rev === this.chosen)
    const head = this.lines.slice(0, at + 1).findLast((l) => !l.inner)
    if (!head || head.saves === 1 || head.open === open) return
    const opened = new Set(this.#open)
    if (open) opened.add(head.revision.rev)
    else opened.delete(head.revision.rev)
    this.#open = opened
    if (!open) void this.choose(head.revision.rev)
  }

  /** Reads the list; the newest revision is looked at until somebody chooses. */
  async load() {
    const newest = this.revisions[0]?.rev ?? 0
    try {
      this.revisions = await this.#api.history(this.#draft.id)
    } catch (reason) {
      this.#tell({ reason })
    }
    this.loading = false
    await this.choose(this.chosen && this.chosen !== newest ? this.chosen : (this.revisions[0]?.rev ?? 0))
  }

  async choose(rev: number) {
    this.chosen = rev
    await this.#compare()
  }

  async hold(against: Against) {
    this.against = against
    await this.#compare()
  }

  /** What went out against the story as it is. */
  async sinceSent(rev: number) {
    const sitting = sittings(this.revisions).find((s) => s.revisions.some((r) => r.rev === rev))?.revisions[0]
    if (sitting && sitting.rev !== rev) this.#open = new Set([...this.#open, sitting.rev])
    this.against = 'now'
    await this.choose(rev)
  }

  /** To the revision so many lines further down the list. */
  async step(by: number) {
    const at = this.lines.findIndex((l) => l.revision.rev === this.chosen)
    const to = this.lines[Math.max(0, Math.min(this.lines.length - 1, at + by))]
    if (to) await this.choose(to.revision.rev)
  }

  /** Makes the chosen revision, or fields of it, the newest. */
  async bringBack(...fields: string[]) {
    const rev = this.chosen
    try {
      await this.#draft.restore(rev, fields)
      this.#tell({ text: `Revision ${rev} is back${fields.length ? ', in part' : ''}. What stood here before is in the history.` })
      await this.load()
    } catch (reason) {
      this.#tell({ reason })
    }
  }

  /** Gives the chosen revision a name; '' takes it away. */
  async name(name: string) {
    try {
      this.revisions = await this.#api.nameRevision(this.#draft.id, this.chosen, name)
      this.#tell({ text: name.trim() ? `Revision ${this.chosen} is called “${name.trim()}”` : `Revision ${this.chosen} has no name now` })
    } catch (reason) {
      this.#tell({ reason })
    }
  }

  /** The two revisions that are compared; 0 is the newest. */
  get pair(): [number, number] {
    return this.against === 'now' ? [this.chosen, 0] : [this.line?.from ?? this.chosen - 1, this.chosen]
  }

  async #compare() {
    const n = ++this.#asked
    const rev = this.chosen
    if (!rev) return
    const [a, b] = this.pair
    try {
      const found = a > 0 ? await this.#api.compare(this.#draft.id, a, b) : null
      if (n === this.#asked) this.comparison = found
    } catch (reason) {
      if (n === this.#asked) this.#tell({ reason })
    }
  }
}
