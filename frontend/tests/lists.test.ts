import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { stetMarkdown } from '../src/editor/language'
import { moveItems } from '../src/editor/lists'

/** What a move makes of a text with its cursor at |, or its selection from < to >. */
function move(text: string, by: 1 | -1): string {
  const from = text.search(/[|<]/)
  const to = text.includes('>>') ? text.indexOf('>>') - 1 : from
  let state = EditorState.create({ doc: text.replace(/[|]|<<|>>/g, ''), selection: { anchor: from, head: text.includes('<<') ? to - 1 : from }, extensions: [stetMarkdown] })
  let why = ''
  const done = moveItems(by, (w) => (why = w))({ state, dispatch: (tr) => (state = tr.state) })
  if (!done) return 'goes on'
  if (why) return why
  const { head } = state.selection.main
  return text.includes('|') ? `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}` : state.doc.toString()
}

describe('one level in', () => {
  it.each([
    ['an item', '- One\n- Two|', '- One\n  - Two|'],
    ['an item that holds nothing yet', '- One\n- |', '- One\n  - |'],
    ['with the cursor at its start', '- One\n|- Two', '- One\n  |- Two'],
    ['a number, and those behind it count on', '1. One\n2. Two|\n3. Three', '1. One\n   1. Two|\n2. Three'],
    ['to the items that are there already', '1. One\n   1. Sub\n2. Two|\n3. Three', '1. One\n   1. Sub\n   2. Two|\n2. Three'],
    ['takes the signs of those it joins', '- One\n  1. Sub\n- Two|', '- One\n  1. Sub\n  2. Two|'],
    ['with what hangs on it', '- One\n- Two|\n  goes on\n\n  - Sub\n- Three', '- One\n  - Two|\n    goes on\n\n    - Sub\n- Three'],
    ['all that are selected', '- One\n- <<Two\n- Three>>', '- One\n  - Two\n  - Three'],
    ['below a number of two figures', '9. Nine\n10. Ten\n11. Eleven|', '9. Nine\n10. Ten\n    1. Eleven|'],
    ['numbers that get shorter', '9. Nine\n10. Ten|\n11. Eleven\n    - Sub', '9. Nine\n   1. Ten|\n10. Eleven\n    - Sub'],
    ['numbers that take a figure less', '8. Eight\n9. Nine|\n10. Ten\n    - Sub', '8. Eight\n   1. Nine|\n9. Ten\n   - Sub'],
    ['in a quotation', '> - One\n> - Two|', '> - One\n>   - Two|'],
    ['a list that starts later goes on so', '3. One\n4. Two\n5. Three|', '3. One\n4. Two\n   1. Three|'],
    ['a figure that begins a line of words is none', '1. The year\n   1984. Orwell\n2. Two|', '1. The year\n   1984. Orwell\n   1. Two|'],
    ['with brackets', '1) One\n2) Two|', '1) One\n   1) Two|'],
    ['whose sign a tab follows', '1.\tOne\n2.\tTwo|', '1.\tOne\n    1. Two|'],
    ['whose sign a tab follows, among others', '- One\n-\tTwo|\n- Three', '- One\n  - Two|\n- Three'],
    ['below one whose sign a tab follows', '-\tOne\n- Two|', '-\tOne\n    - Two|'],
    ['whose sign two tabs follow', '1. One\n2.\t\tTwo|', '1. One\n   1. \tTwo|'],
    ['with what hangs on it behind a tab', '- One\n-\tTwo|\n\n\tgoes on', '- One\n  - Two|\n\n\tgoes on'],
    ['three deep', '- One\n  - Two\n  - Three|', '- One\n  - Two\n    - Three|'],
  ])('%s', (_name, before, after) => expect(move(before, 1)).toBe(after))

  it.each([
    ['not the first', '- One|\n- Two'],
    ['not two at once', '- One\n  - Two|'],
    ['not all', '<<- One\n- Two>>'],
  ])('%s, and says so', (_name, before) => expect(move(before, 1)).toContain('An item goes in below the one above it'))
})

describe('one level out', () => {
  it.each([
    ['an item', '- One\n  - Two|', '- One\n- Two|'],
    ['a number takes its place', '1. One\n   1. Two|\n2. Three', '1. One\n2. Two|\n3. Three'],
    ['those behind it stay where they are, below it', '- One\n  - Two|\n  - Three', '- One\n- Two|\n  - Three'],
    ['and begin to count anew', '1. One\n   1. Two|\n   2. Three\n2. Four', '1. One\n2. Two|\n   1. Three\n3. Four'],
    ['takes the signs of those it joins', '1. One\n   - Two|', '1. One\n2. Two|'],
    ['with what hangs on it', '- One\n  - Two|\n    goes on\n    - Sub', '- One\n- Two|\n  goes on\n  - Sub'],
    ['from four spaces', '- One\n    - Two|\n    - Three', '- One\n- Two|\n  - Three'],
  ])('%s', (_name, before, after) => expect(move(before, -1)).toBe(after))

  it('not the outermost, and says so', () => expect(move('- One\n- Two|', -1)).toBe('This item stands as far out as it can'))
})

it.each([
  ['a paragraph', 'One|'],
  ['the line behind a list', '- One\n\n|'],
  ['dashes in code', '```\n- One\n- Two|\n```'],
  ['nothing', '|'],
])('%s is left to others', (_name, text) => {
  expect(move(text, 1)).toBe('goes on')
  expect(move(text, -1)).toBe('goes on')
})

it('out takes back what in did', () => {
  const text = '1. One\n2. Two|\n   - Sub\n     goes on\n3. Three\n4. Four'
  expect(move(move(text, 1), -1)).toBe(text)
})
