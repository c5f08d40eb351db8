import { tick } from 'svelte'
import type { TakenOver } from '../mergetypes'
import type { Api } from '../api'
import type { Asked } from '../copytypes'
import type { Manuscript } from '../editor/manuscript'
import type { Pasted } from '../editor/paste/clipboard'
import type { Latest, PastedCopy } from '../editor/paste/pasted'
import type { Batch, Imported, Note, Receipt, Spot, Tracked } from '../types'
import { Belonging, told, wayBack } from './belonging.svelte'
import { Coming } from './coming.svelte'
import { Deciding } from './deciding.svelte'
import { fieldLabel } from './fields'
import { tooLarge } from './largecopy'
import { many } from '../ui/words'
import type { Notice, Session } from './session.svelte'
import type { Opened } from './opened'

/** Copy coming in: pasted or from files, and what was left out on the way. */
export class CopyIn {
  /** What the import of the open story kept, changed, dropped and moved. */
  receipt = $state.raw<Receipt | null>(null)
  /** The paste that stands in the open story last, when it changed or dropped anything; what was put back of it is not dropped any more. */
  pasted = $state.raw<{ receipt: Receipt; plain: boolean } | null>(null)
  /** The screen on which tracked changes are decided, while it stands. */
  deciding = $state.raw<Deciding | null>(null)
  /** How far what comes in is. */
  readonly coming: Coming

  #api: Api
  #session: Session
  #last: PastedCopy | null = null
  #own = ''

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
    this.coming = new Coming(api, session)
  }

  /** Pasted into the list: it becomes a story. */
  async story(p: Pasted) {
    if (!p.html && !p.text.trim()) {
      this.#session.fail({ message: 'The clipboard holds no text.' })
      return
    }
    if (!this.#fits(p, (words) => this.story(words))) return
    const { sectionId } = this.#session.desk
    await this.#take(() => this.#under(p, this.#api.pasteStory(p.html, p.text, sectionId)))
  }

  async files() {
    await this.#take(() => this.#api.importFiles(this.#session.desk.sectionId))
  }

  /** Files were dropped: pictures go to a story, and if place into its text, at the cursor; copy becomes stories. */
  async dropped(into: Opened | null, place: boolean) {
    await this.#take(async () => {
      const { pictures, copy } = await this.#api.takeDropped(this.#session.desk.sectionId, !!into && !into.draft.fixed)
      into?.pictures.add({ taken: pictures.taken, refused: [] }, place)
      return { ...copy, refused: [...pictures.refused, ...copy.refused] }
    })
  }

  /** Words of a text, with their marks, were copied or cut. */
  left(words: string) {
    this.#own = words
  }

  /** Pasted into the body: it adds body, and nothing becomes furniture. What was copied here keeps its marks. */
  async body(p: Pasted, into: Manuscript) {
    if (p.text !== '' && p.text.replaceAll('\r\n', '\n') === this.#own) return into.paste(this.#own, { copied: p, receipt: NOTHING, closed: true }, into.hold())
    if (!this.#fits(p, (words) => this.body(words, into).then(() => into.focus()))) return
    const place = into.hold()
    try {
      const { markdown, receipt, pictures } = await this.#under(p, this.#api.pasteBody(p.html, p.text, nextNote(into.text())))
      if (pictures.length > 0) this.#session.stories.of(into)?.pictures.add({ taken: pictures, refused: [] }, false)
      into.paste(markdown, { copied: p, receipt, closed: false }, place)
    } catch (e) {
      into.letGo(place)
      this.#session.fail(e)
    }
  }

  /** Other copy stands in the open story last, or other words of its receipt: undo and redo change that too. */
  stands(now: Latest | null) {
    this.#last = now?.of ?? null
    if (!now || now.of.closed || !touched(now.of.receipt)) {
      this.pasted = null
      return
    }
    const { receipt, copied } = now.of
    this.pasted = { receipt: { ...receipt, dropped: receipt.dropped.filter((n) => !now.back.includes(n)) }, plain: copied.html !== '' && copied.text.trim() !== '' }
  }

  /** The note of the paste was read. */
  closeNote() {
    if (this.#last) this.#last.closed = true
    this.pasted = null
  }

  /** The last paste once more, without anything but its words. */
  async asPlain() {
    const into = this.#session.story?.copy
    const text = this.#last?.copied.text
    if (!into || text === undefined) return
    try {
      const { markdown } = await this.#api.pasteBody('', text, nextNote(into.text()))
      const of = { copied: { html: '', text }, receipt: NOTHING, closed: true }
      if (!into.pasteInstead(markdown, of)) return this.#session.say('What was pasted does not read as it did: take your changes back first (Ctrl+Z)')
      into.focus()
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** Words that the last paste left out go behind it. */
  putBackPasted(note: Note) {
    const into = this.#session.story?.copy
    if (!into || !this.pasted) return
    this.#session.say(into.pasteBehind(note) ? 'Put back behind what was pasted' : 'What was pasted is no longer in the text')
  }

  /** Words that were left out go into the body after all. */
  async putBack(note: Note) {
    const { story } = this.#session
    if (!story?.receipt) return
    try {
      await story.draft.putBack(note)
      story.receipt = { ...story.receipt, dropped: story.receipt.dropped.filter((n) => n !== note) }
      this.receipt = story.receipt
      this.#session.say('Put back into the body')
    } catch (e) {
      this.#session.fail(e)
    }
  }

  /** Shows what the authors of the document proposed, for a decision. */
  async decide() {
    const { story } = this.#session
    if (!story) return
    await story.draft.flush()
    const deciding = new Deciding(this.#api, story.draft, (changes) => this.#decided(story, changes))
    await deciding.load()
    if (deciding.problem) this.#session.fail(deciding.problem)
    else if (deciding.list.length === 0) this.#session.say('No tracked changes or comments came with this story')
    else {
      this.deciding = deciding
      this.#session.dialog = 'changes'
    }
  }

  /** Leaves that screen for a place in the text. */
  async goTo({ from, to }: Spot) {
    this.#session.dialog = ''
    await tick() // the text takes no focus while a dialog stands
    this.#session.story?.copy.goTo(from, to)
  }

  /** Another story is on screen: show what its import left out. */
  show(story: Opened | null) {
    this.receipt = story?.receipt ?? null
    this.closeNote()
    this.#last = null
    if (story && !story.receipt) void this.#read(story)
  }

  // What takes longer than a moment is said, as long as it takes.
  async #under<T>(p: Pasted, work: Promise<T>): Promise<T> {
    const session = this.#session
    const pictures = p.html.match(PICTURE)?.length ?? 0
    const notice: Notice = { kind: 'news', text: `Coming in: ${pictures > 0 ? `${many(pictures, 'picture')} and the words with them` : 'the copy'}`, stays: true }
    const timer = setTimeout(() => (session.notice = notice), PATIENCE)
    try {
      return await work
    } finally {
      clearTimeout(timer)
      if (session.notice === notice) session.notice = null
    }
  }

  // Of copy that is too large the words are offered: they came with it.
  #fits(p: Pasted, take: (words: Pasted) => Promise<void>): boolean {
    const session = this.#session
    const much = tooLarge(p, session.info?.maxCopy ?? Infinity)
    if (session.notice?.offer) session.notice = null
    if (!much) return true
    session.dialog = ''
    const { message: text, hint, words } = much
    session.notice = { kind: 'problem', text, hint, offer: words ? { label: 'Paste the words', run: () => void take({ html: '', text: p.text }) } : undefined }
    return false
  }

  async #take(read: () => Promise<Batch>) {
    const session = this.#session
    session.dialog = ''
    try {
      await session.stories.flushAll() // items go into the stories that they belong to by themselves
      const { imported, asked, refused, stopped } = await this.coming.watch(read())
      if (imported.length > 0) await session.desk.load()
      await Promise.all(imported.filter((i) => i.as && !i.same).map((i) => session.stories.refresh(i.id)))
      const only = imported.length === 1 ? imported[0] : undefined
      if (only) {
        await session.open(only.id)
        if (only.handOver) session.say(takenOver(only.handOver))
        else if (only.as) this.#wentOn(only)
        else this.#tell(only.receipt)
      } else if (imported.length > 1) session.say(cameIn(imported))
      if (stopped) session.notice = { kind: 'news', text: `Stopped. ${imported.length > 0 ? cameIn(imported) : 'Nothing came in'}. Take it in again for the rest: what is here already is known.`, stays: true }
      this.#ask(asked)
      if (refused.length > 0) session.fail({ message: left(refused, imported.length) })
    } catch (e) {
      session.fail(e)
    }
  }

  // Copy that a story has word for word changes nothing, unless somebody wants it
  // once more; of the rest it is asked where it belongs.
  #ask(asked: Asked[]) {
    const session = this.#session
    const known = asked.filter((a) => a.like[0]?.same)
    const open = asked.filter((a) => !known.includes(a))
    if (known.length > 0) {
      const [first] = known
      const names = known.map((a) => `“${a.like[0]?.headline || a.like[0]?.slugline || 'a story'}”`)
      session.notice = {
        kind: 'news', text: `Nothing was changed: ${known.length > 1 ? `${known.length} pieces are` : 'it is'} word for word what ${names.slice(0, 3).join(', ')} ${known.length > 1 ? 'have' : 'has'} already`,
        offer: known.length === 1 && first ? { label: 'Make a new story of it', run: () => void this.#once(first) } : undefined,
      }
    }
    if (open.length === 0) return
    session.belonging = new Belonging(this.#api, session, open)
    session.dialog = 'belongs'
  }

  async #once(asked: Asked) {
    const session = this.#session
    session.notice = null
    try {
      const { article } = await this.#api.answer(asked.token, 'new', '')
      await session.desk.load()
      await session.open(article.id)
    } catch (e) {
      session.fail(e)
    }
  }

  // The item said which story it goes on with: what was left out of it stands in
  // the receipt, and one step leads back.
  #wentOn(imported: Imported) {
    const { story } = this.#session
    if (story && !imported.same) story.receipt = this.receipt = imported.receipt
    this.#session.notice = { kind: 'news', text: told({ imported }), undo: wayBack(this.#session, imported) }
  }

  async #read(story: Opened) {
    const { found, receipt } = await this.#api.intake(story.draft.id).catch(() => ({ found: false, receipt: null }))
    if (!found || !receipt || story.receipt) return
    story.receipt = receipt
    if (this.#session.story === story) this.receipt = receipt
  }

  #decided(story: Opened, changes: Tracked[]) {
    if (!story.receipt) return
    story.receipt = { ...story.receipt, changes }
    if (this.#session.story === story) this.receipt = story.receipt
  }

  // Fresh from an import: say at once what was left out, and where it went.
  #tell(receipt: Receipt) {
    const { story, layout } = this.#session
    if (!story) return
    story.receipt = this.receipt = receipt
    if (!touched(receipt)) return
    if (layout.roomForSide) layout.showTab('left-out')
    const moved = receipt.moved.map((n) => fieldLabel(n.field ?? '')).join(', ')
    const open = undecided(receipt.changes)
    this.#session.say(`${receipt.kept} words came in, ${receipt.dropped.length} ${receipt.dropped.length === 1 ? 'piece' : 'pieces'} left out${moved ? `, set in place: ${moved}` : ''}${open ? `; to decide: ${open}` : ''}`)
  }
}

/** What came of several pieces of copy: "12 stories came in, 2 of them new versions; 30 said nothing new". */
export function cameIn(imported: Imported[]): string {
  const same = imported.filter((i) => i.same).length
  const versions = imported.filter((i) => i.as === 'version' && !i.same).length
  const all = imported.length - same
  if (all === 0) return `Nothing was changed: ${many(same, 'story', 'stories')} are word for word what came in before`
  const as = versions === 1 ? ' as a new version' : ' as new versions'
  const of = versions === 0 ? '' : versions === all ? as : `, ${versions} of them${as}`
  return `${many(all, 'story', 'stories')} came in${of}${same > 0 ? `; ${many(same, 'story', 'stories')} said nothing new` : ''}`
}

const NAMED = 3 // files that a notice names: a block of hundreds would fill the screen

/** What did not come in, of files of which some did. */
export function left(refused: Batch['refused'], came: number): string {
  const said = refused.slice(0, NAMED).map((r) => `${r.name} did not come in: ${r.problem.message.replace(/\.?$/, '.')}`)
  if (refused.length > NAMED) said.push(`${refused.length - NAMED} more did not.`)
  return (came > 1 ? [`${came} stories came in.`, ...said] : said).join(' ')
}

/** What came of a story that another desk handed over. */
export function takenOver(h: TakenOver): string {
  if (h.revisions === 0) return `Nothing was changed at ${h.from} that is not here`
  if (!h.merged) return `From ${h.from}: ${many(h.revisions, 'revision')} came in`
  const open = h.conflicts.length > 0 ? `. Both changed the same words in ${many(h.conflicts.length, 'place')}: yours stand` : ''
  return `Merged with what ${h.from} made of it; theirs is revision ${h.with} of the history${open}`
}

const PATIENCE = 1000 // before work under way is said
const PICTURE = /<img[^>]+?src\s*=\s*["']?data:/gi

/** "3 tracked changes and 1 comment": what nobody has decided yet; '' = nothing. */
export function undecided(changes: Tracked[]): string {
  const open = changes.filter((c) => !c.verdict)
  const comments = open.filter((c) => c.kind === 'comment').length
  const counted = [[open.length - comments, 'tracked change'], [comments, 'comment']] as const
  return counted.filter(([n]) => n > 0).map(([n, what]) => many(n, what)).join(' and ')
}

const NOTHING: Receipt = { kept: 0, changed: [], dropped: [], moved: [], changes: [] }

const touched = (r: Receipt) => r.changed.length + r.dropped.length + r.moved.length > 0

// The footnotes of a paste are numbered on from those of the body.
function nextNote(body: string): number {
  let highest = 0
  for (const [, n] of body.matchAll(/\[\^(\d{1,6})\]/g)) highest = Math.max(highest, Number(n))
  return highest + 1
}
