import type { Api } from '../api'
import type { Article } from '../types'

interface Waiting {
  rev: number
  write(): string
}

/**
 * What undo goes back through, kept for after a restart: one write at a time,
 * of a story's newest body. It is a convenience. Where it cannot be kept or
 * read, undo begins anew, and nobody is told.
 */
export class Steps {
  #api: Api
  #waiting = new Map<string, Waiting>()
  #flight: Promise<void> | null = null

  constructor(api: Api) {
    this.#api = api
  }

  /** A story with the steps that belong to its body, '' = none. */
  async open(id: string): Promise<{ article: Article; steps: string }> {
    const [article, kept] = await Promise.all([this.#api.open(id), this.#api.steps(id).catch(() => null)])
    return { article, steps: kept?.rev === article.rev ? kept.text : '' }
  }

  keep(id: string, rev: number, write: () => string) {
    this.#waiting.set(id, { rev, write })
    this.#flight ??= this.#drain()
  }

  /** All that was to be kept is, or cannot be. */
  async settled() {
    await this.#flight
  }

  // What comes in meanwhile is seen by the same walk.
  async #drain() {
    for (const [id, { rev, write }] of this.#waiting) {
      this.#waiting.delete(id)
      try {
        await this.#api.keepSteps(id, rev, write())
      } catch {
        // those that were kept before belong to another body, so none are
      }
    }
    this.#flight = null
  }
}
