import { isKey } from '../ui/keys'
import type { Place } from '../ui/Slip.svelte'
import { afterChange, FieldHistory } from './fieldhistory'
import { offsetAt, placeIn } from './fieldplace'
import type { FieldProof } from './fieldproof.svelte'
import { FieldText } from './fieldtext'

type In<E extends Event> = E & { currentTarget: HTMLTextAreaElement }

/** What happens in a line of words besides its words: its steps back and forth, its menu, and where a word is being typed. */
export class FieldKeys {
  #past: FieldHistory
  #proof: FieldProof | undefined
  #byPointer = false // the menu was asked for by the right button

  constructor(text: string, proof: FieldProof | undefined) {
    this.#past = new FieldHistory(text)
    this.#proof = proof
  }

  /** The line read before, and reads value since an input. */
  changed(e: In<Event>, before: string, value: string) {
    const kind = e instanceof InputEvent ? e.inputType : ''
    this.#past.typed(before, value, kind)
    this.#proof?.typing(kind === 'insertReplacementText' ? -1 : e.currentTarget.selectionStart)
  }

  /** Goes a step back or forth where the key says so; false = it does not. */
  step(e: In<KeyboardEvent>, input: (value: string) => void): boolean {
    const way = isKey(e, 'Ctrl+Z') ? 'undo' : isKey(e, 'Ctrl+Shift+Z') || isKey(e, 'Ctrl+Y') ? 'redo' : null
    if (!way) return false
    const box = e.currentTarget
    const before = box.value
    e.preventDefault()
    const after = box.readOnly ? null : this.#past.step(before, way)
    if (after === null) return true
    box.value = after
    const cursor = afterChange(before, after)
    box.setSelectionRange(cursor, cursor)
    input(after)
    return true
  }

  moved = (e: In<Event>) => this.#proof?.cursor(e.currentTarget.selectionStart)

  pointed = (e: PointerEvent) => {
    this.#byPointer = e.button === 2
    this.#proof?.typing(-1)
  }

  // The menu stands beside the row, so that the word it speaks of can be read.
  menu(e: In<MouseEvent>, open: (text: FieldText, at: number, place: Place) => void) {
    const box = e.currentTarget
    e.preventDefault()
    box.focus()
    const at = this.#byPointer ? offsetAt(box, e.clientX, e.clientY) : box.selectionEnd
    this.#byPointer = false
    if (at < box.selectionStart || at > box.selectionEnd) box.setSelectionRange(at, at)
    open(new FieldText(box), at, placeIn(box, at))
  }

  /** The keys leave; false = for a dialog, from which they come back to the line as it was. */
  left(e: FocusEvent): boolean {
    this.#proof?.typing(-1)
    return !(e.relatedTarget instanceof Element && e.relatedTarget.closest('dialog'))
  }
}
