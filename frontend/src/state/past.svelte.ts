import type { Api } from '../api'
import type { Comparison, Revision } from '../types'
import type { Draft } from './draft.svelte'

/** What a revision is held against: the one before it, or the story as it is. */
export type Against = 'before' | 'now'

type Tell = (what: { text: string } | { reason: unknown }) => void

/** The revisions of one story: which is looked at, what it changed, and the way back to it. */
export class Past {
  revisions = $state.raw<Revision[]>([])
  chosen = $state(0)
  against = $state<Against>('before')
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

  revision: Revision | undefined = $derived(this.revisions.find((r) => r.rev === this.chosen))

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

  /** To the revision so many lines further down the list. */
  async step(by: number) {
    const at = this.revisions.findIndex((r) => r.rev === this.chosen)
    const to = this.revisions[Math.max(0, Math.min(this.revisions.length - 1, at + by))]
    if (to) await this.choose(to.rev)
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
    return this.against === 'now' ? [this.chosen, 0] : [this.chosen - 1, this.chosen]
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
