import { Problem, problemOf, type Api } from '../api'
import type { UniteAsk, United } from '../mergetypes'
import type { Answered } from '../copytypes'
import type { CorrectionChange } from '../corrections'
import type { Cut } from '../drawer'
import type { HeadlineChange } from '../headlines'
import type { Article, Decided, Decision, Finding, Head, Note, Saved } from '../types'
import type { Take } from '../pasttypes'
import { runsOf, type Runs } from './direction'
import { fieldTexts } from './fields'
import type { Words } from './preview.svelte'
import { SaveLoop } from './saveloop'

/** The body at one moment, which does not move on when somebody types. */
export interface Moment {
  text: string
  /** What undo goes back through from there. */
  steps(): string
}

/** Where the body is edited. The draft asks for its text only when it sends it. */
export interface Copy {
  text(): string
  moment(): Moment
  /** Makes the body read text by the smallest change, as one step of undo. */
  replace(text: string): void
  /** Does to the body, as it reads now, what made after of before; not where both changed the same words. */
  carry(before: string, after: string): void
}

export type SaveState =
  | { kind: 'saved'; at: string; rev: number }
  | { kind: 'saving' }
  | { kind: 'waiting' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'conflict' }

export interface DraftEvents {
  /** A field or the body changed: the preview wants to know. */
  changed?(): void
  saved?(head: Head, paths: string[]): void
  /** What undo goes back through from the body that a revision has. */
  steps?(rev: number, write: () => string): void
}

// The order in which problems are mended: what stops the story first.
const WEIGHT = { block: 0, warn: 1, note: 2 }

/** One open story: its furniture, its save loop, what the checks say of it. */
export class Draft {
  readonly id: string
  /** The newsroom can only be read, and so can this. */
  readonly fixed: boolean
  /** The newest revision that is known to be on disk. */
  saved = $state.raw() as Article
  fields = $state<Record<string, string>>({})
  state = $state.raw<SaveState>({ kind: 'waiting' })
  /** Field path -> why the program would not take it. */
  refused = $state.raw<Record<string, string>>({})
  findings = $state.raw<Finding[]>([])
  /** In a conflict: the version that was saved elsewhere. */
  theirs = $state.raw<Article | null>(null)
  /** The field being typed in: its text is left alone until it is left. */
  focused = ''
  copy: Copy = { text: () => this.saved.body, moment: () => ({ text: this.saved.body, steps: () => '' }), replace: () => undefined, carry: () => undefined }
  events: DraftEvents = {}
  /** What stands for a field that says nothing: what the section says. */
  instead: (path: string) => string = () => ''

  #api: Api
  #loop: SaveLoop
  #note = ''
  #edits = 0

  constructor(api: Api, article: Article, fixed = false) {
    this.#api = api
    this.fixed = fixed
    this.id = article.id
    this.saved = article
    this.fields = fieldTexts(article)
    this.#loop = new SaveLoop({ send: (paths) => this.#send(paths), changed: () => this.#show() })
    this.#show()
  }

  /** Which way the story's words run, as the page settles it too. */
  get runs(): Runs {
    return runsOf(this.fields['direction'] || this.instead('direction'), this.language)
  }

  /** The language of its words; '' = the house's. */
  get language(): string {
    return this.fields['language'] || this.instead('language')
  }

  /** A furniture field reads differently now. */
  set(path: string, value: string) {
    if (this.fixed || this.fields[path] === value) return
    this.fields[path] = value
    this.#changed(path)
  }

  /** The body was edited. */
  typed() {
    this.#changed('body')
  }

  /** The field was left: take what the program made of it. */
  left(path: string) {
    this.focused = ''
    if (!this.#loop.isPending(path) && !this.#loop.refused.has(path)) this.#adoptField(path, fieldTexts(this.saved))
  }

  /** Everything typed so far is on disk when this says true. */
  flush = (): Promise<boolean> => this.#loop.flush()

  /** The story as it stands on screen, for the page beside it. */
  words = (): Words => {
    const unsaved = [...this.#loop.pending, ...this.#loop.refused.keys()].filter((p) => p !== 'embargo' && p !== 'body')
    return { set: this.#values(unsaved), body: this.#values(['body'])['body'] ?? '' }
  }

  get clean(): boolean {
    return this.#loop.pending.length === 0
  }

  /** Another revision became the newest without this draft's doing. */
  adopt(article: Article) {
    this.saved = article
    const texts = fieldTexts(article)
    for (const path of Object.keys(texts)) {
      if (!this.#loop.isPending(path) && path !== this.focused) this.#adoptField(path, texts)
    }
    if (!this.#loop.isPending('body') && this.copy.text() !== article.body) {
      this.copy.replace(article.body)
      this.#stepsOf(article)
    }
    this.#show()
    this.events.changed?.()
  }

  /** Reads the story again, when nothing of it waits to be saved. */
  async refresh() {
    if (!this.clean) return
    const article = await this.#api.open(this.id)
    if (this.clean) this.adopt(article)
  }

  /** Puts words that the import left out back into the story. */
  async putBack(note: Note) {
    await this.#revise((base) => this.#api.putBack(this.id, base, note), ['body'])
  }

  /** Puts a paragraph that was cut back where it was. */
  async putCutBack(cut: Cut) {
    await this.#revise((base) => this.#api.putCutBack(this.id, base, cut), ['body'])
  }

  /** Does one thing to the headlines and their options. */
  changeHeadlines(change: HeadlineChange): Promise<Saved> {
    return this.#revise((base) => this.#api.changeHeadlines({ ...change, id: this.id, base }), ['headlines', 'slug'])
  }

  /** Does one thing to what was corrected in it. */
  changeCorrections(change: CorrectionChange): Promise<Saved> {
    return this.#revise((base) => this.#api.changeCorrections({ ...change, id: this.id, base }), ['corrections'])
  }

  /** Brings an earlier revision back, or fields of it. */
  async restore(rev: number, fields: string[]) {
    await this.#revise((base) => this.#api.restore(this.id, base, rev, fields), ['section', 'body'])
  }

  /** Changes where the story stands, for a reason. */
  async stand(set: Record<string, string>, why: string) {
    for (const path of Object.keys(set)) this.#loop.refused.delete(path) // what was refused there before is asked anew
    await this.#revise((base) => this.#api.save({ id: this.id, base, note: '', why, set }), Object.keys(set))
  }

  /** Lets the story go before its embargo ends. */
  async breakEmbargo(why: string) {
    await this.#revise((base) => this.#api.breakEmbargo(this.id, base, why), ['embargo'])
  }

  /** Takes words of an earlier revision; where words were typed since it was looked at, its base is refused. */
  async take(take: Take) {
    await this.#revise(() => this.#api.take(take), ['section', 'body'])
  }

  /** Merges another story into this one. */
  unite(ask: UniteAsk): Promise<United & Saved> {
    return this.#revise(async () => {
      const united = await this.#api.unite(ask)
      return { ...united, article: united.story }
    }, ['section', 'body'])
  }

  /** Brings copy that came in into the story; what was typed is saved first. */
  takeIn(answer: () => Promise<Answered>): Promise<Answered> {
    return this.#revise(answer, ['section', 'body'])
  }

  /** Gives changes of the document that the story came from a verdict. */
  decide(changes: number[], verdict: Decision): Promise<Decided> {
    return this.#revise((base) => this.#api.decide(this.id, base, changes, verdict), ['body'])
  }

  /** Runs the checks on what is saved; an answer for older words is dropped. */
  async check() {
    const edits = this.#edits
    const findings = await this.#api.check(this.id)
    if (edits === this.#edits) this.findings = findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
  }

  /** In a conflict: saves these words as a revision on top of the other one. */
  async keepMine(note = 'Saved on top of a version saved elsewhere') {
    const theirs = this.theirs
    if (!theirs) return
    this.theirs = null
    this.#note = note
    this.#loop.resume()
    this.adopt(theirs)
    await this.#loop.flush()
  }

  /** In a conflict: the other version wins; these words stay in the history. */
  async takeTheirs() {
    const theirs = this.theirs
    if (!theirs) return
    await this.keepMine('Set aside for the version saved elsewhere')
    if (this.state.kind !== 'saved') return
    const texts = fieldTexts(theirs)
    for (const path of Object.keys(texts)) this.set(path, texts[path] ?? '')
    if (this.copy.text() !== theirs.body) this.copy.replace(theirs.body)
    this.#note = 'Took the version saved elsewhere'
    this.#loop.mark('body')
    await this.#loop.flush()
  }

  close() {
    this.#loop.stop()
  }

  // Has the program make a revision on top of what is typed: that is saved
  // first, and words typed until the answer comes stay.
  async #revise<T extends Saved>(make: (base: number) => Promise<T>, paths: string[]): Promise<T> {
    await this.#loop.flush()
    if (!this.clean) throw this.#loop.problem ?? new Problem('failed', 'What was typed last is not saved yet.', 'Try again in a moment.')
    const before = this.saved.body
    const made = await make(this.saved.rev)
    if (this.#loop.isPending('body')) this.copy.carry(before, made.article.body)
    this.adopt(made.article)
    this.events.saved?.(made.head, paths)
    return made
  }

  #changed(path: string) {
    this.#edits++
    this.#loop.mark(path)
    this.events.changed?.()
  }

  #values(paths: string[]): Record<string, string> {
    const set: Record<string, string> = {}
    for (const path of paths) {
      const text = path === 'body' ? this.copy.text() : (this.fields[path] ?? '')
      // Half a character would be changed without a word on the way to disk:
      // change it here, so that the program's answer shows it.
      set[path] = text.isWellFormed() ? text : text.toWellFormed()
    }
    return set
  }

  async #send(paths: string[]) {
    const set = this.#values(paths)
    const sent = paths.includes('body') ? this.copy.moment() : undefined
    const note = this.#note
    try {
      const { article, head } = await this.#api.save({ id: this.id, base: this.saved.rev, note, set })
      this.#note = ''
      this.saved = article
      this.events.saved?.(head, paths)
      this.#settle(article, paths)
      if (sent) this.#stepsOf(article, sent)
    } catch (e) {
      const p = problemOf(e)
      if (p.code === 'stale') this.theirs = await this.#api.open(this.id)
      throw p
    }
  }

  // Read your own write: where the program kept a text differently (white
  // space, line ends), show that, unless it was typed on since.
  #settle(article: Article, paths: string[]) {
    const dirty = new Set(this.#loop.marked)
    const texts = fieldTexts(article)
    for (const path of paths) {
      if (path === 'body' || dirty.has(path) || path === this.focused) continue
      this.#adoptField(path, texts)
    }
    if (paths.includes('body') && !dirty.has('body') && this.copy.text() !== article.body) this.copy.replace(article.body)
  }

  // Undo goes with the body that is on disk, which may not be the one on
  // screen any more.
  #stepsOf({ rev, body }: Article, sent = this.copy.moment()) {
    const moment = sent.text === body ? sent : this.copy.moment()
    if (moment.text === body) this.events.steps?.(rev, moment.steps)
  }

  #adoptField(path: string, texts: Record<string, string>) {
    const text = texts[path]
    if (text !== undefined && this.fields[path] !== text) this.fields[path] = text
  }

  #show() {
    this.refused = Object.fromEntries([...this.#loop.refused].map(([path, p]) => [path, p.message]))
    const problem = this.#loop.problem
    if (problem?.code === 'stale') this.state = { kind: 'conflict' }
    else if (problem) this.state = { kind: 'failed', problem }
    else if (this.#loop.saving) this.state = { kind: 'saving' }
    else if (this.#loop.pending.length > 0) this.state = { kind: 'waiting' }
    else if (this.#loop.refused.size > 0) this.state = { kind: 'failed', problem: [...this.#loop.refused.values()][0]! }
    else this.state = { kind: 'saved', at: this.saved.updated, rev: this.saved.rev }
  }
}
