import type { Move, Moves, LogLine, UnreadText } from '../statetypes'
import type { Embargo } from '../statetypes'
import type { Api } from '../api'
import type { Draft } from './draft.svelte'
import type { Session } from './session.svelte'
import { tellStillOut } from './stillout'

export const STATUSES: Record<string, string> = {
  draft: 'Draft', filed: 'Filed', subbing: 'Subbing', revise: 'Revise', ready: 'Ready', sent: 'Sent', live: 'Live', withdrawn: 'Withdrawn',
}
export const FLAGS: Record<string, string> = { '': 'Not held', hold: 'Held', spiked: 'Spiked', killed: 'Killed' }

/** What is asked before something is done to where a story stands. */
export interface Ask {
  /** What is going to be done, as a question. */
  question: string
  verb: string
  /** What the reason is for, in grey. */
  hint: string
  /** It may be done without a reason. */
  optional?: boolean
  /** It can be taken back. */
  back?: boolean
  /** The desk drops the story, which readers may have. */
  drops?: boolean
  do(why: string): Promise<void>
  done: string
}

/** The state of one open story: what may follow, what is asked before, what was done. */
export class Standing {
  asking = $state.raw<Ask | null>(null)
  why = $state('')
  busy = $state(false)
  trouble = $state('')
  log = $state.raw<LogLine[] | null>(null)
  /** The words that were changed since a lawyer read the story, and of it in lineups. */
  unread = $state.raw<UnreadText[]>([])

  #api: Api
  #draft: Draft
  #session: Session

  constructor(api: Api, draft: Draft, session: Session) {
    this.#api = api
    this.#draft = draft
    this.#session = session
  }

  flag = $derived.by(() => (this.#draft.fields['flag'] === 'none' ? '' : (this.#draft.fields['flag'] ?? '')))
  status = $derived.by(() => this.#draft.fields['status'] ?? '')

  /** What may follow now, the state of now first. */
  statuses = $derived.by(() => after(this.#session.info?.statusMoves ?? [], this.status))
  flags = $derived.by(() => after(this.#session.info?.flagMoves ?? [], this.flag))

  /** Puts the story to a status or under a flag, or asks why first. */
  async pick(path: 'status' | 'flag', to: string): Promise<void> {
    const now = path === 'status' ? this.status : this.flag
    if (to === now || this.#draft.fixed) return
    const moves = path === 'status' ? this.statuses : this.flags
    const move = moves.find((m) => m.to === to)
    const names = path === 'status' ? STATUSES : FLAGS
    if (!move) {
      const may = moves.map((m) => (names[m.to] ?? m.to).toLowerCase()).join(', ')
      this.#session.say(`A story that is ${(names[now] ?? now).toLowerCase()} cannot become ${(names[to] ?? to).toLowerCase()}. What may follow: ${may}.`)
      return
    }
    const set = { [path]: to || 'none' }
    if (move.reason || to === 'hold') return this.ask({ ...askOf(path, to, now), optional: !move.reason, back: to !== 'killed' && now !== 'killed', drops: ['spiked', 'killed', 'withdrawn'].includes(to), do: (why) => this.#draft.stand(set, why) }, move)
    this.#draft.set(path, to || 'none')
    this.#session.say(saidOf(path, to))
    await this.#draft.flush()
    if ((this.#draft.saved[path] ?? '') === to) this.#did(saidOf(path, to))
  }

  // It can be taken back, unless it is a kill: that is no slip.
  #did(what: string) {
    const { id, saved } = this.#draft
    const name = saved.slugline || saved.headlines.main
    this.#session.acts.did(name ? `${name}: ${what}` : what, [{ id, rev: saved.rev }])
    this.#session.tell(what, this.#session.acts.undo)
  }

  /** Asks in one line; who answers for it must have a name where the move wants one. */
  ask(what: Ask, move: Move = { to: '' }) {
    if (move.named && !this.#session.info?.person.asked) {
      this.#session.say('Say who is at the desk first: this stays in the log under your name')
      this.#session.askWho()
      return
    }
    this.why = this.trouble = ''
    this.asking = what
  }

  cancel() {
    this.asking = null
  }

  /** Does what was asked. */
  async answer() {
    const ask = this.asking
    if (!ask || this.busy) return
    if (!ask.optional && !this.why.trim()) {
      this.trouble = 'Say why in a few words'
      return
    }
    this.busy = true
    try {
      await ask.do(this.why.trim())
      this.cancel()
      if (ask.back) this.#did(ask.done)
      else this.#session.say(ask.done)
      if (ask.drops) await tellStillOut(this.#api, this.#session, [this.#draft.id], ask.done, ask.back ? this.#session.acts.undo : undefined)
    } catch (e) {
      this.trouble = e instanceof Error ? e.message : String(e)
    } finally {
      this.busy = false
    }
  }

  lift() {
    this.ask({ question: 'Lift the embargo: why?', verb: 'Lift', hint: 'Who said so', done: 'The embargo is lifted', do: (why) => this.#draft.stand({ embargo: '' }, why) }, { to: '', named: true })
  }

  break() {
    this.ask(
      { question: 'Break the embargo: why?', verb: 'Break', hint: 'Your name and this go along in the package', done: 'The embargo is broken', do: (why) => this.#draft.breakEmbargo(why) },
      { to: '', named: true },
    )
  }

  /** Says that the machine's clock is right: embargoes that ended only by it open. */
  async confirmClock() {
    if (!this.#session.info?.person.asked) {
      this.#session.say('Say who is at the desk first: embargoes open by it')
      this.#session.askWho()
      return
    }
    try {
      await this.#api.confirmClock()
      await this.#session.stories.checkAll()
      this.#session.say('The time is taken as it is shown')
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** A lawyer must read the story, has read it, or need not. */
  legal(to: '' | 'required' | 'done') {
    const set = { 'legal.state': to }
    if (to === 'required') {
      void this.#draft.stand(set, '').then(() => this.#session.say('A lawyer must read the story'), (e: unknown) => this.#session.fail(e))
      return
    }
    const ask = to === 'done'
      ? { question: 'A lawyer has read it as it stands. Note:', verb: 'Done', hint: 'OK’d by phone, 22:48', optional: true, done: 'The legal read covers every word of now' }
      : { question: 'No legal read after all: why?', verb: 'Not needed', hint: 'Who said so', done: 'No legal read is needed' }
    this.ask({ ...ask, do: (why) => this.#draft.stand(set, why) }, { to: '', named: to === '' })
  }

  async loadUnread(any: boolean) {
    try {
      this.unread = any ? await this.#api.unread(this.#draft.id) : []
    } catch (e) {
      this.#session.fail(e)
    }
  }

  async load() {
    try {
      this.log = await this.#api.storyLog(this.#draft.id)
    } catch (e) {
      this.#session.fail(e)
    }
  }
}

const after = (table: Moves[], from: string): Move[] => table.find((m) => m.from === from)?.to ?? []

function askOf(path: string, to: string, now: string): Pick<Ask, 'question' | 'verb' | 'hint' | 'done'> {
  const done = saidOf(path, to)
  if (path === 'status') {
    const hints: Record<string, string> = { sent: 'Phoned through to print', live: 'Who saw it there', withdrawn: 'Why readers no longer have it' }
    const name = STATUSES[to] ?? to
    return { question: `${name}: why?`, verb: `Mark it ${name.toLowerCase()}`, hint: hints[to] ?? 'For the log', done }
  }
  const flags: Record<string, { question: string; verb: string; hint: string }> = {
    hold: now === 'killed' ? { question: 'Take the kill back, and hold it: why?', verb: 'Hold', hint: 'For the log' } : { question: 'Hold it: why?', verb: 'Hold', hint: 'Enter holds it without a reason' },
    spiked: { question: 'Spike it: why?', verb: 'Spike', hint: 'For the log' },
    killed: { question: 'Kill it: why?', verb: 'Kill', hint: 'Stays in the log' },
  }
  return { ...(flags[to] ?? { question: 'Why?', verb: 'Do it', hint: 'For the log' }), done }
}

function saidOf(path: string, to: string): string {
  if (path === 'status') return `Status: ${STATUSES[to] ?? to}`
  return { '': 'Let go', hold: 'Held: nothing of this story goes out', spiked: 'Spiked', killed: 'Killed: it must not be used' }[to] ?? to
}

/** The embargo still stops the story. */
export const locked = (e: Embargo | undefined, now: number): boolean => !!e && !e.broken && (!e.at || Date.parse(e.at) > now)

/** Until when, as it was said and by the newsroom's clock where that is another. */
export function clocks(e: Embargo, house: string): string {
  const at = new Date(e.at ?? Number.NaN)
  if (Number.isNaN(at.getTime())) return `“${e.said ?? ''}”: say until when`
  const here = `${clock(at, house)} ${place(house)}`
  if (!e.zone || e.zone === house) return here
  return `${clock(at, e.zone)} ${place(e.zone)} (${here})`
}

function clock(at: Date, timeZone: string): string {
  const say = (o: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...o, timeZone }).format(at)
  const year = say({ year: 'numeric' }) === String(new Date().getFullYear()) ? '' : ` ${say({ year: 'numeric' })}`
  return `${say({ hour: '2-digit', minute: '2-digit' })}, ${say({ day: 'numeric', month: 'short' })}${year}`
}

const place = (zone: string) => zone.split('/').at(-1)!.replaceAll('_', ' ')
