import type { Api } from '../api'
import type { Section } from '../sections'
import type { Head, Question } from '../types'
import { Rows } from './rows.svelte'
import { Selection } from './selection.svelte'
import { locked } from './standing.svelte'

/** The views of the desk, in the order of an evening. The program says which story is in which. */
export const VIEWS = [
  { id: 'all', name: 'All stories' },
  { id: 'mine', name: 'Mine' },
  { id: 'in', name: 'In' },
  { id: 'sub', name: 'To sub' },
  { id: 'revise', name: 'To revise' },
  { id: 'ready', name: 'Ready' },
  { id: 'live', name: 'Live' },
  { id: 'changed', name: 'Changed since out' },
  { id: 'held', name: 'Held' },
  { id: 'trash', name: 'Trash' },
]

/** What the list can be sorted by, in the order of its columns. */
export const SORTS = [
  { id: 'slugline', name: 'Slugline', label: 'By slugline' },
  { id: 'headline', name: 'Headline', label: 'By headline' },
  { id: 'section', name: 'Section', label: 'By section' },
  { id: 'words', name: 'Words', label: 'Longest first' },
  { id: 'assignee', name: 'With', label: 'By who has it' },
  { id: 'updated', name: 'Changed', label: 'Newest first' },
]

const inForce = (h: Head) => locked(h.embargo, Date.now())

type Small = { word: string; kind: 'stop' | 'warn' }
// Readers were told so; a retraction must not be read past.
const CORRECTED: Record<string, Small> = {
  correction: { word: 'COR', kind: 'warn' }, clarification: { word: 'CLAR', kind: 'warn' }, update: { word: 'UPD', kind: 'warn' }, retraction: { word: 'RETRACTED', kind: 'stop' },
}

/** The small words that stand beside a story: what an editor must not miss. */
export function smallWords(h: Head): Small[] {
  const words: Small[] = []
  if (h.flag === 'hold') words.push({ word: 'HELD', kind: 'stop' })
  if (h.flag === 'spiked') words.push({ word: 'SPIKED', kind: 'stop' })
  if (h.flag === 'killed') words.push({ word: 'KILLED', kind: 'stop' })
  if (h.conflicts) words.push({ word: 'CONFLICT', kind: 'stop' })
  const corrected = CORRECTED[h.corrected ?? '']
  if (corrected) words.push(corrected)
  if (inForce(h)) words.push({ word: embargoWord(h), kind: 'stop' })
  if (h.tks) words.push({ word: `TK ${h.tks}`, kind: 'warn' })
  return words
}

function embargoWord(h: Head): string {
  const at = new Date(h.embargo?.at ?? NaN)
  if (Number.isNaN(at.getTime())) return 'EMB ?'
  const zone = h.embargo?.zone || undefined
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
  return `EMB ${time.replace(':', '.')}`
}

/** The story list: which part of the desk is shown, and in which order. */
export class Desk {
  sections = $state.raw<Section[]>([])
  view = $state('all')
  sectionId = $state('')
  query = $state('')
  sort = $state('updated')
  reverse = $state(false)
  loading = $state(true)
  readonly rows: Rows
  /** Those of the list that are chosen together. */
  readonly selection: Selection

  #api: Api
  #fail: (reason: unknown) => void
  #met = $state.raw(new Map<string, Head>()) // stories that were chosen or asked for, wherever they stand

  constructor(api: Api, fail: (reason: unknown) => void = () => undefined) {
    this.#api = api
    this.#fail = fail
    this.rows = new Rows(api.list, api.listIds)
    this.selection = new Selection(this.rows)
  }

  get chosen(): string {
    return this.rows.chosen
  }

  /** How many stories are shown. */
  get total(): number {
    return this.rows.total
  }

  /** How many stories each view holds. */
  get counts(): Record<string, number> {
    return this.rows.views
  }

  get sectionCounts(): Record<string, number> {
    return this.rows.sections
  }

  /** Of each section, how many stories are in the trash. */
  get trashCounts(): Record<string, number> {
    return this.rows.trashed
  }

  async load() {
    const [sections] = await Promise.all([this.#api.sections(), this.loading ? this.rows.first() : this.rows.refresh()])
    this.sections = sections
    this.loading = false
    // The first rows are on screen; the rest follows when the program has read it.
    if (!this.rows.whole) void this.#tried(this.rows.refresh())
  }

  /** A story was saved: its line changes and it is the newest. */
  put(head: Head) {
    const named = { ...head, section: this.sectionName(head.sectionId ?? '') || head.section }
    this.#meet(named)
    if (!this.rows.put(named)) void this.#tried(this.rows.refresh())
  }

  /** Several stories were changed: their lines are read again. */
  async changed(ids: string[]) {
    const gone = new Set(ids)
    this.#met = new Map([...this.#met].filter(([id]) => !gone.has(id)))
    await this.refresh()
    await this.#tried(this.selection.keepListed())
  }

  toTrash = (id: string) => this.#away(id, this.#api.trash)
  fromTrash = (id: string) => this.#away(id, this.#api.untrash)

  /** The cursor goes to a story, wherever it stands. */
  choose(id: string) {
    if (id === this.chosen) return
    const head = this.head(id)
    this.rows.choose(id)
    if (head) this.#meet(head)
    else void this.#tried(this.know(id))
    if (this.rows.at < 0 && id) void this.#tried(this.rows.refresh())
  }

  /** All from where a range begins to a story are chosen. */
  reach = (id: string): Promise<void> => this.#tried(this.selection.reach(id))

  /** The cursor goes n lines further down. */
  step(n: number): Promise<void> {
    return this.#tried(this.rows.step(n))
  }

  show(view: string, sectionId = ''): Promise<void> {
    this.view = view
    this.sectionId = sectionId
    return this.#ask()
  }

  /** Shows what was kept under a name. */
  ask(q: Question): Promise<void> {
    this.view = q.view
    this.sectionId = q.sectionId
    this.query = q.query
    this.sort = q.sort
    this.reverse = q.reverse
    return this.#ask('top')
  }

  find(query: string): Promise<void> {
    this.query = query
    return this.#ask()
  }

  sortBy(sort: string, reverse = false): Promise<void> {
    this.sort = sort
    this.reverse = reverse
    return this.#ask('top')
  }

  turnRound = (): Promise<void> => this.sortBy(this.sort, !this.reverse)

  /** These rows are looked at. */
  need(from: number, to: number): Promise<void> {
    return this.#tried(this.rows.need(from, to))
  }

  refresh(): Promise<void> {
    return this.#tried(this.rows.refresh())
  }

  /** A story's line, if it is here; see [know]. */
  head(id: string): Head | undefined {
    return this.rows.head(id) ?? this.#met.get(id)
  }

  /** A story's line, fetched if it is not here; undefined = there is no such story. */
  async know(id: string): Promise<Head | undefined> {
    const known = this.head(id)
    if (known) return known
    const [head] = await this.#api.heads([id])
    if (head) this.#meet(head)
    return head
  }

  sectionName(id: string): string {
    return this.sections.find((s) => s.id === id)?.name ?? ''
  }

  #ask(lookAt: 'chosen' | 'top' = 'chosen'): Promise<void> {
    this.selection.clear()
    const { view, sectionId, query, sort, reverse } = this
    return this.#tried(this.rows.ask({ view, sectionId, query, sort, reverse }, lookAt))
  }

  // The story leaves the list that is shown, and the cursor goes to the next.
  async #away(id: string, send: (id: string) => Promise<void>) {
    const { rows } = this
    const next = (rows.row(rows.at + 1) ?? rows.row(rows.at - 1))?.id ?? ''
    await send(id)
    this.#met = new Map([...this.#met].filter(([known]) => known !== id))
    if (id === rows.chosen) rows.choose(next)
    await rows.refresh()
  }

  #meet(head: Head) {
    this.#met = new Map([...this.#met].filter(([id]) => id !== head.id).slice(-50)).set(head.id, head)
  }

  async #tried(work: Promise<unknown>) {
    try {
      await work
    } catch (e) {
      this.#fail(e)
    }
  }
}
