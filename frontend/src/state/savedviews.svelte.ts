import { problemOf, type Api } from '../api'
import type { SavedView } from '../viewtypes'
import type { Session } from './session.svelte'

/** Counting waits for a pause: every save may change a count. */
const PAUSE = 600

/** What the list showed once, under names, and how many stories are in each. */
export class SavedViews {
  list = $state.raw<SavedView[]>([])
  trouble = $state('')
  /** What was done last, for those who hear it. */
  said = $state('')
  /** The lists of before, the latest last. */
  past = $state.raw<{ what: string; list: SavedView[] }[]>([])

  #api: Api
  #session: Session
  #timer: ReturnType<typeof setTimeout> | undefined
  #turn = 0 // counts questions: an answer to an earlier one comes too late

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  async load() {
    const turn = ++this.#turn
    try {
      const list = await this.#api.views()
      if (turn === this.#turn) this.list = list
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** The stories changed: the counts are made anew in a pause. */
  recount() {
    if (this.list.length === 0) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.load(), PAUSE)
  }

  /** What the list shows now. */
  get now(): Omit<SavedView, 'name' | 'count'> {
    const { view, sectionId, query, sort, reverse } = this.#session.desk
    return { view, sectionId, query: query.trim(), sort, reverse }
  }

  /** The list shows just what a view is. */
  isShown = (v: SavedView): boolean => {
    const { now } = this
    return v.view === now.view && v.sectionId === now.sectionId && v.query === now.query && v.sort === now.sort && v.reverse === now.reverse
  }

  show(v: SavedView) {
    void this.#session.desk.ask(v)
  }

  /** Keeps what the list shows under a name. */
  keep = (name: string) => this.#change(`“${name.trim()}” kept`, [...this.list, { ...this.now, name: name.trim(), count: 0 }])

  rename = (at: number, name: string) => this.#change(`“${this.list[at]?.name}” is “${name.trim()}” now`, this.list.map((v, i) => (i === at ? { ...v, name: name.trim() } : v)))

  remove = (at: number) => this.#change(`“${this.list[at]?.name}” deleted`, this.list.filter((_, i) => i !== at))

  /** To another place; false = it stands at the end already. */
  async move(at: number, by: 1 | -1): Promise<boolean> {
    const to = at + by
    const moved = this.list[at]
    if (!moved || to < 0 || to >= this.list.length) return false
    const list = this.list.filter((_, i) => i !== at)
    list.splice(to, 0, moved)
    return this.#change(`“${moved.name}” is number ${to + 1} now`, list)
  }

  async undo() {
    const last = this.past.at(-1)
    if (!last || !(await this.#put(last.list))) return
    this.past = this.past.slice(0, -1)
    this.said = `Taken back: ${last.what}`
  }

  async #change(what: string, list: SavedView[]): Promise<boolean> {
    if (this.#session.readOnly) {
      this.#session.refuse()
      return false
    }
    const before = this.list
    if (!(await this.#put(list))) return false
    this.past = [...this.past, { what, list: before }].slice(-50)
    this.said = what
    return true
  }

  async #put(list: SavedView[]): Promise<boolean> {
    this.trouble = ''
    this.#turn++
    try {
      this.list = await this.#api.keepViews(list)
      return true
    } catch (e) {
      this.trouble = problemOf(e).message
      return false
    }
  }
}
