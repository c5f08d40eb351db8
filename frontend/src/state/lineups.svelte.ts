import { problemOf, type Api, type Problem } from '../api'
import { copyText } from '../editor/paste/clipboard'
import type { FrontChange, FrontFinding, FrontView, GoneLineup, HeadFit, Lineup, LineupPast, Rule, Slot, Weight } from '../lineups'
import type { Section } from '../sections'
import type { FoundStory, Head, Picture } from '../types'
import { listed, many } from '../ui/words'
import type { DialogName } from './session.svelte'

/** What lineups need of the window. */
export interface LineupsDesk {
  readonly desk: { sections: Section[]; sectionId: string }
  readonly stories: { flushAll(): Promise<boolean>; checkRead(): Promise<unknown> }
  dialog: DialogName
}

/** What may be chosen: a lineup, or a section whose nobody has begun. */
export interface Choice {
  word: string
  name: string
}

/** A step of undo: back to a revision's order, or to a name. */
type Step = { act: 'revert'; rev: number } | { act: 'rename'; name: string }

const EMPTY: Lineup = { id: '', name: '', rev: 0, slots: [] }

/** The lineups of the house, one of them on screen with its front. */
export class Lineups {
  all = $state.raw<Lineup[]>([])
  /** The style sheet of fronts. */
  style = $state.raw('')
  /** The lineup on screen: its id or a section's; '' = none is. */
  word = $state.raw('')
  front = $state.raw<FrontView | null>(null)
  /** The story with the cursor. */
  chosen = $state.raw('')
  /** What was just done, for those who do not see it. */
  said = $state.raw('')
  problem = $state.raw<Problem | null>(null)
  /** The chosen place's head is being typed. */
  editing = $state.raw(false)
  /** How what is being typed fits. */
  fit = $state.raw<HeadFit[]>([])
  /** What undo does, the next last. */
  steps = $state.raw<Step[]>([])
  /** The lineup that was deleted last, and can come back. */
  gone = $state.raw<GoneLineup | null>(null)

  #api: Api
  #desk: LineupsDesk
  #work: Promise<unknown> = Promise.resolve()
  #asked = 0 // times that a head was measured

  constructor(api: Api, desk: LineupsDesk) {
    this.#api = api
    this.#desk = desk
  }

  /** Puts the list of a front on the clipboard, for whoever sets it by hand. */
  async copyList(text: string) {
    try {
      await copyText(text)
      this.said = 'The list is copied'
    } catch {
      this.problem = problemOf({ message: 'The clipboard could not be written.' })
    }
  }

  readonly lineup: Lineup = $derived.by(() => this.front?.lineup.lineup ?? EMPTY)
  readonly slots: Slot[] = $derived.by(() => this.lineup.slots)
  readonly at: number = $derived.by(() => this.slots.findIndex((s) => s.story === this.chosen))
  readonly slot: Slot | undefined = $derived.by(() => this.slots[this.at])
  /** Destinations that have its front, or get it. */
  readonly frontAt: string[] = $derived.by(() => this.front?.at ?? [])
  readonly holes: number = $derived.by(() => this.slots.filter((s) => s.hole).length)

  /** All lineups by name, then the sections that have none yet. */
  readonly choices: Choice[] = $derived.by(() => {
    const named = this.all.map((l) => ({ word: l.id, name: l.name }))
    const begun = new Set(this.all.map((l) => l.sectionId))
    return [...named, ...this.#desk.desk.sections.filter((s) => !begun.has(s.id)).map((s) => ({ word: s.id, name: s.name }))]
  })

  async open() {
    this.problem = null
    this.said = ''
    this.editing = false
    if (this.gone) this.gone = { ...this.gone, frontAt: [] } // it may be down by now: Going out knows
    await this.#desk.stories.flushAll() // what was just typed stands on the front too
    await this.#tried(async () => {
      await this.#list()
      const here = this.#desk.desk.sectionId
      const word = [this.word, ...this.all.filter((l) => l.sectionId === here && here).map((l) => l.id), ...this.choices.map((c) => c.word)].find((w) => this.choices.some((c) => c.word === w))
      if (word) await this.#show(word)
    })
    this.#desk.dialog = 'lineups'
  }

  /** Puts another lineup on screen. */
  async pick(word: string) {
    this.editing = false
    this.said = ''
    await this.#tried(() => this.#show(word))
  }

  /** A story's list line. */
  head = (story: string): Head | undefined => this.front?.lineup.heads.find((h) => h.id === story)
  /** What stands in a place. */
  headline = (n: number): string => this.front?.places[n]?.headline || this.head(this.slots[n]?.story ?? '')?.headline || 'No headline yet'
  findings = (n: number): FrontFinding[] => (this.front?.findings ?? []).filter((f) => f.place === n + 1)

  choose(story: string) {
    if (story === this.chosen) return
    this.chosen = story
    this.editing = false
  }

  /** The cursor goes n places further down. */
  step(n: number) {
    const next = this.slots[Math.max(0, Math.min(this.slots.length - 1, this.at + n))]
    if (next) this.choose(next.story)
  }

  async move(by: number) {
    const to = this.at + by
    if (!this.slot) return
    if (to < 0 || to >= this.slots.length) {
      this.said = `“${this.headline(this.at)}” is the ${by < 0 ? 'first' : 'last'} already`
      return
    }
    await this.#place(this.chosen, to)
  }

  /** A story was dropped beside another. */
  async drop(story: string, target: string, side: 'before' | 'after' | 'below') {
    const from = this.slots.findIndex((s) => s.story === story)
    const onto = this.slots.findIndex((s) => s.story === target)
    if (from < 0 || onto < 0) return
    const to = side === 'before' ? onto : onto + 1
    this.choose(story)
    await this.#place(story, to > from ? to - 1 : to)
  }

  async #place(story: string, to: number) {
    if (await this.#change({ act: 'move', stories: [story], to })) this.#sayPlace()
  }

  async splash() {
    if (this.slot && (await this.#change({ act: 'splash', stories: [this.chosen] }))) this.said = `“${this.headline(this.at)}” is the splash, place ${this.at + 1} of ${this.slots.length}`
  }

  async pin() {
    if (!this.slot) return
    const pinned = !this.slot.pinned
    if (await this.#set({ pinned: String(pinned) })) this.said = `“${this.headline(this.at)}” is ${pinned ? 'pinned: filling leaves it where it is' : 'no longer pinned'}`
  }

  async weigh(weight: Weight) {
    if (this.slot && (await this.#set({ weight }))) this.said = `“${this.headline(this.at)}” is a ${weight}`
  }

  /** Gives the chosen place words and a picture of its own; '' = the story's stand there. */
  async say(set: Record<string, string>): Promise<boolean> {
    if (!(await this.#set(set))) return false
    this.editing = false
    this.said = `Place ${this.at + 1} reads “${this.headline(this.at)}”`
    return true
  }

  #set = (slot: Record<string, string>) => this.#change({ act: 'slot', stories: [this.chosen], slot })

  /** The stories that lead on from the chosen place. */
  readonly links: string[] = $derived.by(() => this.slot?.sublinks ?? [])

  /** Gives the chosen place other sublinks. */
  async relink(links: string[]) {
    if (await this.#set({ sublinks: links.join(';') })) this.said = `Place ${this.at + 1}: ${many(links.length, 'sublink')}`
  }

  async take() {
    const { at } = this
    if (!this.slot) return
    const name = this.headline(at)
    if (!(await this.#change({ act: 'remove', stories: [this.chosen] }))) return
    this.chosen = this.slots[Math.min(at, this.slots.length - 1)]?.story ?? ''
    this.said = `“${name}” taken out. ${many(this.slots.length, 'story', 'stories')} left`
  }

  /** Puts a story behind the chosen one. */
  async add(story: string) {
    if (await this.#change({ act: 'add', stories: [story], to: this.at < 0 ? 0 : this.at + 1 })) {
      this.chosen = story
      this.#sayPlace()
    }
  }

  /** Fills it as it was filled last, or as a rule says; true when it is. */
  async fill(rule?: Rule): Promise<boolean> {
    const before = new Set(this.slots.map((s) => s.story))
    if (!(await this.#change({ act: 'fill', rule }))) return false
    const fresh = this.slots.filter((s) => !before.has(s.story)).length
    this.said = `Filled: ${fresh ? many(fresh, 'new story', 'new stories') : 'nothing new is ready'}`
    return true
  }

  async spare() {
    if (await this.#change({ act: 'spare' })) this.said = 'The spare is in use. The same key puts the other back'
  }

  async keep() {
    if (await this.#change({ act: 'keep' })) this.said = 'This order is the spare now'
  }

  async copyYesterday() {
    if (await this.#change({ act: 'copy', yesterday: true })) this.said = `Yesterday's order: ${many(this.slots.length, 'story', 'stories')}`
  }

  /** Makes a lineup of a name; true when it is there. */
  async make(name: string): Promise<boolean> {
    return this.#tried(async () => {
      await this.#took(await this.#api.changeFront({ lineup: name, base: 0, act: 'new' }))
      await this.#list()
      this.word = this.lineup.id
      this.said = `“${this.lineup.name}” is there. Add its first story`
    })
  }

  async takeBack() {
    const step = this.steps.at(-1)
    if (!step && this.gone) return this.#bringBack(this.gone.lineup)
    if (!step) {
      this.said = 'There is nothing to take back'
      return
    }
    const rest = this.steps.slice(0, -1)
    if (!(await this.#change(step))) return
    this.steps = rest
    this.said = step.act === 'rename' ? `Taken back: it is called “${this.lineup.name}”` : `Taken back: ${many(this.slots.length, 'story', 'stories')}, as they were`
    if (step.act === 'rename') await this.#tried(() => this.#list())
  }

  /** Gives the lineup another name; a section's has its section's. */
  async rename(name: string): Promise<boolean> {
    if (name === this.lineup.name) return true
    if (!(await this.#change({ act: 'rename', name }))) return false
    this.said = `It is called “${this.lineup.name}” now`
    return this.#tried(() => this.#list())
  }

  /** Takes the lineup away; undo brings it back. */
  async remove() {
    const { lineup } = this
    if (!lineup.id) return
    await this.#tried(async () => {
      this.gone = await this.#api.deleteLineup(lineup.id, lineup.rev)
      await this.#list()
      this.front = null
      this.steps = []
      this.word = ''
      const next = this.choices[0]
      if (next) await this.#show(next.word)
      const { frontAt } = this.gone
      this.said = frontAt.length > 0 ? `“${lineup.name}” is deleted. Its front is still at ${listed(frontAt)}. Undo brings the lineup back` : `“${lineup.name}” is deleted. Undo brings it back`
    })
  }

  async #bringBack({ id, rev }: Lineup) {
    await this.#tried(async () => {
      const front = await this.#api.changeFront({ lineup: id, base: 0, act: 'revert', rev })
      this.gone = null
      await this.#list()
      this.word = id
      await this.#took(front)
      this.said = `“${this.lineup.name}” is back, with ${many(this.slots.length, 'story', 'stories')}`
    })
  }

  /** Says what is new since it was sent last. */
  async compare() {
    await this.#tried(async () => {
      const { sent, lines } = await this.#api.sinceSent(this.word)
      if (!sent) this.said = 'This lineup was not sent yet'
      else this.said = lines.length > 0 ? `New since it was sent: ${lines.join('; ')}` : 'Nothing is new since it was sent'
    })
  }

  /** What is new since a revision, in words. */
  since = async (rev: number): Promise<string[]> => {
    let lines: string[] = []
    await this.#tried(async () => {
      lines = await this.#api.sinceRevision(this.word, rev)
    })
    return lines
  }

  /** The news list on paper, by the system's print dialog. */
  async printBudget() {
    await this.#tried(async () => {
      const [budget, { setBudget }] = await Promise.all([this.#api.printBudget(this.word), import('../ui/budgetsheet')])
      this.said = 'The news list goes to the printer'
      await setBudget(budget)
      print()
    })
  }

  async saveBudget() {
    await this.#tried(async () => {
      this.said = `The news list is saved: ${await this.#api.saveBudget(this.word)}`
    })
  }

  /** Says how a head fits while it is typed. */
  measure(text: string) {
    const { slot, at } = this
    if (!slot) return
    const shown = text.trim() || this.head(slot.story)?.headline || ''
    const asked = ++this.#asked
    void this.#tried(async () => {
      const fit = await this.#api.measureHead(shown, slot.weight, this.front?.places[at]?.pictured ?? false)
      if (asked === this.#asked) this.fit = fit
    })
  }

  /** The pictures that a place may show. */
  picturesOf = async (story: string): Promise<Picture[]> => (await this.#api.open(story)).pictures ?? []

  async past(): Promise<LineupPast[]> {
    let found: LineupPast[] = []
    await this.#tried(async () => {
      if (this.lineup.id) found = await this.#api.lineupHistory(this.word)
    })
    return found
  }

  async goBackTo(rev: number) {
    if (await this.#change({ act: 'revert', rev })) this.said = `As in revision ${rev}: ${many(this.slots.length, 'story', 'stories')}`
  }

  /** Stories for the words typed, that have no place here. */
  async find(query: string): Promise<FoundStory[]> {
    const placed = new Set(this.slots.map((s) => s.story))
    return (await this.findAny(query)).filter((s) => !placed.has(s.id))
  }

  /** Stories for the words typed that readers may meet. */
  async findAny(query: string): Promise<FoundStory[]> {
    const found = await this.#api.search(query, 40)
    return found.stories.filter((s) => !s.trashed && s.flag !== 'killed' && s.flag !== 'spiked')
  }

  #sayPlace() {
    this.said = `“${this.headline(this.at)}”, place ${this.at + 1} of ${this.slots.length}`
  }

  async #list() {
    const { lineups, style } = await this.#api.lineups()
    this.all = lineups
    this.style = style
  }

  async #show(word: string) {
    this.word = word
    this.steps = []
    await this.#took(await this.#api.front(word))
  }

  async #took(front: FrontView) {
    this.front = front
    if (!this.slot) this.chosen = this.slots[0]?.story ?? ''
  }

  async #tried(run: () => Promise<void>): Promise<boolean> {
    if (this.problem) this.said = ''
    this.problem = null
    try {
      await run()
      return true
    } catch (e) {
      this.problem = problemOf(e)
      this.said = ''
      return false
    }
  }

  /** One after the other: each is made on what the one before has left. */
  #change(change: Omit<FrontChange, 'lineup' | 'base'>): Promise<boolean> {
    const done = this.#work.then(() => this.#tried(() => this.#send(change)))
    this.#work = done
    return done
  }

  async #send(change: Omit<FrontChange, 'lineup' | 'base'>) {
    const { rev: base, name } = this.lineup
    try {
      await this.#took(await this.#api.changeFront({ ...change, lineup: this.word, base }))
    } catch (e) {
      if (problemOf(e).code === 'stale') await this.#show(this.word) // what the other made of it
      throw e
    }
    void this.#desk.stories.checkRead()
    const step: Step = change.act === 'rename' ? { act: 'rename', name } : { act: 'revert', rev: base }
    if (base > 0 && this.lineup.rev > base) this.steps = [...this.steps, step]
    if (base === 0) {
      await this.#list()
      this.word = this.lineup.id
    }
  }
}
