// A program kept in memory: enough of the real one's behaviour to work on the
// window in any browser, and for the state classes' tests.
import { Problem, type Api } from '../api'
import { holesIn } from '../editor/help/holesin'
import type { Lineup } from '../lineups'
import type { StillOut } from '../outboxtypes'
import type { LogLine } from '../statetypes'
import type { Article, BackupState, DictionaryFile, Edit, Finding, Head, HouseSnippet, Ignored, Imported, Person, Receipt, SecretState, StartInfo, StoryTemplate, TakenPicture } from '../types'
import type { Revision } from '../pasttypes'
import { fakeCalendar } from './calendar'
import type { SavedView } from '../viewtypes'
import { cardsOf } from './cards'
import { fakeCorrections } from './corrections'
import { fakeHandOver } from './handover'
import { fakeHeadlines } from './headlines'
import { fakeKept } from './kept'
import { linkOf } from './link'
import { listOf } from './list'
import { fakeMerging } from './merging'
import { fakeFormats } from './packageformats'
import { FakeOutbox, fakeOutbox } from './outbox'
import { fakePast } from './past'
import { markQuery, queriesOf } from './queries'
import { copied, countOf, printed, renderPage, STYLE } from './render'
import { search } from './search'
import { fakeLineups } from './lineups'
import { fakeSections, type SectionStep } from './sections'
import { fakeSelection } from './selection'
import { samples, SECTIONS } from './samples'
import { deedsOf, FLAG_MOVES, STATUS_MOVES, stopsOf } from './standing'
import { fakeTracked, trackedStory } from './tracked'

const LIMITS = { headlines: { main: 90, front: 70, search: 60, social: 80, push: 110, print: 60 }, overline: 30, standfirst: 180, trailText: 140 }
const words = (t: string) => (t.match(/\S+/g) ?? []).length
const isPicture = (name: string) => /\.(jpe?g|png|gif|webp)$/i.test(name)
const list = (t: string) => t.split(';').map((x) => x.trim()).filter(Boolean)

export function apply(a: Article, set: Record<string, string>): Article {
  const out = { ...a, headlines: { ...a.headlines } } as Article & Record<string, unknown>
  for (const [path, value] of Object.entries(set)) {
    const channel = /^headlines\.(\w+)$/.exec(path)?.[1]
    if (path === 'slug' && !/^[a-z0-9-]*$/.test(value)) throw new Problem('value', `The web address “${value}” cannot be used.`, 'Use a-z, 0-9 and hyphens.')
    if (channel) out.headlines[channel as keyof Article['headlines']] = value.trim()
    else if (path === 'bylines' || path === 'keywords') out[path] = list(value)
    else if (path === 'section') out.sectionId = value
    else if (path === 'flag') out.flag = value === 'none' ? '' : value
    else if (path === 'commissionedLength') out.commissionedLength = Number(value) || 0
    else if (path === 'embargo') out.embargo = value ? { at: value.split(' ')[0] ?? '', said: value } : undefined
    else if (path === 'body' || path === 'internalNote') out[path] = value
    else if (path === 'options') out.options = JSON.parse(value || '[]') as Article['options']
    else if (path === 'pictures') out.pictures = value ? (JSON.parse(value) as Article['pictures']) : undefined
    else if (path.includes('.')) continue
    else out[path] = value.trim().replace(/\s+/g, ' ')
  }
  return out
}

function findings(a: Article): Finding[] {
  const found: Finding[] = []
  const add = (code: string, severity: Finding['severity'], message: string, field: string, from = 0, to = 0) =>
    found.push({ code, severity, message, field, from, to })
  if (a.flag === 'killed') add('killed', 'block', 'The story is killed.', 'flag')
  if (a.flag === 'hold') add('hold', 'block', 'The story is on hold.', 'flag')
  if (a.embargo && !a.embargo.broken) add('embargo', 'block', 'The story is embargoed.', 'embargo')
  if (!a.headlines.main) add('no-headline', 'block', 'There is no headline.', 'headlines.main')
  if (!a.body.trim()) add('no-body', 'block', 'There is no body.', 'body')
  if (!a.sectionId) add('no-section', 'block', 'The story is in no section.', 'section')
  for (const { from, to } of holesIn(a.body)) add('tk', 'block', 'A TK is left in the body.', 'body', from, to)
  if (a.headlines.main.length > LIMITS.headlines.main) add('headline-long', 'warn', 'The headline is longer than the house limit.', 'headlines.main')
  add('no-base-url', 'warn', 'The newsroom has no web address, so the page carries no canonical link.', '')
  return found
}

const NONE: Receipt = { kept: 0, changed: [], dropped: [], moved: [], changes: [] }

const proof = (folder: string): BackupState['proved'] => ({
  backup: { path: `${folder}/stet-5e7ab1e0.stetbackup`, at: new Date().toISOString(), changes: 1204, pictures: 3, missing: [], size: 2_140_000 },
  at: new Date().toISOString(), stories: 12,
})

export class FakeProgram {
  stories = new Map<string, Article>()
  revisions = new Map<string, Revision[]>()
  receipts = new Map<string, Receipt>()
  /** What stood at "id revision". */
  past = new Map<string, Article>()
  /** What undo goes back through, by story, with the body it belongs to. */
  steps = new Map<string, { body: string; text: string }>()
  sections = [...SECTIONS]
  lineups: Lineup[] = []
  removedLineups = new Map<string, Lineup>()
  /** Destinations that have the fronts. */
  frontsAt: string[] = []
  /** Every state of each, by its id and revision. */
  lineupPast = new Map<string, Partial<Lineup>>()
  sectionSteps: SectionStep[] = []
  sectionsUndone: SectionStep[] = []
  person: Person = { name: 'Marit Solberg', initials: 'MS', asked: true }
  values: Record<string, string> = { 'newsroom.name': 'The Anselm Courier', 'newsroom.zone': 'Europe/Kyiv', 'newsroom.language': 'en', 'limits.headline.main': '90' }
  folder = '/home/marit/Packages'
  /** Where readers still have stories that were dropped, and when stories went out. */
  stillOut: StillOut[] = []
  left = new Map<string, string>()
  secrets: SecretState = 'none'
  backups: BackupState = { folder: '', proved: null, failed: null }
  words: string[] = []
  dictionaries: DictionaryFile[] = []
  ignored = new Map<string, Ignored[]>()
  snippets: HouseSnippet[] = []
  templates: StoryTemplate[] = []
  /** When print closes. */
  closes = new Date(Date.now() + 14 * 60_000).toISOString()
  views: SavedView[] = []
  outbox = new FakeOutbox((id) => this.stories.get(id))

  /** The saved views with their counts. */
  counted(): SavedView[] {
    const heads = [...this.stories.values()].map((a) => this.head(a))
    return this.views.map((v) => ({ ...v, count: listOf(heads, { ...v, status: '', offset: 0, limit: 1, find: '', whole: true }, this.person, this.sections, 0).total }))
  }

  today = new Date().toISOString().slice(0, 10)
  quits = 0
  full = false
  readOnly = false
  /** The clock went forward by itself. */
  clockAhead = false
  version = 0 // of the list

  head(a: Article): Head {
    return {
      id: a.id, rev: a.rev, headline: a.headlines.main, section: this.section(a), sectionId: a.sectionId, status: a.status,
      flag: a.flag ?? '', slug: a.slug ?? '', slugline: a.slugline ?? '', words: words(a.body), updated: a.updated,
      tks: holesIn(a.body).length, embargo: a.embargo, assignee: a.assignee, commission: a.commissionedLength, direction: a.direction, trashed: a.trashed,
      openQueries: queriesOf(a.body).filter((q) => q.open).length,
    }
  }

  section = (a: Article) => this.sections.find((s) => s.id === a.sectionId)?.name ?? ''

  get(id: string): Article {
    const a = this.stories.get(id)
    if (!a) throw new Problem('not-found', 'There is no such story.')
    return { ...a, section: this.section(a) }
  }

  save(e: Edit) {
    const now = this.get(e.id)
    if (e.base !== now.rev) throw new Problem('stale', 'This story was saved elsewhere after you opened it.', 'Compare the two versions.')
    const a = { ...apply(now, e.set), rev: now.rev + 1, updated: new Date().toISOString() }
    this.past.set(`${now.id} ${now.rev}`, now)
    this.stories.set(a.id, a)
    this.version++
    const revs = this.revisions.get(a.id) ?? []
    this.revisions.set(a.id, [{ rev: a.rev, at: a.updated, by: this.person.initials, words: words(a.body), note: e.note, changed: Object.keys(e.set) }, ...revs])
    this.logs.set(a.id, [...deedsOf(e.set, { rev: a.rev, at: a.updated, by: this.person.initials, why: e.why ?? '' }), ...(this.logs.get(a.id) ?? [])])
    return { article: this.get(a.id), head: this.head(a) }
  }

  logs = new Map<string, LogLine[]>()

  breakEmbargo(id: string, base: number, why: string) {
    const { embargo } = this.get(id)
    const done = this.save({ id, base, note: '', why, set: {} })
    this.stories.set(id, { ...this.get(id), embargo: { ...embargo, broken: { by: this.person.initials, at: done.article.updated, why } } })
    return { article: this.get(id), head: this.head(this.get(id)) }
  }

  add(part: Partial<Article>): Article {
    const at = new Date().toISOString()
    const a: Article = { id: crypto.randomUUID(), rev: 1, headlines: { main: '' }, bylines: [], keywords: [], body: '', status: 'draft', created: at, updated: at, ...part }
    this.stories.set(a.id, a)
    this.version++
    return a
  }

  #pictures = 0
  /** It holds a picture. */
  clipboard = false
  /** What another program dropped onto the window, by name. */
  dropped: string[] = []
  copied = { html: '', text: '' }

  takePicture(name: string): TakenPicture {
    const id = (++this.#pictures).toString(16).padStart(64, '0')
    return { picture: { id, name, type: 'image/jpeg', width: 3000, height: 2000, credit: 'Ines Aalto', private: ['where it was taken (GPS)'] }, remarks: [] }
  }

  bin(id: string, trashed: boolean) {
    this.stories.set(id, { ...this.get(id), trashed })
    this.version++
  }

  // Like the program's intake, but a child's drawing of it.
  takeIn(text: string, sectionId: string): Imported {
    const parts = text.split(/\n\s*\n/).map((p) => p.trim()).filter(Boolean)
    const clutter = parts.filter((p) => /^(published|trending|advertisement|exit mobile version|on)$/i.test(p))
    const copy = parts.filter((p) => !clutter.includes(p))
    const [headline = '', standfirst = '', ...rest] = copy
    const a = this.add({ headlines: { main: headline }, standfirst, body: rest.join('\n\n'), sectionId })
    const receipt: Receipt = {
      kept: words(copy.join(' ')), changed: [], moved: [{ text: standfirst, why: 'the sentence under the headline', field: 'standfirst' }],
      dropped: clutter.map((t, i) => ({ text: t, why: 'web clutter', before: i })), changes: [],
    }
    this.receipts.set(a.id, receipt)
    return { id: a.id, headline, section: this.section(a), receipt }
  }

  start(problem: boolean): StartInfo {
    return {
      version: '0.1.0', person: this.person, sections: this.sections, style: STYLE, exportFolder: this.folder, statusMoves: STATUS_MOVES, flagMoves: FLAG_MOVES, maxCopy: 20 * 2 ** 20,
      house: { name: this.values['newsroom.name'] ?? '', baseUrl: this.values['newsroom.baseUrl'] ?? '', zone: 'Europe/Kyiv', language: 'en', limits: LIMITS, smartTyping: this.values['typing.smart'] === 'true' },
      problem: problem ? { code: 'in-use', message: 'Stet is already open on this machine', hint: 'Go on in the window that is open.' } : undefined,
      readOnly: this.readOnly ? { code: 'read-only', message: 'This newsroom can only be read: the disk is full.', hint: 'Words can be read, copied and exported to another place; free some space and open it again.' } : undefined,
    }
  }
}

/** delay: how long each call takes, so that orders can be tried. */
export function fakeOf(p: FakeProgram, delay: () => Promise<void> = () => Promise.resolve(), problem = false): Api {
  const later = async <T>(run: () => T): Promise<T> => {
    await delay()
    const out = run()
    await delay()
    return structuredClone(out)
  }
  const sections = () => [...p.sections]
  return {
    start: () => later(() => p.start(problem)),
    storyLog: (id) => later(() => p.logs.get(id) ?? []),
    confirmClock: () => later(() => void (p.clockAhead = false)),
    unread: () => later(() => []),
    breakEmbargo: (id, base, why) => later(() => p.breakEmbargo(id, base, why)),
    list: (q) => later(() => listOf([...p.stories.values()].map((a) => p.head(a)), q, p.person, p.sections, p.version)),
    heads: (ids) => later(() => ids.flatMap((id) => (p.stories.has(id) ? [p.head(p.get(id))] : []))),
    search: (query, limit) => later(() => search(p, query, limit)),
    open: (id) => later(() => p.get(id)),
    steps: (id) => later(() => {
      const kept = p.steps.get(id)
      return { rev: p.get(id).rev, text: kept?.body === p.get(id).body ? kept.text : '' }
    }),
    keepSteps: (id, rev, text) => later(() => {
      if (p.get(id).rev === rev) p.steps.set(id, { body: p.get(id).body, text })
    }),
    create: (sectionId) => later(() => p.add({ sectionId })),
    save: (e) => later(() => p.save(e)),
    preview: (ask) => later(() => {
      const a = apply(p.get(ask.id), { ...ask.set, ...(ask.body && { body: ask.body.text }) })
      return { ...renderPage(a, ask.mobile), cards: ask.cards ? cardsOf(a, p.values['newsroom.name'] ?? '') : [] }
    }),
    count: (_id, source) => later(() => countOf(source)),
    markQuery: (ask) => later(() => markQuery(p.person.initials, ask)),
    link: (ask) => later(() => linkOf(ask)),
    check: (id) => later(() => findings(p.get(id))),
    pasteStory: (_html, text, sectionId) => later(() => ({ imported: [p.takeIn(text, sectionId)], asked: [], refused: [] })),
    answer: () => Promise.reject(new Problem('failed', 'No copy waits for an answer here.')),
    pasteBody: (_html, text) => later(() => ({ markdown: text.trim(), pictures: [], receipt: { ...NONE, kept: words(text), dropped: /advertisement/i.test(text) ? [{ text: 'Advertisement', why: 'web clutter' }] : [] } })),
    readClipboard: () => later(() => p.copied),
    importFiles: (sectionId) => later(() => ({ imported: [p.takeIn('A file that came in\n\nWith a standfirst\n\nAnd a paragraph.', sectionId)], asked: [], refused: [] })),
    takeDropped: (sectionId, story) => later(() => ({
      pictures: { taken: story ? p.dropped.filter(isPicture).map((name) => p.takePicture(name)) : [], refused: [] },
      copy: {
        imported: p.dropped.filter((name) => !isPicture(name)).map((name) => p.takeIn(`${name} came in\n\nWith a standfirst.`, sectionId)),
        asked: [],
        refused: story ? [] : p.dropped.filter(isPicture).map((name) => ({ name, problem: { code: 'usage', message: 'it is a picture', hint: '' } })),
      },
    })),
    choosePictures: () => later(() => ({ taken: [p.takePicture('harbour.jpg')], refused: [] })),
    pastePicture: () => later(() => ({ taken: p.clipboard ? [p.takePicture('')] : [], refused: [] })),
    takePicture: (name) => later(() => p.takePicture(name)),
    intake: (id) => later(() => ({ found: p.receipts.has(id), receipt: p.receipts.get(id) ?? NONE })),
    putBack: (id, base, note) => later(() => p.save({ id, base, note: 'Put back', set: { body: `${p.get(id).body}\n\n${note.text}` } })),
    sections: () => later(sections),
    views: () => later(() => p.counted()),
    keepViews: (views) => later(() => {
      const names = views.map((v) => v.name.toLowerCase())
      if (names.some((n, i) => names.indexOf(n) !== i)) throw new Problem('value', 'there is a saved view of that name already', 'Choose another name.')
      p.views = views
      return p.counted()
    }),
    nextClose: () => later(() => ({ name: 'Print', at: p.closes })),
    settings: () => later(() => ({ ...p.values })),
    saveSettings: (set) => later(() => ((p.values = { ...p.values, ...set }), p.start(false))),
    setPerson: (name, initials) => later(() => (p.person = { name, initials, asked: true })),
    language: () => later(() => ({ on: p.values['language.help'] !== 'false', words: p.words, folder: '/home/marit/.local/share/stet/dictionaries', dictionaries: p.dictionaries })),
    changeWords: (add, remove) => later(() => (p.words = [...new Set([...p.words, ...add])].filter((w) => !remove.includes(w)).sort())),
    ignored: (id) => later(() => p.ignored.get(id) ?? []),
    ignore: (id, what) => later(() => {
      p.ignored.set(id, [...(p.ignored.get(id) ?? []), what])
      return p.ignored.get(id) ?? []
    }),
    copyOut: (id, field) => later(() => copied(p.get(id), field)),
    exportPlan: (w) => later(() => {
      const chosen = [...p.stories.values()].filter((a) => !a.trashed && (w.all || w.ids.includes(a.id) || (!!w.sectionId && a.sectionId === w.sectionId)))
      if (w.kill) return { stories: chosen.map((a) => ({ id: a.id, headline: a.headlines.main, findings: [], kind: 'kill' as const })), stops: [], blocked: 0 }
      const stories = chosen.map((a) => ({ id: a.id, headline: a.headlines.main, findings: findings(a), kind: p.left.has(a.id) ? ('update' as const) : ('new' as const), left: p.left.get(a.id) }))
      return { stories, stops: stopsOf(stories), blocked: stories.filter((s) => s.findings.some((f) => f.severity === 'block')).length }
    }),
    exportPackage: (w, zip) => later(() => ({ path: `${p.folder}/anselm-courier-1405${zip ? '.zip' : ''}`, digest: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c', stories: w.ids.length || 3, formats: ['article.md', 'ninjs 3.1', 'index.html', 'mobile.html'], notCarried: [], leftOut: [], warned: [], unsigned: 'this machine has no keyring, and there is no passphrase for a key' })),
    secretState: () => later(() => p.secrets),
    signPackage: () => later(() => ((p.secrets = 'file'), { ok: true, files: 11, stories: 1, problems: [], signer: 'this desk', signature: 'good', key: '8A3F0C71D2E94B65' })),
    saveHandOver: (id) => later(() => ({ path: `${p.folder}/not-for-publication-${p.get(id).slug ?? id}.zip`, revisions: p.get(id).rev, missing: [] })),
    printPaper: (id) => later(() => printed(p.get(id))),
    savePaper: (id, { kind }) => later(() => `${p.folder}/${kind ? `${kind}-copy` : 'proof'}-${p.get(id).slug ?? id}.pdf`),
    paperStops: (id, kind) => later(() => (kind === 'print' ? stopsOf([{ id, headline: '', findings: findings(p.get(id)) }]).filter((s) => s.cell !== 'waits') : [])),
    chooseExportFolder: () => later(() => (p.folder = '/home/marit/Desk/out')),
    verify: () => later(() => ({ ok: true, files: 11, stories: 1, problems: [], signer: '' })),
    compare: (id, a, b) => later(() => ({ id, a, b: b || p.get(id).rev, fields: [{ field: 'headlines.main', chunks: [{ op: 'same', text: 'The boat sails at ' }, { op: 'out', text: 'nine' }, { op: 'in', text: 'ten' }] }] })),
    restore: (id, base, rev, fields) => later(() => p.save({ id, base, note: `restored from revision ${rev}`, set: fields.includes('headlines.main') || fields.length === 0 ? { 'headlines.main': `Revision ${rev}` } : {} })),
    history: (id) => later(() => p.revisions.get(id) ?? [{ rev: p.get(id).rev, at: p.get(id).updated, by: 'MS', words: words(p.get(id).body), note: 'As filed', changed: [] }]),
    ...fakeFormats(later),
    ...fakePast(p, later),
    ...fakeMerging(p, later),
    ...fakeCorrections(p, later),
    ...fakeHandOver(p, later),
    ...fakeHeadlines(p, later),
    ...fakeSections(p, later),
    ...fakeSelection(p, later),
    ...fakeCalendar(p, later),
    ...fakeLineups(p, later),
    ...fakeTracked(p, later),
    ...fakeOutbox(p.outbox, later),
    ...fakeKept(p, later),
    trash: (id) => later(() => p.bin(id, true)),
    untrash: (id) => later(() => p.bin(id, false)),
    stillOut: (ids) => later(() => p.stillOut.filter((o) => ids.includes(o.id))),
    openLink: () => Promise.resolve(),
    fullScreen: (on) => later(() => void (p.full = on)),
    report: () => Promise.resolve(),
    beat: () => Promise.resolve(),
    quit: () => Promise.resolve(void p.quits++),
    backups: () => later(() => p.backups),
    backUpNow: () => later(() => (p.backups = { ...p.backups, failed: null, proved: proof(p.backups.folder) })),
    chooseBackupFolder: () => later(() => (p.backups = { ...p.backups, folder: '/media/marit/Night disk/Stet' })),
    onCloseAsked: () => undefined,
    onBackup: () => undefined,
  }
}

/** ?fake, with &empty, &first, &problem, &tracked, &many=9000 and &words=10000 for other states. */
export function fakeApi(query: URLSearchParams): Api {
  const p = new FakeProgram()
  if (!query.has('empty')) for (const a of samples(Number(query.get('words') ?? 0))) p.stories.set(a.id, a)
  else p.sections = []
  if (query.has('tracked')) trackedStory(p)
  for (let n = Number(query.get('many') ?? 0); n > 0; n--) p.add({ slugline: `BULK-${n}`, headlines: { main: `Story ${n} of a long day on the desk` }, body: 'Short.', sectionId: 's1' })
  if (query.has('first')) p.person = { name: 'Marit Solberg', initials: 'MS', asked: false }
  p.readOnly = query.has('readonly')
  Object.assign(globalThis, { fake: p }) // for trying things out in the console
  const ms = Number(query.get('delay') ?? 4)
  return fakeOf(p, () => new Promise((r) => setTimeout(r, ms)), query.has('problem'))
}
