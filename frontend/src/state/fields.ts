// The furniture in the order the desk shows it: one table that feeds the
// form, the fit bars and the jump from a problem to its field.
import type { Embargo } from '../statetypes'
import type { Article, Limits } from '../types'
import { DIRECTIONS, type Runs } from './direction'

export interface FieldSpec {
  path: string
  label: string
  /** line: one line. text: several. commit: saved when left, since half of it means nothing. choice: one of a few. */
  kind: 'line' | 'text' | 'commit' | 'choice'
  choices?: readonly (readonly [value: string, name: string])[]
  more?: boolean
  /** Not the story's words: runs as its own letters do, whatever the story says. */
  own?: boolean
  hint?: string
  /** Readers read it as prose: spelling and grammar are checked. */
  prose?: boolean
  limit?: (l: Limits) => number
  read: (a: Article) => string
  /** How a text reads that the program keeps, by the clock of a zone. */
  show?: (text: string, zone: string) => string
}

export const FIELDS: FieldSpec[] = [
  { path: 'overline', label: 'Overline', kind: 'line', prose: true, limit: (l) => l.overline, read: (a) => a.overline ?? '' },
  { path: 'headlines.main', label: 'Headline', kind: 'line', prose: true, limit: (l) => l.headlines.main, read: (a) => a.headlines.main },
  { path: 'standfirst', label: 'Standfirst', kind: 'line', prose: true, limit: (l) => l.standfirst, read: (a) => a.standfirst ?? '' },
  { path: 'bylines', label: 'Byline', kind: 'line', hint: 'Several names: A; B', read: (a) => a.bylines.join('; ') },
  { path: 'dateline', label: 'Dateline', kind: 'line', read: (a) => a.dateline ?? '' },

  { path: 'headlines.front', label: 'Front headline', kind: 'line', prose: true, more: true, limit: (l) => l.headlines.front, read: (a) => a.headlines.front ?? '' },
  { path: 'headlines.search', label: 'Search headline', kind: 'line', prose: true, more: true, limit: (l) => l.headlines.search, read: (a) => a.headlines.search ?? '' },
  { path: 'headlines.social', label: 'Social headline', kind: 'line', prose: true, more: true, limit: (l) => l.headlines.social, read: (a) => a.headlines.social ?? '' },
  { path: 'headlines.push', label: 'Push headline', kind: 'line', prose: true, more: true, limit: (l) => l.headlines.push, read: (a) => a.headlines.push ?? '' },
  { path: 'headlines.print', label: 'Print headline', kind: 'line', prose: true, more: true, limit: (l) => l.headlines.print, read: (a) => a.headlines.print ?? '' },
  { path: 'trailText', label: 'Trail text', kind: 'line', prose: true, more: true, limit: (l) => l.trailText, read: (a) => a.trailText ?? '' },
  { path: 'searchDescription', label: 'Search description', kind: 'line', prose: true, more: true, read: (a) => a.searchDescription ?? '' },
  { path: 'socialDescription', label: 'Social description', kind: 'line', prose: true, more: true, read: (a) => a.socialDescription ?? '' },
  { path: 'keywords', label: 'Keywords', kind: 'line', more: true, hint: 'Put ; between them', read: (a) => a.keywords.join('; ') },
  { path: 'slug', label: 'Web address', kind: 'commit', more: true, hint: 'a-z, 0-9 and hyphens; follows the headline until the story goes out', read: (a) => a.slug ?? '' },
  { path: 'assignee', label: 'With', kind: 'line', more: true, own: true, hint: 'Initials or name', read: (a) => a.assignee ?? '' },
  { path: 'commissionedLength', label: 'Length', kind: 'commit', more: true, hint: 'Words asked for', read: (a) => (a.commissionedLength ? String(a.commissionedLength) : '') },
  { path: 'noLength', label: 'No length: why', kind: 'commit', more: true, own: true, read: (a) => a.noLength ?? '' },
  { path: 'deadline', label: 'Deadline', kind: 'commit', more: true, hint: '2026-12-03 18:00, or with a place: 18:00 Europe/Kyiv', show: momentIn, read: (a) => a.deadline ?? '' },
  { path: 'urgency', label: 'Urgency', kind: 'commit', more: true, hint: '1, the most, to 9', read: (a) => (a.urgency ? String(a.urgency) : '') },
  { path: 'embargo', label: 'Embargo', kind: 'commit', more: true, hint: '2026-12-03T00:01 Europe/Kyiv; empty lifts it', read: (a) => embargoText(a.embargo) },
  { path: 'embargo.reason', label: 'Embargo: why', kind: 'commit', more: true, read: (a) => a.embargo?.reason ?? '' },
  { path: 'source.service', label: 'Source', kind: 'line', more: true, own: true, hint: 'Agency or feed', read: (a) => a.source?.service ?? '' },
  { path: 'credit', label: 'Credit', kind: 'line', more: true, own: true, read: (a) => a.credit ?? '' },
  { path: 'usageTerms', label: 'Usage terms', kind: 'line', more: true, own: true, read: (a) => a.usageTerms ?? '' },
  { path: 'language', label: 'Language', kind: 'commit', more: true, hint: 'en, uk, fr-CA …', read: (a) => a.language ?? '' },
  { path: 'direction', label: 'Direction', kind: 'choice', more: true, choices: DIRECTIONS, read: (a) => a.direction ?? '' },
  { path: 'internalNote', label: 'Internal note', kind: 'text', more: true, own: true, hint: 'Never leaves the building', read: (a) => a.internalNote ?? '' },
]

/** Readers get it: what is still to come in it is named, as the program's check "tk" does. */
export const goesOut = (spec: FieldSpec): boolean => spec.kind === 'line' && spec.path !== 'assignee'

// Edited by pickers of their own, saved like the others.
const PICKED: Pick<FieldSpec, 'path' | 'label' | 'read'>[] = [
  { path: 'slugline', label: 'Slugline', read: (a) => a.slugline ?? '' },
  { path: 'status', label: 'Status', read: (a) => a.status },
  { path: 'flag', label: 'Hold', read: (a) => a.flag ?? '' },
  { path: 'section', label: 'Section', read: (a) => a.sectionId ?? '' },
  { path: 'leadPicture', label: 'Lead picture', read: (a) => a.leadPicture ?? '' },
  { path: 'pictures', label: 'Pictures', read: (a) => (a.pictures?.length ? JSON.stringify(a.pictures) : '') },
]

const ALL = [...PICKED, ...FIELDS]

/** What stands above the body and can be gone to. */
export const LINES: { path: string; label: string }[] = [...PICKED.filter((f) => f.path === 'slugline' || f.path === 'section'), ...FIELDS]

/** Every field but the body, as the texts that a save sends. */
export function fieldTexts(a: Article): Record<string, string> {
  return Object.fromEntries(ALL.map((f) => [f.path, f.read(a)]))
}

/** The name on screen of a field path. */
export const fieldLabel = (path: string): string => OTHERS[path] ?? ALL.find((f) => f.path === path)?.label ?? path

// What no line of the form shows by itself.
const OTHERS: Record<string, string> = {
  body: 'Body', 'legal.state': 'Legal read', options: 'Headline options', oldSlugs: 'Old web addresses', corrections: 'Corrections', story: 'The whole story',
  'leadPicture.alt': 'Lead picture: alt text', 'leadPicture.caption': 'Lead picture: caption',
  'pictures.alt': 'Pictures: alt text', 'pictures.caption': 'Pictures: caption', 'pictures.credit': 'Pictures: credit',
  'pictures.rights': 'Pictures: rights', 'pictures.source': 'Pictures: source', 'authors.role': 'Roles of authors', 'authors.url': 'Pages of authors',
}

/** Which way a field's words run in a story that runs so: what is the desk's own, by its letters. */
export function fieldRuns(path: string, story: Runs): Runs {
  const spec = FIELDS.find((f) => f.path === path)
  return path === 'body' || (spec && !spec.own && spec.kind !== 'commit') ? story : 'auto'
}

export const isMore = (path: string): boolean => FIELDS.some((f) => f.path === path && f.more)

/** An instant as it is typed by the clock of a zone; of a time that clocks show twice, with the offset. What is none stays as it is. */
export function momentIn(text: string, zone: string): string {
  const at = new Date(/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? text : Number.NaN)
  if (Number.isNaN(at.getTime())) return text
  const wall = (ms: number) => wallIn(new Date(ms), zone)
  const HOUR = 3_600_000
  const now = wall(at.getTime())
  if (wall(at.getTime() - HOUR) !== now && wall(at.getTime() + HOUR) !== now) return now.replace('T', ' ')
  const offset = Math.round((Date.parse(`${now}:00Z`) - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000)
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${now}:00${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`
}

// 2026-12-03T18:00
function wallIn(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const p = (type: string) => parts.find((x) => x.type === type)?.value ?? ''
  return `${p('year')}-${p('month')}-${p('day')}T${p('hour')}:${p('minute')}`
}

/** The instant in the zone it was said in, as the program reads it back. */
export function embargoText(e: Embargo | undefined): string {
  if (!e) return ''
  if (!e.at) return e.said ?? ''
  if (!e.zone) return e.at
  const at = new Date(e.at)
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: e.zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    second: '2-digit', hourCycle: 'h23',
  }).formatToParts(at)
  const p = (type: string) => parts.find((x) => x.type === type)?.value ?? ''
  return `${p('year')}-${p('month')}-${p('day')}T${p('hour')}:${p('minute')}:${p('second')} ${e.zone}`
}
