// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { calm, calmly } from '../src/editor/concentrate'

const text = 'One\nand a half\n\nTwo\n\n\nThree'
let view: EditorView
afterEach(() => view.destroy())

function open(focus: boolean, typewriter: boolean) {
  view = new EditorView({ state: EditorState.create({ doc: text, extensions: calm.of(calmly({ focus, typewriter })) }), parent: document.body })
}

const lit = () => [...view.dom.querySelectorAll('.cm-lit')].map((l) => l.textContent)
const goTo = (words: string) => view.dispatch({ selection: { anchor: text.indexOf(words) } })

describe('a text that stands calm', () => {
  it.each([
    ['half', ['One', 'and a half']],
    ['One', ['One', 'and a half']],
    ['Two', ['Two']],
    ['\n\nThree', ['']],
    ['Three', ['Three']],
  ])('lights the paragraph with the cursor: %j', (words, want) => {
    open(true, false)
    goTo(words)
    expect(lit()).toEqual(want)
  })

  it('lights all when it is turned off, and keeps words and cursor', () => {
    open(true, false)
    goTo('Two')
    view.dispatch({ effects: calm.reconfigure(calmly({ focus: false, typewriter: false })) })
    expect(view.dom.classList.contains('cm-focusmode')).toBe(false)
    expect(view.state.doc.toString()).toBe(text)
    expect(view.state.selection.main.head).toBe(text.indexOf('Two'))
  })

  it.each([
    ['input.type', true],
    ['delete.backward', true],
    ['select', true],
    ['select.pointer', false],
    [undefined, false],
  ])('keeps the line in the middle after %s: %s', (userEvent, want) => {
    open(false, true)
    const tr = view.state.update({ selection: { anchor: 3 }, ...(userEvent && { userEvent }) })
    expect(tr.effects.length > 0).toBe(want)
  })
})
