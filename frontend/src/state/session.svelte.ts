import { problemOf, type Api } from '../api'
import { Manuscript } from '../editor/manuscript'
import type { Pasted } from '../editor/paste'
import type { Article, Batch, Finding, Note, Receipt, StartInfo } from '../types'
import { Desk } from './desk.svelte'
import { Draft } from './draft.svelte'
import { Exporting, type Scope } from './exporting.svelte'
import { fieldLabel } from './fields'
import { Layout } from './layout.svelte'
import { Preview } from './preview.svelte'
import { Settings } from './settings.svelte'

export type DialogName = '' | 'paste' | 'export' | 'settings' | 'palette' | 'open' | 'keys' | 'who' | 'close' | 'section'

/** A story that was opened: its draft, its manuscript, what its import left out. */
export interface Opened {
  draft: Draft
  copy: Manuscript
  receipt: Receipt | null
}

export interface Notice {
  text: string
  hint?: string
  kind: 'news' | 'problem'
  /** A way back from what was done. */
  undo?: () => void
}

/** The window: who is at the desk, which story is open, which dialog stands. */
export class Session {
  readonly desk: Desk
  readonly preview: Preview
  readonly exporting: Exporting
  readonly settings: Settings
  readonly layout: Layout
  info = $state.raw<StartInfo | null>(null)
  story = $state.raw<Opened | null>(null)
  receipt = $state.raw<Receipt | null>(null)
  dialog = $state<DialogName>('')
  notice = $state.raw<Notice | null>(null)
  /** What the last paste into the body changed or dropped. */
  pasted = $state.raw<Receipt | null>(null)
  asking = $state(false)
  /** The story under the cursor is shown beside the list. */
  peek = $state(false)
  /** The furniture field that something asked to see. */
  wanted = $state.raw<{ path: string; from: number; to: number } | null>(null)
  /** Where the cursor stands in the body, for the page beside it. */
  cursor = $state.raw(0)

  #api: Api
  #nonce: string
  #opened = new Map<string, Opened>()
  #turn = 0
  #at = -1 // the problem that F8 showed last
  #checking: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, storage: Storage | null = null, nonce = '') {
    this.#api = api
    this.#nonce = nonce
    this.desk = new Desk(api)
    this.preview = new Preview(api)
    this.exporting = new Exporting(api)
    this.settings = new Settings(api)
    this.layout = new Layout(storage)
  }

  async start() {
    try {
      this.#take(await this.#api.start())
      if (!this.info?.problem) await this.desk.load()
    } catch (e) {
      this.fail(e)
    }
    this.asking = this.info?.person.asked === false && !this.info.problem
  }

  // Stories

  async open(id: string) {
    const turn = ++this.#turn
    void this.story?.draft.flush()
    try {
      const opened = this.#opened.get(id) ?? this.#make(await this.#api.open(id))
      if (turn !== this.#turn) return
      this.#show(opened)
      if (!this.desk.heads.some((h) => h.id === id)) this.notice = { kind: 'news', text: 'This story is in the trash.' }
    } catch (e) {
      this.fail(e)
    }
  }

  async create() {
    try {
      const article = await this.#api.create(this.desk.sectionId)
      const opened = this.#make(article)
      await this.desk.load()
      this.#turn++
      this.#show(opened)
    } catch (e) {
      this.fail(e)
    }
  }

  /** Back to the list; the words are saved first, or stay marked unsaved. */
  async leave() {
    const story = this.story
    if (!story) return
    this.#turn++
    this.story = null
    this.receipt = this.pasted = null
    await story.draft.flush()
  }

  async trash(id: string) {
    try {
      const opened = this.#opened.get(id)
      await opened?.draft.flush()
      opened?.draft.close()
      this.#opened.delete(id)
      if (this.story?.draft.id === id) this.story = null
      const name = this.desk.head(id)?.headline || 'The story'
      await this.desk.toTrash(id)
      this.notice = { kind: 'news', text: `In the trash: ${name}`, undo: () => void this.untrash(id) }
    } catch (e) {
      this.fail(e)
    }
  }

  async untrash(id: string) {
    try {
      await this.desk.fromTrash(id)
      this.say('Back on the desk')
    } catch (e) {
      this.fail(e)
    }
  }

  // Copy coming in

  /** Pasted into the list: it becomes a story. */
  async pasteStory(p: Pasted) {
    if (!p.html && !p.text.trim()) {
      this.fail({ message: 'The clipboard holds no text.' })
      return
    }
    await this.#takeIn(async () => ({ imported: await this.#api.pasteStory(p.html, p.text, this.desk.sectionId), refused: [] }))
  }

  async importFiles() {
    await this.#takeIn(() => this.#api.importFiles(this.desk.sectionId))
  }

  /** Pasted into the body: it adds body, and nothing becomes furniture. */
  async pasteBody(p: Pasted, into: Manuscript) {
    try {
      const { markdown, receipt } = await this.#api.pasteBody(p.html, p.text)
      into.insert(markdown)
      this.pasted = receipt.changed.length + receipt.dropped.length + receipt.moved.length > 0 ? receipt : null
    } catch (e) {
      this.fail(e)
    }
  }

  async putBack(note: Note) {
    const story = this.story
    if (!story || !this.receipt) return
    try {
      await story.draft.putBack(note)
      this.receipt = { ...this.receipt, dropped: this.receipt.dropped.filter((n) => n !== note) }
      story.receipt = this.receipt
      this.say('Put back into the body')
    } catch (e) {
      this.fail(e)
    }
  }

  // Going out

  async askExport() {
    await this.story?.draft.flush()
    this.exporting.folder = this.info?.exportFolder ?? ''
    this.dialog = 'export'
    await this.chooseExport(this.story || this.desk.chosen ? 'story' : 'all')
  }

  async chooseExport(scope: Scope) {
    const id = this.story?.draft.id ?? this.desk.chosen
    const sectionId = this.desk.head(id)?.sectionId ?? this.desk.sectionId
    const wanted = {
      story: { ids: id ? [id] : [], sectionId: '', all: false },
      section: { ids: [], sectionId, all: false },
      all: { ids: [], sectionId: '', all: true },
    }
    await this.exporting.choose(scope, wanted[scope])
  }

  async changeFolder() {
    await this.exporting.chooseFolder()
    if (this.info) this.info = { ...this.info, exportFolder: this.exporting.folder }
  }

  // Problems

  /** Goes to the place a finding speaks of; true when there is one. */
  async jump(id: string, f: Finding) {
    this.dialog = ''
    if (this.story?.draft.id !== id) await this.open(id)
    if (f.field === 'body') this.story?.copy.goTo(f.from, f.to)
    else if (f.code === 'no-base-url') await this.openSettings()
    else if (!f.field) this.layout.showTab('checks')
    else this.wanted = { path: f.field, from: f.from, to: f.to }
  }

  /** F8: the next problem in the order they should be mended. */
  nextProblem(step: 1 | -1) {
    const story = this.story
    const found = story?.draft.findings ?? []
    if (!story || found.length === 0) {
      this.say('No problems in this story')
      return
    }
    this.#at = (this.#at + step + found.length) % found.length
    const f = found[this.#at]!
    void this.jump(story.draft.id, f)
    this.say(`${this.#at + 1} of ${found.length}: ${f.message}`)
  }

  async readHistory() {
    return this.story ? this.#api.history(this.story.draft.id) : []
  }

  // People and settings

  async setPerson(name: string, initials: string) {
    try {
      const person = await this.#api.setPerson(name, initials)
      if (this.info) this.#take({ ...this.info, person: { ...person, asked: true } })
      this.asking = false
      this.dialog = ''
    } catch (e) {
      this.fail(e)
    }
  }

  async openSettings() {
    await this.settings.load()
    this.dialog = 'settings'
  }

  async saveSettings() {
    const info = await this.settings.save()
    if (!info) return
    this.#take(info)
    this.dialog = ''
    this.preview.ask()
    this.say('Settings saved')
  }

  async changeSections(change: () => Promise<StartInfo['sections']>): Promise<boolean> {
    try {
      this.desk.sections = await change()
      await this.desk.load()
      return true
    } catch (e) {
      this.fail(e)
      return false
    }
  }

  /** Adds a section; an open story that is in none goes into it. */
  async addSection(name: string): Promise<boolean> {
    const before = new Set(this.desk.sections.map((s) => s.id))
    const done = await this.changeSections(() => this.#api.addSection(name))
    const added = this.desk.sections.find((s) => !before.has(s.id))
    const draft = this.story?.draft
    if (added && draft && !draft.fields['section']) {
      draft.set('section', added.id)
      void draft.flush()
    }
    return done
  }

  renameSection = (id: string, name: string) => this.changeSections(() => this.#api.renameSection(id, name))
  moveSection = (id: string, to: number) => this.changeSections(() => this.#api.moveSection(id, to))

  // The end of the evening

  /** Saves everything; true when the window may close. */
  async flushAll(): Promise<boolean> {
    const saved = await Promise.all([...this.#opened.values()].map((o) => o.draft.flush()))
    return saved.every(Boolean)
  }

  async closeAsked() {
    if (await this.flushAll()) await this.#api.quit()
    else this.dialog = 'close'
  }

  quit = () => this.#api.quit()
  openLink = (url: string) => this.#api.openLink(url).catch((e: unknown) => this.fail(e))

  say(text: string) {
    this.notice = { kind: 'news', text }
  }

  fail(reason: unknown) {
    const p = problemOf(reason)
    this.notice = { kind: 'problem', text: p.message, hint: p.hint }
  }

  #take(info: StartInfo) {
    this.info = info
    this.desk.sections = info.sections
    this.desk.me = info.person
  }

  async #takeIn(read: () => Promise<Batch>) {
    this.dialog = ''
    try {
      const { imported, refused } = await read()
      if (imported.length > 0) await this.desk.load()
      const only = imported.length === 1 ? imported[0] : undefined
      if (only) {
        await this.open(only.id)
        this.#leftOut(only.receipt)
      } else if (imported.length > 1) this.say(`${imported.length} stories came in`)
      if (refused.length > 0) this.fail({ message: refused.map((r) => `${r.name} did not come in: ${r.problem.message}`).join(' ') })
    } catch (e) {
      this.fail(e)
    }
  }

  #make(article: Article): Opened {
    const draft = new Draft(this.#api, article)
    const copy: Manuscript = new Manuscript(
      article.body,
      {
        typed: () => draft.typed(),
        pasted: (p) => {
          void this.pasteBody(p, copy)
          return true
        },
        moved: (at) => (this.cursor = at),
      },
      this.#nonce,
    )
    const opened: Opened = { draft, copy, receipt: null }
    draft.copy = copy
    draft.events = {
      changed: () => this.story?.draft === draft && this.preview.ask(),
      saved: (head, paths) => {
        this.desk.put(head)
        // The page takes the section from what is saved.
        if (paths.includes('section') && this.story?.draft === draft) this.preview.ask()
        this.#checkSoon(opened)
      },
    }
    this.#opened.set(article.id, opened)
    return opened
  }

  #show(opened: Opened) {
    const { draft } = opened
    this.story = opened
    this.desk.chosen = draft.id
    this.layout.over = false
    this.receipt = opened.receipt
    this.pasted = this.wanted = null
    this.#at = -1
    this.preview.show(draft.id, draft.unsaved)
    this.#checkSoon(opened, 0)
    draft.refresh().catch((e: unknown) => this.fail(e))
    if (!opened.receipt) void this.#readIntake(opened)
  }

  /** Where the cursor goes when a story opens: what it lacks first. */
  enter(opened: Opened) {
    if (opened.draft.saved.headlines.main) opened.copy.focus()
    else this.wanted = { path: 'headlines.main', from: 0, to: 0 }
  }

  async #readIntake(opened: Opened) {
    const { found, receipt } = await this.#api.intake(opened.draft.id).catch(() => ({ found: false, receipt: null }))
    if (!found || !receipt || opened.receipt) return
    opened.receipt = receipt
    if (this.story === opened) this.receipt = receipt
  }

  // Fresh from an import: say at once what was left out, and where it went.
  #leftOut(receipt: Receipt) {
    if (!this.story) return
    this.story.receipt = this.receipt = receipt
    if (receipt.dropped.length + receipt.moved.length + receipt.changed.length === 0) return
    this.layout.showTab('left-out')
    const moved = receipt.moved.map((n) => fieldLabel(n.field ?? '')).join(', ')
    this.say(`${receipt.kept} words came in, ${receipt.dropped.length} pieces left out${moved ? `, set in place: ${moved}` : ''}`)
  }

  #checkSoon(opened: Opened, ms = 300) {
    clearTimeout(this.#checking)
    this.#checking = setTimeout(() => {
      opened.draft.check().then(() => opened.copy.mark(opened.draft.findings)).catch((e: unknown) => this.fail(e))
    }, ms)
  }
}
