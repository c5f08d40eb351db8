// Deadlines and embargoes by day, like the program's, in a newsroom whose clock is UTC's.
import type { Api } from '../api'
import type { CalendarEntry } from '../calendartypes'
import type { FakeProgram } from './fake'

type Later = <T>(run: () => T) => Promise<T>
const DAY = 86_400_000

export function fakeCalendar(p: FakeProgram, later: Later): Pick<Api, 'calendar' | 'shiftDeadline'> {
  const entries = (date: string): CalendarEntry[] =>
    [...p.stories.values()]
      .filter((a) => !a.trashed)
      .flatMap((a) => [{ at: a.deadline, embargo: false }, { at: a.embargo?.at, embargo: true }].flatMap(({ at, embargo }) => (at?.startsWith(date) ? [{ head: p.head(a), embargo, at, clock: at.slice(11, 16), said: '', going: [], notOut: false }] : [])))
      .sort((a, b) => a.at.localeCompare(b.at))
  return {
    calendar: (from, days) => later(() => {
      const today = p.today
      const dates = Array.from({ length: days }, (_, i) => new Date(Date.parse(from || today) + i * DAY).toISOString().slice(0, 10))
      return { zone: 'UTC', today, now: '12:00', days: dates.map((date) => ({ date, minutes: date === '2026-10-25' ? 1500 : 1440, entries: entries(date) })) }
    }),
    shiftDeadline: (id, days, minutes) => later(() => {
      const now = p.get(id)
      const at = new Date(Date.parse(now.deadline ?? '') + days * DAY + minutes * 60_000).toISOString()
      const { article } = p.save({ id, base: now.rev, note: '', set: { deadline: at } })
      return { did: [{ id, rev: article.rev }], refused: [], same: 0 }
    }),
  }
}
