// The one place that speaks to the program. Everything else takes an Api, so
// that tests hand in one of their own.
import type { Api } from './apitypes'
import type { CalendarWeek } from './calendartypes'
import type { Answered, Asked } from './copytypes'
import type { Holders, WordsPut } from './corrections'
import type { Drawer } from './drawer'
import type { ExportPlan, Exported, PackageFormats, PlannedStop, Verdict } from './exporttypes'
import type { HandOverPart, SheetShown } from './handover'
import type { BenchAnswer, Weighed } from './headlines'
import type { FrontView, GoneLineup, HeadFit, Lineup, LineupList, LineupPast, PrintedBudget } from './lineups'
import type { United, UnitePlan } from './mergetypes'
import type { ApartField, ExportReceipt, OutboxItem, OutboxNews, OutboxPage, SendPlan, SentOut, StillOut, TargetKind, TargetTest, TargetView } from './outboxtypes'
import type { LogLine, UnreadText } from './statetypes'
import type { SelectionDone } from './selecttypes'
import type { Section, SectionsNow } from './sections'
import type { SavedView } from './viewtypes'
import type { PageChange, Splice } from './pagetypes'
import type { Article, BackupState, Batch, Decided, DroppedFiles, Finding, Found, FoundStory, Head, HouseSnippet, Ignored, Imported, LanguageHelp, ListPage, PastedCopy, PictureBatch, Proposal, Receipt, Saved, StartInfo, StoryTemplate, TakenPicture, Trouble } from './types'
import type { Comparison, Revision, Sides } from './pasttypes'

export type { Api, Closing } from './apitypes'

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
const goneLineup = (g: GoneLineup): GoneLineup => ({ lineup: lineup(g.lineup), frontAt: list(g.frontAt) })
const front = (f: FrontView): FrontView => ({
  ...f, findings: list(f.findings), at: list(f.at), places: list(f.places).map((p) => ({ ...p, heads: list(p.heads) })),
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
    deleteLineup: async (word, base) => goneLineup((await call('DeleteLineup', word, base)) as GoneLineup),
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
      return { queued: list(s.queued), refused: list(s.refused), already: list(s.already) }
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
