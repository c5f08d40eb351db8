import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { wholeMarks, withoutQueries } from '../src/editor/fields/textmarks'
import { selectedWhole } from '../src/editor/paste/wholemarks'

/** What is taken of a text from < to >. */
function taken(notation: string, moved = false): string {
  const [from, to] = [notation.indexOf('«'), notation.indexOf('»') - 1]
  return wholeMarks(notation.replace(/[«»]/g, ''), { from, to }, moved)
}

describe('what is taken of a text holds no half of a mark', () => {
  it.each([
    ['words beside one', '«One» {==two==}{>>who?<<}', 'One'],
    ['its first words', 'a «{==one two» three==}{>>who?<<} b', 'one two'],
    ['its last words and its question', 'a {==one «two==}{>>who?<<} b»', 'two b'],
    ['words within it', 'a {==one «two» three==}{>>who?<<}', 'two'],
    ['all of it', '«a {==one==}{>>who?<<} b»', 'a {==one==}{>>who?<<} b'],
    ['with its answer', '«{==one==}{>>who?<<}{>>answer: ML: me<<}»', '{==one==}{>>who?<<}{>>answer: ML: me<<}'],
    ['without its answer', '«{==one==}{>>who?<<}{>>answer»: ML: me<<}', 'one'],
    ['half of its question', 'a {==one==}{>>wh«o?<<} b»', ' b'],
    ['a question without a passage', '«a {>>wh»o?<<} b', 'a '],
    ['one of two', '{==o«ne==}{>>a<<} and {==two==}{>>b<<}»', 'ne and {==two==}{>>b<<}'],
    ['STET too', '{==Col«or==}{>>stet: ML<<} line»', 'or line'],
    ['signs that are no mark', '«a {== b» ==} c', 'a {== b'],
  ])('%s', (_name, text, want) => expect(taken(text)).toBe(want))

  it('a passage that leaves its place takes its mark along', () => {
    expect(taken('a {==«one»==}{>>who?<<} b', true)).toBe('{==one==}{>>who?<<}')
    expect(taken('a {==«one»==}{>>who?<<} b')).toBe('one')
    expect(taken('a {==«on»e==}{>>who?<<} b', true)).toBe('on')
    expect(taken('«a {==one» two==}{>>who?<<} b', true)).toBe('a one')
  })

  it('looks at whole paragraphs, over the ends of lines', () => {
    const doc = 'a\n\n{==one\ntwo\nthree==}{>>who?<<}\n\nb'
    const at = doc.indexOf('two')
    expect(selectedWhole(EditorState.create({ doc, selection: { anchor: at, head: doc.indexOf('b') } }))).toBe('two\nthree\n\n')
  })
})

it('a snippet asks nobody', () => {
  expect(withoutQueries('a {==one==}{>>who?<<}{>>answer: ML: me<<} {==two==}{>>cq: ML<<} {>>query: why?<<}b')).toBe('a one {==two==}{>>cq: ML<<} b')
})
