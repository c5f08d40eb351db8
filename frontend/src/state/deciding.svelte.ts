import type { Api, Problem } from '../api'
import { problemOf } from '../api'
import type { Decision, Proposal } from '../types'
import type { Runs } from './direction'
import type { Draft } from './draft.svelte'

const PAST: Record<Decision, string> = { accepted: 'Accepted', rejected: 'Rejected', '': 'Open again' }

/** What the authors of a document proposed: which is looked at, what is decided of it. */
export class Deciding {
  list = $state.raw<Proposal[]>([])
  /** Place in what is shown. */
  at = $state(0)
  /** Whose are shown; '' = everybody's. */
  whose = $state('')
  problem = $state.raw<Problem | null>(null)
  /** What was just done, for those who do not see it. */
  said = $state('')

  #api: Api
  #draft: Draft
  #changed: (list: Proposal[]) => void
  #done: number[][] = [] // what was decided here, each time
  #work: Promise<void> = Promise.resolve()

  /** changed: told of every list that comes of a verdict. */
  constructor(api: Api, draft: Draft, changed: (list: Proposal[]) => void) {
    this.#api = api
    this.#draft = draft
    this.#changed = changed
  }

  shown: Proposal[] = $derived(this.whose ? this.list.filter((p) => p.by === this.whose) : this.list)
  proposal: Proposal | undefined = $derived(this.shown[this.at])
  /** Everybody who proposed something, in the order of the document. */
  authors: string[] = $derived([...new Set(this.list.map((p) => p.by).filter(Boolean))])
  /** How many nobody has decided yet. */
  left: number = $derived(this.list.filter((p) => !p.verdict).length)

  /** A change that is shown waits for its verdict. Comments are decided one by one: each wants to be read. */
  some: boolean = $derived(this.shown.some(waits))

  /** Nothing can be changed. */
  get fixed(): boolean {
    return this.#draft.fixed
  }

  /** Which way the story's words run. */
  get runs(): Runs {
    return this.#draft.runs
  }

  get held(): boolean {
    return this.#draft.fields['flag'] === 'hold'
  }

  async load() {
    try {
      this.list = await this.#api.proposals(this.#draft.id)
      this.at = Math.max(0, this.list.findIndex((p) => !p.verdict))
    } catch (reason) {
      this.problem = problemOf(reason)
    }
  }

  step(by: 1 | -1): Promise<void> {
    return this.#next(() => this.look(this.at + by))
  }

  look(at: number) {
    this.at = Math.max(0, Math.min(this.shown.length - 1, at))
    this.said = ''
  }

  /** Shows what one author proposed, or all of it. */
  show(author: string) {
    const { proposal } = this
    this.whose = author
    this.look(Math.max(0, this.shown.findIndex((p) => (proposal && p.id === proposal.id) || !p.verdict)))
    this.said = `${author || 'Everybody'}: ${this.shown.filter((p) => !p.verdict).length} to decide`
  }

  /** Shows the next author's, and everybody's after the last. */
  turn() {
    this.show(this.authors[this.authors.indexOf(this.whose) + 1] ?? '')
  }

  /** Decides what is looked at, and goes on to the next that is not decided. */
  give(verdict: 'accepted' | 'rejected'): Promise<void> {
    return this.#next(async () => {
      const p = this.proposal
      if (!p) return
      if (p.kind === 'comment' && verdict === 'rejected') this.said = 'A comment changes no words: tick it off with A'
      else if (p.stuck && (verdict === 'rejected' || p.verdict === 'rejected')) this.said = 'Its place in the text cannot be told: change the words by hand, then accept it'
      else if (p.verdict !== verdict) await this.#decide([p.id], verdict, p)
    })
  }

  /** Decides every change that is shown and waits for it, as far as that can be done. */
  giveAll(verdict: 'accepted' | 'rejected'): Promise<void> {
    return this.#next(async () => {
      const ids = this.shown.filter((p) => waits(p) && !(p.stuck && verdict === 'rejected')).map((p) => p.id)
      if (ids.length > 0) await this.#decide(ids, verdict)
      else this.said = 'Nothing is left to decide at once'
    })
  }

  /** Takes a verdict back: of what is looked at, or the last one given here. */
  takeBack(): Promise<void> {
    return this.#next(async () => {
      const p = this.proposal
      const last = this.#done.at(-1)
      const ids = last && (!p?.verdict || last.includes(p.id)) ? last : p?.verdict ? [p.id] : null
      if (!ids) {
        this.said = 'Nothing was decided here yet'
        return
      }
      if (!(await this.#decide(ids, ''))) return
      this.#done = this.#done.map((some) => some.filter((id) => !ids.includes(id))).filter((some) => some.length > 0)
      const back = this.shown.findIndex((x) => ids.includes(x.id))
      if (back >= 0) this.at = back
    })
  }

  // Keys may come faster than answers: one thing after the other.
  #next(run: () => Promise<void> | void): Promise<void> {
    return (this.#work = this.#work.then(run))
  }

  /** True when the verdict is given. */
  async #decide(ids: number[], verdict: Decision, one?: Proposal): Promise<boolean> {
    if (this.fixed) {
      this.said = 'Nothing was changed: this newsroom can only be read'
      return false
    }
    this.problem = null
    try {
      const { changes, missed } = await this.#draft.decide(ids, verdict)
      this.list = changes
      this.#changed(changes)
      this.said = told(verdict, ids.length - missed, missed, one)
      if (verdict) {
        this.#done.push(ids)
        this.#goOn()
      }
      return true
    } catch (reason) {
      await this.#failed(problemOf(reason))
      return false
    }
  }

  #goOn() {
    const open = (p: Proposal) => !p.verdict
    const next = this.shown.findIndex((p, i) => i > this.at && open(p))
    const first = this.shown.findIndex(open)
    if (next >= 0 || first >= 0) this.at = next >= 0 ? next : first
  }

  // Where the story was saved elsewhere and nothing here waits, it is shown as it stands now.
  async #failed(problem: Problem) {
    this.problem = problem
    if (problem.code !== 'stale' || !this.#draft.clean) return
    await this.#draft.refresh().catch(() => undefined)
    this.list = await this.#api.proposals(this.#draft.id).catch(() => this.list)
  }
}

const waits = (p: Proposal) => !p.verdict && p.kind !== 'comment'

function told(verdict: Decision, done: number, missed: number, one?: Proposal): string {
  if (one?.kind === 'comment') return 'Ticked off'
  const what = one ? `: “${short(one.text)}”` : done === 1 ? ': one change' : `: ${done} changes`
  const left = missed === 1 ? '. One stays as it is: its place in the text cannot be told' : missed > 1 ? `. ${missed} stay as they are: their places in the text cannot be told` : ''
  return PAST[verdict] + what + left
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60).replace(/\s*\S*$/, '')} …` : text)
