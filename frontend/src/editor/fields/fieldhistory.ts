// What is typed key by key is one step until the keys rest or do something else.
const TYPING = new Set(['insertText', 'insertCompositionText', 'deleteContentBackward', 'deleteContentForward'])
const REST = 1000

/** The steps of one text box, to go back and forth. The engine's own has no keys in WebKitGTK, and is lost or wrong where a text changes from outside. */
export class FieldHistory {
  #past: string[] = []
  #future: string[] = []
  #now: string
  #kind = ''
  #at = 0

  constructor(text: string) {
    this.#now = text
  }

  /** The box read before, and reads text since an input of this kind. */
  typed(before: string, text: string, kind: string, now = Date.now()) {
    this.meet(before)
    const goesOn = TYPING.has(kind) && kind === this.#kind && now - this.#at < REST && this.#past.length > 0
    if (!goesOn) this.#past.push(this.#now)
    this.#future = []
    this.#now = text
    this.#kind = kind
    this.#at = now
  }

  /** What the box reads one step back or forth from what it reads now; null = there is none. */
  step(text: string, way: 'undo' | 'redo'): string | null {
    this.meet(text)
    const [from, to] = way === 'undo' ? [this.#past, this.#future] : [this.#future, this.#past]
    const next = from.pop()
    this.#kind = ''
    if (next === undefined) return null
    to.push(this.#now)
    return (this.#now = next)
  }

  /** The box reads text by another's doing: that is a step of its own, or takes back or does again the one beside it. */
  meet(text: string) {
    if (text === this.#now) return
    if (text === this.#past.at(-1)) {
      this.#past.pop()
      this.#future.push(this.#now)
    } else if (text === this.#future.at(-1)) {
      this.#future.pop()
      this.#past.push(this.#now)
    } else {
      this.#past.push(this.#now)
      this.#future = []
    }
    this.#now = text
    this.#kind = ''
  }
}

/** Where the cursor goes after a text became another: behind what changed. */
export function afterChange(before: string, after: string): number {
  let same = 0
  while (same < Math.min(before.length, after.length) && before.at(-1 - same) === after.at(-1 - same)) same++
  return after.length - same
}
