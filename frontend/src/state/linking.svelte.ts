import type { Api } from '../api'
import type { LinkHere } from '../editor/linkhere'
import type { Manuscript } from '../editor/manuscript'
import type { LinkMade } from '../linktypes'
import type { Place } from '../ui/Slip.svelte'

/** What the slip does to the window. */
export interface Around {
  say(text: string): void
  fail(reason: unknown): void
  /** Shows or takes away the slip. */
  slip(on: boolean): void
}

/** The slip beside a link. */
export interface Slip extends LinkHere {
  /** The text it was opened in. */
  body: string
  place: Place
}

/** Where there is no room beside the words: they are not on screen. */
const MIDDLE: Place = { left: 320, top: 200, bottom: 220 }
const PAUSE = 250 // of the keys: half an address is no address yet

/** A link while it is entered. What may be one, and how it is written, the program says. */
export class Linking {
  slip = $state.raw<Slip | null>(null)
  /** Typed into the slip. */
  words = $state('')
  address = $state('')
  /** What becomes of it; null = it is being typed. */
  made = $state.raw<LinkMade | null>(null)

  #api: Api
  #copy: Manuscript
  #around: Around
  #asked = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, copy: Manuscript, around: Around) {
    this.#api = api
    this.#copy = copy
    this.#around = around
  }

  /** Opens the link at the cursor, or begins one from what is selected. */
  async here() {
    const why = this.#copy.breaksRow()
    if (why) return this.#around.say(why)
    const at = this.#copy.linkHere()
    this.words = ''
    this.address = at.address
    this.made = null
    this.slip = { ...at, body: this.#copy.text(), place: this.#copy.show(at.from, at.to) ?? MIDDLE }
    this.#around.slip(true)
    if (at.address) await this.#ask()
    else if (/^\S+$/.test(at.words)) await this.#isAddress(at.words)
  }

  /** The window has another size: the slip goes where its words went. */
  again() {
    const { slip } = this
    const place = slip && this.#copy.show(slip.from, slip.to)
    if (slip && place) this.slip = { ...slip, place }
  }

  /** A key was pressed in the slip. */
  typed() {
    this.#asked++
    this.made = null
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.#ask(), PAUSE)
  }

  /** Puts the link into the text; or says why it cannot be one. */
  async put() {
    const { slip } = this
    const made = slip && this.address.trim() ? await this.#ask() : null
    const text = slip?.url ? made?.target : made?.source
    if (!slip || slip !== this.slip || !text) return
    this.#splice(slip, slip.url ?? slip, text, slip.made ? 'The link goes elsewhere now' : 'Linked')
  }

  /** Leaves the words without the link. */
  remove() {
    const { slip } = this
    if (slip?.made) this.#splice(slip, slip, slip.words, 'The link is out; its words stay')
  }

  close() {
    clearTimeout(this.#waiting)
    this.#asked++
    this.slip = null
    this.#around.slip(false)
  }

  #splice(slip: Slip, { from, to }: { from: number; to: number }, text: string, done: string) {
    if (!this.#copy.splice(slip.body, [{ from, to, text }], slip.to)) {
      return this.#around.fail({ message: 'The text changed in the same moment.', hint: 'Try again.' })
    }
    this.close()
    this.#around.say(done)
  }

  // Words that are an address need none typed.
  async #isAddress(words: string) {
    const asked = ++this.#asked
    const made = await this.#api.link({ words, address: words }).catch(() => null)
    if (asked !== this.#asked || !made?.source) return
    this.address = words
    this.made = made
  }

  // Late answers are dropped: the keys went on.
  async #ask(): Promise<LinkMade | null> {
    clearTimeout(this.#waiting)
    const asked = ++this.#asked
    if (!this.slip || !this.address.trim()) return null
    try {
      const made = await this.#api.link({ words: this.slip.words || this.words, address: this.address })
      if (asked !== this.#asked) return null
      return (this.made = made)
    } catch (e) {
      this.#around.fail(e)
      return null
    }
  }
}
