// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest'
import { FieldKeys } from '../src/editor/fieldkeys'
import type { FieldText } from '../src/editor/fieldtext'

afterEach(() => document.body.replaceChildren())

/** A line whose words are kept elsewhere, as the furniture and the words of a picture are. */
function line(text: string) {
  const box = document.createElement('textarea')
  const keys = new FieldKeys(text, undefined)
  const opened: [FieldText, number][] = []
  let kept = text
  box.value = text
  type In<E extends Event> = E & { currentTarget: HTMLTextAreaElement }
  box.addEventListener('input', (e) => {
    keys.changed(e as unknown as In<Event>, kept, box.value)
    kept = box.value
  })
  box.addEventListener('keydown', (e) => void keys.step(e as unknown as In<KeyboardEvent>, (value) => (kept = value)))
  box.addEventListener('contextmenu', (e) => keys.menu(e as unknown as In<MouseEvent>, (field, at) => opened.push([field, at])))
  document.body.append(box)
  const type = (value: string, inputType = 'insertText') => {
    box.value = value
    box.dispatchEvent(new InputEvent('input', { inputType }))
  }
  const press = (key: string, shiftKey = false) => {
    const e = new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey, cancelable: true })
    box.dispatchEvent(e)
    return e.defaultPrevented
  }
  return { box, type, press, opened, kept: () => kept }
}

it('goes back and forth in a line', () => {
  const l = line('A mole')
  l.type('A mole at')
  l.type('A mole at dusk')
  l.type('A pier at dusk', 'insertReplacementText')
  expect([l.press('z'), l.kept(), l.box.value, l.box.selectionStart]).toEqual([true, 'A mole at dusk', 'A mole at dusk', 6])
  expect([l.press('z'), l.kept()]).toEqual([true, 'A mole'])
  expect([l.press('z'), l.kept()]).toEqual([true, 'A mole'])
  expect([l.press('z', true), l.press('y'), l.kept()]).toEqual([true, true, 'A pier at dusk'])
  expect(l.press('b')).toBe(false)
})

it('changes nothing that is only to be read', () => {
  const l = line('A mole')
  l.type('A pier')
  l.box.readOnly = true
  expect([l.press('z'), l.box.value]).toEqual([true, 'A pier'])
})

it('opens the menu at the cursor, or at the end of what is selected', () => {
  const l = line('A mole at dusk')
  l.box.setSelectionRange(2, 6)
  l.box.dispatchEvent(new MouseEvent('contextmenu', { cancelable: true }))
  expect(l.opened.map(([field, at]) => [field.box, at])).toEqual([[l.box, 6]])
})
