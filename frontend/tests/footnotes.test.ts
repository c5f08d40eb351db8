// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import names from '../../internal/markup/testdata/names.txt?raw'
import { containers } from '../src/editor/containers'
import { footnoteGo, footnotes } from '../src/editor/footnotes'
import { stetMarkdown } from '../src/editor/language'
import { live } from '../src/editor/live'
import { seeded } from './random'

let view: EditorView | undefined
afterEach(() => view?.destroy())

/** What stands on screen; "|" is the cursor, in an editor with the focus. */
function screen(text: string): string[] {
  const at = text.indexOf('|')
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc: text.replace('|', ''), extensions: [stetMarkdown, live, footnotes] }) })
  if (at >= 0) {
    Object.defineProperty(view, 'hasFocus', { value: true })
    view.dispatch({ selection: { anchor: at } })
  }
  return read(view)
}
const read = (v: EditorView) => [...v.contentDOM.querySelectorAll('.cm-line')].map((l) => l.textContent ?? '')

describe('a footnote', () => {
  it.each([
    ['numbered as on the page', 'A[^b] and B[^a], A[^b].\n\n[^a]: First\n\n[^b]: Second', ['A1 and B2, A1.', '', '2First', '', '1Second']],
    ['of one word', 'A[^1]\n\n[^1]: Ibid.', ['A1', '', '1Ibid.']],
    ['without words is as typed', 'A[^1] b', ['A[^1] b']],
    ['that nothing points at', '[^x]: Lost', ['•Lost']],
    ['in a note that stays here has no number of the page', ':::note\nA[^1]\n:::\n\nB[^2]\n\n[^1]: x\n\n[^2]: y', ['Note, stays here', 'A•', '', '', 'B1', '', '•x', '', '1y']],
    ['in the name of a box is as typed', ':::factbox A[^1]\nB[^2] C[^1]\n:::\n\n[^1]: x\n\n[^2]: y', ['Fact boxA[^1]', 'B1 C2', '', '', '2x', '', '1y']],
    ['in code is code', '`a[^1]`\n\n[^1]: x', ['a[^1]', '', '1x']],
    ['behind a backslash is none', 'a\\[^1] b[^1]\n\n[^1]: x', ['a[^1] b1', '', '1x']],
    ['comes back with the cursor', 'A[^|1] b\n\n[^1]: x', ['A[^1] b', '', '1x']],
    ['so do its words', 'A[^1] b\n\n[|^1]: x', ['A1 b', '', '[^1]: x']],
  ])('%s', (_name, text, want) => expect(screen(text)).toEqual(want))

  it.each([
    ['A[^1]| b\n\n[^1]: x', 'Backspace', 8],
    ['A|[^1] b\n\n[^1]: x', 'Delete', 46],
  ])('goes as a whole: %j', (text, key, keyCode) => {
    screen(text)
    view!.contentDOM.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true }))
    expect(view!.state.doc.line(1).text).toBe('A b')
  })

  it.each(names.split('\n').filter((l) => l && !l.startsWith('#')).map((l) => l.split('\t') as [string, string, string]))('%j is %j: %s', (sign, name, leads) => {
    screen(`A[^${sign}] b.\n\n[^${name}]: The words.`)
    expect(view!.contentDOM.querySelector('.cm-line')!.querySelector('.cm-raised') !== null).toBe(leads === 'yes')
  })

  it('has its words at hand', () => {
    screen('A[^1]\n\n[^1]: The *tide* table')
    expect(view!.contentDOM.querySelector<HTMLElement>('.cm-raised')!.title).toBe('The *tide* table')
    expect([...view!.contentDOM.querySelectorAll('.cm-note')].map((l) => l.textContent)).toEqual(['1The tide table'])
  })

  it('is the same after any edit as read anew', () => {
    const next = seeded(21)
    const pieces = ['a', '\n', '[^1]', '[^2]: b', '\n\n[^1]: x', '[^', ']', '\\', ':']
    // Without the rest of the shaping, which waits for the parser on a busy machine.
    const fresh = (doc: string) => new EditorView({ parent: document.body, state: EditorState.create({ doc, extensions: [stetMarkdown, containers, footnotes] }) })
    view = fresh('')
    for (let i = 0; i < 400; i++) {
      const from = Math.floor(next() * (view!.state.doc.length + 1))
      const to = view!.state.doc.length > 120 ? view!.state.doc.length : Math.min(view!.state.doc.length, from + Math.floor(next() * next() * 9)) // all of it stays on screen
      view!.dispatch({ changes: { from, to, insert: pieces[Math.floor(next() * pieces.length)]! } })
      const now = read(view!)
      const text = view!.state.doc.toString()
      const anew = fresh(text)
      expect(now, text).toEqual(read(anew))
      anew.destroy()
    }
  })
})

describe('from its number to its words and back', () => {
  it.each([
    ['A[^1]| b\n\n[^1]: Words', 'A[^1] b\n\n[^1]: Words|'],
    ['A[^1] b[^2] c|\n\n[^1]: x\n\n[^2]: Words', 'A[^1] b[^2] c\n\n[^1]: x\n\n[^2]: Words|'],
    ['A[^1] b[^2] c\n\n[^1]: x|\n\n[^2]: Words', 'A[^1]| b[^2] c\n\n[^1]: x\n\n[^2]: Words'],
    ['A| b', 'A| b'],
  ])('%j', (text, want) => {
    const at = text.indexOf('|')
    let state = EditorState.create({ doc: text.replace('|', ''), selection: { anchor: at }, extensions: [stetMarkdown, live, footnotes] })
    footnoteGo({ state, dispatch: (tr) => (state = tr.state) })
    const { head } = state.selection.main
    expect(`${state.doc.sliceString(0, head)}|${state.doc.sliceString(head)}`).toBe(want)
  })
})
