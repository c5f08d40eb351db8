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
  next(back: boolean): void
  replace(): void
  replaceAll(): void
  close(): void
}

/** What stands in the find bar, and what it says of the text. */
export class Finder {
  wanted = $state<Wanted>({ search: '', replace: '', caseSensitive: false, wholeWord: false, regexp: false })
  status = $state('')
  bad = $state(false)

  constructor(readonly actions: FindActions, start: Wanted, readonly fixed: boolean) {
    const { search, replace, caseSensitive, wholeWord, regexp } = start
    this.wanted = { search, replace, caseSensitive, wholeWord, regexp }
  }

  set(part: Partial<Wanted>) {
    Object.assign(this.wanted, part)
    this.actions.want({ ...this.wanted })
  }

  /** at: which of them is selected, from 1; 0: none. */
  found(n: number, at: number, valid: boolean) {
    this.bad = !valid
    if (!valid) this.status = 'This pattern has a mistake'
    else if (!this.wanted.search) this.status = ''
    else if (n === 0) this.status = 'Not found'
    else this.status = at > 0 ? `${at} of ${n}` : `${n} found`
  }

  say(text: string) {
    this.status = text
  }
}
