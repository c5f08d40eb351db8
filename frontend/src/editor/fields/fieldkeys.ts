import type { Place } from '../../ui/Slip.svelte'
import { offsetAt, placeIn } from './fieldplace'
import type { FieldProof } from './fieldproof.svelte'
import { FieldText } from './fieldtext'

type In<E extends Event> = E & { currentTarget: HTMLTextAreaElement }

/** What happens in a line of words besides its words and its steps: its menu, and where a word is being typed. */
export class FieldKeys {
  #proof: FieldProof | undefined
  #byPointer = false // the menu was asked for by the right button

  constructor(proof: FieldProof | undefined) {
    this.#proof = proof
  }

  changed(e: In<Event>) {
    const kind = e instanceof InputEvent ? e.inputType : ''
    this.#proof?.typing(/^(history|insertReplacement)/.test(kind) ? -1 : e.currentTarget.selectionStart)
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
