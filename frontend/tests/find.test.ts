import { SearchQuery, search, setSearchQuery } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { FieldFind } from '../src/editor/find/fieldfind.svelte'
import { found } from '../src/editor/find/found'
import { standing } from '../src/editor/find/matches'
import { replaceAll, said } from '../src/editor/find/replacing'
import { stetMarkdown } from '../src/editor/language'

const none = new FieldFind({ lines: () => [], set: () => undefined })

async function replaced(doc: string, query: ConstructorParameters<typeof SearchQuery>[0]): Promise<[string, string]> {
  let state = EditorState.create({ doc, extensions: [search(), stetMarkdown, found] })
  const view = {
    get state() {
      return state
    },
    dispatch: (spec: object) => void (state = state.update(spec).state),
  }
  view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ literal: !query.regexp, ...query })) })
  const done = await replaceAll(view as Parameters<typeof replaceAll>[0], none)
  return [state.doc.toString(), said(done)]
}

describe('replace all', () => {
  it('replaces words as one step and says how many', async () => {
    expect(await replaced('a cat, a Cat', { search: 'cat', replace: 'dog' })).toEqual(['a dog, a Dog', '2 replaced'])
    expect((await replaced('Harbor, HARBOR, harbor', { search: 'harbor', replace: 'harbour' }))[0]).toBe('Harbour, HARBOUR, harbour')
    expect((await replaced('I saw it', { search: 'i', replace: 'we' }))[0]).toBe('We saw wet')
    expect((await replaced('a Cat', { search: 'Cat', replace: 'dog' }))[0]).toBe('a dog')
    expect((await replaced('a cat', { search: 'CAT', replace: 'Dog' }))[0]).toBe('a Dog')
    expect(await replaced('a cat, a Cat', { search: 'cat', replace: 'dog', caseSensitive: true })).toEqual(['a dog, a Cat', '1 replaced'])
    expect(await replaced('a\\nb', { search: '\\n', replace: '\\t' })).toEqual(['a\\tb', '1 replaced'])
    expect(await replaced('x 12 y', { search: '(\\d)(\\d)', replace: '$2$1 $&', regexp: true })).toEqual(['x 21 12 y', '1 replaced'])
    expect(await replaced('The foo bar', { search: 'foo(?= bar)', replace: '$&s', regexp: true })).toEqual(['The foos bar', '1 replaced'])
    expect(await replaced('A foobar', { search: '(?<=foo)bar', replace: 'X$&', regexp: true })).toEqual(['A fooXbar', '1 replaced'])
    expect(await replaced('none', { search: 'cat', replace: 'dog' })).toEqual(['none', '0 replaced'])
  })

  it('leaves what a sub let stand', async () => {
    const body = 'The color of {==Color Line==}{>>stet: ML<<} and {==color==}{>>cq<<} and {==color==}{>>query: why?<<}.'
    expect(await replaced(body, { search: 'color', replace: 'colour' })).toEqual([
      'The colour of {==Color Line==}{>>stet: ML<<} and {==color==}{>>cq<<} and {==colour==}{>>query: why?<<}.',
      '2 replaced, 2 places marked STET or CQ left',
    ])
  })
})

it('leaves the addresses of links and the names of boxes', async () => {
  const body = 'See the [council page](https://council.example/council) of the council.\n\n:::factbox The box\nA box.\n:::'
  expect(await replaced(body, { search: 'council', replace: 'board' })).toEqual([body.replace('[council', '[board').replace('the council.', 'the board.'), '2 replaced, 2 in addresses and marks left'])
  expect(await replaced(body, { search: 'box', replace: 'case' })).toEqual([body.replace('The box', 'The case').replace('A box', 'A case'), '2 replaced, 1 in addresses and marks left'])
})

it('knows addresses wherever they stand, and none in code', async () => {
  const list = Array.from({ length: 600 }, (_, n) => `- [council ${n}](https://council.example/a/long/address/of/the/council/${n})`).join('\n')
  expect((await replaced(list, { search: 'council', replace: 'board' }))[1]).toBe('600 replaced, 1200 in addresses and marks left')
  expect(await replaced('```\nhttps://council.example\n```', { search: 'council', replace: 'board' })).toEqual(['```\nhttps://board.example\n```', '1 replaced'])
  expect(await replaced('[a]: https://council.example\n\n<https://council.example> council', { search: 'council', replace: 'board' })).toEqual([
    '[a]: https://council.example\n\n<https://council.example> board', '1 replaced, 2 in addresses and marks left',
  ])
})

it('a stroke put into a cell of a table is a letter, and one that is looked for stays what it is', async () => {
  const body = 'a or b\n\n| a or b | c |\n|---|---|\n| d | e |'
  expect((await replaced(body, { search: ' or ', replace: ' | ' }))[0]).toBe('a | b\n\n| a \\| b | c |\n|---|---|\n| d | e |')
  expect((await replaced(body, { search: '| d |', replace: '| D |' }))[0]).toBe(body.replace('| d |', '| D |'))
})

it('says which line of the furniture was touched', async () => {
  const lines = [{ label: 'Headline', where: 'Headline', n: 1 }, { label: 'Front headline', where: 'Front headline', n: 2 }]
  expect(said([{ n: 2, left: 0, hidden: 1, over: 0 }, { lines, left: 1 }])).toBe('5 replaced, 1 in the headline, 2 in the front headline, 1 place marked STET or CQ left, 1 in addresses and marks left')
})

it('knows which passages stand', async () => {
  const text = 'a {==b==}{>>stet<<} {==c==} {==d==}{>>who?<<} {==e==}{>>CQ: ML<<}'
  expect(standing(text).map((s) => text.slice(s.from, s.to))).toEqual(['b', 'e'])
})
