import type { Api } from '../api'
import type { Counts } from '../types'

const PAUSE = 150 // of a selection that grows, before it is counted

/** How long the selected words are. The program counts: it alone knows what readers see of them. */
export class Counting {
  /** Null while nothing is selected, or it is too much to count. */
  selected = $state.raw<Counts | null>(null)

  #api: Api
  #asked = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api) {
    this.#api = api
  }

  /** Other words of a story are selected; null = none are. */
  select(id: string, words: (() => string) | null) {
    const n = ++this.#asked
    clearTimeout(this.#waiting)
    if (!words) {
      this.selected = null
      return
    }
    this.#waiting = setTimeout(async () => {
      const counts = await this.#api.count(id, words()).catch(() => null)
      if (n === this.#asked) this.selected = counts
    }, PAUSE)
  }
}
