// What the editor draws in place of marks. Each is a picture of text that is
// still there: a click puts the cursor into it.
import { WidgetType, type EditorView } from '@codemirror/view'
import type { Comment } from './comments'
import type { Told } from './figures'
import { isolated } from '../ui/isolated'

abstract class Drawn extends WidgetType {
  override ignoreEvent = () => false
}

function span(className: string, text: string): HTMLElement {
  const el = document.createElement('span')
  el.className = className
  el.textContent = text
  return el
}

export class Bullet extends Drawn {
  constructor(readonly depth: number) {
    super()
  }
  override eq = (other: Bullet) => other.depth === this.depth
  toDOM = () => span('cm-number', this.depth % 2 ? '•' : '◦')
}

const NAMES: Record<string, string> = { pullquote: 'Pull quote', factbox: 'Fact box', correction: 'Correction', embed: 'Link card', note: 'Note, stays here' }

/** What an editor calls a news element. */
export const elementName = (name: string): string => NAMES[name] ?? `Box: ${name}`

/** The name of a news element, before the words behind it. */
export class Label extends Drawn {
  constructor(readonly name: string, readonly goesOn: boolean) {
    super()
  }
  override eq = (other: Label) => other.name === this.name && other.goesOn === this.goesOn
  toDOM = () => span('cm-label', elementName(this.name))
}

const KINDS: Record<string, string> = { cq: 'CQ', stet: 'STET', query: 'Query' }

/** A comment of the desk. An answered query says no more than that. */
export class Chip extends Drawn {
  constructor(readonly kind: Comment['kind'], readonly words: string, readonly answered: boolean) {
    super()
  }
  override eq = (other: Chip) => other.kind === this.kind && other.words === this.words && other.answered === this.answered
  toDOM() {
    const name = this.answered ? 'Answered' : KINDS[this.kind]!
    const chip = span(`cm-chip cm-chip-${this.kind}`, this.words && !this.answered ? `${name} ${this.words}` : name)
    if (this.answered) chip.classList.add('cm-chip-done')
    chip.title = `${name} ${isolated(this.words)}`.trim()
    return chip
  }
}

/** The number of a footnote, in the text or before its words; 0 = no place of the text points at it. */
export class Raised extends Drawn {
  constructor(readonly n: number, readonly words: string, readonly before: boolean) {
    super()
  }
  override eq = (other: Raised) => other.n === this.n && other.words === this.words && other.before === this.before
  toDOM() {
    const number = span(this.before ? 'cm-raised cm-raised-before' : 'cm-raised', this.n > 0 ? String(this.n) : '•')
    number.title = this.before ? (this.n > 0 ? `Footnote ${this.n}` : 'A footnote that nothing in the text points at') : this.words
    return number
  }
}

/** A picture in the text; at: the cursor is beside it. */
export class Figure extends Drawn {
  constructor(readonly told: Told, readonly at: boolean) {
    super()
  }
  override eq = ({ told, at }: Figure) => at === this.at && (Object.keys(told) as (keyof Told)[]).every((k) => told[k] === this.told[k])
  override get estimatedHeight() {
    return 200
  }
  // The cursor comes and goes: the picture is not loaded anew.
  override updateDOM(dom: HTMLElement, _view: EditorView, from: this) {
    if (!from.eq(new Figure(this.told, from.at))) return false
    dom.classList.toggle('cm-figure-at', this.at)
    return true
  }
  toDOM() {
    const { id, alt, caption, credit, ratio } = this.told
    const figure = span(this.at ? 'cm-figure cm-figure-at' : 'cm-figure', '')
    const missing = () => figure.prepend(span('cm-figure-missing', 'Picture missing'))
    if (id) {
      const img = document.createElement('img')
      img.src = `/asset/${id}`
      img.alt = alt
      if (ratio > 0) img.style.aspectRatio = String(ratio) // its place is kept until it is there
      img.onerror = () => {
        img.remove()
        missing()
      }
      figure.append(img)
    } else missing()
    const words = span('cm-caption', caption || alt || 'No caption yet')
    if (credit) words.append(span('cm-credit', credit))
    figure.append(words)
    return figure
  }
}
