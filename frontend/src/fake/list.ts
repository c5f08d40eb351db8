// The program's list, as anybody would write it: good for some thousand stories.
import type { Section } from '../sections'
import type { Head, ListPage, ListRequest, Person } from '../types'

const stopped = (h: Head) => h.flag === 'hold' || (!!h.embargo && (!h.embargo.at || Date.parse(h.embargo.at) > Date.now()))
const free = (h: Head) => h.flag === '' || h.flag === 'hold'

const VIEWS: Record<string, (h: Head, me: Person) => boolean> = {
  all: () => true,
  mine: (h, me) => !!h.assignee && [me.initials, me.name].includes(h.assignee),
  in: (h) => h.status === 'draft' && free(h),
  sub: (h) => (h.status === 'filed' || h.status === 'subbing') && free(h),
  revise: (h) => h.status === 'revise' && free(h),
  ready: (h) => h.status === 'ready' && !stopped(h) && free(h),
  live: (h) => h.status === 'sent' || h.status === 'live',
  changed: (h) => (h.sent?.changed.length ?? 0) > 0 && free(h) && h.status !== 'withdrawn',
  held: stopped,
}

const text = (x: string, y: string) => x.localeCompare(y, 'en', { sensitivity: 'base', numeric: true })
const last = (s: string | undefined) => s || '\uffff'

export function listOf(heads: Head[], q: ListRequest, me: Person, sections: Section[], version: number): ListPage {
  const place = (h: Head) => sections.findIndex((s) => s.id === h.sectionId) >>> 0
  const sorts: Record<string, (a: Head, b: Head) => number> = {
    updated: () => 0,
    headline: (a, b) => text(a.headline, b.headline),
    slugline: (a, b) => text(a.slugline, b.slugline),
    section: (a, b) => place(a) - place(b),
    words: (a, b) => b.words - a.words,
    assignee: (a, b) => text(last(a.assignee), last(b.assignee)),
  }
  const holds = (h: Head, view: string) => (view === 'trash' ? !!h.trashed : !h.trashed && !!VIEWS[view]?.(h, me))
  const words = q.query.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (h: Head) => words.every((w) => `${h.slugline} ${h.headline} ${h.section} ${h.slug} ${h.assignee ?? ''}`.toLowerCase().includes(w))
  const found = heads
    .filter((h) => holds(h, q.view) && (!q.status || (h.status === q.status && free(h))) && (!q.sectionId || h.sectionId === q.sectionId) && matches(h))
    .sort((a, b) => b.updated.localeCompare(a.updated))
    .sort(sorts[q.sort])
  if (q.reverse) found.reverse()
  const counts: Record<string, number> = {}
  const trashed: Record<string, number> = {}
  for (const h of heads) {
    const of = h.trashed ? trashed : counts
    if (h.sectionId) of[h.sectionId] = (of[h.sectionId] ?? 0) + 1
  }
  return {
    heads: found.slice(q.offset, q.offset + q.limit),
    total: found.length,
    place: found.findIndex((h) => h.id === q.find),
    views: Object.fromEntries([...Object.keys(VIEWS), 'trash'].map((v) => [v, heads.filter((h) => holds(h, v)).length])),
    sections: counts, trashed, version, whole: true,
  }
}
