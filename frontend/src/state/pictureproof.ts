import type { FieldProof } from '../editor/fields/fieldproof.svelte'
import type { Checks, Found, Walked } from '../editor/help/proofed'
import { LONGEST, neighbours } from '../editor/help/spellblocks'
import type { Picture } from '../types'
import type { Problem } from '../worker/protocol'
import { WORDS, type PictureField } from './pictures.svelte'

const FIRST = 2500 // what is on screen is asked about before
const PAUSE = 1000
const AGAIN = 5000
const BATCH = 1500 // characters in one question

/** Brings a field of a picture on screen; null = it is not there. */
export type Show = (id: string, path: string) => Promise<HTMLTextAreaElement | null>

const PROSE = WORDS.filter((w) => w.prose)

/** Checks the words of all pictures of a story. Of one picture they are on screen and marked; the others are walked through all the same. */
export class PictureProof {
  #checks: Checks
  #show: Show
  #list: Picture[] = []
  #known = new Map<string, Problem[]>() // by the words as they read
  #by = ''
  #read = false
  #asking = false
  #ended = false
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(checks: Checks, show: Show) {
    this.#checks = checks
    this.#show = show
  }

  /** The pictures of the story are these now. */
  read(list: Picture[]) {
    this.#list = list
    this.soon(this.#read ? PAUSE : FIRST)
    this.#read = true
  }

  soon(ms = PAUSE) {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.#look(), ms)
  }

  end() {
    this.#ended = true
    clearTimeout(this.#waiting)
  }

  /** What is wrong with these words; undefined = nobody looked yet. */
  known = (text: string): Problem[] | undefined => (this.#by === this.#checks.by() ? this.#known.get(text) : undefined)

  /** All words in the order of the pictures: those on screen as their lines, the others as what would bring them there. */
  texts(shown: FieldProof[]): Walked[] {
    return this.#list.flatMap((p) => PROSE.flatMap((spec): Walked[] => {
      const line = shown.find((l) => l.of === p.id && l.path === spec.path)
      return line ? [line] : p[spec.key] ? [this.#unseen(p, spec)] : []
    }))
  }

  #unseen(p: Picture, { key, path }: PictureField): Walked {
    const text = p[key] ?? ''
    return {
      problems: () => this.#problems(text),
      selected: () => ({ from: 0, to: 0 }),
      point: (at) => void this.#point(p.id, path, at),
      soon: () => this.soon(),
    }
  }

  #problems(text: string): Found[] {
    return (this.known(text) ?? [])
      .filter((p) => !this.#checks.passes(p, neighbours(text, p.from, p.to)))
      .map((problem) => ({ from: problem.from, to: problem.to, problem }))
  }

  async #point(id: string, path: string, at: Found) {
    const box = await this.#show(id, path)
    box?.focus()
    box?.setSelectionRange(at.from, at.to)
  }

  #texts(): Set<string> {
    return new Set(this.#list.flatMap((p) => PROSE.map(({ key }) => p[key] ?? '')).filter((t) => t.trim() && t.length <= LONGEST))
  }

  async #look() {
    if (this.#ended || this.#asking) return
    const by = this.#checks.by()
    if (by !== this.#by) this.#known.clear()
    this.#by = by
    if (!by) return
    const texts = this.#texts()
    for (const text of this.#known.keys()) if (!texts.has(text)) this.#known.delete(text)
    this.#asking = true
    try {
      for (let batch = this.#unknown(texts); batch.length > 0; batch = this.#unknown(texts)) {
        const found = await this.#checks.check(batch)
        if (this.#ended || by !== this.#checks.by()) break
        batch.forEach((text, n) => this.#known.set(text, found[n] ?? []))
      }
    } catch {
      this.soon(AGAIN) // who checks says why
    } finally {
      this.#asking = false
    }
    // Words or language may be others by now.
    if (!this.#ended && (by !== this.#checks.by() || this.#unknown(this.#texts()).length > 0)) this.soon(AGAIN)
  }

  #unknown(texts: Set<string>): string[] {
    const batch: string[] = []
    let size = 0
    for (const text of texts) {
      if (this.#known.has(text)) continue
      if (batch.length > 0 && (size += text.length) > BATCH) break
      batch.push(text)
    }
    return batch
  }
}
