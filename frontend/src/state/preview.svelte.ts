import { problemOf, type Api } from '../api'
import { smallestChange } from '../editor/changes'
import type { Card, PageAsk, PageChange, Query, Rendered } from '../pagetypes'
import type { Counts } from '../types'

/** A story as it stands on screen: its body (null: as it was saved), and the furniture that is not saved yet. */
export interface Words {
  body: string | null
  set: Record<string, string>
}

const HEAVY = 250 // milliseconds; a page that takes longer to come on screen holds up the keys
const REST = 600 // milliseconds without a word typed

const NOTHING: Rendered = { frame: '', html: [], blocks: [] }

/** The page after a change of it. */
export function changed(page: Rendered, by: PageChange): Rendered {
  const behind = page.blocks.slice(by.from + by.cut)
  return {
    frame: by.frame || page.frame,
    html: page.html.toSpliced(by.from, by.cut, ...by.html),
    blocks: page.blocks.slice(0, by.from).concat(by.blocks, by.shift ? behind.map((b) => ({ from: b.from + by.shift, to: b.to + by.shift })) : behind),
  }
}

/**
 * Keeps the reader's page in step with one story. At most one request is in
 * flight; a change meanwhile asks again with the newest words. Requests are
 * numbered, since answers may come after the story on screen was switched.
 * Only what changed goes out and comes back: text that is packed for the way
 * to the program and unpacked again was most of what a key waited for.
 */
export class Preview {
  rendered = $state.raw<Rendered | null>(null)
  /** How long the body is; null while it is not known. */
  counts = $state.raw<Counts | null>(null)
  /** Where the commissioned length ends in the body that is on screen; -1 = it does not. */
  ends = $state.raw({ at: -1 })
  /** The story where readers meet it first; kept up while somebody looks at it. */
  cards = $state.raw<Card[]>([])
  /** The questions to its writer, in the order of the body; null while they are not known. */
  queries = $state.raw<Query[] | null>(null)
  trouble = $state.raw('')
  mobile = $state(false)
  /** Milliseconds to wait before asking; 0 when somebody is looking. */
  pace = 0

  #api: Api
  #id = ''
  #words: () => Words = () => ({ body: null, set: {} })
  #since = 0 // the program's turn of the page in rendered
  #body: string | null = null // the body that page was made of
  #withCards = false
  #asked = 0
  #floor = 0
  #heavy = false
  #busy = false
  #again = false
  #queued: ReturnType<typeof setTimeout> | true | null = null

  constructor(api: Api) {
    this.#api = api
  }

  /** Shows another story; answers for the one before are dropped. */
  show(id: string, words: () => Words) {
    this.#id = id
    this.#words = words
    this.#floor = this.#asked
    this.#since = 0
    this.rendered = null
    this.counts = null
    this.ends = { at: -1 }
    this.cards = []
    this.queries = null
    this.trouble = ''
    this.#busy = false
    this.#heavy = false
    this.#ask(0)
  }

  setMobile(on: boolean) {
    this.mobile = on
    this.#floor = this.#asked
    this.#since = 0
    this.#busy = false
    this.ask()
  }

  /** Somebody looks at the cards, or no longer. */
  showCards(on: boolean) {
    this.#withCards = on
    if (on) this.ask()
    else this.cards = []
  }

  /** The words changed: ask for the page, once per turn at most. */
  ask() {
    this.#ask(this.#heavy ? Math.max(REST, this.pace) : this.pace)
  }

  /** The page took so many milliseconds to come on screen; one that took long waits until nobody types. */
  took(ms: number) {
    this.#heavy = ms > HEAVY
  }

  #ask(wait: number) {
    if (!this.#id || this.#queued === true) return
    const go = () => {
      this.#queued = null
      if (this.#busy) this.#again = true
      else void this.#run()
    }
    if (this.#queued !== null) {
      if (wait > 0 && !this.#heavy) return
      clearTimeout(this.#queued)
    }
    this.#queued = wait > 0 ? setTimeout(go, wait) : true
    if (wait <= 0) queueMicrotask(go)
  }

  async #run() {
    const n = ++this.#asked
    this.#busy = true
    this.#again = false
    try {
      const { body, set } = this.#words()
      if (this.#body === null) this.#since = 0
      const change = await this.#api.preview({ id: this.#id, set, mobile: this.mobile, cards: this.#withCards, since: this.#since, body: this.#edit(body) })
      if (n <= this.#floor) return
      this.#take(change, body)
    } catch (e) {
      if (n <= this.#floor) return
      this.trouble = problemOf(e).message
    }
    this.#busy = false
    if (this.#again) this.ask()
  }

  #edit(body: string | null): PageAsk['body'] {
    if (body === null) return null
    const { from, to, insert } = smallestChange((this.#since && this.#body) || '', body) ?? { from: 0, to: 0, insert: '' }
    return { from, to, text: insert }
  }

  #take(change: PageChange, body: string | null) {
    this.trouble = change.paused ? change.reason || 'The preview is paused.' : ''
    if (change.lost) this.#again ||= this.#since !== 0
    else this.counts = change.paused ? null : change.counts
    if (!change.lost && (change.ends >= 0 || this.ends.at >= 0) && body === this.#words().body) this.ends = { at: change.ends }
    if (!change.lost && !change.paused && body === this.#words().body && (change.queries.length > 0 || this.queries?.length !== 0)) this.queries = change.queries
    if (this.#withCards && change.cards.length > 0) this.cards = change.cards
    if (!change.lost && !change.paused) this.rendered = changed((this.#since && this.rendered) || NOTHING, change)
    this.#since = change.turn
    this.#body = body
  }
}
