import { tick } from 'svelte'
import { on } from 'svelte/events'
import { afterChange, FieldHistory } from '../editor/fields/fieldhistory'
import { isKey } from './keys'

const wayOf = (e: KeyboardEvent) => (isKey(e, 'Ctrl+Z') ? 'undo' : isKey(e, 'Ctrl+Shift+Z') || isKey(e, 'Ctrl+Y') ? 'redo' : null)
const KINDS = { undo: 'historyUndo', redo: 'historyRedo' }

/** Gives a text box its way back and forth: Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y. Each step is an input like any other. */
export function wayBack(box: HTMLTextAreaElement): () => void {
  const past = new FieldHistory(box.value)
  let before = box.value
  const look = () => void (before = box.value)

  // What the box makes of an input may be another text, once it was shown.
  async function typed(e: Event) {
    const kind = e instanceof InputEvent ? e.inputType : ''
    if (kind === KINDS.undo || kind === KINDS.redo) return past.meet(box.value) // where the story's steps lead, too
    const was = before
    await tick()
    if (box.value !== was) past.typed(was, box.value, kind)
    look()
  }

  function pressed(e: KeyboardEvent) {
    look()
    const way = e.isComposing ? null : wayOf(e)
    if (!way) return
    e.preventDefault()
    const text = box.readOnly ? null : past.step(before, way)
    if (text === null) return
    const cursor = afterChange(before, text)
    box.value = text
    box.setSelectionRange(cursor, cursor)
    box.dispatchEvent(new InputEvent('input', { inputType: KINDS[way], bubbles: true }))
    look()
  }

  const stop = [on(box, 'beforeinput', look), on(box, 'input', (e) => void typed(e)), on(box, 'keydown', pressed)]
  return () => stop.forEach((end) => end())
}
