// What the editor draws in place of marks. Each is a picture of text that is
// still there: a click puts the cursor into it.
import { WidgetType } from '@codemirror/view'
import type { Comment } from './comments'

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
    chip.title = `${name} ${this.words}`.trim()
    return chip
  }
}

/** A picture in the text. */
export class Figure extends Drawn {
  constructor(readonly id: string, readonly alt: string, readonly caption: string) {
    super()
  }
  override eq = (other: Figure) => other.id === this.id && other.alt === this.alt && other.caption === this.caption
  override get estimatedHeight() {
    return 200
  }
  toDOM() {
    const figure = span('cm-figure', '')
    const missing = () => figure.prepend(span('cm-figure-missing', 'Picture missing'))
    if (this.id) {
      const img = document.createElement('img')
      img.src = `/asset/${this.id}`
      img.alt = this.alt
      img.onerror = () => {
        img.remove()
        missing()
      }
      figure.append(img)
    } else missing()
    figure.append(span('cm-caption', this.caption || this.alt))
    return figure
  }
}
