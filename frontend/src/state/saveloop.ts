import { Problem, problemOf } from '../api'

// Words reach the disk within a second of being typed: after a short pause,
// and at the latest MOST after the first unsaved change.
const IDLE = 400
const MOST = 900
// Codes that blame one value, not the disk or the moment.
const REFUSALS = new Set(['value', 'usage'])
const RETRY = [1_000, 2_000, 5_000, 10_000]

export interface SaveTarget {
  /** Sends the named fields as they are now. Rejects with a Problem. */
  send(paths: string[]): Promise<void>
  /** Told whenever anything about the loop changes. */
  changed(): void
}

/**
 * Saves one story: many callers, one flight. A field that is marked while a
 * save is under way goes with the next one, so the last text always wins and
 * two saves can never overtake each other.
 */
export class SaveLoop {
  #target: SaveTarget
  #dirty = new Set<string>()
  #sending = new Set<string>()
  #since = 0
  #tries = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #flight: Promise<void> | null = null
  problem: Problem | null = null
  /** Fields the program refused, with the reason; tried again when changed. */
  refused = new Map<string, Problem>()

  constructor(target: SaveTarget) {
    this.#target = target
  }

  mark(...paths: string[]) {
    for (const p of paths) {
      this.#dirty.add(p)
      this.refused.delete(p)
    }
    this.#since ||= Date.now()
    if (!this.problem) this.#schedule(Math.max(0, Math.min(IDLE, this.#since + MOST - Date.now())))
    this.#target.changed()
  }

  /** What the disk does not have yet, in flight or not. */
  get pending(): string[] {
    return [...new Set([...this.#dirty, ...this.#sending])]
  }

  /** What was marked since the save under way began. */
  get marked(): Iterable<string> {
    return this.#dirty
  }

  get saving(): boolean {
    return this.#flight !== null
  }

  isPending(path: string): boolean {
    return this.#dirty.has(path) || this.#sending.has(path)
  }

  /** Saves now what is marked; true when nothing is left over. */
  async flush(): Promise<boolean> {
    if (this.problem?.code !== 'stale') {
      this.problem = null
      await this.#run()
    }
    return this.pending.length === 0 && this.refused.size === 0
  }

  /** After a conflict has been settled. */
  resume() {
    this.problem = null
    this.#tries = 0
  }

  /** Forgets what is marked: somebody chose the other version. */
  drop() {
    this.#dirty.clear()
    this.refused.clear()
  }

  stop() {
    clearTimeout(this.#timer)
  }

  #schedule(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#run(), ms)
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer)
    return (this.#flight ??= this.#drain().finally(() => {
      this.#flight = null
      this.#target.changed()
    }))
  }

  async #drain() {
    while (this.#dirty.size > 0) {
      const paths = [...this.#dirty]
      this.#dirty.clear()
      this.#since = 0
      try {
        await this.#send(paths)
        this.problem = null
        this.#tries = 0
      } catch (e) {
        this.#failed(paths, problemOf(e))
        return
      }
    }
  }

  async #send(paths: string[]) {
    this.#sending = new Set(paths)
    this.#target.changed()
    try {
      await this.#target.send(paths)
    } catch (e) {
      const p = problemOf(e)
      if (!REFUSALS.has(p.code)) throw p
      await this.#oneByOne(paths, p)
    } finally {
      this.#sending = new Set()
    }
  }

  // One field with an unusable value must not keep the others off the disk.
  async #oneByOne(paths: string[], reason: Problem) {
    if (paths.length === 1) {
      this.refused.set(paths[0]!, reason)
      return
    }
    for (const path of paths) {
      try {
        await this.#target.send([path])
      } catch (e) {
        const p = problemOf(e)
        if (!REFUSALS.has(p.code)) throw p
        this.refused.set(path, p)
      }
    }
  }

  #failed(paths: string[], p: Problem) {
    for (const path of paths) if (!this.refused.has(path)) this.#dirty.add(path)
    this.problem = p
    if (p.code === 'stale') return
    this.#schedule(RETRY[Math.min(this.#tries++, RETRY.length - 1)]!)
  }
}
