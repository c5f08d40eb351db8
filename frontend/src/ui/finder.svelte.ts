/** What to find, and what to put in its place. */
export interface Wanted {
  search: string
  replace: string
  caseSensitive: boolean
  wholeWord: boolean
  regexp: boolean
}

export interface FindActions {
  want(w: Wanted): void
  /** Whether only the body is looked into has changed. */
  bodyOnly(): void
  next(back: boolean): void
  replace(): void
  replaceAll(): Promise<void>
  /** The story's last step, back or again. */
  undo(): void
  redo(): void
  close(): void
}

/** What is found in the lines beside the body. */
export interface InLines {
  readonly matches: readonly unknown[]
  /** How many of them stand above the body. */
  readonly above: number
  /** Which of them is looked at, from 1; 0 = none. */
  readonly at: number
  /** The name of the line it is in. */
  readonly where: string
  /** That line is not on screen. */
  readonly away: boolean
}

/** What stands in the find bar, and what it says of the text. */
export class Finder {
  wanted = $state<Wanted>({ search: '', replace: '', caseSensitive: false, wholeWord: false, regexp: false })
  bodyOnly = $state(false)
  bad = $state(false)
  status: string = $derived.by(() => this.#said || this.#count())
  /** What can be done about what was said: to take it back, or to do it again. */
  offer = $state<'undo' | 'redo' | ''>('')

  #said = $state('')
  #did = ''
  #body = $state.raw({ n: 0, at: 0 })
  #lines: InLines

  constructor(readonly actions: FindActions, start: Wanted, lines: InLines, readonly fixed: boolean) {
    this.#lines = lines
    this.take(start)
  }

  /** Something else asked to find this. */
  take({ search, replace, caseSensitive, wholeWord, regexp }: Wanted) {
    this.wanted = { search, replace, caseSensitive, wholeWord, regexp }
  }

  set(part: Partial<Wanted>) {
    this.wanted = { ...this.wanted, ...part }
    this.actions.want({ ...this.wanted })
  }

  only(body: boolean) {
    this.#hush()
    this.bodyOnly = body
    this.actions.bodyOnly()
  }

  next(back: boolean) {
    this.#hush()
    this.actions.next(back)
  }

  replace() {
    this.#hush()
    this.actions.replace()
  }

  /** In the body; at: which of them is selected, from 1; 0: none. */
  found(n: number, at: number, valid: boolean) {
    this.bad = !valid
    this.#hush()
    this.#body = { n, at }
  }

  /** Says why nothing was replaced. */
  say(why: string) {
    this.#hush()
    this.#said = why
  }

  /** Says what was replaced; back: it can be taken back. */
  did(text: string, back: boolean) {
    this.#said = this.#did = text
    this.offer = back ? 'undo' : ''
  }

  /** One step of the story back or forth, from the bar. */
  turn(way: 'undo' | 'redo') {
    const offered = this.offer === way
    this.actions[way]()
    if (!offered) return
    this.#said = way === 'undo' ? 'Taken back' : this.#did
    this.offer = way === 'undo' ? 'redo' : 'undo'
  }

  #hush() {
    this.#said = ''
    this.offer = ''
  }

  #count(): string {
    const { matches, above, at: inLines, where, away } = this.#lines
    const n = matches.length + this.#body.n
    const at = inLines ? inLines + (inLines > above ? this.#body.n : 0) : this.#body.at && above + this.#body.at
    if (this.bad) return 'This pattern has a mistake'
    if (!this.wanted.search) return ''
    if (n === 0) return 'Not found'
    if (at === 0) return `${n} found`
    return `${at} of ${n}${inLines ? `, in the ${where.toLowerCase()}${away ? ': Escape shows it' : ''}` : ''}`
  }
}
