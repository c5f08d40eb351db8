import { tick } from 'svelte'
import type { Api } from '../api'
import type { Article } from '../types'
import type { Opened } from './opened'
import type { Session } from './session.svelte'
import { Steps } from './steps'

// Checks wait for a pause: they lay the story out once more.
const PAUSE = 1000

// Stories that stay open behind the one on screen. Each takes memory, and an evening is long.
const BEHIND = 12

export const NARROW = 'Two stories side by side need a wider window, or smaller text (Ctrl+-).'

/** The stories that are open: one, or two side by side, of which one has the keys. */
export class Stories {
  /** On screen, from the left; none = the list has the window. */
  shown = $state.raw<Opened[]>([])
  /** The one with the keys: what is done is done to it, and what stands beside it is its own. */
  current = $state.raw<Opened | null>(null)

  #api: Api
  #session: Session
  #nonce: string
  #steps: Steps
  #opened = new Map<string, Opened>() // the one shown last comes last
  #cursors = new Map<string, number>() // of those that were let go
  #checking = new Map<Opened, ReturnType<typeof setTimeout>>()
  #turn = 0

  constructor(api: Api, session: Session, nonce: string) {
    this.#api = api
    this.#session = session
    this.#nonce = nonce
    this.#steps = new Steps(api)
  }

  /** A story that was opened and not let go, on screen or not. */
  opened = (id: string): Opened | undefined => this.#opened.get(id)

  /** In place of the story with the keys; one that is on screen gets them. */
  open = (id: string) => this.#open(id, false)

  /** Beside the story with the keys, in place of what stands there. */
  async openBeside(id: string) {
    if (!this.current || this.#isShown(id)) return this.open(id)
    if (this.#session.layout.roomForSide) await this.#open(id, true)
    else this.#session.say(NARROW)
  }

  /** The program ended without a goodbye (a kill, a power cut, a page that died): go on where it stopped. */
  async goOn() {
    for (const id of this.#session.layout.openStories) {
      if (await this.#session.desk.know(id)) await this.#open(id, true)
    }
    if (this.shown[0]) this.attend(this.shown[0])
  }

  create = () => this.openNew((sectionId) => this.#api.create(sectionId))

  /** Opens a story that is made now, for the section on screen. */
  async openNew(make: (sectionId: string) => Promise<Article>) {
    try {
      const article = await make(this.#session.desk.sectionId)
      const opened = await this.#make({ article, steps: '' })
      await this.#session.desk.load()
      this.#turn++
      this.#put(opened, false)
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** The story that a text is the body of, while it is open. */
  of(copy: Opened['copy']): Opened | undefined {
    return [...this.#opened.values()].find((o) => o.copy === copy)
  }

  /** The keys went to a story on screen. */
  attend(opened: Opened) {
    if (opened === this.current || !this.shown.includes(opened)) return
    void this.current?.draft.flush()
    this.#follow(opened)
  }

  /** The words are saved first, or stay marked unsaved; what stands beside it stays. */
  async close(opened = this.current) {
    if (!opened) return
    this.#take(opened)
    await opened.draft.flush()
  }

  /** Back to the list. */
  async leave() {
    const were = this.shown
    this.#turn++
    this.#show([])
    this.#noneIsOpen()
    await Promise.all(were.map((o) => o.draft.flush()))
  }

  /** Saves what is on screen. */
  flush() {
    for (const { draft } of this.shown) void draft.flush()
  }

  /** Saves everything; true when the window may close. */
  async flushAll(): Promise<boolean> {
    const saved = await Promise.all([...this.#opened.values()].map((o) => o.draft.flush()))
    await this.#steps.settled()
    return saved.every(Boolean)
  }

  /** The story goes to the trash: nothing of it is kept open. */
  async forget(id: string) {
    const opened = this.#opened.get(id)
    await opened?.draft.flush()
    opened?.draft.close()
    this.#opened.delete(id)
    if (opened) this.#take(opened)
  }

  /** Reads a story again that is open. */
  refresh = async (id: string) => this.#opened.get(id)?.draft.refresh()
  /** Reads all that are open again: some may have been changed from outside. */
  refreshAll = () => Promise.all([...this.#opened.values()].map((o) => o.draft.refresh()))
  /** Checks those again that a lawyer read: what they are called elsewhere may be unread now. */
  checkRead = () => Promise.all([...this.#opened.values()].filter((o) => o.draft.saved.legal?.state === 'done').map((o) => o.draft.check()))

  /** Checks all that are open again. */
  checkAll = () => Promise.all([...this.#opened.values()].map((o) => o.draft.check()))

  /** Where the cursor goes when a story opens: what it lacks first. */
  enter(opened: Opened) {
    if (opened !== this.current || this.#session.wanted) return
    if (opened.draft.saved.headlines.main) opened.copy.goOn()
    else this.#session.wanted = { path: 'headlines.main', from: 0, to: 0 }
  }

  #isShown = (id: string) => this.shown.some((o) => o.draft.id === id)

  async #open(id: string, beside: boolean) {
    const turn = ++this.#turn
    void this.current?.draft.flush()
    try {
      const before = this.#opened.get(id)
      const opened = before ?? (await this.#make(await this.#steps.open(id)))
      if (turn !== this.#turn) return
      this.#put(opened, beside)
      await before?.draft.refresh()
      await this.#letGo()
    } catch (e) {
      this.#session.fail(e)
    }
  }

  #put(opened: Opened, beside: boolean) {
    const { current, shown } = this
    const there = shown.includes(opened)
    if (!there && beside && current) this.#show(shown.length > 1 ? shown.map((o) => (o === current ? o : opened)) : [current, opened])
    else if (!there) this.#show(current ? shown.map((o) => (o === current ? opened : o)) : [opened])
    this.#session.layout.over = false
    this.#follow(opened)
    if (there) void tick().then(() => opened.copy.focus()) // the text takes no focus while a dialog stands
  }

  #take(opened: Opened) {
    if (!this.shown.includes(opened)) return
    this.#turn++
    this.#show(this.shown.filter((o) => o !== opened))
    const [left] = this.shown
    if (left) {
      this.#follow(left)
      left.copy.focus()
    } else this.#noneIsOpen()
  }

  #noneIsOpen() {
    this.current = null
    this.#session.copyIn.show(null)
  }

  #show(shown: Opened[]) {
    const { layout } = this.#session
    this.shown = shown
    layout.pair = shown.length > 1
    layout.openStories = shown.map((o) => o.draft.id)
  }

  // Closes what was open long ago and is on disk, words and steps of undo.
  async #letGo() {
    for (const [id, opened] of [...this.#opened].slice(0, -BEHIND - this.shown.length)) {
      await this.#steps.settled()
      if (opened.draft.state.kind !== 'saved' || this.#isShown(id) || this.#opened.get(id) !== opened) continue
      opened.draft.close()
      this.#opened.delete(id)
      this.#cursors.set(id, opened.copy.cursor)
    }
  }

  // Whatever belongs to one story shows this one's from here on.
  #follow(opened: Opened) {
    const session = this.#session
    const { draft } = opened
    this.current = opened
    this.#opened.delete(draft.id)
    this.#opened.set(draft.id, opened)
    session.desk.choose(draft.id)
    session.copyIn.show(opened)
    session.wanted = null
    session.preview.show(draft.id, draft.words)
    session.counting.select(draft.id, null)
    session.spelling?.attend(draft)
    this.checkSoon(opened, 0)
    setTimeout(() => void opened.cuts.load(), PAUSE) // a long past takes its time to read
  }

  // The code of a story is the larger half, and a list needs none of it.
  async #make({ article, steps }: { article: Article; steps: string }): Promise<Opened> {
    const [{ Manuscript }, { opened }, help] = await Promise.all([import('../editor/manuscript'), import('./opened'), this.#session.help()])
    const made = opened(article, steps, { api: this.#api, session: this.#session, stories: this, nonce: this.#nonce, help, Manuscript })
    this.#opened.set(article.id, made)
    made.copy.cursor = this.#cursors.get(article.id) ?? 0
    return made
  }

  /** Keeps what undo goes back through. */
  keepSteps = (id: string, rev: number, write: () => string) => this.#steps.keep(id, rev, write)

  /** Looks at a story's problems again, in a pause. */
  checkSoon(opened: Opened, ms = PAUSE) {
    clearTimeout(this.#checking.get(opened))
    const run = () => {
      this.#checking.delete(opened)
      opened.draft.check().then(() => opened.copy.mark(opened.draft.findings)).catch((e: unknown) => this.#session.fail(e))
    }
    this.#checking.set(opened, setTimeout(run, ms))
  }
}
