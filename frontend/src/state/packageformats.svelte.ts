import { problemOf, type Api, type Problem } from '../api'
import type { PackageFormat, PackageFormats as Known } from '../exporttypes'

/** What was taken away, and the way back. */
interface Undone {
  text: string
  undo: () => Promise<unknown>
}

/** The formats of packages: Stet's, and those that the newsroom made. */
export class PackageFormats {
  all = $state.raw<PackageFormat[]>([])
  /** What a package may hold. */
  files = $state.raw<Known['formats']>([])
  /** Paths of the fields that may be limited. */
  fields = $state.raw<string[]>([])
  problem = $state.raw<Problem | null>(null)
  undone = $state.raw<Undone | null>(null)

  #api: Api
  #kept: (was: string, name: string) => void

  /** kept is told what was made or changed, by the name that it had and has. */
  constructor(api: Api, kept: (was: string, name: string) => void) {
    this.#api = api
    this.#kept = kept
  }

  /** Asks for them anew. */
  async load(): Promise<boolean> {
    this.undone = null
    return this.#try(() => this.#api.packageFormats())
  }

  named = (name: string): PackageFormat | undefined => this.all.find((p) => p.name.toLocaleLowerCase() === name.toLocaleLowerCase())

  titleOf = (file: string): string => this.files.find((f) => f.name === file)?.title ?? file

  /** A start for one of the newsroom's own: like another, under a name that is free. */
  like(p: PackageFormat): PackageFormat {
    let name = `Our ${p.name}`
    for (let n = 2; this.named(name); n++) name = `Our ${p.name} ${n}`
    return { ...p, name, title: name, own: true }
  }

  /** Adds one, or changes the one that is called was; false = it cannot be so. */
  async keep(was: string, p: PackageFormat): Promise<boolean> {
    const done = await this.#try(() => this.#api.keepProfile(was, p))
    if (done) this.#kept(was, p.name)
    return done
  }

  async remove(p: PackageFormat) {
    if (await this.#try(() => this.#api.removeProfile(p.name))) this.undone = { text: `Removed: ${p.name}`, undo: () => this.keep('', p) }
  }

  async takeBack() {
    const { undone } = this
    this.undone = null
    await undone?.undo()
  }

  async #try(change: () => Promise<Known>): Promise<boolean> {
    this.problem = null
    try {
      const known = await change()
      this.all = known.profiles
      this.files = known.formats
      this.fields = known.fields
      return true
    } catch (e) {
      this.problem = problemOf(e)
      return false
    }
  }
}
