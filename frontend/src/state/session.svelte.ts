import { problemOf, type Api } from '../api'
import type { Board } from './board.svelte'
import type { Channel } from '../headlines'
import type { Article, Finding, StartInfo } from '../types'
import type { Command } from '../ui/commands'
import type { Handing } from './handing.svelte'
import type { Correcting } from './correcting.svelte'
import type { Bench } from './bench.svelte'
import { Acts } from './acts.svelte'
import { Backups } from './backups.svelte'
import type { Belonging } from './belonging.svelte'
import type { Comparing } from './comparing.svelte'
import { CopyIn } from './copyin.svelte'
import { copyOut, type Form } from './copyout'
import { Counting } from './counting.svelte'
import { KILL } from './deeds'
import { Desk } from './desk.svelte'
import { GoingOut } from './goingout.svelte'
import { Exporting, type Scope } from './exporting.svelte'
import { saveHandOver } from './handingover'
import { Kept } from './kept.svelte'
import { Layout } from './layout.svelte'
import { LookingBack } from './lookingback'
import { merge, parted } from './merging.svelte'
import type { Opened } from './opened'
import { Preview } from './preview.svelte'
import { Papers } from './papers.svelte'
import { ProblemWalk } from './problemwalk'
import { QuickOpen } from './quickopen.svelte'
import type { Lineups } from './lineups.svelte'
import type { Sections } from './sections.svelte'
import { Sending } from './sending.svelte'
import { SavedViews } from './savedviews.svelte'
import type { Targets } from './targets.svelte'
import { Settings } from './settings.svelte'
import { showPicture } from './showpicture'
import type { Spelling } from './spelling.svelte'
import { tellStillOut } from './stillout'
import { Stories } from './stories.svelte'
import { TextMenu } from './textmenu.svelte'
import { sentence } from '../ui/words'

export type DialogName = '' | 'paste' | 'export' | 'paper' | 'settings' | 'palette' | 'open' | 'beside' | 'merge' | 'keys' | 'who' | 'close' | 'section' | 'sections' | 'headlines' | 'lineups' | 'backups' | 'compare' | 'changes' | 'menu' | 'query' | 'link' | 'board' | 'belongs' | 'coming' | 'correct' | 'handover' | 'selection' | 'stops' | 'views' | 'going' | 'targets' | 'send'
  | 'formats' | 'snippets' | 'snippet-keep' | 'templates' | 'template-keep' | 'kept'

/** How long the page may lag while nobody sees it: it still counts the words. */
export const UNSEEN = 400

export interface Notice {
  text: string
  hint?: string
  kind: 'news' | 'problem'
  /** It is about work under way: whoever does it takes it away. */
  stays?: boolean
  /** A way back from what was done. */
  undo?: () => void
  /** A way on where something could not be done. */
  offer?: { label: string; run: () => void }
}

/** The window: who is at the desk, which story is open, which dialog stands. */
export class Session {
  readonly desk: Desk
  readonly acts: Acts
  readonly copyIn: CopyIn
  readonly preview: Preview
  readonly counting: Counting
  readonly exporting: Exporting
  readonly going: GoingOut
  readonly sending: Sending
  readonly papers: Papers
  readonly back: LookingBack
  readonly problems: ProblemWalk
  readonly settings: Settings
  readonly views: SavedViews
  readonly backups: Backups
  readonly layout: Layout
  readonly menu: TextMenu
  readonly kept: Kept
  readonly stories: Stories
  info = $state.raw<StartInfo | null>(null)
  dialog = $state<DialogName>('')
  /** The lineups and their fronts; null = nobody has asked for them yet. */
  lineups = $state.raw<Lineups | null>(null)
  /** What is done to the sections; null = nobody has asked for it yet. */
  sections = $state.raw<Sections | null>(null)
  /** The headlines of the open story; null = nobody has asked for them yet. */
  bench = $state.raw<Bench | null>(null)
  /** What is being corrected, as long as the story is the same. */
  correcting = $state.raw<Correcting | null>(null)
  /** The hand-over sheet; null = nobody has asked for it yet. */
  handing = $state.raw<Handing | null>(null)
  /** The destinations, while somebody sets them up; null = nobody has asked for them yet. */
  targets = $state.raw<Targets | null>(null)
  notice = $state.raw<Notice | null>(null)
  asking = $state(false)
  /** The stories by status, while they are shown so. */
  board = $state.raw<Board | null>(null)
  /** What the compare screen shows, while it stands. */
  comparing = $state.raw<Comparing | null>(null)
  /** Copy that waits for somebody to say where it belongs. */
  belonging = $state.raw<Belonging | null>(null)
  /** Checks the words; there once a story was opened. */
  spelling = $state.raw<Spelling | null>(null)
  /** The story under the cursor is shown beside the list. */
  peek = $state(false)
  /** The furniture field that something asked to see. */
  wanted = $state.raw<{ path: string; from: number; to: number } | null>(null)
  /** Where the cursor stands in the body, for the page beside it. */
  cursor = $state.raw(0)
  /** The window has the whole screen. */
  full = $state.raw(false)
  /** Counts saves, for whoever shows what they change. */
  saves = $state.raw(0)

  #api: Api
  #after: DialogName = '' // what goes on when it is known who sits here

  constructor(api: Api, storage: Storage | null = null, nonce = '') {
    this.#api = api
    this.stories = new Stories(api, this, nonce)
    this.desk = new Desk(api, (e) => this.fail(e))
    this.acts = new Acts(api, this)
    this.copyIn = new CopyIn(api, this)
    this.preview = new Preview(api)
    this.preview.pace = UNSEEN
    this.counting = new Counting(api)
    const answering = { named: () => !!this.info?.person.asked, askWho: () => this.askWho(), breakEmbargo: (id: string, why: string) => this.#breakEmbargo(id, why) }
    this.exporting = new Exporting(api, answering, (id, why, refused) => this.acts.change([id], { ...KILL, told: true }, why, refused), () => void this.desk.refresh())
    this.going = new GoingOut(api, this)
    this.sending = new Sending(api, this, answering)
    this.papers = new Papers(api, this, answering)
    this.back = new LookingBack(api, this)
    this.problems = new ProblemWalk(this)
    this.settings = new Settings(api)
    this.views = new SavedViews(api, this)
    this.backups = new Backups(api)
    this.layout = new Layout(storage)
    this.menu = new TextMenu(api, this)
    this.kept = new Kept(api, this)
  }

  /** The open story; of two, the one with the keys. */
  get story(): Opened | null {
    return this.stories.current
  }

  /** The keys are among the stories of the list, or nothing else could have them: what is done is done to those chosen there. */
  get inList(): boolean {
    if (this.desk.selection.targets.length === 0) return false
    return !this.story || (this.desk.selection.size > 0 && !!document.activeElement?.closest('[data-stories]'))
  }

  /** Nothing can be changed: words can be read and taken elsewhere. */
  get readOnly(): boolean {
    return !!this.info?.readOnly
  }

  async start() {
    // Side by side, so that the list is there as soon as the rest.
    const loaded = this.desk.load().then(() => true, () => false)
    try {
      let info = await this.#api.start()
      while (info.opening) {
        this.#take(info)
        info = await this.#api.start() // it answers when there is news
      }
      if (!info.problem && !(await loaded)) await this.desk.load()
      this.#take(info)
      if (!info.problem) void this.views.load()
      if (!info.problem) void this.going.load()
      await this.stories.goOn()
    } catch (e) {
      this.fail(e)
    }
    this.asking = this.info?.person.asked === false && !this.info.problem && !this.readOnly
  }

  // Stories

  open = (id: string) => this.stories.open(id)
  openBeside = (id: string) => this.stories.openBeside(id)
  create = () => this.stories.create()
  openNew = (make: (sectionId: string) => Promise<Article>) => this.stories.openNew(make)
  leave = () => this.stories.leave()

  async trash(id: string) {
    try {
      await this.stories.forget(id)
      const headline = this.desk.head(id)?.headline
      await this.desk.toTrash(id)
      const [text, undo] = [`In the trash: ${headline ? `“${headline}”` : 'the story'}`, () => void this.untrash(id)]
      this.notice = { kind: 'news', text, undo }
      await tellStillOut(this.#api, this, [id], text, undo)
    } catch (e) {
      this.fail(e)
    }
  }

  async untrash(id: string) {
    try {
      await this.desk.fromTrash(id)
      await this.stories.refresh(id)
      this.say('Back on the desk')
    } catch (e) {
      this.fail(e)
    }
  }

  // Finding

  quickOpen = (commands: () => Command[]) => new QuickOpen(this.#api, () => this.desk.sections, commands)

  /** A story to be merged into the open one. */
  quickMerge = () => new QuickOpen(this.#api, () => [], () => [], () => (this.story ? [this.story.draft.id] : []))

  /** A story to stand beside those on screen. */
  quickBeside = () => new QuickOpen(this.#api, () => [], () => [], () => this.stories.shown.map((o) => o.draft.id))

  /** Shows the stories of a section, in the list. */
  showSection(id: string) {
    this.desk.find('')
    this.desk.show('all', id)
    void this.leave()
  }

  // Going out

  /** Copies the story out, or the field of it that is being typed in. */
  copyOut = (form: Form, field = this.story?.draft.focused ?? '') => copyOut(this.#api, this, form, field)

  /** To destinations; where there is none, as a package. */
  async send() {
    if (this.going.targets.length === 0) return this.askExport()
    const ids = this.inList ? this.desk.selection.targets : this.story ? [this.story.draft.id] : []
    if (ids.length > 0) await this.sending.open({ ids })
    else this.say('Choose a story first, or open one')
  }

  async askExport(scope?: Scope) {
    if (!(await this.flushAll())) {
      this.fail({ message: 'Some words are not saved yet, and a package takes only what is saved.' })
      return
    }
    this.exporting.folder = this.info?.exportFolder ?? ''
    this.dialog = 'export'
    const several = this.inList && this.desk.selection.size > 1
    await this.chooseExport(scope ?? (several ? 'chosen' : this.story || this.desk.chosen ? 'story' : 'all'))
  }

  /** The notice of the open story, and the kill where it is not killed yet. */
  async askKill() {
    await this.askExport('story')
    if (this.exporting.mayKill) await this.exporting.setKill(true)
    else this.say('It never went out in a package: nobody has to be told')
  }

  /** A package with notices in the place of killed stories. */
  async askKillNotice(ids: string[]) {
    this.exporting.folder = this.info?.exportFolder ?? ''
    this.dialog = 'export'
    await this.exporting.chooseKilled(ids)
  }

  /** Shows the formats of packages, to be made and changed; and then the package again. */
  async openFormats(forPackage = false) {
    await this.exporting.formats.load()
    this.#after = forPackage ? 'export' : ''
    this.dialog = 'formats'
  }

  async leaveFormats() {
    this.dialog = this.#after
    this.#after = ''
    if (this.dialog === 'export') await this.exporting.refine(this.exporting.profile, this.exporting.changed)
  }

  async chooseExport(scope: Scope) {
    const id = this.story?.draft.id ?? this.desk.chosen
    const sectionId = this.desk.head(id)?.sectionId ?? this.desk.sectionId
    const wanted = {
      story: { ids: id ? [id] : [], sectionId: '', all: false },
      chosen: { ids: this.desk.selection.targets, sectionId: '', all: false },
      section: { ids: [], sectionId, all: false },
      lineup: { ids: [], sectionId: '', all: false, lineup: this.lineups?.lineup.id },
      all: { ids: [], sectionId: '', all: true },
    }
    await this.exporting.choose(scope, wanted[scope])
  }

  // A story that is open is saved first: its words go ahead.
  async #breakEmbargo(id: string, why: string) {
    const open = this.stories.opened(id)
    if (open) await open.draft.breakEmbargo(why)
    else this.desk.put((await this.#api.breakEmbargo(id, 0, why)).head)
  }

  async changeFolder() {
    await this.exporting.chooseFolder()
    if (this.info) this.info = { ...this.info, exportFolder: this.exporting.folder }
  }

  /** The story with its history as one file, for another desk. */
  saveHandOver = () => saveHandOver(this.#api, this)

  // Two that become one

  /** Lays another story beside the open one, to merge it in; or makes two of what was merged. */
  merge = (other: string) => merge(this.#api, this, other)
  part = (id: string) => parted(this.#api, this, id)

  // Problems

  /** Goes to the place a finding speaks of; true when there is one. */
  async jump(id: string, f: Finding) {
    this.dialog = ''
    if (this.story?.draft.id !== id) await this.open(id)
    if (f.field === 'body') this.story?.copy.goToFinding(f)
    else if (f.code === 'no-base-url') await this.openSettings()
    else if (!f.field) this.layout.showTab('checks')
    else if (f.field === 'pictures' && f.picture) await this.#toPicture(f)
    else if (f.field === 'pictures' || f.field === 'leadPicture') this.layout.showTab('pictures')
    else this.wanted = { path: f.field, from: f.from, to: f.to }
  }

  /** Gives a line above the body the keys. */
  toLine(path: string) {
    this.wanted = { path, from: 0, to: 0 }
  }

  // Its words get the keys, where the finding is about them, else the picture.
  async #toPicture(f: Finding) {
    const pictures = this.story?.pictures
    const box = pictures && (await showPicture(this.layout, pictures, f.picture ?? '', f.part && `pictures.${f.part}`))
    if (!box) return document.querySelector<HTMLElement>('#panel .grid [aria-pressed=true]')?.focus()
    box.focus()
    if (f.from < f.to) box.setSelectionRange(f.from, f.to)
  }

  /** What closes next. */
  closing = () => this.#api.nextClose()

  // People and settings

  async setPerson(name: string, initials: string) {
    try {
      const before = this.info?.person
      if (before?.asked) this.layout.remember(before)
      const person = await this.#api.setPerson(name, initials)
      this.layout.remember(person)
      if (this.info) this.#take({ ...this.info, person: { ...person, asked: true } })
      this.asking = false
      this.leaveWho()
      await this.desk.refresh() // other stories are "mine"
    } catch (e) {
      this.fail(e)
    }
  }

  /** Asks who is at the desk, in the middle of something that needs a name; that goes on after it. */
  askWho() {
    this.#after = this.dialog
    this.dialog = 'who'
  }

  leaveWho() {
    this.dialog = this.#after
    this.#after = ''
  }

  async openSettings() {
    await Promise.all([this.settings.load(), this.help().then((h) => h.load()).catch((e: unknown) => this.fail(e))])
    this.dialog = 'settings'
  }

  async openBackups() {
    await this.backups.load()
    this.dialog = 'backups'
  }

  /** The daily backup was tried: only bad news interrupts. */
  async backedUp() {
    await this.backups.load()
    const failed = this.backups.state?.failed
    if (failed) this.fail({ message: `The daily backup did not work. ${failed.message}`, hint: failed.hint })
  }

  /** Saves the settings pane; words are all of the house dictionary. */
  async saveSettings(words: string[]) {
    const info = await this.settings.save()
    if (!info) return
    this.#take(info)
    try {
      await this.spelling?.saveWords(words)
      await this.spelling?.load()
    } catch (e) {
      return this.fail(e)
    }
    this.dialog = ''
    this.preview.ask()
    this.say('Settings saved')
    await this.desk.refresh() // another language sorts otherwise
  }

  /** Whether typed quotation marks, dashes and ellipses are set as the language does. */
  async toggleSmart() {
    try {
      this.#take(await this.#api.saveSettings({ 'typing.smart': String(!this.info?.house.smartTyping) }))
      this.say(this.info?.house.smartTyping ? 'Quotation marks and dashes are set as you type' : 'Quotation marks and dashes stay as you type them')
    } catch (e) {
      this.fail(e)
    }
  }

  /** The screen of all sections, or the question for a new one. The list needs neither, so they come when asked for. */
  async openSections(what: 'all' | 'new') {
    const { Sections } = await import('./sections.svelte')
    this.sections ??= new Sections(this.#api, this)
    if (what === 'all') this.sections.open()
    else this.dialog = 'section'
  }

  async openBoard() {
    const { Board } = await import('./board.svelte')
    this.board = new Board(this.#api, this)
    this.dialog = 'board'
  }

  /** The headlines of the open story, of a channel first. They come when asked for, too. */
  async openHeadlines(channel?: Channel) {
    const { Bench } = await import('./bench.svelte')
    if (!this.story) return
    this.bench = new Bench(this.#api, this.story.draft)
    await this.bench.load(channel)
    this.dialog = 'headlines'
  }

  /** What readers are to be told, from the words that are selected. */
  async openCorrection() {
    const { Correcting } = await import('./correcting.svelte')
    if (this.story) await Correcting.open(this.#api, this, this.story)
  }

  /** What the next shift reads. */
  async openHandOver() {
    const { Handing } = await import('./handing.svelte')
    this.handing ??= new Handing(this.#api, this)
    await this.handing.open()
  }

  /** Where stories are sent to; back = Going out stands again afterwards. */
  async openTargets(back = false) {
    const { Targets } = await import('./targets.svelte')
    this.targets ??= new Targets(this.#api, this)
    await this.targets.open(back)
  }

  /** The lineups: the one that is named, else the one that was looked at last. */
  async openLineups(word = '') {
    const { Lineups } = await import('./lineups.svelte')
    this.lineups ??= new Lineups(this.#api, this)
    await this.lineups.open()
    if (word) await this.lineups.pick(word)
  }

  // The end of the evening

  /** Saves everything; true when the window may close. */
  flushAll = () => this.stories.flushAll()

  async closeAsked() {
    if (await this.flushAll()) await this.quit()
    else this.dialog = 'close'
  }

  async quit() {
    this.layout.openStories = []
    await this.#api.quit()
  }

  async fullScreen(on: boolean) {
    try {
      await this.#api.fullScreen(on)
      this.full = on
      if (on) this.say('Full screen. F11 or Escape leaves it.')
    } catch (e) {
      this.fail(e)
    }
  }

  openLink = (url: string) => this.#api.openLink(url).catch((e: unknown) => this.fail(e))

  say(text: string) {
    this.notice = { kind: 'news', text }
  }

  /** Says what was done to stories, with the way back; on a screen that says so itself, there. */
  tell(text: string, undo?: () => void) {
    if (this.board && this.dialog === 'board') this.board.said = text
    else this.notice = { kind: 'news', text, undo }
  }

  /** Says what was done, and what was not. */
  tellLeft(text: string, left: string, undo?: () => void) {
    if (this.board && this.dialog === 'board') this.board.said = [text, left].filter(Boolean).join('. ')
    else this.notice = { kind: 'problem', text: sentence(text || 'Nothing was changed'), hint: left, offer: undo && { label: 'Undo', run: undo } }
  }

  /** Says that nothing can be changed; why, and what to do, stands above the desk. */
  refuse() {
    this.say('Nothing was changed: this newsroom can only be read.')
  }

  fail(reason: unknown) {
    const p = problemOf(reason)
    if (this.readOnly && p.code === 'read-only') return this.refuse()
    this.notice = { kind: 'problem', text: sentence(p.message), hint: p.hint }
  }

  #take(info: StartInfo) {
    this.info = info
    this.desk.sections = info.sections
  }

  /** The language help, whose code comes with the first story. */
  async help(): Promise<Spelling> {
    const { Spelling } = await import('./spelling.svelte')
    return (this.spelling ??= new Spelling(this.#api, {
      say: (text) => this.say(text),
      fail: (e) => this.fail(e),
      language: () => this.info?.house.language ?? '',
      showMenu: (place) => (place ? this.menu.suggest(place) : this.menu.close()),
    }))
  }
}
