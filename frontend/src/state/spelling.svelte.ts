import type { Extension } from '@codemirror/state'
import type { Api } from '../api'
import { FieldProof } from '../editor/fields/fieldproof.svelte'
import type { Checks, Found, Proofed, Walked } from '../editor/help/proofed'
import { spelling, type Proof } from '../editor/help/spelling'
import type { Ignored, LanguageHelp, Picture } from '../types'
import type { Place } from '../ui/Slip.svelte'
import type { Checker, Problem } from '../worker/protocol'
import { checkerOf, languageName } from './checkers'
import type { Draft } from './draft.svelte'
import { FIELDS } from './fields'
import { houseHas, ignores, isSpelling, nearIn } from './house'
import { PictureProof, type Show } from './pictureproof'
import type { Worked } from './speller'
import { nameOf, Spellers } from './spellers'

/** What the window does for the language help. */
export interface Desk {
  say(text: string): void
  fail(reason: unknown): void
  /** The house's language, for stories that name none. */
  language(): string
  /** Shows the suggestions at a place; null hides them. */
  showMenu(place: Place | null): void
}

/** The suggestions for one problem. */
export interface Menu {
  found: Found
  text: Proofed
  fixes: string[]
}

/** A problem in the n-th of the texts. */
interface Marked {
  text: Walked
  n: number
  found: Found
}

const MOST_FIXES = 6
const isBeside = (line: FieldProof) => line.of !== ''
const orderOf = (path: string) => FIELDS.findIndex((f) => f.path === path)

const worker = (): Worked => new Worker(new URL('../worker/speller.ts', import.meta.url), { type: 'module' })

/** Spelling and grammar while somebody writes. Nothing is loaded before there are words to check. */
export class Spelling {
  help = $state.raw<LanguageHelp | null>(null)
  menu = $state.raw<Menu | null>(null)

  #api: Api
  #desk: Desk
  #spellers: Spellers
  #words = new Set<string>()
  #ignored = new Map<Draft, Ignored[]>() // of the stories on screen
  #proofs = new Map<Draft, Proof>()
  #lines = new Map<Draft, FieldProof[]>() // of their furniture on screen, in its order
  #pictures = new Map<Draft, PictureProof>()
  #draft: Draft | null = null // the one with the keys

  constructor(api: Api, desk: Desk, make = worker) {
    this.#api = api
    this.#desk = desk
    this.#spellers = new Spellers({ fail: (e) => desk.fail(e), report: (text) => void api.report(text) }, make)
  }

  /** What the newsroom settled; read anew after settings changed. */
  async load() {
    this.#take(await this.#api.language())
    this.#spellers.forgive()
    this.refresh()
  }

  /** The language or the settings changed: what is on screen is looked at again. */
  refresh() {
    if (!this.help?.on) this.#spellers.stop()
    this.#onScreen().forEach((t) => t.soon())
  }

  /** The keys went to this story. */
  attend(draft: Draft) {
    if (draft === this.#draft) return
    this.menu = null
    this.#draft = draft
    this.refresh()
  }

  /** For the editor of one story. */
  extension(draft: Draft): Extension {
    return spelling({ ...this.#checks(draft), shown: (proof) => void this.#shown(proof, draft) })
  }

  /** For a line of its furniture, or of the words of a picture; it is given back when it leaves the screen. */
  line(draft: Draft, path: string, picture = ''): FieldProof {
    const before = (text: string) => (picture ? this.#pictures.get(draft)?.known(text) : undefined)
    const line = new FieldProof(path, this.#checks(draft), picture, before)
    this.#draft ??= draft
    this.#lines.set(draft, [...this.#linesOf(draft), line].sort((a, b) => orderOf(a.path) - orderOf(b.path)))
    return line
  }

  /** Reads the words of all its pictures, while it is on screen; show brings a field of one there. */
  readPictures(draft: Draft, list: Picture[], show: Show) {
    const proof = this.#pictures.get(draft) ?? new PictureProof(this.#checks(draft), show)
    this.#pictures.set(draft, proof)
    proof.read(list)
  }

  leavePictures(draft: Draft) {
    this.#pictures.get(draft)?.end()
    this.#pictures.delete(draft)
  }

  leave(draft: Draft, line: FieldProof) {
    const left = this.#linesOf(draft).filter((l) => l !== line)
    if (left.length > 0) this.#lines.set(draft, left)
    else this.#lines.delete(draft)
  }

  /** Turns it on or off for the newsroom; off holds no memory. */
  async toggle() {
    const on = !this.help?.on
    try {
      await this.#api.saveSettings({ 'language.help': String(on) })
      await this.load()
      this.#desk.say(on ? 'Spelling and grammar are checked' : 'Spelling and grammar are not checked')
    } catch (e) {
      this.#desk.fail(e)
    }
  }

  /** Why words of the story with the keys are not checked although they should be; '' = they are. */
  get trouble(): string {
    const checker = this.#checker(this.#draft)
    return checker ? this.#spellers.trouble(checker) : ''
  }

  /** The next problem from the cursor on, through the furniture and the body, round the end. */
  next(step: 1 | -1) {
    if (this.#texts().length === 0 || this.#excused()) return
    const all = this.#all()
    if (all.length === 0) return this.#desk.say('Nothing is misspelt')
    const at = this.#beside(all, step)
    this.#point(all, at >= 0 ? at : step > 0 ? 0 : all.length - 1)
  }

  /** The next problem from the cursor on, or to begin with the first (going back: the last); false = there is none. */
  walk(step: 1 | -1, begin: boolean): boolean {
    const all = this.help?.on ? this.#all() : []
    const at = !begin ? this.#beside(all, step) : step > 0 ? Math.min(0, all.length - 1) : all.length - 1
    if (at >= 0) this.#point(all, at)
    return at >= 0
  }

  #all = (): Marked[] => this.#texts().flatMap((text, n) => text.problems().map((found) => ({ text, n, found })))

  // Which of all comes after (or before) what is selected; -1 = none does.
  #beside(all: Marked[], step: 1 | -1): number {
    const texts = this.#texts()
    const keys = this.#withKeys()
    const here = keys ? Math.max(0, texts.indexOf(keys)) : 0
    const { from, to } = texts[here]?.selected() ?? { from: 0, to: 0 }
    if (step < 0) return all.findLastIndex(({ n, found: p }) => n < here || (n === here && p.to <= from))
    return all.findIndex(({ n, found: p }) => n > here || (n === here && p.from >= to && !(p.from === from && p.to === to)))
  }

  #point(all: Marked[], at: number) {
    const { text, found } = all[at]!
    text.point(found)
    this.#desk.say(`${at + 1} of ${all.length}: “${found.problem.text}”. ${found.problem.message}`)
  }

  /** Suggestions for the problem at the cursor. */
  async open() {
    const text = this.#withKeys()
    if (!text || this.#excused()) return
    await this.#look(text, text.selected().to)
    if (!this.menu) return this.#desk.say('Nothing is misspelt here. F7 goes to the next')
    this.#desk.showMenu(text.place(this.menu.found))
  }

  /** Looks for a problem at a place of the body, or of a line of the furniture, and what could stand there instead. */
  async look(at: number, path = '') {
    await this.#look((path ? this.#linesOf(this.#draft).find((l) => l.path === path) : this.#proof) ?? null, at)
  }

  close() {
    this.menu = null
    this.#desk.showMenu(null)
  }

  replace(text: string) {
    const at = this.menu?.found
    const where = this.menu?.text
    this.close()
    if (!at) return
    where?.replace(at, text)
    this.#desk.say(text ? `Now “${text}”` : 'Taken out')
  }

  /** The house writes it so, in every story. */
  async add() {
    const at = this.menu?.found
    this.close()
    if (!at) return
    const word = at.problem.text.replaceAll('’', "'").replace(/'s$/, '')
    await this.#try(async () => {
      this.#words = new Set(await this.#api.changeWords([word], []))
      this.#desk.say(`“${word}” is in the house dictionary`)
    })
  }

  /** It is right in this place, or wherever it stands in this story. */
  async ignore(here: boolean) {
    const at = this.menu?.found
    const where = this.menu?.text
    this.close()
    if (!at || !where || !this.#draft) return
    const { rule, text } = at.problem
    const around = here ? where.around(at) : { before: '', after: '' }
    const draft = this.#draft
    await this.#try(async () => {
      this.#ignored.set(draft, await this.#api.ignore(draft.id, { rule, text, here, ...around }))
      this.#desk.say(here ? 'Left alone here' : `“${text}” is left alone in this story`)
    })
  }

  /** Makes the house dictionary read so; false when the program refused. */
  async saveWords(words: string[]) {
    const wanted = new Set(words)
    const add = words.filter((w) => !this.#words.has(w))
    const remove = [...this.#words].filter((w) => !wanted.has(w))
    if (add.length + remove.length > 0) await this.#api.changeWords(add, remove)
  }

  #linesOf = (draft: Draft | null): FieldProof[] => (draft && this.#lines.get(draft)) ?? []
  // In the order of the window: the furniture, the body, the pictures beside it.
  #texts = (): Walked[] => {
    const lines = this.#linesOf(this.#draft)
    const beside = lines.filter(isBeside)
    const pictures = this.#draft ? this.#pictures.get(this.#draft) : undefined
    return [...lines.filter((l) => !isBeside(l)), ...(this.#proof ? [this.#proof] : []), ...(pictures?.texts(beside) ?? beside)]
  }

  #onScreen = (): { soon(ms?: number): void }[] => [...[...this.#lines.values()].flat(), ...this.#proofs.values(), ...this.#pictures.values()]
  #withKeys = (): Proofed | null => this.#linesOf(this.#draft).find((l) => l.hasKeys) ?? this.#proof

  async #look(text: Proofed | null, at: number) {
    const found = text?.problems().find((p) => p.from <= at && at <= p.to)
    this.menu = text && found ? { found, text, fixes: await this.#fixes(found) } : null
  }

  #checks = (draft: Draft): Checks => ({
    by: () => this.#by(draft),
    check: (texts) => this.#inTurn(texts, draft),
    passes: (p, around) => (isSpelling(p) && houseHas(this.#words, p.text)) || ignores(this.#ignored.get(draft) ?? [], p, around),
  })

  // The word alone is looked up: the menu stands at once all the same.
  async #fixes({ problem }: Found): Promise<string[]> {
    const own = isSpelling(problem) ? nearIn(this.#words, problem.text) : []
    const late = new Promise<string[]>((done) => setTimeout(done, 2000, []))
    const checker = this.#checker(this.#draft)
    const asked = problem.fixes ?? (checker ? await Promise.race([this.#spellers.suggest(checker, problem.text).catch(() => []), late]) : [])
    problem.fixes = asked
    return [...new Set([...own, ...asked])].slice(0, MOST_FIXES)
  }

  #excused(): boolean {
    const language = languageName(this.#language(this.#draft))
    if (!this.help?.on) this.#desk.say('Spelling and grammar are not checked in this newsroom')
    else if (this.trouble) this.#desk.say(this.trouble)
    else if (!this.#checker(this.#draft)) this.#desk.say(`There is no dictionary for ${language}. The settings say where to put one`)
    else return false
    return true
  }

  async #try(change: () => Promise<void>) {
    try {
      await change()
      this.#onScreen().forEach((t) => t.soon(0))
    } catch (e) {
      this.#desk.fail(e)
    }
  }

  async #shown(proof: Proof | null, draft: Draft) {
    if (!proof) {
      this.#proofs.delete(draft)
      this.#ignored.delete(draft)
      return
    }
    this.#proofs.set(draft, proof)
    this.#draft ??= draft
    try {
      if (!this.help) this.#take(await this.#api.language())
      const ignored = await this.#api.ignored(draft.id)
      if (this.#proofs.has(draft)) this.#ignored.set(draft, ignored)
    } catch (e) {
      this.#desk.fail(e)
    }
  }

  get #proof(): Proof | null {
    return (this.#draft && this.#proofs.get(this.#draft)) ?? null
  }

  #take(help: LanguageHelp) {
    this.help = help
    this.#words = new Set(help.words)
  }

  #language = (draft: Draft | null) => draft?.language || this.#desk.language()
  #checker = (draft: Draft | null) => checkerOf(this.#language(draft), this.help?.dictionaries ?? [])

  #by(draft: Draft): string {
    const checker = this.help?.on ? this.#checker(draft) : null
    return checker && !this.#spellers.trouble(checker) ? nameOf(checker) : ''
  }

  #inTurn = (texts: string[], draft: Draft): Promise<Problem[][]> => this.#spellers.inTurn(() => this.#check(texts, draft))

  // When it is a text's turn it may have left the screen, and its language with it.
  async #check(texts: string[], draft: Draft): Promise<Problem[][]> {
    const checker = this.#isOnScreen(draft) ? this.#checker(draft) : null
    this.#spellers.keep(this.#checkersOnScreen())
    return checker ? this.#spellers.check(checker, texts) : texts.map(() => [])
  }

  #isOnScreen = (draft: Draft) => this.#proofs.has(draft) || this.#lines.has(draft) || this.#pictures.has(draft)
  #checkersOnScreen = (): Checker[] => [...this.#proofs.keys(), ...this.#lines.keys(), ...this.#pictures.keys()].flatMap((draft) => this.#checker(draft) ?? [])
}
