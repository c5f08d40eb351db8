import { problemOf, type Api } from '../api'
import type { Rendered } from '../types'

/**
 * Keeps the reader's page in step with one story. At most one request is in
 * flight; a change meanwhile asks again with the newest words. Requests are
 * numbered, since answers may come after the story on screen was switched.
 */
export class Preview {
  rendered = $state.raw<Rendered | null>(null)
  trouble = $state.raw('')
  mobile = $state(false)
  /** Milliseconds to wait before asking; 0 when somebody is looking. */
  pace = 0

  #api: Api
  #id = ''
  #unsaved: () => Record<string, string> = () => ({})
  #asked = 0
  #floor = 0
  #busy = false
  #again = false
  #queued: ReturnType<typeof setTimeout> | true | null = null

  constructor(api: Api) {
    this.#api = api
  }

  /** Shows another story; answers for the one before are dropped. */
  show(id: string, unsaved: () => Record<string, string>) {
    this.#id = id
    this.#unsaved = unsaved
    this.#floor = this.#asked
    this.rendered = null
    this.trouble = ''
    this.#busy = false
    this.#ask(0)
  }

  setMobile(on: boolean) {
    this.mobile = on
    this.#floor = this.#asked
    this.#busy = false
    this.ask()
  }

  /** The words changed: ask for the page, once per turn at most. */
  ask() {
    this.#ask(this.pace)
  }

  #ask(wait: number) {
    if (!this.#id || this.#queued === true) return
    const go = () => {
      this.#queued = null
      if (this.#busy) this.#again = true
      else void this.#run()
    }
    if (wait > 0) {
      this.#queued ??= setTimeout(go, wait)
      return
    }
    if (this.#queued !== null) clearTimeout(this.#queued)
    this.#queued = true
    queueMicrotask(go)
  }

  async #run() {
    const n = ++this.#asked
    this.#busy = true
    this.#again = false
    try {
      const r = await this.#api.preview(this.#id, this.#unsaved(), this.mobile)
      if (n <= this.#floor) return
      this.rendered = r
      this.trouble = r.paused ? r.reason || 'The preview is paused.' : ''
    } catch (e) {
      if (n <= this.#floor) return
      this.trouble = problemOf(e).message
    }
    this.#busy = false
    if (this.#again) this.ask()
  }
}
