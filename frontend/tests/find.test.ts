import { SearchQuery, search, setSearchQuery } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { replaceAll, said } from '../src/editor/find'
import { standing } from '../src/editor/matches'
import { stetMarkdown } from '../src/editor/language'

function replaced(doc: string, query: ConstructorParameters<typeof SearchQuery>[0]): [string, string] {
  let state = EditorState.create({ doc, extensions: [search(), stetMarkdown] })
  const view = {
    get state() {
      return state
    },
    dispatch: (spec: object) => void (state = state.update(spec).state),
  }
  view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ literal: !query.regexp, ...query })) })
  const done = replaceAll(view as Parameters<typeof replaceAll>[0])
  return [state.doc.toString(), said(done, { lines: [], left: 0 })]
}

describe('replace all', () => {
  it('replaces words as one step and says how many', () => {
    expect(replaced('a cat, a Cat', { search: 'cat', replace: 'dog' })).toEqual(['a dog, a Dog', '2 replaced'])
    expect(replaced('Harbor, HARBOR, harbor', { search: 'harbor', replace: 'harbour' })[0]).toBe('Harbour, HARBOUR, harbour')
    expect(replaced('I saw it', { search: 'i', replace: 'we' })[0]).toBe('We saw wet')
    expect(replaced('a Cat', { search: 'Cat', replace: 'dog' })[0]).toBe('a dog')
    expect(replaced('a cat', { search: 'CAT', replace: 'Dog' })[0]).toBe('a Dog')
    expect(replaced('a cat, a Cat', { search: 'cat', replace: 'dog', caseSensitive: true })).toEqual(['a dog, a Cat', '1 replaced'])
    expect(replaced('a\\nb', { search: '\\n', replace: '\\t' })).toEqual(['a\\tb', '1 replaced'])
    expect(replaced('x 12 y', { search: '(\\d)(\\d)', replace: '$2$1 $&', regexp: true })).toEqual(['x 21 12 y', '1 replaced'])
    expect(replaced('The foo bar', { search: 'foo(?= bar)', replace: '$&s', regexp: true })).toEqual(['The foos bar', '1 replaced'])
    expect(replaced('A foobar', { search: '(?<=foo)bar', replace: 'X$&', regexp: true })).toEqual(['A fooXbar', '1 replaced'])
    expect(replaced('none', { search: 'cat', replace: 'dog' })).toEqual(['none', '0 replaced'])
  })

  it('leaves what a sub let stand', () => {
    const body = 'The color of {==Color Line==}{>>stet: ML<<} and {==color==}{>>cq<<} and {==color==}{>>query: why?<<}.'
    expect(replaced(body, { search: 'color', replace: 'colour' })).toEqual([
      'The colour of {==Color Line==}{>>stet: ML<<} and {==color==}{>>cq<<} and {==colour==}{>>query: why?<<}.',
      '2 replaced, 2 places marked STET or CQ left',
    ])
  })
})

it('leaves the addresses of links and the names of boxes', () => {
  const body = 'See the [council page](https://council.example/council) of the council.\n\n:::factbox The box\nA box.\n:::'
  expect(replaced(body, { search: 'council', replace: 'board' })).toEqual([body.replace('[council', '[board').replace('the council.', 'the board.'), '2 replaced, 2 in addresses and marks left'])
  expect(replaced(body, { search: 'box', replace: 'case' })).toEqual([body.replace('The box', 'The case').replace('A box', 'A case'), '2 replaced, 1 in addresses and marks left'])
})

it('a stroke put into a cell of a table is a letter, and one that is looked for stays what it is', () => {
  const body = 'a or b\n\n| a or b | c |\n|---|---|\n| d | e |'
  expect(replaced(body, { search: ' or ', replace: ' | ' })[0]).toBe('a | b\n\n| a \\| b | c |\n|---|---|\n| d | e |')
  expect(replaced(body, { search: '| d |', replace: '| D |' })[0]).toBe(body.replace('| d |', '| D |'))
})

it('says which line of the furniture was touched', () => {
  const lines = [{ label: 'Headline', n: 1 }, { label: 'Front headline', n: 2 }]
  expect(said({ n: 2, left: 0, hidden: 1 }, { lines, left: 1 })).toBe('5 replaced, 1 in the headline, 2 in the front headline, 1 place marked STET or CQ left, 1 in addresses and marks left')
})

it('knows which passages stand', () => {
  const text = 'a {==b==}{>>stet<<} {==c==} {==d==}{>>who?<<} {==e==}{>>CQ: ML<<}'
  expect(standing(text).map((s) => text.slice(s.from, s.to))).toEqual(['b', 'e'])
})
