import { problemOf, type Api, type Problem } from '../api'
import type { Section, SectionChange, SectionsNow } from '../sections'
import { many } from '../ui/words'
import type { Opened } from './opened'
import type { DialogName } from './session.svelte'
import { placeBeside, placeOnTheWay, treeOf, withSame, type Leaf, type Place, type Side, type Way } from './tree'

/** What sections need of the window. */
export interface SectionsDesk {
  readonly story: Opened | null
  readonly desk: { sections: Section[]; sectionCounts: Record<string, number>; trashCounts: Record<string, number>; sectionId: string; show(view: string): Promise<void>; refresh(): Promise<void> }
  readonly stories: { flushAll(): Promise<boolean>; refreshAll(): Promise<unknown> }
  readonly preview: { ask(): void }
  /** Null = no story was opened yet. */
  readonly spelling: { refresh(): void } | null
  dialog: DialogName
  fail(reason: unknown): void
}

/** What could not be saved, and where it was typed. */
export interface Refused {
  id: string
  field: string
  typed: string
  problem: Problem
}

const EDGES: Record<Way, string> = {
  up: 'is the first there already', down: 'is the last there already', in: 'has none above it to lie below', out: 'lies below none',
}
const LONG = 500 // stories whose move somebody waits for
const MOVES_STORIES = new Set(['merge', 'delete', 'undo', 'redo'])

/** The sections of the house, and what is done to them. */
export class Sections {
  /** The section with the cursor. */
  chosen = $state.raw('')
  /** What was just done, for those who do not see it. */
  said = $state.raw('')
  /** What undo would take back; '' = nothing. */
  last = $state.raw('')
  /** What redo would do again; '' = nothing. */
  next = $state.raw('')
  problem = $state.raw<Problem | null>(null)
  refused = $state.raw<Refused | null>(null)
  /** What is about to end: a section merged into another, or deleted. */
  ending = $state.raw<'merge' | 'delete' | null>(null)

  readonly tree: Leaf[] = $derived.by(() => treeOf(this.list))

  readonly #below: Map<string, number> = $derived.by(() => {
    const below = new Map<string, number>()
    for (const { section } of this.tree.toReversed()) {
      if (section.parent) below.set(section.parent, (below.get(section.parent) ?? 0) + this.own(section.id) + (below.get(section.id) ?? 0))
    }
    return below
  })
  #api: Api
  #desk: SectionsDesk
  #work: Promise<unknown> = Promise.resolve()

  constructor(api: Api, desk: SectionsDesk) {
    this.#api = api
    this.#desk = desk
  }

  get list(): Section[] {
    return this.#desk.desk.sections
  }

  get section(): Section | undefined {
    return this.list.find((s) => s.id === this.chosen)
  }

  open() {
    this.problem = this.refused = this.ending = null
    this.said = ''
    const here = this.#desk.story?.draft.fields['section'] || this.#desk.desk.sectionId
    if (here) this.chosen = here
    this.#keepChosen()
    this.#desk.dialog = 'sections'
  }

  /** Stories in a section itself. */
  own = (id: string): number => this.#desk.desk.sectionCounts[id] ?? 0

  /** Those of it that are in the trash. */
  trashed = (id: string): number => this.#desk.desk.trashCounts[id] ?? 0

  /** Stories in the sections below it. */
  below = (id: string): number => this.#below.get(id) ?? 0

  choose(id: string) {
    if (id === this.chosen) return
    this.chosen = id
    this.ending = null
  }

  /** The cursor goes n lines further down. */
  step(n: number) {
    const { list } = this
    const at = list.findIndex((s) => s.id === this.chosen)
    const next = list[Math.max(0, Math.min(list.length - 1, at + n))]
    if (next) this.choose(next.id)
  }

  /** The cursor goes to what a section lies below, or to the first below it. */
  stepTo(way: 'out' | 'in') {
    const next = way === 'out' ? this.section?.parent : this.list.find((s) => s.parent === this.chosen)?.id
    if (next) this.choose(next)
  }

  /** The cursor goes to the next section whose name begins so. */
  stepByName(start: string) {
    const at = this.list.findIndex((s) => s.id === this.chosen) + (start.length > 1 ? 0 : 1)
    const round = [...this.list.slice(at), ...this.list.slice(0, at)]
    const next = round.find((s) => s.name.toLocaleLowerCase().startsWith(start.toLocaleLowerCase()))
    if (next) this.choose(next.id)
  }

  move = (way: Way) => this.#put(this.chosen, () => placeOnTheWay(this.list, this.chosen, way), EDGES[way])
  drop = (id: string, target: string, side: Side) => this.#put(id, () => placeBeside(this.list, id, target, side), 'cannot lie there')

  /** Adds a section below another; the first of all gets the cursor. */
  async add(name: string, under: string): Promise<Section | undefined> {
    const before = new Set(this.list.map((s) => s.id))
    if (!(await this.#change(() => ({ do: 'add', name, under })))) return undefined
    const added = this.list.find((s) => !before.has(s.id))
    this.#keepChosen()
    this.said = `“${name}” added${under ? ` below “${this.#name(under)}”` : ''}`
    return added
  }

  /** Adds a section for the open story, which goes into it if it is in none. */
  async addForStory(name: string, under: string): Promise<boolean> {
    const added = await this.add(name, under)
    const draft = this.#desk.story?.draft
    if (added && draft && !draft.fields['section']) {
      draft.set('section', added.id)
      void draft.flush()
    }
    return !!added
  }

  /** Gives a section's field a value, as it was typed; true when it has it. */
  async set({ id }: Section, field: string, typed: string): Promise<boolean> {
    this.refused = null
    const done = !!(await this.#change(() => (field === 'name' ? { do: 'rename', section: id, name: typed } : { do: 'describe', section: id, set: { [field]: typed } })))
    if (done) this.said = field === 'name' ? `“${this.#name(id)}” is its name, /${this.list.find((s) => s.id === id)?.slug}/ its web address` : 'Saved'
    else if (this.problem) {
      this.refused = { id, field, typed, problem: this.problem }
      this.problem = null
    }
    return done
  }

  merge = (into: string) => this.#end('merge', into)
  remove = (into: string) => this.#end('delete', into)

  /** Does again what was taken back last. */
  async doAgain() {
    const now = await this.#turn('redo')
    if (now) this.said = `Done again: ${now.undone}.`
  }

  /** Takes the last action on the sections back. */
  async takeBack() {
    const now = await this.#turn('undo')
    if (!now) return
    const stayed = now.stayed ? ` ${many(now.stayed, 'story stays', 'stories stay')} where somebody moved ${now.stayed === 1 ? 'it' : 'them'} since.` : ''
    this.said = `Taken back: ${now.undone}.${stayed}`
  }

  // The cursor goes to a section that is there again.
  async #turn(way: 'undo' | 'redo'): Promise<SectionsNow | null> {
    const before = new Set(this.list.map((s) => s.id))
    const now = await this.#change(() => ({ do: way }))
    if (!now) return null
    this.refused = this.ending = null
    const again = now.sections.find((s) => !before.has(s.id))
    if (again) this.chosen = again.id
    return now
  }

  async #put(id: string, find: () => Place | null, edge: string) {
    let stuck = false
    const done = await this.#change(() => {
      const place = find()
      stuck = !place
      return place && { do: 'put', section: id, ...place }
    })
    const leaf = this.tree.find((l) => l.section.id === id)
    if (stuck && leaf) this.said = `“${leaf.section.name}” ${edge}`
    if (!done || !leaf) return
    const where = leaf.section.parent ? `below “${this.#name(leaf.section.parent)}”` : 'at the top'
    this.said = `“${leaf.section.name}” is ${leaf.place} of ${leaf.of} ${where}`
  }

  async #end(how: 'merge' | 'delete', into: string) {
    const { section } = this
    if (!section) return
    const at = this.list.indexOf(section)
    const stories = this.own(section.id) + this.trashed(section.id)
    if (stories >= LONG) this.said = `Moving ${many(stories, 'story', 'stories')} …`
    const now = await this.#change(() => ({ do: how, section: section.id, into }))
    if (!now) return
    this.ending = null
    this.chosen = into || (this.list[Math.min(at, this.list.length - 1)]?.id ?? '')
    this.said = now.last
    // A list of what is no more would be empty.
    if (this.#desk.desk.sectionId === section.id) await this.#desk.desk.show('all')
  }

  #name = (id: string) => this.list.find((s) => s.id === id)?.name ?? ''

  // The cursor stands somewhere.
  #keepChosen() {
    if (!this.section) this.chosen = this.list[0]?.id ?? ''
  }

  /** One after the other: each is made from what the one before has left. Null = nothing is to be done. */
  #change(make: () => SectionChange | null): Promise<SectionsNow | null> {
    const done = this.#work.then(() => this.#send(make()))
    this.#work = done
    return done
  }

  async #send(change: SectionChange | null): Promise<SectionsNow | null> {
    this.problem = null
    if (!change) return null
    const { desk, stories, preview, spelling } = this.#desk
    const moves = MOVES_STORIES.has(change.do)
    try {
      // What is typed is kept first: the stories get a new revision.
      if (moves && !(await stories.flushAll())) throw { message: 'Some words are not saved yet.', hint: 'Wait until they are, then try again.' }
      const now = await this.#api.changeSections(change)
      desk.sections = withSame(desk.sections, now.sections)
      this.last = now.last
      this.next = now.next
      this.#keepChosen()
      await Promise.all([desk.refresh(), moves && stories.refreshAll()])
      preview.ask()
      spelling?.refresh() // another language may stand for it
      return now
    } catch (e) {
      this.problem = problemOf(e)
      return null
    }
  }
}
