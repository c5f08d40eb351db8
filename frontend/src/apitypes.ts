// What the program can be asked, and how it is answered: everything takes an Api,
// which tests make for themselves.
import type { CalendarWeek } from './calendartypes'
import type { Answered, As } from './copytypes'
import type { CorrectionChange, Holders, Made, RightWords, WordsPut } from './corrections'
import type { Cut, Drawer } from './drawer'
import type { ExportPlan, Exported, PackageFormat, PackageFormats, Pass, PlannedStop, Progress, Verdict, Wanted } from './exporttypes'
import type { ShiftEnded, SheetShown } from './handover'
import type { BenchAnswer, BenchAsk, HeadlineChange } from './headlines'
import type { FrontChange, FrontView, GoneLineup, HeadFit, LineupList, LineupPast, PrintedBudget } from './lineups'
import type { LinkAsk, LinkMade } from './linktypes'
import type { UniteAsk, United, UnitePlan } from './mergetypes'
import type { ApartField, ChosenDelivery, ExportReceipt, OutboxItem, OutboxNews, OutboxPage, SendAsk, SendPlan, SentOut, StillOut, Target, TargetKind, TargetTest, TargetView, TargetWish } from './outboxtypes'
import type { PaperKind, PaperWish, PrintedProof } from './prooftypes'
import type { LogLine, UnreadText } from './statetypes'
import type { Did, SelectionChange, SelectionDone } from './selecttypes'
import type { Section, SectionChange, SectionsNow } from './sections'
import type { SavedView } from './viewtypes'
import type { PageAsk, PageChange, QueryAsk, Splice } from './pagetypes'
import type { Article, BackupState, Batch, Counts, Decided, Decision, DroppedFiles, Edit, Finding, Found, Head, HouseSnippet, Ignored, LanguageHelp, ListPage, ListRequest, Note, PastedCopy, Person, PictureBatch, Proposal, Receipt, Saved, SecretState, StartInfo, StoryTemplate, TakenPicture } from './types'
import type { Comparison, Revision, Sides, Take } from './pasttypes'

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
  deleteLineup(lineup: string, base: number): Promise<GoneLineup>
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
