import { problemOf, type Api } from '../api'
import type { Did, Refused, SelectionDone } from '../selecttypes'
import { many } from '../ui/words'
import { deedsFor, drops, givenTo, type Deed, type Kind } from './deeds'
import { tellStillOut } from './stillout'
import type { Session } from './session.svelte'

/** Actions that can be taken back, the latest ones. */
const MOST_BACK = 100
/** Stories that are told by name. */
const TOLD = 3

interface Act {
  /** What was done to which stories. */
  what: string
  did: Did[]
}

/** A question to the desk: what to do to stories, then the words that it wants. */
interface Choosing {
  kind: Kind
  ids: string[]
  deed: Deed | null
}

/** What is done to where stories stand, to several at once, and how it is taken back. */
export class Acts {
  choosing = $state.raw<Choosing | null>(null)
  words = $state('')
  trouble = $state('')
  busy = $state(false)

  #api: Api
  #session: Session
  #done = $state.raw<Act[]>([])

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  /** What taking back would take back; '' = nothing was done. */
  get last(): string {
    return this.#done.at(-1)?.what ?? ''
  }

  /** Asks what is to be done to stories. */
  choose(kind: Kind, ids: string[]) {
    if (ids.length === 0) return
    if (this.#session.readOnly) return this.#session.refuse()
    this.choosing = { kind, ids, deed: null }
    if (!this.#session.dialog) this.#session.dialog = 'selection'
  }

  get offered(): Deed[] {
    const { desk, layout, info } = this.#session
    const me = info?.person
    const people = [me, ...layout.people].flatMap((p) => p?.initials || p?.name || [])
    return this.choosing ? deedsFor(this.choosing.kind, { sections: desk.sections, people: [...new Set(people)], inTrash: desk.view === 'trash' }) : []
  }

  close() {
    this.choosing = null
    if (this.#session.dialog === 'selection') this.#session.dialog = ''
  }

  /** Does a deed to stories, or asks first for the words that it wants. */
  async start(deed: Deed, ids: string[]) {
    const session = this.#session
    if (session.readOnly) return session.refuse()
    if (deed.named && !session.info?.person.asked) {
      this.close()
      session.say('Say who is at the desk first: this stays in the log under your name')
      session.dialog = 'who'
      return
    }
    if (deed.asks) {
      this.words = this.trouble = ''
      this.choosing = { kind: deed.kind, ids, deed }
      if (!session.dialog) session.dialog = 'selection'
      return
    }
    this.close()
    await this.change(ids, deed, '')
  }

  /** The words that a deed wants have come. */
  async answer() {
    const { deed, ids } = this.choosing ?? {}
    const words = this.words.trim()
    if (!deed || !ids || this.busy) return
    if (!words) {
      this.trouble = { why: 'Say why in a few words', assignee: 'Write initials or a name', deadline: 'Write a day and a time' }[deed.asks ?? 'why']
      return
    }
    const asked: Record<string, Deed> = {
      assignee: givenTo(words),
      deadline: { ...deed, set: { deadline: words }, done: `due ${words}` },
    }
    this.busy = true
    const done = await this.change(ids, asked[deed.asks ?? ''] ?? deed, deed.asks === 'why' ? words : '', (p) => (this.trouble = p))
    this.busy = false
    if (done) this.close()
  }

  /** Does it. Words that are not on disk yet go ahead. False = nothing was done, and it was said why. */
  async change(ids: string[], deed: Deed, why: string, refused?: (message: string) => void): Promise<boolean> {
    const session = this.#session
    const name = ids.length === 1 ? this.#name(ids[0]!) : ''
    try {
      if (!(await this.#saved(ids))) throw new Error('Some words of these stories are not saved yet, and nothing was done to them.')
      if (deed.set['trash'] === 'in') for (const id of ids) await session.stories.forget(id)
      const done = await this.#api.changeSelection({ ids, set: deed.set, why })
      await this.#after(done)
      const what = `${name || many(done.did.length, 'story', 'stories')} ${deed.done}`
      if (done.did.length > 0 && !deed.final) this.did(what, done.did)
      this.#tell(done, what, done.same > 0 && done.did.length === 0 ? 'They stood so already' : '', !deed.final)
      if (drops(deed) && !deed.told && done.did.length > 0 && done.refused.length === 0) await tellStillOut(this.#api, session, done.did.map((d) => d.id), what, deed.final ? undefined : this.undo)
      return true
    } catch (e) {
      const p = problemOf(e)
      if (refused && p.code === 'value') refused(p.message)
      else session.fail(e)
      return false
    }
  }

  /** Something was done that can be taken back. */
  did(what: string, did: Did[]) {
    this.#done = [...this.#done, { what, did }].slice(-MOST_BACK)
  }

  /** Takes back what was done last. */
  undo = async () => {
    const act = this.#done.at(-1)
    if (!act || this.busy || this.#session.readOnly) return
    this.busy = true
    try {
      if (!(await this.#saved(act.did.map((d) => d.id)))) throw new Error('Some words of these stories are not saved yet, and nothing was taken back.')
      const done = await this.#api.takeBack(act.did)
      this.#done = this.#done.filter((a) => a !== act)
      await this.#after(done)
      this.#tell(done, `Taken back: ${act.what}`, '', false)
    } catch (e) {
      this.#session.fail(e)
    } finally {
      this.busy = false
    }
  }

  async #saved(ids: string[]): Promise<boolean> {
    const saved = await Promise.all(ids.map((id) => this.#session.stories.opened(id)?.draft.flush() ?? true))
    return saved.every(Boolean)
  }

  async #after(done: SelectionDone) {
    const { stories, desk, board } = this.#session
    if (done.did.length === 0) return
    this.#session.saves++
    const ids = done.did.map((d) => d.id)
    await Promise.all([desk.changed(ids), board?.refresh(), ...ids.map((id) => stories.refresh(id))])
  }

  #name(id: string): string {
    const head = this.#session.desk.head(id)
    return head?.slugline || (head?.headline ? `“${head.headline}”` : '')
  }

  // News where all of it was done; where something was not, it stays until it was read.
  #tell(done: SelectionDone, what: string, none: string, undo = true) {
    const { refused } = done
    const back = undo && done.did.length > 0 ? this.undo : undefined
    const text = done.did.length > 0 ? what : none
    if (refused.length === 0) this.#session.tell(text || 'Nothing was changed', back)
    else this.#session.tellLeft(text, leftAsTheyAre(refused), back)
  }
}

/** Which stories were left as they are, by name, and why. */
export function leftAsTheyAre(refused: Refused[]): string {
  const why = new Map<string, string[]>()
  for (const r of refused) why.set(r.message, [...(why.get(r.message) ?? []), r.name])
  return [...why].map(([message, names]) => `Left as it is: ${listed(names)}. ${message}`).join(' ')
}

function listed(names: string[]): string {
  const [told, rest] = [names.slice(0, TOLD), names.length - TOLD]
  return told.join(', ') + (rest > 0 ? ` and ${many(rest, 'more', 'more')}` : '')
}
