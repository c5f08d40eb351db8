// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { stetMarkdown } from '../src/editor/language'
import { live } from '../src/editor/live'
import { commentOf } from '../src/editor/comments'

let view: EditorView
afterEach(() => view.destroy())

/** What stands on screen of text; with a "|" the cursor is there and the editor has the focus. */
function screen(text: string): string[] {
  const at = text.indexOf('|')
  view = new EditorView({
    parent: document.body,
    state: EditorState.create({ doc: text.replace('|', ''), selection: { anchor: Math.max(0, at) }, extensions: [stetMarkdown, live] }),
  })
  if (at >= 0) {
    Object.defineProperty(view, 'hasFocus', { value: true })
    view.dispatch({ selection: { anchor: at } })
  }
  return [...view.contentDOM.querySelectorAll('.cm-line')].map((l) => l.textContent ?? '')
}
const first = (text: string) => screen(text)[0]
const classes = (text: string) => (screen(text), [...view.contentDOM.querySelectorAll('.cm-line')].map((l) => l.className.replace('cm-line', '').trim()))

describe('marks are out of sight', () => {
  it.each([
    ['a **bold** word', 'a bold word'],
    ['an *italic* word', 'an italic word'],
    ['a ~~struck~~ word', 'a struck word'],
    ['## Crosshead', 'Crosshead'],
    ['> A quotation', 'A quotation'],
    ['- an item', '•an item'],
    ['1.\tan item', '1.an item'],
    ['1. first', '1. first'],
    ['see [the page](https://news.example/a) now', 'see the page now'],
    ['1986\\. That', '1986. That'],
    ['{==born in 1986==}{>>cq: ML<<} he', 'born in 1986CQ ML he'],
    ['{==They said==}{>>who said?<<}', 'They saidQuery who said?'],
    ['![A gate](media/00 "The gate")', 'Picture missingThe gate'],
  ])('%j', (text, want) => expect(first(text)).toBe(want))
})

describe('what ships as typed is shown as typed', () => {
  it.each(['f***ing', '2*3*4', 'foo*bar*', 'a ~50 b', '[sic]', '[a](javascript:alert(1))', '[a](/here)', 'A <b>c</b>', '{== open', 'x ==} y', '**open', 'a ![p](media/00) b'])('%j', (text) =>
    expect(first(text)).toBe(text))
  it('but bold in a script without spaces is bold', () => expect(first('中文**强调**中文')).toBe('中文强调中文'))
})

describe('marks come back where the cursor is', () => {
  it.each([
    ['a **bo|ld** and *it*', 'a **bold** and it'],
    ['a **bold|** word', 'a **bold** word'],
    ['a| **bold** word', 'a bold word'],
    ['## |Crosshead', '## Crosshead'],
    ['## Cross|head', 'Crosshead'],
    ['[the| page](https://news.example/a)', '[the page](https://news.example/a)'],
    ['-| an item', '- an item'],
    ['- an| item', '•an item'],
    ['{==bo|rn==}{>>cq<<}', '{==born==}{>>cq<<}'],
    ['{==born==}{>>c|q<<}', '{==born==}{>>cq<<}'],
  ])('%j', (text, want) => expect(first(text)).toBe(want))
})

describe('news elements are boxes', () => {
  it('with their names, and without their colons', () => {
    expect(screen('A\n:::pullquote Anna Reyes\nWords.\n:::\nB')).toEqual(['A', 'Pull quoteAnna Reyes', 'Words.', '', 'B'])
    expect(classes('A\n:::note\nWords.\n:::\nB')).toEqual(['', 'cm-box cm-box-note cm-box-first', 'cm-box cm-box-note', 'cm-box cm-box-note cm-box-last', ''])
  })
  it('the colons come back with the cursor', () => {
    expect(screen(':::fact|box Numbers\nWords.\n:::')).toEqual([':::factbox Numbers', 'Words.', ''])
    expect(screen(':::factbox Numbers\nWords.\n:|::')).toEqual(['Fact boxNumbers', 'Words.', ':::'])
  })
  it('a fence ends the paragraph before it', () => {
    expect(screen('*a\n:::note\nb*\n:::')).toEqual(['*a', 'Note, stays here', 'b*', ''])
  })
})

describe('queries', () => {
  const asked = '{==They said==}{>>query: TO @Mara Lind 2026-12-03T1402Z: who, or&#10;what?<<}'
  it.each([
    [`${asked}.`, 'They saidQuery who, or\nwhat?.'],
    [`${asked}{>>answer: ML: The board.<<} so`, 'They saidAnswered so'],
    [`${asked}{>>answer: ML: The board.<<}{>>reopen: TO<<} so`, 'They saidQuery who, or\nwhat? so'],
    [`${asked}{>>cq: ML<<}`, 'They saidQuery who, or\nwhat?CQ ML'],
    ['{==a==}{>>cq: ML<<}{>>answer: ML: b<<}', 'aCQ MLQuery answer: ML: b'],
    // The cursor in the passage shows no signs; among them it does.
    [asked.replace('said', 'sa|id'), 'They saidQuery who, or\nwhat?'],
    [`${asked}|`, 'They saidQuery who, or\nwhat?'],
    ['- {==a\n- b==}{>>query: TO: c<<}', '•{==a'], // what the page shows is shown
    ['{==b==}{>>query: T|O: c<<}', 'b{>>query: TO: c<<}'],
    ['{=|=b==}{>>query: TO: c<<}', '{==bQuery c'],
  ])('%j', (text, want) => expect(first(text)).toBe(want))
})

it('reads comments as the page does', () => {
  expect(commentOf('cq: ML')).toEqual({ kind: 'cq', who: 'ML', note: '', answered: false })
  expect(commentOf('stet')).toEqual({ kind: 'stet', who: '', note: '', answered: false })
  expect(commentOf(' query: TO: who said: x?', ['answer: ML: y'])).toEqual({ kind: 'query', who: 'TO', note: 'who said: x?', answered: true })
  expect(commentOf('who: said')).toEqual({ kind: 'query', who: '', note: 'who: said', answered: false })
  expect(commentOf('query: A: a &lt;<} b &amp;amp; \\\\ &#124;').note).toBe('a <<} b &amp; \\ |')
})
