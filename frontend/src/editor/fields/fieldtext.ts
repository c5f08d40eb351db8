import { smallestChange } from '../changes'
import type { Written } from '../written'

/** A line of the furniture, for what is done to it beside typing. */
export class FieldText implements Written {
  constructor(readonly box: HTMLTextAreaElement) {}

  get path(): string {
    return this.box.dataset['field'] ?? ''
  }

  selection(): string {
    return this.box.value.slice(this.box.selectionStart, this.box.selectionEnd)
  }

  cut() {
    this.change(this.box.selectionStart, this.box.selectionEnd, '')
  }

  put(text: string, cursor = text.length) {
    const from = this.box.selectionStart
    this.change(from, this.box.selectionEnd, oneLine(text), from + oneLine(text.slice(0, cursor)).length)
  }

  /** Puts text between two places, as its own step of undo. */
  change(from: number, to: number, text: string, cursor = from + text.length) {
    const { box } = this
    if (box.readOnly || (from === to && text === '')) return
    box.setRangeText(text, from, to)
    box.setSelectionRange(cursor, cursor)
    this.#tell('insertReplacementText')
  }

  /** Makes it read text by the smallest change, as an input of this kind. */
  become(text: string, kind: string) {
    const { box } = this
    const c = box.readOnly ? null : smallestChange(box.value, text)
    if (!c) return
    box.setRangeText(c.insert, c.from, c.to)
    this.#tell(kind)
  }

  focus() {
    this.box.focus()
  }

  #tell(inputType: string) {
    this.box.dispatchEvent(new InputEvent('input', { inputType, bubbles: true }))
  }
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')

/** The line of the furniture that has the keys. */
export function fieldWithKeys(): FieldText | null {
  const box = globalThis.document?.activeElement
  return box?.matches('textarea[data-field]') ? new FieldText(box as HTMLTextAreaElement) : null
}
