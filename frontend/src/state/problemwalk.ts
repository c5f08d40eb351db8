import type { Opened } from './opened'
import type { Session } from './session.svelte'

/** F8 through the problems of the open story. */
export class ProblemWalk {
  #session: Session
  /** The one that was shown last, or that it is in what the language help marks. */
  #seen: { story: Opened; at: number; inWords: boolean } | null = null

  constructor(session: Session) {
    this.#session = session
  }

  /** The next in the order they should be mended, then what the language help marks in the text. */
  next(step: 1 | -1) {
    const session = this.#session
    const { story } = session
    if (!story) return
    const found = story.draft.findings
    const seen = this.#seen?.story === story ? this.#seen : { story, at: -1, inWords: false }
    this.#seen = seen
    const [first, last] = step > 0 ? [0, found.length - 1] : [found.length - 1, 0]
    const through = step > 0 ? seen.at >= last : seen.at === last
    if (seen.inWords || through || found.length === 0) {
      const begin = !seen.inWords
      seen.inWords = !!session.spelling?.walk(step, begin) || (found.length === 0 && !!session.spelling?.walk(step, true))
      if (seen.inWords) return
      if (found.length === 0) return session.say('No problems in this story')
      seen.at = first
    } else seen.at = seen.at < 0 ? first : seen.at + step
    const f = found[seen.at]!
    void session.jump(story.draft.id, f)
    session.say(`${seen.at + 1} of ${found.length}: ${f.message}`)
  }
}
