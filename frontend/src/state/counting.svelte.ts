import type { Api } from '../api'
import type { Counts } from '../types'

// A line has no marks: what would be one is a letter.
const SIGNS = /[!-/:-@[-`{-~]/g
const PAUSE = 150 // of a selection that grows, before it is counted

/** How long the selected words are. The program counts: it alone knows what readers see of them. */
export class Counting {
  /** Null while nothing is selected, or it is too much to count. Words of a line above the body are none of the story's length. */
  selected = $state.raw<(Counts & { line: boolean }) | null>(null)

  #api: Api
  #asked = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api) {
    this.#api = api
  }

  /** Other words of a line of the furniture are selected; '' = none are. */
  selectLine(id: string, words: string) {
    this.#select(id, words ? () => words.replace(SIGNS, '\\$&') : null, true)
  }

  /** Other words of a story are selected; null = none are. */
  select(id: string, words: (() => string) | null) {
    this.#select(id, words, false)
  }

  #select(id: string, words: (() => string) | null, line: boolean) {
    const n = ++this.#asked
    clearTimeout(this.#waiting)
    if (!words) {
      this.selected = null
      return
    }
    this.#waiting = setTimeout(async () => {
      const counts = await this.#api.count(id, words()).catch(() => null)
      if (n === this.#asked) this.selected = counts && { ...counts, line }
    }, PAUSE)
  }
}
