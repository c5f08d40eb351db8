import type { Answer, Checker, Problem, Question } from '../worker/protocol'

type Ask = Question extends infer Q ? (Q extends { id: number } ? Omit<Q, 'id'> : never) : never

/** How long a checker that nobody asks keeps its memory. */
export const IDLE = 10 * 60_000

/**
 * How many characters a checker looks at before it begins anew. WebKit gives
 * back nothing of what a check leaves behind until the worker ends: 170 bytes a
 * character, as measured (decision 121).
 */
export const TIRED = 300_000

/** What this needs of a Worker. */
export type Worked = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

/** One checker in a worker of its own: started when it is first asked, ended when it has been idle. */
export class Speller {
  readonly checker: Checker
  #make: () => Worked
  #worker: Worked | null = null
  #waiting = new Map<number, { done: (a: Answer) => void; failed: (e: Error) => void }>()
  #next = 0
  #checked = 0 // characters
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(checker: Checker, make: () => Worked) {
    this.checker = checker
    this.#make = make
  }

  get running(): boolean {
    return this.#worker !== null
  }

  async check(texts: string[]): Promise<Problem[][]> {
    if (this.#checked > TIRED && this.#waiting.size === 0) this.stop('it begins anew')
    this.#checked += texts.reduce((sum, text) => sum + text.length, 0)
    const a = await this.#ask({ ask: 'check', texts })
    return 'problems' in a ? a.problems : []
  }

  async suggest(word: string): Promise<string[]> {
    const a = await this.#ask({ ask: 'suggest', word })
    return 'fixes' in a ? a.fixes : []
  }

  /** Ends the worker: its memory is free, what was asked is not answered. */
  stop(why = 'it was stopped') {
    clearTimeout(this.#idle)
    this.#checked = 0
    this.#worker?.terminate()
    this.#worker = null
    for (const { failed } of this.#waiting.values()) failed(new Error(why))
    this.#waiting.clear()
  }

  async #ask(q: Ask): Promise<Answer> {
    if (!this.#worker) {
      this.#worker = this.#start()
      const started = this.#send({ ask: 'start', checker: this.checker })
      started.catch((e: unknown) => this.stop(String(e)))
    }
    return this.#send(q)
  }

  #start(): Worked {
    const worker = this.#make()
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const asked = this.#waiting.get(data.id)
      this.#waiting.delete(data.id)
      if ('failed' in data) asked?.failed(new Error(data.failed))
      else asked?.done(data)
    }
    worker.onerror = (e) => this.stop(e.message ?? 'the worker could not be started')
    return worker
  }

  #send(q: Ask): Promise<Answer> {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.stop('it was idle'), IDLE)
    return new Promise((done, failed) => {
      const id = ++this.#next
      this.#waiting.set(id, { done, failed })
      this.#worker?.postMessage({ ...q, id })
    })
  }
}
