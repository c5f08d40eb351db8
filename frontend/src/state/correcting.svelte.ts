import { problemOf, type Api, type Problem } from '../api'
import type { Correction, CorrectionKind, Holders, Holding, Made } from '../corrections'
import { fieldWithKeys } from '../editor/fields/fieldtext'
import { many } from '../ui/words'
import { CHANNELS } from './bench.svelte'
import { fieldLabel } from './fields'
import type { Opened } from './opened'
import type { Session } from './session.svelte'

/** The kinds with their letters, in the order of use. */
export const KINDS: { id: CorrectionKind; name: string; letter: string; hint: string }[] = [
  { id: 'correction', name: 'Correction', letter: 'C', hint: 'What was wrong and what is right: “An earlier version said …”' },
  { id: 'clarification', name: 'Clarification', letter: 'L', hint: 'What could be misread, and how it is meant' },
  { id: 'update', name: 'Update', letter: 'U', hint: 'What is new' },
  { id: 'retraction', name: 'Retraction', letter: 'R', hint: 'What is taken back, and why. The page stays, with this on top' },
  { id: 'minor', name: 'Minor fix', letter: 'M', hint: '' },
]

const NONE: Holders = { places: [], beyond: 0, partial: false, out: true, going: [] }
const PAUSE = 200 // milliseconds after a key before words are looked for

/** How a place is called on screen. */
export function whereSaid(h: Holding): string {
  if (h.lineup) return `Place ${h.place + 1}${h.spare ? ' of the spare order' : ''}: ${h.field}`
  if (h.where === 'pictures.caption') return 'Caption'
  if (h.where === 'pictures.alt') return 'Alt text'
  if (h.where === 'body.picture') return 'Words of a picture in the body'
  if (h.field === 'options') return `Headline option: ${(CHANNELS[h.where.slice('options.'.length) as keyof typeof CHANNELS] ?? '').toLowerCase()}`
  return fieldLabel(h.field)
}

/** What is corrected in a story after it went out: the words, the places, what readers are told. */
export class Correcting {
  readonly story: Opened
  kind = $state<CorrectionKind>('correction')
  wrong = $state('')
  right = $state('')
  note = $state('')
  why = $state('')
  found = $state.raw<Holders>(NONE)
  /** The places that right words go to. */
  ticked = $state.raw<ReadonlySet<Holding>>(new Set())
  at = $state(0)
  /** Of a correction of the story that is being changed; -1 = a new one. */
  editing = $state(-1)
  looking = $state(false)
  busy = $state(false)
  trouble = $state.raw<Problem | null>(null)

  #api: Api
  #session: Session
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, session: Session, story: Opened) {
    this.#api = api
    this.#session = session
    this.story = story
  }

  /** Opens the dialog on the words that are selected. What was typed for the same words is there again. */
  static async open(api: Api, session: Session, story: Opened) {
    if (!session.info?.person.asked) {
      session.say('Say who is at the desk first: a correction answers to readers')
      session.dialog = 'who'
      return
    }
    const words = (fieldWithKeys()?.selection() || story.copy.seen()).trim().replace(/\s+/g, ' ')
    if (!(await session.flushAll())) return session.fail({ message: 'Some words are not saved yet, and only what is saved can be corrected.', hint: 'Try again in a moment.' })
    const before = session.correcting
    const same = before?.story === story && (!words || words === before.wrong)
    const now = same ? before : new Correcting(api, session, story)
    if (words) now.wrong = words
    session.correcting = now
    await now.look()
    session.dialog = 'correct'
  }

  /** Those of the story, the latest first, with their places. */
  past: { place: number; correction: Correction }[] = $derived.by(() =>
    (this.story.draft.saved.corrections ?? []).map((correction, place) => ({ place, correction })).reverse(),
  )
  /** Readers have something that this changes: they are told, or it is a minor fix. */
  told: boolean = $derived.by(() => this.editing >= 0 || (this.ticked.size > 0 ? [...this.ticked].some((h) => h.out) : this.found.out))
  /** Stories that change, and those of them that readers have. */
  stories: { all: number; out: number } = $derived.by(() => {
    const all = [...this.ticked].filter((h) => !h.lineup)
    return { all: new Set(all.map((h) => h.story)).size, out: new Set(all.filter((h) => h.out).map((h) => h.story)).size }
  })
  chosen: Holding | undefined = $derived.by(() => this.found.places[this.at])
  name: string = $derived.by(() => this.story.draft.saved.slugline || this.story.draft.saved.headlines.main || 'the story')

  /** A key was pressed in the wrong words. */
  typed() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.look(), PAUSE)
  }

  /** Looks for the words everywhere. The story's own places are ticked: that is where somebody met them. */
  async look() {
    clearTimeout(this.#timer)
    const asked = ++this.#asked
    this.looking = true
    try {
      const found = await this.#api.findWords(this.wrong.trim(), this.story.draft.id)
      if (asked !== this.#asked) return
      this.found = found
      this.at = 0
      this.trouble = null
      this.ticked = new Set(found.places.filter((h) => h.story === this.story.draft.id && !h.lineup && !h.byHand))
    } catch (e) {
      if (asked !== this.#asked) return
      this.found = { ...NONE, out: this.found.out }
      this.ticked = new Set()
      this.trouble = problemOf(e)
    } finally {
      if (asked === this.#asked) this.looking = false
    }
  }

  step(by: number) {
    this.at = Math.max(0, Math.min(this.found.places.length - 1, this.at + by))
  }

  tick(h = this.chosen) {
    if (!h || h.byHand) return
    const now = new Set(this.ticked)
    if (!now.delete(h)) now.add(h)
    this.ticked = now
  }

  /** All that can be changed here, or none. */
  tickAll() {
    const all = this.found.places.filter((h) => !h.byHand)
    this.ticked = new Set(this.ticked.size === all.length ? [] : all)
  }

  /** Goes to a place; what is typed here is there again when the dialog is. */
  async show(h = this.chosen) {
    if (!h) return
    const session = this.#session
    if (h.lineup) {
      await session.openLineups()
      await session.lineups?.pick(h.lineup)
      session.lineups?.choose(h.story)
      return
    }
    const picture = h.picture ? { picture: h.picture, part: h.field.replace('pictures.', '') } : {}
    await session.jump(h.story, { code: 'wrong', severity: 'note', message: '', field: h.picture ? 'pictures' : h.field, from: h.from, to: h.to, ...picture })
    if (h.field === 'options') await session.openHeadlines()
  }

  /** Changes a correction of the story: its words are in the form. */
  edit(place: number) {
    const c = this.story.draft.saved.corrections?.[place]
    if (!c) return
    this.editing = place
    this.kind = c.kind ?? 'correction'
    this.note = c.text
    this.why = c.why ?? ''
  }

  leaveEdit() {
    this.editing = -1
    this.note = this.why = ''
    this.kind = 'correction'
  }

  async takeBack(place: number) {
    const c = this.story.draft.saved.corrections?.[place]
    if (!c) return
    await this.#do(async () => {
      const { article } = await this.story.draft.changeCorrections({ do: 'take-back', place })
      this.#tell(`Taken back: ${KINDS.find((k) => k.id === c.kind)?.name.toLowerCase() ?? 'correction'}${c.text ? ` “${c.text}”` : ''}`, () => this.#undo(article.rev))
    })
  }

  /** Does what the form says. */
  async send() {
    if (this.busy) return
    const missing = this.#missing()
    if (missing) {
      this.trouble = problemOf(missing)
      return
    }
    await this.#do(() => (this.right.trim() && this.editing < 0 ? this.#put() : this.#note()))
  }

  #missing(): { message: string; hint?: string } | null {
    const putting = this.editing < 0 && !!this.right.trim()
    if (putting && !this.wrong.trim()) return { message: 'The wrong words are missing', hint: 'Type them, or select them in the story first.' }
    if (putting && this.ticked.size === 0) return { message: 'No place is ticked', hint: 'Tick the places that the right words go to, or leave the right words empty.' }
    if (!putting && !this.told) return { message: 'This story never went out, so there is nothing to tell readers.', hint: 'Change its words as always. If readers have it, set its status to Sent first.' }
    if (this.told && this.kind !== 'minor' && !this.note.trim()) return { message: 'The note for readers is missing', hint: 'Say plainly what was wrong and what is right. What need not be told is a minor fix.' }
    if (this.told && !this.why.trim()) return { message: 'The reason is missing', hint: 'A few words for the desk: they stay in the log of the story.' }
    return null
  }

  async #note() {
    const { draft } = this.story
    const text = this.kind === 'minor' ? '' : this.note
    const change = this.editing >= 0 ? { do: 'change' as const, place: this.editing } : { do: 'add' as const }
    const { article } = await draft.changeCorrections({ ...change, kind: this.kind, text, why: this.why })
    this.#tell(this.editing >= 0 ? 'The correction was changed' : `${KINDS.find((k) => k.id === this.kind)!.name} noted${this.kind === 'minor' ? '' : ': readers are told when the story goes out again'}`, () => this.#undo(article.rev))
  }

  async #put() {
    await this.#session.flushAll()
    const spots = this.found.places.filter((h) => this.ticked.has(h)).map(spotOf)
    const put = await this.#api.putRight({ words: this.wrong.trim(), right: this.right, spots, kind: this.kind, text: this.told && this.kind !== 'minor' ? this.note : '', why: this.why })
    await this.#changed()
    const things = put.made.map((m) => m.story).filter(Boolean).length
    const lineups = put.made.length - things
    const parts = [things && `in ${many(things, 'story', 'stories')}`, lineups && `in ${many(lineups, 'lineup')}`].filter(Boolean).join(' and ')
    this.#tell(`Put right ${many(spots.length, 'time')} ${parts}${put.corrected ? `; ${many(put.corrected, 'correction')} noted` : ''}`, () => this.#unput(put.made))
  }

  // A stale answer means that somebody was faster: what is there now is looked at.
  async #do(what: () => Promise<void>) {
    this.busy = true
    this.trouble = null
    try {
      await what()
    } catch (e) {
      const p = problemOf(e)
      if (p.code === 'stale') await this.look()
      this.trouble = p
    } finally {
      this.busy = false
    }
  }

  #tell(text: string, undo: () => Promise<void>) {
    const session = this.#session
    session.correcting = null
    session.dialog = ''
    session.notice = { kind: 'news', text, undo: () => void undo().catch((e: unknown) => session.fail(e)) }
  }

  async #undo(rev: number) {
    await this.story.draft.changeCorrections({ do: 'undo', rev })
    this.#session.say('Taken back')
  }

  async #unput(made: Made[]) {
    await this.#session.flushAll()
    const back = await this.#api.takeWordsBack(made)
    await this.#changed()
    if (back.stayed.length === 0) this.#session.say('Taken back')
    else this.#session.fail({ message: `Changed again since, and left as they are: ${back.stayed.join(', ')}.`, hint: 'Look at their history.' })
  }

  // A line that has the keys keeps what is typed in it: nobody types there now.
  async #changed() {
    this.story.draft.left(this.story.draft.focused)
    await this.#session.stories.refreshAll()
    this.#session.saves++
    await this.#session.desk.refresh()
    this.#session.preview.ask()
  }
}

const spotOf = ({ story, rev, field, picture, place, lineup, spare, from, to }: Holding) => ({ story, rev, field, picture, place, lineup, spare, from, to })
