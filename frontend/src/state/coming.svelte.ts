import type { Api } from '../api'
import type { Progress } from '../exporttypes'
import type { Session } from './session.svelte'

/** How often copy that is coming in is asked how far it is, and how long it may take before that is shown, in milliseconds. */
const PACE = 150
const PATIENCE = 1000

/** Copy on its way in, while that takes longer than a moment. */
export class Coming {
  now = $state.raw<Progress | null>(null)
  /** Somebody asked to end it. */
  stopping = $state(false)

  #api: Api
  #session: Session
  #since = 0
  #under = false

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  /** Shows how far it is until it is in. */
  async watch<T>(work: Promise<T>): Promise<T> {
    this.#since = 0
    this.#under = true
    this.stopping = false
    const watch = setInterval(() => void this.#look(), PACE)
    try {
      return await work
    } finally {
      clearInterval(watch)
      this.#under = false
      this.now = null
      if (this.#session.dialog === 'coming') this.#session.dialog = ''
    }
  }

  /** Ends it behind the story that is coming in. */
  async stop() {
    if (!this.#under || this.stopping) return
    this.stopping = true
    try {
      await this.#api.stopImport()
    } catch (e) {
      this.stopping = false
      this.#session.fail(e)
    }
  }

  // A dialog of the system may stand before anything comes in: what is under way
  // is what the program says.
  async #look() {
    const now = await this.#api.importProgress().catch(() => null)
    if (!now?.stage || !this.#under) return
    this.now = now
    this.#since ||= Date.now()
    if (Date.now() - this.#since < PATIENCE || this.#session.dialog !== '') return
    if (this.#session.notice?.stays) this.#session.notice = null // that copy is coming in: the screen says so
    this.#session.dialog = 'coming'
  }
}
