// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, expect, it } from 'vitest'
import { holes } from '../src/editor/holes'

let view: EditorView
afterEach(() => view.destroy())

function tinted(text: string, english = true): string[] {
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc: text, extensions: holes(() => english) }) })
  return [...view.contentDOM.querySelectorAll('.cm-hole')].map((h) => h.textContent ?? '')
}

it.each([
  ['A TK-year-old with $TK, TKTK and [tk: name].', ['TK', 'TK', 'TKTK', '[tk: name]']],
  ['TK Maxx, TK1951, model TK-421, an ATK and https://news.example/TK/1.', []],
  ['TK Maxxine', ['TK']],
  ['XX people of XXX, and XXL shirts.', ['XX', 'XXX']],
  ['Hed goes here\ncaption goes here; whatever goes here', ['Hed goes here', 'caption goes here']],
])('%j', (text, want) => expect(tinted(text)).toEqual(want))

it('a century is no hole', () => expect(tinted('XX століття і TK.', false)).toEqual(['TK']))

it('follows what is typed', () => {
  expect(tinted('A T')).toEqual([])
  view.dispatch({ changes: { from: 3, insert: 'K.' } })
  expect(view.contentDOM.querySelector('.cm-hole')?.textContent).toBe('TK')
})
