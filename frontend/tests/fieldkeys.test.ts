// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { FieldKeys } from '../src/editor/fields/fieldkeys'
import type { FieldText } from '../src/editor/fields/fieldtext'

it('opens the menu of a line at the cursor, or at the end of what is selected', () => {
  const box = document.createElement('textarea')
  const opened: [FieldText, number][] = []
  const keys = new FieldKeys(undefined)
  const menu = (e: MouseEvent) => keys.menu(Object.assign(e, { currentTarget: box }), (field, at) => opened.push([field, at]))
  box.value = 'A mole at dusk'
  box.setSelectionRange(2, 6)
  menu({ preventDefault() {} } as MouseEvent)
  expect(opened.map(([field, at]) => [field.box, at])).toEqual([[box, 6]])
})
