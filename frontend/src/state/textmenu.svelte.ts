import type { Api } from '../api'
import { copyText, ownClipboard, type Pasted } from '../editor/paste/clipboard'
import { placeIn } from '../editor/fields/fieldplace'
import { fieldWithKeys, FieldText } from '../editor/fields/fieldtext'
import type { Written } from '../editor/written'
import type { Place } from '../ui/Slip.svelte'
import type { Session } from './session.svelte'
import type { Opened } from './opened'

export interface Shown {
  place: Place
  /** With cut, copy and paste; else only what is suggested for a word. */
  edits: boolean
}

/** The menu of the text: what is suggested for a word, and the clipboard for who has no key for it. */
export class TextMenu {
  shown = $state.raw<Shown | null>(null)
  /** Something is selected. */
  selected = $state(false)
  /** It is about the body: a line of the furniture takes plain words only. */
  shaped = $state(false)

  #api: Api
  #session: Session
  #text: Written | null = null // what it was opened on

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  get fixed(): boolean {
    return this.#session.readOnly
  }

  /** Opens it at a place in a text: the body, or a line of the furniture. */
  async open(text: Written, at: number, place: Place) {
    const { dialog, spelling } = this.#session
    if (dialog) return
    this.#text = text
    this.selected = text.selection() !== ''
    this.shaped = !(text instanceof FieldText)
    await spelling?.look(at, text instanceof FieldText ? text.path : '')
    this.#show({ place, edits: true })
  }

  /** Opens it where the keys are; false = they are in no text. */
  ask(): boolean {
    const field = fieldWithKeys()
    if (field) void this.open(field, field.box.selectionEnd, placeIn(field.box, field.box.selectionEnd))
    return !!field || !!this.#session.story?.copy.askMenu()
  }

  /** Opens only what is suggested for a word. */
  suggest(place: Place) {
    this.#show({ place, edits: false })
  }

  close() {
    this.shown = null
    this.#session.dialog = ''
  }

  copy = () => this.#take((text) => this.#out(text))

  cut = () =>
    this.#take(async (text) => {
      await this.#out(text, true)
      text.cut()
    })

  paste = (plain: boolean) =>
    this.#take(async (text, story) => {
      const p: Pasted = (await ownClipboard()) ?? (await this.#api.readClipboard())
      if (text instanceof FieldText) this.#putPlain(text, p.text)
      else if (!p.html && !p.text) await story.pictures.paste()
      else await this.#session.copyIn.body(plain && p.text ? { html: '', text: p.text } : p, story.copy)
    })

  async #out(text: Written, moved = false) {
    const words = text.selection(moved)
    await copyText(words)
    if (!(text instanceof FieldText)) this.#session.copyIn.left(words)
  }

  query() {
    this.close()
    this.#session.story?.queries.here(this.fixed)
  }

  putSnippet = () => this.#take((text) => this.#session.kept.offerSnippets(text))
  keepSnippet = () => this.#take((text) => this.#session.kept.askSnippet(text))

  #putPlain(field: FieldText, words: string) {
    if (words) field.put(words)
    else this.#session.say('Nothing came from the clipboard.')
  }

  async #take(run: (text: Written, story: Opened) => Promise<void>) {
    const { story } = this.#session
    const text = this.#text
    this.close()
    if (!story || !text) return
    try {
      await run(text, story)
      text.focus()
    } catch (e) {
      this.#session.fail(e)
    }
  }

  #show(shown: Shown) {
    this.shown = shown
    this.#session.dialog = 'menu'
  }
}
