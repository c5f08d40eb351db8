import type { Api } from '../api'
import { copyText } from '../editor/paste/clipboard'
import type { Cut, Drawer } from '../drawer'
import { many } from '../ui/words'
import type { Draft } from './draft.svelte'

/** What the drawer does to the window. */
export interface Around {
  say(text: string): void
  fail(reason: unknown): void
  /** Shows the paragraph in the text, and gives it the keys. */
  point(text: string): void
}

/** The paragraphs that were cut from one story. The program reads them from its revisions. */
export class Cuts {
  /** The latest first. */
  list = $state.raw<Cut[]>([])
  /** What was cut up to this revision is only in the history; 0 = all is here. */
  since = $state.raw(0)
  /** The drawer is open. */
  open = $state(false)
  /** Which of them is looked at. */
  at = $state(0)
  chosen: Cut | undefined = $derived(this.list[this.at])

  #api: Api
  #draft: Draft
  #around: Around
  #asked = 0

  constructor(api: Api, draft: Draft, around: Around) {
    this.#api = api
    this.#draft = draft
    this.#around = around
  }

  async load() {
    const n = ++this.#asked
    try {
      const drawer = await this.#api.cuts(this.#draft.id)
      if (n === this.#asked) this.#take(drawer)
    } catch (e) {
      this.#around.fail(e)
    }
  }

  step(by: number) {
    this.at = Math.max(0, Math.min(this.list.length - 1, this.at + by))
  }

  /** Puts the cut that was made last back, one of this moment too. */
  async putBackLatest() {
    await this.#draft.flush()
    await this.load()
    if (this.list[0]) await this.putBack(this.list[0])
    else this.#around.say(this.since > 0 ? 'The drawer is empty; the history has what was cut before' : 'Nothing was cut from this story')
  }

  async putBack(cut = this.chosen) {
    if (!cut) return
    try {
      await this.#draft.putCutBack(cut)
      await this.load()
      this.#around.point(cut.text)
      this.#around.say(`Back in the story. ${this.#left()}`)
    } catch (e) {
      this.#around.fail(e)
    }
  }

  async copy() {
    if (!this.chosen) return
    try {
      await copyText(this.chosen.plain)
      this.#around.say('Copied')
    } catch {
      this.#around.fail({ message: 'The clipboard could not be written.' })
    }
  }

  /** Takes it out of the drawer; it stays in the history. */
  async letGo() {
    if (!this.chosen) return
    try {
      this.#take(await this.#api.letCutGo(this.#draft.id, this.chosen))
      this.#around.say(`Let go; the history still has it. ${this.#left()}`)
    } catch (e) {
      this.#around.fail(e)
    }
  }

  #left = () => (this.list.length > 0 ? `${many(this.list.length, 'cut')} left` : 'The drawer is empty')

  // The same cut stays under the cursor while others come and go.
  #take({ cuts: list, since }: Drawer) {
    const { chosen, at } = this
    this.list = list
    this.since = since
    const still = chosen && at > 0 ? list.findIndex((c) => c.gone === chosen.gone && c.text === chosen.text) : -1
    this.at = still >= 0 ? still : Math.max(0, Math.min(at, list.length - 1))
  }
}
