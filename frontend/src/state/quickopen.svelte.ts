import { problemOf, type Api, type Problem } from '../api'
import type { Found, FoundStory, Section } from '../types'
import type { Command } from '../ui/commands'
import { many } from '../ui/words'

/** What quick open offers: a story, a section or something to do. */
export type Offer =
  | { id: string; kind: 'story'; story: FoundStory }
  | { id: string; kind: 'section'; section: Section }
  | { id: string; kind: 'command'; command: Command }

const MOST = 30 // stories
const FEW = 5 // sections, and commands

const sentences = (p: Problem) => `${p.message.charAt(0).toLocaleUpperCase()}${p.message.slice(1).replace(/\.$/, '')}. ${p.hint}`

/** Quick open: what was typed, what it finds, which of it is chosen. */
export class QuickOpen {
  query = $state('')
  at = $state(0)
  found = $state.raw<Found | null>(null)
  problem = $state.raw<Problem | null>(null)

  #api: Api
  #sections: () => Section[]
  #commands: () => Command[]
  #asked = '' // the query that is being answered
  #busy = false

  constructor(api: Api, sections: () => Section[], commands: () => Command[]) {
    this.#api = api
    this.#sections = sections
    this.#commands = commands
  }

  /** Sections and commands stand behind the stories, unless those are only guessed. */
  offers: Offer[] = $derived.by(() => {
    const stories: Offer[] = (this.found?.stories ?? []).map((story) => ({ id: story.id, kind: 'story', story }))
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
    const parts = [many(this.found.total, 'story', 'stories')]
    if (count('section')) parts.push(many(count('section'), 'section'))
    if (count('command')) parts.push(many(count('command'), 'command'))
    const found = parts.join(', ')
    if (this.found.loose) return `Nothing matches as typed. Spelt almost so: ${found}`
    if (this.found.partial) return `${found}. The texts are still being read: headlines only so far.`
    return found
  })

  /** Asks again with what was typed. While an answer is on its way, only the newest question waits. */
  async type(query: string) {
    this.query = query
    this.at = 0
    if (this.#busy) return
    this.#busy = true
    try {
      do {
        this.#asked = this.query
        await this.#ask(this.#asked)
      } while (this.#asked !== this.query)
    } finally {
      this.#busy = false
    }
  }

  async #ask(query: string) {
    try {
      this.found = await this.#api.search(query, MOST)
      this.problem = null
    } catch (e) {
      this.problem = problemOf(e)
      this.found = null
    }
    this.at = Math.min(this.at, Math.max(0, this.offers.length - 1))
  }

  step(n: number) {
    const count = this.offers.length
    if (count > 0) this.at = (this.at + n + count) % count
  }
}
