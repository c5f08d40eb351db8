import { problemOf, type Api, type Problem } from '../api'
import type { ExportPlan, Exported, Pass, Verdict, Wanted } from '../types'
import { Passing, type Answering } from './passing.svelte'
import { Signing } from './signing.svelte'

export type Scope = 'story' | 'section' | 'lineup' | 'all'

/** Saving a package: what would go, what stops it, what came of it. */
export class Exporting {
  scope = $state<Scope>('story')
  zip = $state(true)
  skipBlocked = $state(false)
  folder = $state('')
  plan = $state.raw<ExportPlan | null>(null)
  result = $state.raw<Exported | null>(null)
  verdict = $state.raw<Verdict | null>(null)
  problem = $state.raw<Problem | null>(null)
  busy = $state(false)
  readonly passing: Passing
  readonly signing: Signing

  #api: Api
  #wanted: Wanted = { ids: [], sectionId: '', all: false }
  #asked = 0
  #left: () => void

  constructor(api: Api, desk: Answering, left: () => void = () => undefined) {
    this.#api = api
    this.#left = left
    this.signing = new Signing(api, (v) => (this.verdict = v))
    this.passing = new Passing(desk, () => this.#ask())
  }

  /** Stories that something still stops, after all that is passed. */
  stopped: number = $derived.by(() => (this.plan ? this.passing.stopped(this.plan) : 0))

  /** Stories that would go now. */
  going: number = $derived(this.plan ? this.plan.stories.length - (this.skipBlocked ? this.stopped : 0) : 0)

  /** The stops that are passed, by name. */
  passed: Pass[] = $derived.by(() => this.passing.passes.map((p) => ({ ...p, stop: this.plan?.stops.find((s) => s.code === p.stop)?.name ?? p.stop })))

  ready: boolean = $derived(!this.busy && this.going > 0 && (this.stopped === 0 || this.skipBlocked))

  /** Chooses what goes and asks what would stop it. */
  async choose(scope: Scope, wanted: Wanted) {
    this.scope = scope
    this.#wanted = wanted
    this.result = this.verdict = this.problem = this.plan = null
    this.skipBlocked = false
    this.passing.reset()
    this.signing.reset()
    await this.#ask()
  }

  async #ask() {
    const n = ++this.#asked
    try {
      const plan = await this.#api.exportPlan(this.#wanted)
      if (n === this.#asked) this.plan = plan
    } catch (e) {
      if (n === this.#asked) this.problem = problemOf(e)
    }
  }

  async chooseFolder() {
    try {
      this.folder = (await this.#api.chooseExportFolder()) || this.folder
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  /** Writes the package, then reads it back and checks every file of it. */
  async run() {
    if (!this.ready) return
    this.busy = true
    this.problem = null
    try {
      this.result = await this.#api.exportPackage(this.#wanted, this.zip, this.skipBlocked, this.passing.passes)
      this.#left() // the list says when a story left
      this.verdict = await this.#api.verify(this.result.path)
    } catch (e) {
      this.problem = problemOf(e)
    }
    this.busy = false
  }
}
