import { problemOf, type Api } from '../api'
import type { United, UnitePlan } from '../mergetypes'
import type { Picked } from '../pasttypes'
import { many } from '../ui/words'
import { aloneOn } from '../ui/sides'
import { Comparing, type Change } from './comparing.svelte'
import type { Draft } from './draft.svelte'
import type { Notice, Session } from './session.svelte'
import { stillOut } from './stillout'

/** Another story beside the open one, which it is merged into: what is not taken of it stays with it, spiked. */
export class Merging extends Comparing {
  override readonly title = 'Merge two stories'
  override readonly act = 'Merge'
  override readonly apart = true

  #api: Api
  #draft: Draft
  #session: Session
  #plan: UnitePlan | null = null

  constructor(api: Api, draft: Draft, session: Session) {
    super(api, draft, { a: 'The other story', b: 'This story' })
    this.#api = api
    this.#draft = draft
    this.#session = session
  }

  override get ready(): boolean {
    return !!this.sides
  }

  async lay(other: string) {
    try {
      const plan = await this.#api.planUnite(this.#draft.id, other)
      this.#plan = plan
      this.remarks = plan.remarks
      this.show(plan.sides)
    } catch (reason) {
      this.problem = problemOf(reason)
    }
  }

  /** What a side is called on the desk. */
  override about(side: 'before' | 'after'): string {
    const head = side === 'before' ? this.#plan?.other : this.#plan?.into
    return head ? head.headline || head.slugline || 'No headline yet' : ''
  }

  override way(change: Change, side: 'before' | 'after'): string {
    const alone = aloneOn(change.row)
    if (change.n === 0 || !alone) return this.name(side)
    if (side !== alone) return 'Leave it out'
    return alone === 'before' ? 'Take it in' : 'Keep it'
  }

  /** A paragraph that one side has alone is in or out. */
  override hasBoth(change: Change): boolean {
    return change.n > 0 && !aloneOn(change.row)
  }

  override saidOf(change: Change, pick: Picked): string {
    const alone = change.n > 0 ? aloneOn(change.row) : ''
    if (!alone) return super.saidOf(change, pick)
    const takes = pick === 'both' || (pick === 'before') === (alone === 'before')
    return takes ? (alone === 'before' ? 'Taken in' : 'Kept') : 'Left out'
  }

  /** Both of a paragraph that one side has alone is that one. */
  override take(pick: Picked) {
    const alone = this.change && this.change.n > 0 ? aloneOn(this.change.row) : ''
    super.take(pick === 'both' && alone ? (alone === 'before' ? 'before' : '') : pick)
  }

  override async finish(): Promise<boolean> {
    const plan = this.#plan
    if (!plan) return false
    try {
      const united = await this.#draft.unite({
        into: plan.into.id, base: plan.sides.b.rev, other: plan.other.id, otherBase: plan.sides.a.rev,
        fields: this.changes.filter((c) => c.n === 0 && this.pick(c) === 'before').map((c) => c.field),
        body: this.changes.filter((c) => c.n > 0).map((c) => this.pick(c)),
      })
      await this.#settle(united)
      const done: Notice = { kind: 'news', text: `Merged: “${this.about('before')}” is spiked and leads here`, undo: () => void parted(this.#api, this.#session, plan.into.id) }
      this.done = await stillOut(this.#api, this.#session, [united.other.id], done)
      return true
    } catch (reason) {
      this.problem = problemOf(reason)
      return false
    }
  }

  async #settle(united: United) {
    this.#session.desk.put(united.otherHead)
    await this.#session.stories.refresh(united.other.id)
  }
}

/** Lays another story beside the open one, to merge it in. */
export async function merge(api: Api, session: Session, other: string) {
  const draft = session.story?.draft
  if (!draft) return
  await session.flushAll()
  const merging = new Merging(api, draft, session)
  await merging.lay(other)
  if (merging.problem) return session.fail(merging.problem)
  session.comparing = merging
  session.dialog = 'compare'
}

/** Makes two stories again of what a merging made one. */
export async function parted(api: Api, session: Session, id: string) {
  try {
    await session.flushAll()
    const two = await api.undoUnite(id)
    session.desk.put(two.otherHead)
    session.desk.put(two.head)
    await Promise.all([session.stories.refresh(two.story.id), session.stories.refresh(two.other.id)])
    const stayed = two.stayed > 0 ? `. ${many(two.stayed, 'lineup')} worked on since: left as they are` : ''
    session.say(`Taken back: the two stories are as they were${stayed}`)
  } catch (e) {
    session.fail(e)
  }
}
