import type { Api } from '../api'
import { Comparing, type Names } from './comparing.svelte'
import type { Session } from './session.svelte'

/** The open story beside what it was, or what it came from. */
export class LookingBack {
  #api: Api
  #session: Session

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  /** Puts two revisions of the open story side by side; 0 is the newest, with all that is typed. */
  async compare(a: number, b: number, names?: Names) {
    const draft = this.#session.story?.draft
    if (!draft) return
    await draft.flush()
    const comparing = new Comparing(this.#api, draft, names)
    await comparing.load(a, b)
    if (comparing.problem) {
      this.#session.fail(comparing.problem)
      return
    }
    this.#session.comparing = comparing
    this.#session.dialog = 'compare'
  }

  /** In a conflict: keeps both versions in the history, then shows them side by side. */
  async conflict() {
    const draft = this.#session.story?.draft
    const theirs = draft?.theirs
    if (!draft || !theirs) return
    await draft.keepMine()
    if (draft.state.kind === 'saved') await this.compare(theirs.rev, 0, { a: 'Saved elsewhere', b: 'Mine' })
  }

  /** The copy that came in last, as it came, beside the story as it is. */
  async filed() {
    const { story } = this.#session
    if (!story) return
    try {
      const filed = (await this.#api.history(story.draft.id)).find((r) => r.note.startsWith('taken in'))
      if (filed) await this.compare(filed.rev, 0, { a: filed.name || 'As it came in', b: 'Now' })
      else this.#session.say('This story was written here: nothing of it was filed')
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** Shows what a merge left open, side by side, to settle it. */
  async settle(story = this.#session.story) {
    const merge = story?.draft.saved.merge
    if (!story) return
    if (!merge) return this.#session.say('Nothing of a merge is open in this story')
    this.#session.stories.attend(story)
    await this.compare(merge.with, 0, { a: merge.name, b: 'Now' })
  }

  /** Saves what was taken on the compare screen, and leaves it. */
  async finish() {
    const comparing = this.#session.comparing
    const settled = comparing?.open ? comparing.name('before') : ''
    if (!comparing || !(await comparing.finish())) return
    this.#session.dialog = ''
    if (settled) {
      this.#session.story?.copy.focus()
      return this.#session.say(`Settled: the story and ${settled} are one. Both are in the history.`)
    }
    this.#session.notice = comparing.done
  }
}
