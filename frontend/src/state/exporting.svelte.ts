import { problemOf, type Api, type Problem } from '../api'
import type { ExportPlan, Exported, Pass, PlannedStory, Progress, Verdict, Wanted } from '../exporttypes'
import { PackageFormats } from './packageformats.svelte'
import { Passing, type Answering } from './passing.svelte'
import { Signing } from './signing.svelte'

export type Scope = 'story' | 'chosen' | 'section' | 'lineup' | 'all'

/** How often a package that is being saved is asked how far it is, in milliseconds. */
const PACE = 150

/** Kills a story; what is wrong with the reason is said to refused. */
type DoKill = (id: string, why: string, refused: (message: string) => void) => Promise<boolean>

/** Saving a package: what would go, what stops it, how far it is, what came of it. */
export class Exporting {
  scope = $state<Scope>('story')
  /** The name of a format; '' = the first. */
  profile = $state('')
  /** Only what has changed since the last package in that format. */
  changed = $state(false)
  /** Kill notices go in the place of stories. */
  kill = $state(false)
  /** Those of what was chosen that are killed. */
  dead = $state.raw<string[]>([])
  /** Why the story that is not killed yet must not be used, and what is wrong with that. */
  why = $state('')
  trouble = $state('')
  /** Somebody asked for notices of these stories and no others. */
  named = $state(false)
  zip = $state(true)
  skipBlocked = $state(false)
  folder = $state('')
  plan = $state.raw<ExportPlan | null>(null)
  result = $state.raw<Exported | null>(null)
  verdict = $state.raw<Verdict | null>(null)
  problem = $state.raw<Problem | null>(null)
  busy = $state(false)
  progress = $state.raw<Progress | null>(null)
  /** Somebody asked to end it. */
  stopping = $state(false)
  /** It was ended before it was done. */
  stopped = $state(false)
  readonly passing: Passing
  readonly formats: PackageFormats
  readonly signing: Signing

  #api: Api
  #wanted: Wanted = { ids: [], sectionId: '', all: false }
  #asked = 0
  #left: () => void
  #doKill: DoKill

  constructor(api: Api, desk: Answering, doKill: DoKill = () => Promise.resolve(false), left: () => void = () => undefined) {
    this.#api = api
    this.#doKill = doKill
    this.#left = left
    this.signing = new Signing(api, (v) => (this.verdict = v))
    this.passing = new Passing(desk, () => this.#ask())
    // What was made just now is what somebody wants; one that is called otherwise stays chosen.
    this.formats = new PackageFormats(api, (was, name) => {
      if (!was || was === this.profile) this.profile = name
    })
  }

  /** Stories that something still stops, after all that is passed. */
  held: number = $derived.by(() => (this.plan ? this.passing.stopped(this.plan) : 0))

  /** Stories that would go now. */
  going: number = $derived(this.plan ? this.plan.stories.length - (this.skipBlocked ? this.held : 0) : 0)

  /** The stops that are passed, by name. */
  passed: Pass[] = $derived.by(() => this.passing.passes.map((p) => ({ ...p, stop: this.plan?.stops.find((s) => s.code === p.stop)?.name ?? p.stop })))

  /** The story that is killed with the notice of it. */
  alive: PlannedStory | null = $derived.by(() => (this.kill && this.dead.length === 0 ? (this.plan?.stories[0] ?? null) : null))

  /** There is a kill to tell of, or a story that readers have and that could be killed. */
  mayKill: boolean = $derived.by(() => this.kill || this.dead.length > 0 || (this.plan?.stories.length === 1 && !!this.plan.stories[0]!.left))

  ready: boolean = $derived.by(() => !this.busy && (this.alive ? !!this.why.trim() : this.going > 0 && (this.kill || this.held === 0 || this.skipBlocked)))

  /** Chooses what goes and asks what would stop it. */
  async choose(scope: Scope, wanted: Wanted) {
    this.#begin(scope, wanted)
    this.named = false
    await this.formats.load()
    await this.#anew()
    this.dead = this.plan?.stops.find((s) => s.code === 'killed')?.stories ?? []
    if (this.dead.length > 0 && this.dead.length === this.plan?.stories.length) await this.setKill(true)
  }

  /** Chooses kill notices of killed stories. */
  async chooseKilled(ids: string[]) {
    this.#begin('chosen', { ids, sectionId: '', all: false })
    this.named = this.kill = true
    this.dead = ids
    await this.formats.load()
    await this.#anew()
  }

  #begin(scope: Scope, wanted: Wanted) {
    this.scope = scope
    this.#wanted = wanted
    this.changed = this.kill = false
    this.dead = []
    this.why = this.trouble = ''
    this.plan = this.result = null // that of last time is ready to be saved, and takes the keys
  }

  /** Whether notices go in the place of stories, of those that are killed or of the one that is to be. */
  async setKill(kill: boolean) {
    if (kill === this.kill) return
    this.kill = kill
    this.changed = false
    this.trouble = ''
    await this.#anew()
  }

  /** Chooses the format, or how much of what was chosen goes. */
  async refine(profile: string, changed: boolean) {
    this.profile = profile
    this.changed = changed
    await this.#anew()
  }

  async #anew() {
    this.result = this.verdict = this.problem = this.plan = null
    this.skipBlocked = this.stopped = false
    this.passing.reset()
    this.profile = (this.formats.named(this.profile) ?? this.formats.all[0])?.name ?? ''
    this.signing.reset()
    await this.#ask()
  }

  #what = (): Wanted => {
    const how = { profile: this.profile, changed: this.changed }
    return this.kill && this.dead.length > 0 ? { ids: this.dead, sectionId: '', all: false, kill: true, ...how } : { ...this.#wanted, ...how }
  }

  async #ask() {
    const n = ++this.#asked
    try {
      const plan = await this.#api.exportPlan(this.#what())
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
    if (this.alive && !(await this.#killFirst(this.alive.id))) return
    this.busy = true
    this.problem = null
    this.stopping = this.stopped = false
    const watch = setInterval(() => void this.#watch(), PACE)
    try {
      this.result = await this.#api.exportPackage(this.#what(), this.zip, this.skipBlocked, this.passing.passes)
      this.#left() // the list says when a story left
    } catch (e) {
      if (this.stopping) this.stopped = true
      else this.problem = problemOf(e)
    }
    clearInterval(watch)
    this.progress = null
    this.busy = this.stopping = false
    if (this.result) await this.#verify(this.result.path)
  }

  // The story is killed, whatever becomes of its notice.
  async #killFirst(id: string): Promise<boolean> {
    this.busy = true
    const done = await this.#doKill(id, this.why.trim(), (message) => (this.trouble = message))
    this.busy = false
    if (done) this.dead = [id]
    return done
  }

  /** Ends a package that is being saved; nothing of it is left behind. */
  async stop() {
    if (!this.busy || this.stopping) return
    this.stopping = true
    try {
      await this.#api.stopExport()
    } catch (e) {
      this.stopping = false
      this.problem = problemOf(e)
    }
  }

  async #verify(path: string) {
    try {
      this.verdict = await this.#api.verify(path)
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  async #watch() {
    try {
      const now = await this.#api.exportProgress()
      if (this.busy && now.stage) this.progress = now
    } catch {
      // It is asked again; the package goes on without.
    }
  }
}
