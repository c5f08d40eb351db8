import type { Api } from '../api'
import type { CalendarDay, CalendarEntry, CalendarWeek } from '../calendartypes'
import type { Session } from './session.svelte'

const DAY = 86_400_000
const WEEK = 7
/** Days of the list: what is late, and the weeks to come. */
const LISTED = { before: 7, all: 35 }

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const msOf = (date: string) => Date.parse(`${date}T00:00:00Z`)
/** A day so many days on; dates have no clock. */
export const plusDays = (date: string, by: number): string => dateOf(msOf(date) + by * DAY)
/** The Monday of its week. */
export const mondayOf = (date: string): string => plusDays(date, -((new Date(msOf(date)).getUTCDay() + 6) % 7))

const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

/** Sunday 25 Oct */
export function dayName(date: string): string {
  const d = new Date(msOf(date))
  return `${NAMES[d.getUTCDay()]} ${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`
}

/** 23 hours, where clocks change that day; else ''. */
export const oddHours = ({ minutes }: CalendarDay): string => (minutes === 1440 ? '' : `${minutes / 60} hours`)

export const nameOf = ({ head }: CalendarEntry): string => head.slugline || head.headline || 'A story without a headline'

/** Deadlines and embargoes by day: a week of them, or a list. */
export class Calendar {
  week = $state.raw<CalendarWeek | null>(null)
  /** The day with the cursor, and the entry of it; an empty day has none. */
  day = $state(0)
  at = $state(0)

  #api: Api
  #session: Session
  #list = false // as a list, not as a week
  #turn = 0 // counts loads: an answer to an earlier one comes too late

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  get days(): CalendarDay[] {
    return this.week?.days ?? []
  }

  get entry(): CalendarEntry | undefined {
    return this.days[this.day]?.entries[this.at]
  }

  /** Shows it anew in one of its two ways, today first. */
  async show(list: boolean) {
    this.#list = list
    const { today } = (await this.#ask('', 1)) ?? {}
    if (!today) return
    await this.#load(list ? plusDays(today, -LISTED.before) : mondayOf(today))
    this.#to(today)
  }

  /** The same days again: something was changed. The cursor stays with its entry. */
  async refresh() {
    const [first] = this.days
    if (!first) return
    const { entry } = this
    await this.#load(first.date)
    if (entry) this.#find(entry.head.id, entry.embargo)
  }

  today = () => this.show(this.#list)

  /** To another day; past the edge to the week beside it. */
  async turn(by: number) {
    const to = this.days[this.day + by]
    if (to) this.#to(to.date)
    else if (!this.#list && this.days.length > 0) await this.#page(plusDays(this.days[this.day]!.date, by))
  }

  /** A week on or back. */
  async page(by: number) {
    const day = this.days[this.day]
    if (!day) return
    if (this.#list) return this.turn(by * WEEK)
    await this.#page(plusDays(day.date, by * WEEK))
  }

  /** To the next entry of the day; in a list, of any day. */
  step(by: 1 | -1) {
    const { entries } = this.days[this.day] ?? { entries: [] }
    if (entries[this.at + by]) {
      this.at += by
      return
    }
    if (!this.#list) return
    for (let day = this.day + by; day >= 0 && day < this.days.length; day += by) {
      const { length } = this.days[day]!.entries
      if (length === 0) continue
      this.day = day
      this.at = by > 0 ? 0 : length - 1
      return
    }
  }

  choose(day: number, at: number) {
    this.day = day
    this.at = at
  }

  /** Moves the deadline at the cursor by days and minutes, and goes along. */
  async shift(days: number, minutes: number) {
    const { entry } = this
    if (!entry || this.#session.readOnly) return
    if (entry.embargo) return this.#session.tell('An embargo is what somebody said: it is changed in the story, with a reason')
    await this.move(entry.head.id, days, minutes)
  }

  async move(id: string, days: number, minutes = 0) {
    try {
      await this.#session.stories.opened(id)?.draft.flush()
      const done = await this.#api.shiftDeadline(id, days, minutes)
      const date = this.days[this.day]?.date
      await Promise.all([this.refresh(), this.#session.desk.changed([id]), this.#session.stories.refresh(id)])
      if (!this.#find(id, false) && date && !this.#list) {
        await this.#page(plusDays(date, days))
        this.#find(id, false)
      }
      const { entry } = this
      const day = this.days[this.day]
      if (!entry || !day) return
      const what = `${nameOf(entry)} due ${dayName(day.date)}, ${entry.clock}`
      if (done.did.length > 0) this.#session.acts.did(what, done.did)
      this.#session.tell(what, this.#session.acts.undo)
    } catch (e) {
      this.#session.fail(e)
    }
  }

  async #page(date: string) {
    await this.#load(mondayOf(date))
    this.#to(date)
  }

  async #load(from: string) {
    const week = await this.#ask(from, this.#list ? LISTED.all : WEEK)
    if (week) this.week = week
    this.day = Math.min(this.day, Math.max(0, this.days.length - 1))
    this.at = 0
  }

  async #ask(from: string, days: number): Promise<CalendarWeek | undefined> {
    const turn = ++this.#turn
    try {
      const week = await this.#api.calendar(from, days)
      return turn === this.#turn ? week : undefined
    } catch (e) {
      this.#session.fail(e)
      return undefined
    }
  }

  #to(date: string) {
    this.day = Math.max(0, this.days.findIndex((d) => d.date === date))
    this.at = 0
  }

  #find(id: string, embargo: boolean): boolean {
    for (const [day, { entries }] of this.days.entries()) {
      const at = entries.findIndex((e) => e.head.id === id && e.embargo === embargo)
      if (at < 0) continue
      this.choose(day, at)
      return true
    }
    return false
  }
}
