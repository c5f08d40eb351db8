import type { Api } from '../api'
import type { Head, Person, Section } from '../types'

export interface View {
  id: string
  name: string
  /** Whether a story that is not in the trash belongs here. */
  holds(h: Head, me: Person): boolean
}

const inForce = (h: Head) => {
  if (!h.embargo) return false
  return !h.embargo.at || Date.parse(h.embargo.at) > Date.now()
}
const stopped = (h: Head) => h.flag === 'hold' || inForce(h)
const free = (h: Head) => h.flag === '' || h.flag === 'hold'

/** The views of the desk, told from status and flag, in the order of an evening. */
export const VIEWS: View[] = [
  { id: 'all', name: 'All stories', holds: () => true },
  { id: 'mine', name: 'Mine', holds: (h, me) => !!h.assignee && [me.initials, me.name].includes(h.assignee) },
  { id: 'in', name: 'In', holds: (h) => h.status === 'draft' && free(h) },
  { id: 'sub', name: 'To sub', holds: (h) => (h.status === 'filed' || h.status === 'subbing') && free(h) },
  { id: 'revise', name: 'To revise', holds: (h) => h.status === 'revise' && free(h) },
  { id: 'ready', name: 'Ready', holds: (h) => h.status === 'ready' && !stopped(h) && free(h) },
  { id: 'live', name: 'Live', holds: (h) => h.status === 'sent' || h.status === 'live' },
  { id: 'held', name: 'Held', holds: stopped },
  { id: 'trash', name: 'Trash', holds: () => false },
]

/** The small words that stand beside a story: what an editor must not miss. */
export function smallWords(h: Head): { word: string; kind: 'stop' | 'warn' }[] {
  const words: { word: string; kind: 'stop' | 'warn' }[] = []
  if (h.flag === 'hold') words.push({ word: 'HELD', kind: 'stop' })
  if (h.flag === 'spiked') words.push({ word: 'SPIKED', kind: 'stop' })
  if (h.flag === 'killed') words.push({ word: 'KILLED', kind: 'stop' })
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

/** The story list: what is on the desk, which of it is shown, which is chosen. */
export class Desk {
  heads = $state.raw<Head[]>([])
  trash = $state.raw<Head[]>([])
  sections = $state.raw<Section[]>([])
  view = $state('all')
  sectionId = $state('')
  query = $state('')
  chosen = $state('')
  loading = $state(true)
  me = $state.raw<Person>({ name: '', initials: '', asked: true })

  #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** The stories of the view, the section and the filter, newest first. */
  shown: Head[] = $derived.by(() => {
    const view = VIEWS.find((v) => v.id === this.view) ?? VIEWS[0]!
    const from = view.id === 'trash' ? this.trash : this.heads.filter((h) => view.holds(h, this.me))
    const words = this.query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    return from.filter((h) => (!this.sectionId || h.sectionId === this.sectionId) && matches(h, words))
  })

  /** How many stories each view holds. */
  counts: Record<string, number> = $derived.by(() => {
    const count: Record<string, number> = { trash: this.trash.length }
    for (const v of VIEWS) if (v.id !== 'trash') count[v.id] = this.heads.filter((h) => v.holds(h, this.me)).length
    return count
  })

  sectionCounts: Record<string, number> = $derived.by(() => {
    const count: Record<string, number> = {}
    for (const h of this.heads) if (h.sectionId) count[h.sectionId] = (count[h.sectionId] ?? 0) + 1
    return count
  })

  async load() {
    const [heads, trash, sections] = await Promise.all([this.#api.list('all', '', ''), this.#api.list('trash', '', ''), this.#api.sections()])
    this.sections = sections
    this.heads = heads
    this.trash = trash
    this.loading = false
    if (!this.chosen) this.chosen = this.shown[0]?.id ?? ''
  }

  /** A story was saved: its line changes and it is the newest. */
  put(head: Head) {
    const rest = this.heads.filter((h) => h.id !== head.id)
    const section = this.sections.find((s) => s.id === head.sectionId)
    this.heads = [section ? { ...head, section: section.name } : head, ...rest]
  }

  async toTrash(id: string) {
    const next = this.#after(id)
    await this.#api.trash(id)
    await this.load()
    this.chosen = next
  }

  async fromTrash(id: string) {
    const next = this.#after(id)
    await this.#api.untrash(id)
    await this.load()
    this.chosen = next
  }

  /** Chooses the story n lines further down. */
  step(n: number) {
    const i = this.shown.findIndex((h) => h.id === this.chosen)
    const to = Math.max(0, Math.min(this.shown.length - 1, (i < 0 ? 0 : i) + (i < 0 ? 0 : n)))
    this.chosen = this.shown[to]?.id ?? ''
  }

  show(view: string, sectionId = '') {
    this.view = view
    this.sectionId = sectionId
    if (!this.shown.some((h) => h.id === this.chosen)) this.chosen = this.shown[0]?.id ?? ''
  }

  find(query: string) {
    this.query = query
    if (!this.shown.some((h) => h.id === this.chosen)) this.chosen = this.shown[0]?.id ?? ''
  }

  head(id: string): Head | undefined {
    return this.heads.find((h) => h.id === id) ?? this.trash.find((h) => h.id === id)
  }

  sectionName(id: string): string {
    return this.sections.find((s) => s.id === id)?.name ?? ''
  }

  #after(id: string): string {
    const i = this.shown.findIndex((h) => h.id === id)
    return this.shown[i + 1]?.id ?? this.shown[i - 1]?.id ?? ''
  }
}

export function matches(h: Head, words: string[]): boolean {
  if (words.length === 0) return true
  const text = `${h.slugline} ${h.headline} ${h.section} ${h.slug} ${h.assignee ?? ''}`.toLocaleLowerCase()
  return words.every((w) => text.includes(w))
}
