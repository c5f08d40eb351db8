import { problemOf, type Api, type Problem } from '../api'
import type { Section } from '../sections'
import type { Found, FoundStory } from '../types'
import type { Command } from '../ui/commands'
import { many, sentences } from '../ui/words'

/** What quick open offers: a story, a section or something to do. */
export type Offer =
  | { id: string; kind: 'story'; story: FoundStory }
  | { id: string; kind: 'section'; section: Section }
  | { id: string; kind: 'command'; command: Command }

const MOST = 30 // stories
const FEW = 5 // sections, and commands
const SAVED = 500 // ms after a save: its words are found by then
const UNREAD = 2000 // ms, while the texts are still being read

/** Quick open: what was typed, what it finds, which of it is chosen. */
export class QuickOpen {
  query = $state('')
  at = $state(0)
  found = $state.raw<Found | null>(null)
  problem = $state.raw<Problem | null>(null)

  #api: Api
  #sections: () => Section[]
  #commands: () => Command[]
  #passed: () => string[]
  #answered: string | undefined // the query that found is the answer to
  #busy = false
  #stale = false
  #closed = false
  #later: ReturnType<typeof setTimeout> | undefined

  /** passed: stories that are not offered. */
  constructor(api: Api, sections: () => Section[], commands: () => Command[], passed: () => string[] = () => []) {
    this.#api = api
    this.#sections = sections
    this.#commands = commands
    this.#passed = passed
  }

  /** Sections and commands stand behind the stories, unless those are only guessed. */
  offers: Offer[] = $derived.by(() => {
    const passed = this.#passed()
    const stories: Offer[] = (this.found?.stories ?? []).filter((s) => !passed.includes(s.id)).map((story) => ({ id: story.id, kind: 'story', story }))
    const words = this.query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0) return stories
    const has = (text: string) => words.every((w) => text.toLocaleLowerCase().includes(w))
    const sections: Offer[] = this.#sections().filter((s) => has(s.name)).slice(0, FEW).map((section) => ({ id: section.id, kind: 'section', section }))
    const commands: Offer[] = this.#commands().filter((c) => has(c.label)).slice(0, FEW).map((command) => ({ id: command.id, kind: 'command', command }))
    return this.found?.loose ? [...sections, ...commands, ...stories] : [...stories, ...sections, ...commands]
  })

  chosen = $derived(this.offers[this.at])

  /** What stands under the list, and is read out. */
  news = $derived.by(() => {
    if (this.problem) return sentences(this.problem)
    if (!this.found) return ''
    const count = (kind: Offer['kind']) => this.offers.filter((o) => o.kind === kind).length
    const passed = this.found.stories.length - count('story')
    const parts = [many(this.found.total - passed, 'story', 'stories')]
    if (count('section')) parts.push(many(count('section'), 'section'))
    if (count('command')) parts.push(many(count('command'), 'command'))
    const found = parts.join(', ')
    if (this.found.loose) return `Nothing matches as typed. Spelt almost so: ${found}`
    if (this.found.partial) return `${found}. The texts are still being read: headlines only so far.`
    return found
  })

  /** Asks with what was typed. While an answer is on its way, only the newest question waits. */
  type(query: string): Promise<void> {
    this.query = query
    this.at = 0
    return this.#answer()
  }

  /** Something was saved: what is shown may be old. */
  saved = () => this.#again(SAVED)

  close() {
    this.#closed = true
    clearTimeout(this.#later)
  }

  #again(ms: number) {
    clearTimeout(this.#later)
    if (!this.#closed) this.#later = setTimeout(() => void this.#answer(), ms)
  }

  async #answer() {
    this.#stale = true
    if (this.#busy) return
    this.#busy = true
    try {
      while (this.#stale) {
        this.#stale = false
        await this.#ask(this.query)
      }
    } finally {
      this.#busy = false
    }
  }

  async #ask(query: string) {
    let found: Found | null = null
    let problem: Problem | null = null
    try {
      found = await this.#api.search(query, MOST)
    } catch (e) {
      problem = problemOf(e)
    }
    // The same question again: who chose something keeps it, wherever it stands now.
    const chosen = query === this.#answered ? this.chosen?.id : undefined
    this.found = found
    this.problem = problem
    this.#answered = query
    const at = this.offers.findIndex((o) => o.id === chosen)
    this.at = at >= 0 ? at : Math.min(this.at, Math.max(0, this.offers.length - 1))
    if (found?.partial) this.#again(UNREAD)
  }

  step(n: number) {
    const count = this.offers.length
    if (count > 0) this.at = (this.at + n + count) % count
  }
}
