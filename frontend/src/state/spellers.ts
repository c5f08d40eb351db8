import type { Checker, Problem } from '../worker/protocol'
import { languageName } from './checkers'
import { Speller, type Worked } from './speller'

/** Who hears of a checker that does not work. */
export interface Troubled {
  /** Once, for the person who writes. */
  fail(reason: unknown): void
  /** For the log. */
  report(text: string): void
}

/** Tells one checker from another. */
export const nameOf = (checker: Checker): string => JSON.stringify(checker)

/** The checkers of the languages on screen, each in a worker of its own. */
export class Spellers {
  #made = new Map<string, Speller>()
  #trouble = new Map<string, string>()
  #last: Promise<unknown> = Promise.resolve()
  #told: Troubled
  #make: () => Worked

  constructor(told: Troubled, make: () => Worked) {
    this.#told = told
    this.#make = make
  }

  /** Why a checker does not work; '' = it does, or nobody has asked it yet. */
  trouble = (checker: Checker): string => this.#trouble.get(nameOf(checker)) ?? ''

  /** What did not work may be tried again. */
  forgive() {
    this.#trouble.clear()
  }

  /** Ends every checker but these: each holds a memory of its own. */
  keep(checkers: Checker[]) {
    const wanted = new Set(checkers.map(nameOf))
    for (const name of this.#made.keys()) if (!wanted.has(name)) this.#end(name)
  }

  /**
   * One question at a time, whatever the language: one worker at most takes a
   * core from who writes, and a checker that is started once more for one text
   * is for all.
   */
  inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(ask)
    this.#last = answer.catch(() => undefined)
    return answer
  }

  async check(checker: Checker, texts: string[], again = false): Promise<Problem[][]> {
    const name = nameOf(checker)
    const speller = this.#made.get(name) ?? new Speller(checker, this.#make)
    this.#made.set(name, speller)
    try {
      return await speller.check(texts)
    } catch (e) {
      if (speller !== this.#made.get(name)) throw e
      this.#end(name)
      if (again) {
        this.#failed(checker, e)
        throw e
      }
      // A start has been seen to fail once and to go well the next time.
      this.#told.report(`The language help is started once more: ${String(e)}`)
      return this.check(checker, texts, true)
    }
  }

  /** What could stand there instead; nothing before the checker was asked for anything else. */
  suggest = async (checker: Checker, word: string): Promise<string[]> => this.#made.get(nameOf(checker))?.suggest(word) ?? []

  /** Nothing holds memory. */
  stop() {
    this.keep([])
  }

  #end(name: string) {
    this.#made.get(name)?.stop()
    this.#made.delete(name)
  }

  // Said once: who writes goes on without help.
  #failed(checker: Checker, reason: unknown) {
    const language = checker.kind === 'english' ? 'English' : languageName(checker.language)
    const trouble = `The language help does not work for ${language}. ${reason instanceof Error ? reason.message : String(reason)}`
    this.#trouble.set(nameOf(checker), trouble)
    this.#told.fail({ message: `The language help does not work for ${language}, so its words are not checked.`, hint: 'Turn it off and on again in the settings.' })
    this.#told.report(trouble)
  }
}
