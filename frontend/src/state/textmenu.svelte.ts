import type { Api } from '../api'
import { copyText, ownClipboard, type Pasted } from '../editor/clipboard'
import type { Place } from '../ui/Menu.svelte'
import type { Session } from './session.svelte'
import type { Opened } from './stories.svelte'

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

  #api: Api
  #session: Session

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  get fixed(): boolean {
    return this.#session.readOnly
  }

  /** Opens it at a place in the text. */
  async open(at: number, place: Place) {
    const { story, dialog, spelling } = this.#session
    if (!story || dialog) return
    this.selected = story.copy.selection() !== ''
    await spelling?.look(at)
    this.#show({ place, edits: true })
  }

  /** Opens only what is suggested for a word. */
  suggest(place: Place) {
    this.#show({ place, edits: false })
  }

  close() {
    this.shown = null
    this.#session.dialog = ''
  }

  copy = () => this.#take((story) => copyText(story.copy.selection()))

  cut = () =>
    this.#take(async (story) => {
      await copyText(story.copy.selection())
      story.copy.cut()
    })

  paste = (plain: boolean) =>
    this.#take(async (story) => {
      const p: Pasted = (await ownClipboard()) ?? (await this.#api.readClipboard())
      if (!p.html && !p.text) await story.pictures.paste()
      else await this.#session.copyIn.body(plain && p.text ? { html: '', text: p.text } : p, story.copy)
    })

  async #take(run: (story: Opened) => Promise<void>) {
    const { story } = this.#session
    this.close()
    if (!story) return
    try {
      await run(story)
      story.copy.focus()
    } catch (e) {
      this.#session.fail(e)
    }
  }

  #show(shown: Shown) {
    this.shown = shown
    this.#session.dialog = 'menu'
  }
}
