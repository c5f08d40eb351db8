import { problemOf, type Api } from '../api'
import type { PaperKind } from '../prooftypes'
import type { PlannedStop } from '../exporttypes'
import type { Opened } from './opened'
import { Passing, type Answering } from './passing.svelte'
import type { DialogName, Notice } from './session.svelte'

/** What paper needs of the window. */
export interface Asking {
  readonly story: Opened | null
  notice: Notice | null
  dialog: DialogName
  say(text: string): void
  fail(reason: unknown): void
}

/** As a file, or on paper at once. */
export type Way = 'save' | 'print'

const SAVED: Record<PaperKind, string> = { '': 'Proof', print: 'Print copy', legal: 'Legal copy' }

/** The open story on paper: a proof, a copy for the printed edition, a copy for a lawyer. */
export class Papers {
  kind = $state<PaperKind>('')
  way = $state<Way>('save')
  /** What stops it, while somebody is asked. */
  stops = $state.raw<PlannedStop[]>([])
  busy = $state(false)
  readonly passing: Passing

  #api: Api
  #window: Asking

  constructor(api: Api, window: Asking, answering: Answering) {
    this.#api = api
    this.#window = window
    this.passing = new Passing(answering, () => Promise.resolve()) // no stop of paper is broken
  }

  name = $derived.by(() => SAVED[this.kind])
  ready = $derived.by(() => !this.busy && this.stops.every((s) => this.passing.reason(s.code) !== undefined))

  /** Puts the story as it stands on paper, or asks first where something stops that. */
  async ask(way: Way, kind: PaperKind) {
    const draft = this.#window.story?.draft
    if (!draft || this.busy) return
    this.way = way
    this.kind = kind
    this.passing.reset()
    try {
      await draft.flush()
      this.stops = kind ? await this.#api.paperStops(draft.id, kind) : []
      if (this.stops.length > 0) this.#window.dialog = 'paper'
      else await this.go(way)
    } catch (e) {
      this.#window.fail(e)
    }
  }

  /** Does it, past what is passed. */
  async go(way: Way) {
    const draft = this.#window.story?.draft
    if (!draft || !this.ready) return
    this.busy = true
    const { kind, passing } = this
    const wish = { kind, pass: passing.passes }
    try {
      if (way === 'save') {
        const path = await this.#api.savePaper(draft.id, wish)
        this.#close()
        this.#window.say(`${this.name} saved: ${path}`)
      } else {
        const [proof, { setProof }] = await Promise.all([this.#api.printPaper(draft.id, wish), import('../ui/proofsheet')])
        this.#close()
        if (this.#window.notice?.offer) this.#window.notice = null
        await setProof(proof, draft.runs)
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))) // the page stands still while the dialog is open
        print()
      }
    } catch (e) {
      this.#close()
      this.#window.fail(e)
      const { notice } = this.#window
      const offer = { label: 'Print it', run: () => void this.go('print') }
      if (notice && problemOf(e).code === 'no-letters') this.#window.notice = { ...notice, offer }
    } finally {
      this.busy = false
    }
  }

  #close() {
    if (this.#window.dialog === 'paper') this.#window.dialog = ''
  }
}
