// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { figures, pictureWords } from '../src/editor/figures'
import { stetMarkdown } from '../src/editor/language'
import { live } from '../src/editor/live'

const ID = 'ab'.repeat(32)
const FIGURE = `![](media/${ID})`
let view: EditorView
afterEach(() => view.destroy())

/** An editor with the focus; "|" is the cursor, F the picture. */
function open(text: string) {
  const doc = text.replace('F', FIGURE)
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc: doc.replace('|', ''), extensions: [stetMarkdown, live, figures] }) })
  Object.defineProperty(view, 'hasFocus', { value: true })
  view.dispatch({ selection: { anchor: Math.max(0, doc.indexOf('|')) } })
}
function text(): string {
  const { from, to } = view.state.selection.main
  const doc = view.state.doc.toString()
  return (from === to ? `${doc.slice(0, from)}|${doc.slice(from)}` : `${doc.slice(0, from)}«${doc.slice(from, to)}»${doc.slice(to)}`).replace(FIGURE, 'F')
}
const drawn = () => view.contentDOM.querySelector('.cm-figure')
const type = (words: string) => view.dispatch({ ...view.state.replaceSelection(words), userEvent: 'input.type' })
const press = (key: string, keyCode: number) => view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true }))

describe('a picture in the text', () => {
  it.each(['A\n\nF|\n\nB', 'A\n\n|F\n\nB', 'A|\n\nF'])('is seen with the cursor beside it: %j', (at) => {
    open(at)
    expect(drawn()).not.toBeNull()
    expect(drawn()!.classList.contains('cm-figure-at')).toBe(!at.startsWith('A|'))
  })

  it('is its address once the cursor goes in', () => {
    open(`A\n\n![|](media/${ID})`)
    expect(drawn()).toBeNull()
  })

  it('says what the story says of it, unless the text says otherwise', () => {
    open('F|')
    expect(drawn()!.textContent).toContain('No caption yet')
    view.dispatch({ effects: pictureWords.of([{ id: ID, alt: 'A gate', caption: 'The gate at six', credit: 'Ines Aalto', width: 300, height: 200 }]) })
    expect(drawn()!.querySelector('.cm-caption')!.textContent).toBe('The gate at sixInes Aalto')
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: `![](media/${ID} "Another")` } })
    expect(drawn()!.querySelector('.cm-caption')!.textContent).toContain('Another')
  })

  it.each([
    ['A\n\nF|', 'A\n\nF\n\nx|'],
    ['A\n\n|F', 'A\n\nx|\n\nF'],
    ['A|\n\nF', 'Ax|\n\nF'],
  ])('words typed beside it are a paragraph: %j', (before, want) => {
    open(before)
    type('x')
    expect(text()).toBe(want)
    expect(drawn()).not.toBeNull()
  })

  it.each([
    ['A\n\nF|\n\nB', 'Backspace', 8, 'A\n\n«F»\n\nB'],
    ['A\n\n|F\n\nB', 'Delete', 46, 'A\n\n«F»\n\nB'],
    ['A\n\nF\n\n|B', 'Backspace', 8, 'A\n\n«F»\n\nB'],
    ['A|\n\nF\n\nB', 'Delete', 46, 'A\n\n«F»\n\nB'],
    ['A\n\nF|\n\nB', 'Enter', 13, 'A\n\nF\n\n|\n\nB'],
  ])('%j %s', (before, key, code, want) => {
    open(before)
    press(key, code)
    expect(text()).toBe(want)
    expect(drawn()).not.toBeNull()
  })
})
