import { EditorState, type StateCommand } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { box, comment, footnote, shape } from '../src/editor/blocks'

/** "a <b> c" with the selection between the marks, or "a | b" with a cursor; what the command makes, likewise. */
function run(notation: string, command: StateCommand): string {
  const from = notation.search(/[<|]/)
  const to = notation[from] === '<' ? notation.indexOf('>', from) - 1 : from
  const doc = notation.slice(0, from) + notation.slice(from + 1, to + 1) + notation.slice(to + (notation[from] === '<' ? 2 : 1))
  let s = EditorState.create({ doc, selection: { anchor: from, head: to } })
  command({ state: s, dispatch: (tr) => (s = tr.state) })
  const { from: f, to: t } = s.selection.main
  const text = s.doc.toString()
  return f === t ? `${text.slice(0, f)}|${text.slice(f)}` : `${text.slice(0, f)}<${text.slice(f, t)}>${text.slice(t)}`
}

// nothing is refused here
const no = (why: string) => expect(why).toBe('')

describe('lines', () => {
  it.each([
    ['a quotation', 'On the| quay', shape('quote', no), '> On the| quay'],
    ['plain again', '> On the| quay', shape('quote', no), 'On the| quay'],
    ['a list', '<one\ntwo>', shape('bullets', no), '- <one\n- two>'],
    ['numbered', '<one\n\ntwo\nthree>', shape('numbers', no), '1. <one\n\n2. two\n3. three>'],
    ['numbered instead', '- <one\n- two>', shape('numbers', no), '1. <one\n2. two>'],
    ['half a list becomes a whole one', '<- one\ntwo>', shape('bullets', no), '<- one\n- two>'],
    ['an empty line', 'a\n\n|', shape('bullets', no), 'a\n\n- |'],
  ])('%s', (_n, before, command, after) => expect(run(before, command)).toBe(after))
})

describe('a news element', () => {
  it.each([
    ['round a paragraph', 'a\n\nfi|rst\nline\n\nb', box('factbox'), 'a\n\n:::factbox |\nfirst\nline\n:::\n\nb'],
    ['round two', '<one\n\ntwo>', box('note'), ':::note |\none\n\ntwo\n:::'],
    ['where nothing is', 'a\n\n|', box('pullquote'), 'a\n\n:::pullquote \n|\n:::'],
    ['where nothing is, with a title', 'a\n\n|', box('factbox'), 'a\n\n:::factbox |\n\n:::'],
    ['round another', ':::note\n<x>\n:::', box('factbox'), '::::factbox |\n:::note\nx\n:::\n::::'],
  ])('%s', (_n, before, command, after) => expect(run(before, command)).toBe(after))
})

describe('marks of the desk', () => {
  it.each([
    ['round a passage', 'He was <born in 1986>.', comment('cq', 'ML'), 'He was {==born in 1986==}{>>cq: ML<<}|.'],
    ['round the word at the cursor', 'in Hal|vern now', comment('stet', 'ML'), 'in {==Halvern==}{>>stet: ML<<}| now'],
    ['a footnote', 'a| b', footnote, 'a[^1] b\n\n[^1]: |'],
    ['a footnote in an empty paragraph', 'a\n\n|', footnote, 'a\n\n[^1]\n\n[^1]: |'],
    ['the next footnote', 'a[^1] b| c\n\n[^1]: x', footnote, 'a[^1] b[^2] c\n\n[^1]: x\n\n[^2]: |'],
  ])('%s', (_n, before, command, after) => expect(run(before, command)).toBe(after))
})

it('a list leaves the lines of a box, and says so where there is nothing else', () => {
  expect(run('<:::factbox A\none\n:::>', shape('bullets', no))).toBe('<:::factbox A\n- one\n:::>')
  let why = ''
  expect(run(':::fact|box A\none\n:::', shape('bullets', (w) => (why = w)))).toBe(':::fact|box A\none\n:::')
  expect(why).toBe('Nothing was changed: this is the edge of a box')
})
