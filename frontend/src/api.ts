// The one place that speaks to the program. Everything else takes an Api, so
// that tests hand in one of their own.
import type { CalendarWeek } from './calendartypes'
import type { Answered, As, Asked } from './copytypes'
import type { CorrectionChange, Holders, Made, RightWords, WordsPut } from './corrections'
import type { Cut, Drawer } from './drawer'
import type { ExportPlan, Exported, PackageFormat, PackageFormats, Pass, PlannedStop, Progress, Verdict, Wanted } from './exporttypes'
import type { ShiftEnded, HandOverPart, SheetShown } from './handover'
import type { BenchAnswer, BenchAsk, HeadlineChange, Weighed } from './headlines'
import type { FrontChange, FrontView, HeadFit, Lineup, LineupList, LineupPast, PrintedBudget } from './lineups'
import type { LinkAsk, LinkMade } from './linktypes'
import type { UniteAsk, United, UnitePlan } from './mergetypes'
import type { ApartField, ChosenDelivery, ExportReceipt, OutboxItem, OutboxNews, OutboxPage, SendAsk, SendPlan, SentOut, StillOut, Target, TargetKind, TargetTest, TargetView, TargetWish } from './outboxtypes'
import type { PaperKind, PaperWish, PrintedProof } from './prooftypes'
import type { LogLine, UnreadText } from './statetypes'
import type { Did, SelectionChange, SelectionDone } from './selecttypes'
import type { Section, SectionChange, SectionsNow } from './sections'
import type { SavedView } from './viewtypes'
import type { PageAsk, PageChange, QueryAsk, Splice } from './pagetypes'
import type { Article, BackupState, Batch, Comparison, Counts, Decided, Decision, DroppedFiles, Edit, Finding, Found, FoundStory, Head, HouseSnippet, Ignored, Imported, LanguageHelp, ListPage, ListRequest, Note, PastedCopy, Person, PictureBatch, Proposal, Receipt, Revision, Saved, SecretState, Sides, StartInfo, StoryTemplate, Take, TakenPicture, Trouble } from './types'

export interface Api {
  start(): Promise<StartInfo>
  list(q: ListRequest): Promise<ListPage>
  /** The stories of a list by their ids, from offset on: limit of them, at most 5,000. */
  listIds(q: ListRequest): Promise<string[]>
  /** Does one thing to several stories at once; those that it may not be done to are named. */
  changeSelection(change: SelectionChange): Promise<SelectionDone>
  /** The saved views, with how many stories are in each. */
  views(): Promise<SavedView[]>
  /** Makes these the saved views, in this order; answers with all, counted. */
  keepViews(views: SavedView[]): Promise<SavedView[]>
  /** So many days of deadlines and embargoes from one on; '' = today. */
  calendar(from: string, days: number): Promise<CalendarWeek>
  /** Moves a story's deadline by days of the newsroom's clock, and by minutes. */
  shiftDeadline(id: string, days: number, minutes: number): Promise<SelectionDone>
  /** Undoes what revisions did to where their stories stand. */
  takeBack(did: Did[]): Promise<SelectionDone>
  /** The list lines of stories, in the trash too; of those that exist. */
  heads(ids: string[]): Promise<Head[]>
  /** Stories by their words, as they are typed; places are UTF-16 units. */
  search(query: string, limit: number): Promise<Found>
  open(id: string): Promise<Article>
  /** What undo goes back through from the newest revision, kept before a restart; '' = nothing. */
  steps(id: string): Promise<{ rev: number; text: string }>
  /** Keeps it for the body of a revision; dropped where that is no longer the newest. */
  keepSteps(id: string, rev: number, text: string): Promise<void>
  create(sectionId: string): Promise<Article>
  /** Rejects with code "stale" when base is no longer the newest revision. */
  save(edit: Edit): Promise<Saved>
  preview(ask: PageAsk): Promise<PageChange>
  /** How long a piece of a story's body is. */
  count(id: string, source: string): Promise<Counts>
  /** What makes a body, saved or not, do that to a query; the replacements ascend. */
  markQuery(ask: QueryAsk): Promise<Splice[]>
  /** What becomes of a link for a body, as it is entered. */
  link(ask: LinkAsk): Promise<LinkMade>
  check(id: string): Promise<Finding[]>
  /** What the bench of a story's headlines asks. */
  headlines(ask: BenchAsk): Promise<BenchAnswer>
  /** Does one thing to them, or takes one back. */
  changeHeadlines(change: HeadlineChange & { id: string; base: number }): Promise<Saved>
  /** Does one thing to what was corrected in a story, or takes one back. */
  changeCorrections(change: CorrectionChange & { id: string; base: number }): Promise<Saved>
  /** Where words stand in all stories and lineups; of no words, whether readers have the story. */
  findWords(words: string, story: string): Promise<Holders>
  /** Puts right words in the place of wrong ones at these spots and nowhere else; rejects with code "stale" where one was changed since. */
  putRight(right: RightWords): Promise<WordsPut>
  /** Takes that back, all of it but for what somebody changed again. */
  takeWordsBack(made: Made[]): Promise<WordsPut>
  pasteStory(html: string, text: string, sectionId: string): Promise<Batch>
  /** Says what becomes of copy that waits: what it comes in as, and for which story. */
  answer(token: string, as: As, of: string): Promise<Answered>
  /** firstNote: the number of the paste's first footnote */
  pasteBody(html: string, text: string, firstNote: number): Promise<PastedCopy>
  /** The copy on the clipboard, where the page may not read it by itself. */
  readClipboard(): Promise<{ html: string; text: string }>
  /** Asks for files in a dialog of the system; empty when it was cancelled. */
  importFiles(sectionId: string): Promise<Batch>
  /** Takes the files that were just dropped; story: there is one that pictures are for. */
  takeDropped(sectionId: string, story: boolean): Promise<DroppedFiles>
  /** Asks for pictures in a dialog of the system and keeps them. */
  choosePictures(): Promise<PictureBatch>
  /** Keeps the picture on the clipboard where the page is not shown it; none: an empty batch. */
  pastePicture(): Promise<PictureBatch>
  /** Keeps a picture that was dropped or pasted. */
  takePicture(name: string, data: Uint8Array): Promise<TakenPicture>
  intake(id: string): Promise<{ found: boolean; receipt: Receipt }>
  putBack(id: string, base: number, note: Note): Promise<Saved>
  /** The tracked changes and comments that a story came with, as they stand now. */
  proposals(id: string): Promise<Proposal[]>
  /** Gives some of them a verdict on top of base and makes the body say so. */
  decide(id: string, base: number, changes: number[], verdict: Decision): Promise<Decided>
  sections(): Promise<Section[]>
  /** Does one thing to the sections, or takes the last one back. */
  changeSections(change: SectionChange): Promise<SectionsNow>
  lineups(): Promise<LineupList>
  /** A lineup as its front, by its id or name, or a section's. */
  front(lineup: string): Promise<FrontView>
  /** Does one thing to a lineup; rejects with code "stale" when its base is no longer the newest. */
  changeFront(change: FrontChange): Promise<FrontView>
  /** How a head fits its place on each screen. */
  measureHead(text: string, weight: string, pictured: boolean): Promise<HeadFit[]>
  /** The revisions of a lineup, newest first. */
  lineupHistory(lineup: string): Promise<LineupPast[]>
  /** What is new in a lineup since it was sent last, line by line. */
  sinceSent(lineup: string): Promise<{ sent: boolean; lines: string[] }>
  /** What is new in a lineup since a revision of it. */
  sinceRevision(lineup: string, rev: number): Promise<string[]>
  /** Takes a lineup away; the change "revert" to its revision brings it back. */
  deleteLineup(lineup: string, base: number): Promise<Lineup>
  /** A lineup's news list as a page to print, in the folder for packages; its path. */
  saveBudget(lineup: string): Promise<string>
  printBudget(lineup: string): Promise<PrintedBudget>
  /** What closes next by the house's clock. */
  nextClose(): Promise<Closing>
  /** What the next shift reads, since a clock time or a day; '' = since the last sheet. */
  handOverSheet(since: string): Promise<SheetShown>
  /** Keeps what the editor adds to it. */
  keepOwnLines(text: string): Promise<void>
  /** The sheet as a page to print, in the folder for packages; its path. */
  saveHandOverSheet(since: string): Promise<string>
  /** Saves it, and makes the next one begin here. */
  endShift(since: string): Promise<ShiftEnded>
  takeShiftBack(before: ShiftEnded): Promise<void>
  settings(): Promise<Record<string, string>>
  saveSettings(set: Record<string, string>): Promise<StartInfo>
  setPerson(name: string, initials: string): Promise<Person>
  snippets(): Promise<HouseSnippet[]>
  /** Adds a snippet, or changes the one that is called was; answers with all. */
  keepSnippet(was: string, s: HouseSnippet): Promise<HouseSnippet[]>
  removeSnippet(name: string): Promise<HouseSnippet[]>
  templates(): Promise<StoryTemplate[]>
  /** What a template of a story would hold; it has no name yet. */
  templateOf(id: string): Promise<StoryTemplate>
  /** Adds a template, or changes the one that is called was; answers with all. */
  keepTemplate(was: string, t: StoryTemplate): Promise<StoryTemplate[]>
  removeTemplate(name: string): Promise<StoryTemplate[]>
  /** A story that starts as a template says, in its section or, where it names none, in this one. */
  createFrom(name: string, sectionId: string): Promise<Article>
  language(): Promise<LanguageHelp>
  /** Answers with all words of the house dictionary. */
  changeWords(add: string[], remove: string[]): Promise<string[]>
  ignored(id: string): Promise<Ignored[]>
  ignore(id: string, what: Ignored): Promise<Ignored[]>
  /** A field of a story as it is saved, or with '' the whole of it, for another program. */
  copyOut(id: string, field: string): Promise<{ html: string; text: string }>
  exportPlan(wanted: Wanted): Promise<ExportPlan>
  exportPackage(wanted: Wanted, zip: boolean, skipBlocked: boolean, pass: Pass[]): Promise<Exported>
  /** The formats that packages may have. */
  packageFormats(): Promise<PackageFormats>
  /** Adds a format of the newsroom's own, or changes the one that is called was. */
  keepProfile(was: string, profile: PackageFormat): Promise<PackageFormats>
  removeProfile(name: string): Promise<PackageFormats>
  /** How far the package is that is being saved. */
  exportProgress(): Promise<Progress>
  /** Ends it; nothing of it is left behind. */
  stopExport(): Promise<void>
  /** How far the copy is that is coming in. */
  importProgress(): Promise<Progress>
  /** Ends it; what came in by then stays. */
  stopImport(): Promise<void>
  chooseExportFolder(): Promise<string>
  targetKinds(): Promise<TargetKind[]>
  targets(): Promise<TargetView[]>
  /** Adds a target, or changes the one that has its id; forgets: its password is asked for again after Stet was closed. */
  keepTarget(wish: TargetWish): Promise<{ target: Target; forgets: boolean }>
  /** Answers with the target; keepTarget brings it back, without its password. */
  removeTarget(id: string): Promise<Target>
  /** Looks whether a target can be reached, as it is typed, or with its id alone as it is kept. */
  testTarget(wish: TargetWish): Promise<TargetTest>
  planSend(ask: SendAsk): Promise<SendPlan>
  /** Puts stories into the outbox, or asks targets to take them down. */
  sendOut(ask: SendAsk): Promise<SentOut>
  outbox(): Promise<OutboxPage>
  /** What targets hold of a story and what is on its way there. */
  deliveriesOf(id: string): Promise<OutboxItem[]>
  /** What left the building of a story, newest first. */
  receipts(id: string): Promise<ExportReceipt[]>
  /** Has deliveries tried now; none = all that wait for the network. */
  retryDeliveries(chosen: ChosenDelivery[]): Promise<OutboxPage>
  cancelDeliveries(chosen: ChosenDelivery[]): Promise<OutboxPage>
  /** What stands there beside what would go, of one that somebody has to choose about. */
  apartAt(chosen: ChosenDelivery): Promise<ApartField[]>
  /** Ours goes over what somebody changed there, or theirs stays. */
  settleDelivery(chosen: ChosenDelivery, ours: boolean): Promise<OutboxPage>
  onOutbox(run: (news: OutboxNews) => void): void
  /** A story with its history as one file for another desk, in the folder for packages. */
  saveHandOver(id: string): Promise<{ path: string; revisions: number; missing: string[] }>
  /** A story as a proof, for print or for a lawyer as PDF in the folder for packages; its path. */
  savePaper(id: string, wish: PaperWish): Promise<string>
  /** A numbered proof for the page to print. */
  printPaper(id: string, wish: PaperWish): Promise<PrintedProof>
  /** What stops a story on its way to paper. */
  paperStops(id: string, kind: PaperKind): Promise<PlannedStop[]>
  verify(path: string): Promise<Verdict>
  /** Where passwords and the key that signs lie. */
  secretState(): Promise<SecretState>
  /** Signs a package and proves it again; '' = no passphrase is needed. */
  signPackage(path: string, passphrase: string): Promise<Verdict>
  backups(): Promise<BackupState>
  /** Makes a backup and restores it on trial; takes as long as it takes. */
  backUpNow(): Promise<BackupState>
  chooseBackupFolder(): Promise<BackupState>
  history(id: string): Promise<Revision[]>
  /** What was done to where a story stands, newest first. */
  storyLog(id: string): Promise<LogLine[]>
  /** Lets a story go before its embargo ends; a named editor's doing. */
  /** The words that were changed since a lawyer read the story. */
  unread(id: string): Promise<UnreadText[]>
  /** Takes what the machine's clock shows for the time. */
  confirmClock(): Promise<void>
  breakEmbargo(id: string, base: number, why: string): Promise<Saved>
  /** What changed between two revisions; 0 is the newest. */
  compare(id: string, a: number, b: number): Promise<Comparison>
  /** Saves an earlier revision on top of base: all of it, or the fields named. */
  restore(id: string, base: number, rev: number, fields: string[]): Promise<Saved>
  /** Gives a revision a name; '' takes it away. */
  nameRevision(id: string, rev: number, name: string): Promise<Revision[]>
  /** Two revisions paragraph by paragraph; 0 is the newest. */
  sideBySide(id: string, a: number, b: number): Promise<Sides>
  /** Saves the newest revision with fields and passages of an earlier one. */
  take(take: Take): Promise<Saved>
  /** Another story beside the one that it is to be merged into. */
  planUnite(into: string, other: string): Promise<UnitePlan>
  /** Merges a story into another, with what is taken of its words. */
  unite(ask: UniteAsk): Promise<United>
  /** Makes two stories again of one of which the newest revision is a merging. */
  undoUnite(id: string): Promise<United>
  /** What was cut from a story's body, the latest first. */
  cuts(id: string): Promise<Drawer>
  /** Saves the newest revision with a cut back where it was. */
  putCutBack(id: string, base: number, cut: Cut): Promise<Saved>
  /** Takes a cut out of the drawer, and answers with those that are left. */
  letCutGo(id: string, cut: Cut): Promise<Drawer>
  trash(id: string): Promise<void>
  untrash(id: string): Promise<void>
  /** Those of some stories that the desk dropped and readers may still have. */
  stillOut(ids: string[]): Promise<StillOut[]>
  openLink(url: string): Promise<void>
  /** Gives the window the whole screen, or gives it back. */
  fullScreen(on: boolean): Promise<void>
  report(message: string): Promise<void>
  beat(): Promise<void>
  quit(): Promise<void>
  /** Calls back when the window is asked to close. */
  onCloseAsked(run: () => void): void
  /** Calls back when the daily backup was tried. */
  onBackup(run: () => void): void
}

/** An edition or a bulletin, and when it closes; without at nothing does. */
export interface Closing {
  name: string
  at?: string
}

/** What went wrong, in words for the desk. */
export class Problem extends Error {
  constructor(readonly code: string, message: string, readonly hint = '') {
    super(message)
    this.name = 'Problem'
  }
}

/** Reads what a rejected call carries: a JSON text, an Error around one, or anything. */
export function problemOf(reason: unknown): Problem {
  if (reason instanceof Problem) return reason
  const said = (t: Partial<Trouble> | null) => t && typeof t.message === 'string' && new Problem(t.code ?? 'bug', t.message, t.hint ?? '')
  if (reason && typeof reason === 'object' && !(reason instanceof Error)) return said(reason) || problemOf('')
  const text = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : ''
  try {
    const problem = said(JSON.parse(text) as Partial<Trouble> | null)
    if (problem) return problem
  } catch {
    // not from the program: fall through to plain words
  }
  return new Problem('bug', text || 'Something went wrong inside Stet.', 'Try again. Your words are still in the window.')
}

const SHORT = 10_000
const LONG = 120_000

/** A call that never settles (a dead bridge) must not hold the desk for ever. */
export function within<T>(ms: number, call: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Problem('timeout', 'Stet did not answer in time.', 'It tries again by itself.'))
    const timer = setTimeout(late, ms)
    call.then(resolve, (e: unknown) => reject(problemOf(e))).finally(() => clearTimeout(timer))
  })
}

// A list that Go never filled arrives as null.
const list = <T>(v: T[] | null | undefined): T[] => v ?? []
const receipt = (r: Receipt | null | undefined): Receipt => ({
  kept: r?.kept ?? 0, changed: list(r?.changed), dropped: list(r?.dropped), moved: list(r?.moved), changes: list(r?.changes),
})
const article = (a: Article): Article => ({ ...a, bylines: list(a.bylines), keywords: list(a.keywords) })
const imported = (i: Imported[] | null): Imported[] => list(i).map((one) => ({
  ...one, receipt: receipt(one.receipt), handOver: one.handOver && { ...one.handOver, conflicts: list(one.handOver.conflicts) },
}))
const batch = (b: Batch | null): Batch => ({ imported: imported(b?.imported ?? null), asked: list(b?.asked).map((a): Asked => ({ ...a, like: list(a.like) })), refused: list(b?.refused), stopped: b?.stopped === true })
const revision = (r: Revision): Revision => ({ ...r, changed: list(r.changed) })
const drawer = (d: Drawer): Drawer => ({ ...d, cuts: list(d.cuts) })
const weighed = (w: Weighed): Weighed => ({ gauges: list(w.gauges).map((g) => ({ ...g, lines: list(g.lines) })), findings: list(w.findings) })
const saved = (s: Saved): Saved => ({ ...s, article: article(s.article) })
const sides = (s: Sides): Sides => ({
  ...s, a: revision(s.a), b: revision(s.b), fields: list(s.fields), body: list(s.body).map((r) => ({ ...r, chunks: list(r.chunks) })),
  torn: list(s.torn), tornFields: list(s.tornFields), conflicts: s.conflicts ?? 0,
})
const united = (u: United): United => ({ ...u, story: article(u.story), other: article(u.other), lineups: list(u.lineups) })
const sheetParts = (parts: HandOverPart[]): HandOverPart[] => list(parts).map((p) => ({ ...p, lines: list(p.lines) }))
const wordsPut = (w: WordsPut): WordsPut => ({ ...w, made: list(w.made), heads: list(w.heads), stayed: list(w.stayed) })
const lineup = (l: Lineup): Lineup => ({ ...l, slots: list(l.slots) })
const front = (f: FrontView): FrontView => ({
  ...f, findings: list(f.findings), places: list(f.places).map((p) => ({ ...p, heads: list(p.heads) })),
  lineup: { ...f.lineup, lineup: lineup(f.lineup.lineup), heads: list(f.lineup.heads) },
})
const selected = (d: SelectionDone): SelectionDone => ({ ...d, did: list(d.did), refused: list(d.refused) })
const taken = (t: TakenPicture): TakenPicture => ({ ...t, remarks: list(t.remarks) })
const pictures = (b: PictureBatch): PictureBatch => ({ taken: list(b.taken).map(taken), refused: list(b.refused) })
const packageFormats = (f: PackageFormats): PackageFormats => ({
  profiles: list(f.profiles).map((p) => ({ ...p, formats: list(p.formats) })), formats: list(f.formats), fields: list(f.fields),
})
const backups = (s: BackupState): BackupState => ({
  ...s, proved: s.proved && { ...s.proved, backup: { ...s.proved.backup, missing: list(s.proved.backup.missing) } },
})
const started = (s: StartInfo): StartInfo => ({ ...s, sections: list(s.sections), problem: s.problem?.code ? s.problem : undefined, readOnly: s.readOnly?.code ? s.readOnly : undefined })

const onItsWay = (p: OutboxPage): OutboxPage => ({ ...p, waiting: list(p.waiting), done: list(p.done) })

// Bytes cross the bridge as base64, a piece at a time: a call takes no more
// arguments than a stack holds.
function base64(data: Uint8Array): string {
  let text = ''
  for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000))
  return btoa(text)
}

type Bound = Record<string, (...args: unknown[]) => Promise<any>>
declare global {
  interface Window {
    go?: { main?: { App?: Bound } }
    runtime?: { EventsOn(name: string, run: (news?: any) => void): void }
  }
}

/**
 * The program behind the window. Each call carries the token of this run,
 * which came with the page and from here on lives only in this closure.
 */
export function wailsApi(): Api {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="stet-token"]')
  const token = meta?.content ?? ''
  meta?.remove()

  async function send(method: string, args: unknown[]): Promise<any> {
    const run = window.go?.main?.App?.[method]
    if (!run) throw new Problem('bug', `This window does not know how to ${method}.`, 'Restart Stet.')
    return run(token, ...args)
  }
  const call = (method: string, ...args: unknown[]) => within(SHORT, send(method, args))
  const slow = (method: string, ...args: unknown[]) => within(LONG, send(method, args))
  // A dialog of the system waits for a person, so it has no time limit.
  const asking = (method: string, ...args: unknown[]) =>
    send(method, args).catch((e: unknown) => { throw problemOf(e) })

  return {
    start: async () => started(await call('Start')),
    list: async (q) => {
      const p = (await slow('List', q)) as ListPage
      return { ...p, heads: list(p.heads), views: p.views ?? {}, sections: p.sections ?? {} }
    },
    listIds: async (q) => list<string>(await slow('ListIDs', q)),
    changeSelection: async (change) => selected(await slow('ChangeSelection', { ...change, whole: false })),
    views: async () => list<SavedView>(await slow('Views')),
    keepViews: async (views) => list<SavedView>(await slow('KeepViews', views)),
    calendar: async (from, days) => {
      const c = (await slow('Calendar', { from, days })) as CalendarWeek
      return { ...c, days: list(c.days).map((d) => ({ ...d, entries: list(d.entries).map((e) => ({ ...e, going: list(e.going) })) })) }
    },
    shiftDeadline: async (id, days, minutes) => selected(await call('ShiftDeadline', id, days, minutes)),
    takeBack: async (did) => selected(await slow('TakeBack', did)),
    heads: async (ids) => list<Head>(await call('Heads', ids)),
    search: async (query, limit) => {
      const f = (await slow('Search', { query, limit, typing: true })) as Found
      return { ...f, stories: list<FoundStory>(f.stories).map((s) => ({ ...s, marks: list(s.marks), headlineMarks: list(s.headlineMarks) })) }
    },
    open: async (id) => article(await call('Open', id)),
    steps: (id) => call('Steps', id),
    keepSteps: (id, rev, text) => call('KeepSteps', id, rev, text),
    create: async (sectionId) => article(await call('Create', sectionId)),
    save: async (edit) => saved(await call('Save', edit)),
    preview: async (ask) => {
      const r = (await call('Preview', ask)) as PageChange
      return { ...r, html: list(r.html), blocks: list(r.blocks), cards: list(r.cards), queries: list(r.queries).map((q) => ({ ...q, replies: list(q.replies) })) }
    },
    count: (id, source) => call('Count', id, source),
    link: (ask) => call('Link', ask),
    markQuery: async (ask) => list<Splice>(await call('MarkQuery', ask)),
    check: async (id) => list<Finding>(await call('Check', id)),
    headlines: async (ask) => {
      const a = (await slow('Headlines', ask)) as BenchAnswer
      const channels = list(a.bench?.channels).map((c) => ({ ...c, now: { ...c.now, ...weighed(c.now) }, options: list(c.options).map((o) => ({ ...o, ...weighed(o) })) }))
      return { bench: { ...a.bench, oldSlugs: list(a.bench?.oldSlugs), channels }, tried: weighed(a.tried), cards: list(a.cards), past: list(a.past) }
    },
    changeHeadlines: async (change) => saved(await call('ChangeHeadlines', change)),
    changeCorrections: async (change) => saved(await call('ChangeCorrections', change)),
    findWords: async (words, story) => {
      const h = (await slow('FindWords', { words, story })) as Holders
      return { ...h, places: list(h.places).map((p) => ({ ...p, marks: list(p.marks) })), going: list(h.going) }
    },
    putRight: async (right) => wordsPut(await slow('PutRight', right)),
    takeWordsBack: async (made) => wordsPut(await slow('TakeWordsBack', made)),
    pasteStory: async (html, text, sectionId) => batch((await asking('PasteStory', { html, text, sectionId })) as Batch),
    answer: async (token, as, of) => {
      const a = (await slow('Answer', { token, as, of })) as Answered
      return { ...saved(a), imported: imported([a.imported])[0]! }
    },
    pasteBody: async (html, text, firstNote) => {
      const r = (await slow('PasteBody', { html, text, firstNote })) as PastedCopy
      return { markdown: r.markdown, receipt: receipt(r.receipt), pictures: list(r.pictures) }
    },
    readClipboard: () => slow('ReadClipboard'),
    importFiles: async (sectionId) => batch((await asking('ImportFiles', sectionId)) as Batch),
    takeDropped: async (sectionId, story) => {
      const d = (await asking('TakeDropped', sectionId, story)) as DroppedFiles
      return { pictures: pictures(d.pictures), copy: batch(d.copy) }
    },
    choosePictures: async () => pictures((await asking('ChoosePictures')) as PictureBatch),
    pastePicture: async () => pictures((await slow('PastePicture')) as PictureBatch),
    takePicture: async (name, data) => taken(await slow('TakePicture', name, base64(data))),
    intake: async (id) => {
      const r = (await call('Intake', id)) as { found: boolean; receipt: Receipt }
      return { found: r.found, receipt: receipt(r.receipt) }
    },
    putBack: async (id, base, note) => saved(await call('PutBack', id, base, note)),
    proposals: async (id) => list<Proposal>(await slow('Proposals', id)),
    decide: async (id, base, changes, verdict) => {
      const d = (await slow('Decide', { id, base, changes, verdict })) as Decided
      return { ...d, ...saved(d), changes: list(d.changes) }
    },
    sections: async () => list<Section>(await call('Sections')),
    changeSections: async (change) => {
      const now = (await slow('ChangeSections', change)) as SectionsNow
      return { ...now, sections: list(now.sections) }
    },
    lineups: async () => {
      const l = (await call('Lineups')) as LineupList
      return { ...l, lineups: list(l.lineups).map(lineup) }
    },
    front: async (word) => front(await slow('Front', word)),
    changeFront: async (change) => front(await slow('ChangeFront', change)),
    measureHead: async (text, weight, pictured) => list<HeadFit>(await call('MeasureHead', { text, weight, pictured })),
    lineupHistory: async (word) => list<LineupPast>(await call('LineupHistory', word)),
    sinceSent: async (word) => {
      const s = (await call('SinceSent', word)) as { sent: boolean; lines: string[] }
      return { ...s, lines: list(s.lines) }
    },
    sinceRevision: async (word, rev) => list<string>(await call('SinceRevision', word, rev)),
    deleteLineup: async (word, base) => lineup((await call('DeleteLineup', word, base)) as Lineup),
    printBudget: async (word) => {
      const b = (await slow('PrintBudget', word)) as PrintedBudget
      return { ...b, rows: list(b.rows) }
    },
    saveBudget: (word) => slow('SaveBudget', word),
    nextClose: () => call('NextClose'),
    handOverSheet: async (since) => {
      const s = (await slow('HandOverSheet', since)) as SheetShown
      return { ...s, sheet: { ...s.sheet, open: sheetParts(s.sheet.open), done: sheetParts(s.sheet.done), own: list(s.sheet.own) } }
    },
    keepOwnLines: (text) => call('KeepOwnLines', text),
    saveHandOverSheet: (since) => slow('SaveHandOverSheet', since),
    endShift: (since) => slow('EndShift', since),
    takeShiftBack: (before) => call('TakeShiftBack', before),
    settings: async () => (await call('Settings')) ?? {},
    saveSettings: async (set) => started(await call('SaveSettings', set)),
    setPerson: (name, initials) => call('SetPerson', name, initials),
    snippets: async () => list<HouseSnippet>(await call('Snippets')),
    keepSnippet: async (was, s) => list<HouseSnippet>(await call('KeepSnippet', was, s)),
    removeSnippet: async (name) => list<HouseSnippet>(await call('RemoveSnippet', name)),
    templates: async () => list<StoryTemplate>(await call('Templates')),
    templateOf: (id) => call('TemplateOf', id),
    keepTemplate: async (was, t) => list<StoryTemplate>(await call('KeepTemplate', was, t)),
    removeTemplate: async (name) => list<StoryTemplate>(await call('RemoveTemplate', name)),
    createFrom: async (name, sectionId) => article(await call('CreateFrom', name, sectionId)),
    language: async () => {
      const h = (await call('Language')) as LanguageHelp
      return { ...h, words: list(h.words), dictionaries: list(h.dictionaries) }
    },
    changeWords: async (add, remove) => list<string>(await call('ChangeWords', add, remove)),
    ignored: async (id) => list<Ignored>(await call('Ignored', id)),
    ignore: async (id, what) => list<Ignored>(await call('Ignore', id, what)),
    copyOut: (id, field) => call('CopyOut', id, field),
    exportPlan: async (wanted) => {
      const p = (await slow('ExportPlan', wanted)) as ExportPlan
      return { blocked: p.blocked, stops: list(p.stops), stories: list(p.stories).map((s) => ({ ...s, findings: list(s.findings) })) }
    },
    exportPackage: async (wanted, zip, skipBlocked, pass) => {
      // As long as it takes: it says how far it is, and can be stopped.
      const r = (await asking('Export', { ...wanted, zip, skipBlocked, pass })) as Exported
      return { ...r, formats: list(r.formats), notCarried: list(r.notCarried), leftOut: list(r.leftOut) }
    },
    packageFormats: async () => packageFormats(await call('Profiles')),
    keepProfile: async (was, profile) => packageFormats(await call('KeepProfile', was, profile)),
    removeProfile: async (name) => packageFormats(await call('RemoveProfile', name)),
    exportProgress: () => call('ExportProgress'),
    stopExport: () => call('StopExport'),
    importProgress: () => call('ImportProgress'),
    stopImport: () => call('StopImport'),
    chooseExportFolder: () => asking('ChooseExportFolder'),
    targetKinds: async () => list<TargetKind>(await call('TargetKinds')).map((k) => ({ ...k, profiles: list(k.profiles) })),
    targets: async () => list<TargetView>(await call('Targets')),
    keepTarget: async (wish) => slow('KeepTarget', wish),
    removeTarget: async (id) => slow('RemoveTarget', id),
    testTarget: async (wish) => {
      const t = (await slow('TestTarget', wish)) as TargetTest
      return { ...t, warnings: list(t.warnings) }
    },
    planSend: async (ask) => {
      const p = (await slow('PlanSend', ask)) as SendPlan
      return { ...p, stories: list(p.stories).map((s) => ({ ...s, findings: list(s.findings) })), stops: list(p.stops), embargoed: list(p.embargoed), early: list(p.early), killed: list(p.killed) }
    },
    sendOut: async (ask) => {
      const s = (await slow('SendOut', ask)) as SentOut
      return { queued: list(s.queued), refused: list(s.refused) }
    },
    outbox: async () => onItsWay(await slow('Outbox')),
    deliveriesOf: async (id) => list<OutboxItem>(await call('DeliveriesOf', id)),
    receipts: async (id) => list<ExportReceipt>(await call('Receipts', id)),
    retryDeliveries: async (chosen) => onItsWay(await slow('RetryDeliveries', chosen)),
    cancelDeliveries: async (chosen) => onItsWay(await slow('CancelDeliveries', chosen)),
    apartAt: async ({ story, target }) => list<ApartField>(((await call('ApartAt', { story, target })) as { fields: ApartField[] | null }).fields),
    settleDelivery: async (chosen, ours) => onItsWay(await slow('SettleDelivery', { ...chosen, ours })),
    onOutbox: (run) => window.runtime?.EventsOn('outbox:changed', (news: OutboxNews) => run({ ...news, stories: list(news.stories) })),
    saveHandOver: async (id) => {
      const h = (await slow('SaveHandOver', id)) as { path: string; revisions: number; missing: string[] | null }
      return { ...h, missing: list(h.missing) }
    },
    savePaper: (id, wish) => slow('SavePaper', id, wish),
    printPaper: (id, wish) => slow('PrintPaper', id, wish),
    paperStops: async (id, kind) => list<PlannedStop>(await slow('PaperStops', id, kind)),
    verify: async (path) => {
      const v = (await slow('Verify', path)) as Verdict
      return { ...v, problems: list(v.problems) }
    },
    secretState: () => call('SecretState'),
    signPackage: async (path, passphrase) => {
      const v = (await slow('SignPackage', path, passphrase)) as Verdict
      return { ...v, problems: list(v.problems) }
    },
    backups: async () => backups(await call('Backups')),
    backUpNow: async () => backups(await asking('BackUpNow')),
    chooseBackupFolder: async () => backups(await asking('ChooseBackupFolder')),
    history: async (id) => list<Revision>(await call('History', id)).map(revision),
    storyLog: async (id) => list<LogLine>(await call('StoryLog', id)),
    unread: async (id) => list<UnreadText>(await call('Unread', id)),
    confirmClock: async () => void (await call('ConfirmClock')),
    breakEmbargo: async (id, base, why) => saved(await call('BreakEmbargo', id, base, why)),
    compare: async (id, a, b) => {
      const c = (await call('Compare', id, a, b)) as Comparison
      return { ...c, fields: list(c.fields).map((f) => ({ ...f, chunks: list(f.chunks) })) }
    },
    restore: async (id, base, rev, fields) => saved(await call('Restore', id, base, rev, fields)),
    nameRevision: async (id, rev, name) => list<Revision>(await call('NameRevision', id, rev, name)).map(revision),
    sideBySide: async (id, a, b) => sides(await slow('SideBySide', id, a, b)),
    take: async (take) => saved(await call('Take', take)),
    planUnite: async (into, other) => {
      const p = (await slow('PlanUnite', into, other)) as UnitePlan
      return { ...p, sides: sides(p.sides), remarks: list(p.remarks) }
    },
    unite: async (ask) => united(await slow('Unite', ask)),
    undoUnite: async (id) => united(await slow('UndoUnite', id)),
    cuts: async (id) => drawer(await slow('Cuts', id)),
    putCutBack: async (id, base, cut) => saved(await call('PutCutBack', id, base, cut)),
    letCutGo: async (id, cut) => drawer(await call('LetCutGo', id, cut)),
    trash: (id) => call('Trash', id),
    untrash: (id) => call('Untrash', id),
    stillOut: async (ids) => list<StillOut>(await call('StillOut', ids)),
    openLink: (url) => call('OpenLink', url),
    fullScreen: (on) => call('FullScreen', on),
    report: (message) => call('Report', message.slice(0, 200)),
    beat: () => call('Beat'),
    quit: () => call('Quit'),
    onCloseAsked: (run) => window.runtime?.EventsOn('close:ask', run),
    onBackup: (run) => window.runtime?.EventsOn('backup:done', run),
  }
}
