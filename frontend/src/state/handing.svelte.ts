import { problemOf, type Api, type Problem } from '../api'
import { copyRich, copyText } from '../editor/paste/clipboard'
import type { HandOverLine, SheetShown } from '../handover'
import type { Session } from './session.svelte'

const PAUSE = 400 // milliseconds after a key before own lines are kept

/** The hand-over sheet: made anew each time that somebody looks, with lines of the editor's own. */
export class Handing {
  shown = $state.raw<SheetShown | null>(null)
  /** As it was typed; '' = since the last sheet. */
  since = $state('')
  own = $state('')
  /** The line with the cursor. */
  at = $state(0)
  said = $state('')
  problem = $state.raw<Problem | null>(null)

  #api: Api
  #session: Session
  #kept = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  /** All lines in their order, as the cursor goes through them. */
  lines: HandOverLine[] = $derived.by(() => [...(this.shown?.sheet.open ?? []), ...(this.shown?.sheet.done ?? [])].flatMap((p) => p.lines))

  async open() {
    this.said = ''
    await this.#session.flushAll()
    await this.look()
    this.own = this.#kept = this.shown?.sheet.own.join('\n') ?? this.own
    this.at = 0
    this.#session.dialog = 'handover'
  }

  /** Makes the sheet anew. */
  async look() {
    await this.#tried(async () => {
      this.shown = await this.#api.handOverSheet(this.since.trim())
      this.at = Math.min(this.at, Math.max(0, this.lines.length - 1))
    })
  }

  step(by: number) {
    this.at = Math.max(0, Math.min(this.lines.length - 1, this.at + by))
  }

  /** Opens the story of a line. */
  async go(line = this.lines[this.at]) {
    if (!line) return
    await this.keep()
    this.#session.dialog = ''
    await this.#session.stories.open(line.id)
  }

  /** A key was pressed in the own lines. */
  typed() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(), PAUSE)
  }

  /** Keeps the own lines, and puts them on the sheet. */
  async keep() {
    clearTimeout(this.#timer)
    if (this.own === this.#kept) return
    await this.#tried(async () => {
      const { own } = this
      await this.#api.keepOwnLines(own)
      this.#kept = own
      this.shown = await this.#api.handOverSheet(this.since.trim())
    })
  }

  /** Puts the sheet on the clipboard. */
  async copy(rich: boolean) {
    await this.keep()
    const { shown } = this
    if (!shown) return
    await this.#tried(async () => {
      try {
        if (rich) await copyRich(shown)
        else await copyText(shown.text)
      } catch {
        throw { message: 'The clipboard could not be written' }
      }
      this.said = rich ? 'Copied as rich text' : 'Copied as plain text'
    })
  }

  async save() {
    await this.keep()
    await this.#tried(async () => {
      this.said = `Saved: ${await this.#api.saveHandOverSheet(this.since.trim())}`
    })
  }

  /** On paper, by the system's print dialog. */
  async print() {
    await this.keep()
    const { shown } = this
    if (!shown) return
    await this.#tried(async () => {
      const { setHandOver } = await import('../ui/handoversheet')
      setHandOver(shown)
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))) // the page stands still while the dialog is open
      print()
    })
  }

  /** Keeps the sheet as a file and makes the next one begin here. */
  async handOver() {
    await this.keep()
    if (this.problem) return
    await this.#tried(async () => {
      const before = await this.#api.endShift(this.since.trim())
      this.since = this.own = this.#kept = ''
      this.#session.dialog = ''
      this.#session.notice = { kind: 'news', text: `Handed over. The sheet is saved: ${before.path}`, undo: () => void this.#api.takeShiftBack(before).then(() => this.#session.say('The sheet is as it was'), (e: unknown) => this.#session.fail(e)) }
    })
  }

  async #tried(what: () => Promise<void>) {
    this.problem = null
    this.said = ''
    try {
      await what()
    } catch (e) {
      this.problem = problemOf(e)
    }
  }
}
