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
  close(): void
}

/** What is found in the lines above the body. */
export interface InLines {
  readonly matches: readonly unknown[]
  /** Which of them is looked at, from 1; 0 = none. */
  readonly at: number
  /** The name of the line it is in. */
  readonly where: string
}

/** What stands in the find bar, and what it says of the text. */
export class Finder {
  wanted = $state<Wanted>({ search: '', replace: '', caseSensitive: false, wholeWord: false, regexp: false })
  bodyOnly = $state(false)
  bad = $state(false)
  status: string = $derived.by(() => this.#said || this.#count())

  #said = $state('')
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
    this.#said = ''
    this.bodyOnly = body
    this.actions.bodyOnly()
  }

  next(back: boolean) {
    this.#said = ''
    this.actions.next(back)
  }

  replace() {
    this.#said = ''
    this.actions.replace()
  }

  /** In the body; at: which of them is selected, from 1; 0: none. */
  found(n: number, at: number, valid: boolean) {
    this.bad = !valid
    this.#said = ''
    this.#body = { n, at }
  }

  say(text: string) {
    this.#said = text
  }

  #count(): string {
    const { matches, at: inLines, where } = this.#lines
    const n = matches.length + this.#body.n
    const at = inLines || (this.#body.at && matches.length + this.#body.at)
    if (this.bad) return 'This pattern has a mistake'
    if (!this.wanted.search) return ''
    if (n === 0) return 'Not found'
    return at > 0 ? `${at} of ${n}${inLines ? `, in the ${where.toLowerCase()}` : ''}` : `${n} found`
  }
}
