import type { Place } from '../../ui/Slip.svelte'
import { SPELLING, type Problem } from '../../worker/protocol'
import { placeIn } from './fieldplace'
import { FieldText } from './fieldtext'
import type { Checks, Found, Proofed } from '../help/proofed'
import { neighbours } from '../help/spellblocks'

const PAUSE = 500 // of the keys, before the line is checked
const AGAIN = 5000
const FIRST = 1600 // the body, which is longer, is asked about first

/** Checks one line of the furniture while it is on screen. */
export class FieldProof implements Proofed {
  readonly path: string
  /** Of which picture it is a field; '' = of none. */
  readonly of: string
  /** What is doubtful in the line as it reads. */
  #found = $state.raw<Found[]>([])
  /** Where a word is being typed: it may become right yet. -1 = nowhere. */
  #typing = $state(-1)
  /** The words are looked at: the engine's own checker rests. */
  on = $state(false)
  /** What is marked. */
  marks = $derived(
    this.#found
      .filter((f) => this.#typing < f.from || this.#typing > f.to)
      .map((f) => ({ ...f, kind: f.problem.rule === SPELLING ? ('misspelt' as const) : ('grammar' as const) })),
  )

  #checks: Checks
  #before: (text: string) => Problem[] | undefined
  #text = ''
  #box: HTMLTextAreaElement | null = null
  #known: { text: string; by: string; problems: Problem[] } | null = null
  #waiting: ReturnType<typeof setTimeout> | undefined

  /** before: what is wrong with words that were looked at before they came on screen. */
  constructor(path: string, checks: Checks, of = '', before: (text: string) => Problem[] | undefined = () => undefined) {
    this.path = path
    this.of = of
    this.#before = before
    this.#checks = checks
  }

  /** The line is on screen, until what this gives is called. */
  shown(box: HTMLTextAreaElement): () => void {
    this.#box = box
    return () => {
      clearTimeout(this.#waiting)
      this.#box = null
    }
  }

  get hasKeys(): boolean {
    return !!this.#box && document.activeElement === this.#box
  }

  /** The line reads so now. */
  read(text: string) {
    const first = this.#known === null
    this.#found = moved(this.#found, this.#text, text)
    this.#text = text
    this.soon(!first ? PAUSE : this.#before(text) ? 0 : FIRST)
  }

  /** A word is being typed here; or the cursor went elsewhere. */
  typing(at: number) {
    this.#typing = at
  }

  cursor(at: number) {
    if (at !== this.#typing) this.#typing = -1
  }

  soon(ms = PAUSE) {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.#look(), ms)
  }

  problems = () => this.#found
  selected = () => ({ from: this.#box?.selectionStart ?? 0, to: this.#box?.selectionEnd ?? 0 })
  around = (at: Found) => neighbours(this.#text, at.from, at.to)
  place = (at: Found): Place => (this.#box ? placeIn(this.#box, at.from) : { left: 0, top: 0, bottom: 0 })

  replace(at: Found, text: string) {
    // The program may have taken white space away since it was looked at.
    const now = this.#found.find((f) => f.problem === at.problem)
    if (now && this.#box) new FieldText(this.#box).change(now.from, now.to, text)
  }

  point(at: Found) {
    this.#typing = -1
    this.#box?.focus()
    this.#box?.setSelectionRange(at.from, at.to)
  }

  async #look() {
    const text = this.#text
    const by = this.#checks.by()
    this.on = by !== ''
    if (!by || !text.trim()) {
      this.#found = []
      return
    }
    if (this.#known?.text !== text || this.#known.by !== by) {
      try {
        const before = this.#before(text)
        const [problems = []] = before ? [before] : await this.#checks.check([text])
        if (!this.#box || text !== this.#text) return
        this.#known = { text, by, problems }
      } catch {
        if (this.#box) this.soon(AGAIN) // who checks says why
        return
      }
    }
    this.#found = this.#known.problems
      .filter((p) => !this.#checks.passes(p, neighbours(text, p.from, p.to)))
      .map((problem) => ({ from: problem.from, to: problem.to, problem }))
  }
}

/** Problems of a text that became another one; what touches the change is none until it is checked. */
export function moved(found: Found[], before: string, after: string): Found[] {
  if (found.length === 0 || before === after) return found
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const by = after.length - before.length
  return found.flatMap((f) => {
    if (f.to < head) return [f]
    return f.from > before.length - tail ? [{ ...f, from: f.from + by, to: f.to + by }] : []
  })
}
