import type { Api } from '../api'
import type { Manuscript } from '../editor/manuscript'
import type { Pasted } from '../editor/clipboard'
import type { Batch, Note, Receipt } from '../types'
import { fieldLabel } from './fields'
import type { Opened, Session } from './session.svelte'

/** Copy coming in: pasted or from files, and what was left out on the way. */
export class CopyIn {
  /** What the import of the open story kept, changed, dropped and moved. */
  receipt = $state.raw<Receipt | null>(null)
  /** What the last paste into the body changed or dropped. */
  pasted = $state.raw<Receipt | null>(null)

  #api: Api
  #session: Session

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  /** Pasted into the list: it becomes a story. */
  async story(p: Pasted) {
    if (!p.html && !p.text.trim()) {
      this.#session.fail({ message: 'The clipboard holds no text.' })
      return
    }
    const { sectionId } = this.#session.desk
    await this.#take(async () => ({ imported: await this.#api.pasteStory(p.html, p.text, sectionId), refused: [] }))
  }

  async files() {
    await this.#take(() => this.#api.importFiles(this.#session.desk.sectionId))
  }

  /** Pasted into the body: it adds body, and nothing becomes furniture. */
  async body(p: Pasted, into: Manuscript) {
    try {
      const { markdown, receipt } = await this.#api.pasteBody(p.html, p.text, nextNote(into.text()))
      into.insert(markdown)
      this.pasted = touched(receipt) ? receipt : null
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** Words that were left out go into the body after all. */
  async putBack(note: Note) {
    const { story } = this.#session
    if (!story?.receipt) return
    try {
      await story.draft.putBack(note)
      story.receipt = { ...story.receipt, dropped: story.receipt.dropped.filter((n) => n !== note) }
      this.receipt = story.receipt
      this.#session.say('Put back into the body')
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** Another story is on screen: show what its import left out. */
  show(story: Opened | null) {
    this.receipt = story?.receipt ?? null
    this.pasted = null
    if (story && !story.receipt) void this.#read(story)
  }

  async #take(read: () => Promise<Batch>) {
    const session = this.#session
    session.dialog = ''
    try {
      const { imported, refused } = await read()
      if (imported.length > 0) await session.desk.load()
      const only = imported.length === 1 ? imported[0] : undefined
      if (only) {
        await session.open(only.id)
        this.#tell(only.receipt)
      } else if (imported.length > 1) session.say(`${imported.length} stories came in`)
      if (refused.length > 0) session.fail({ message: refused.map((r) => `${r.name} did not come in: ${r.problem.message}`).join(' ') })
    } catch (e) {
      session.fail(e)
    }
  }

  async #read(story: Opened) {
    const { found, receipt } = await this.#api.intake(story.draft.id).catch(() => ({ found: false, receipt: null }))
    if (!found || !receipt || story.receipt) return
    story.receipt = receipt
    if (this.#session.story === story) this.receipt = receipt
  }

  // Fresh from an import: say at once what was left out, and where it went.
  #tell(receipt: Receipt) {
    const { story, layout } = this.#session
    if (!story) return
    story.receipt = this.receipt = receipt
    if (!touched(receipt)) return
    if (layout.roomForSide) layout.showTab('left-out')
    const moved = receipt.moved.map((n) => fieldLabel(n.field ?? '')).join(', ')
    this.#session.say(`${receipt.kept} words came in, ${receipt.dropped.length} pieces left out${moved ? `, set in place: ${moved}` : ''}`)
  }
}

const touched = (r: Receipt) => r.changed.length + r.dropped.length + r.moved.length > 0

// The footnotes of a paste are numbered on from those of the body.
function nextNote(body: string): number {
  let highest = 0
  for (const [, n] of body.matchAll(/\[\^(\d{1,6})\]/g)) highest = Math.max(highest, Number(n))
  return highest + 1
}
