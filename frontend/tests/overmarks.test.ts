import { SearchQuery, search, setSearchQuery } from '@codemirror/search'
import { EditorSelection, EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { FieldFind } from '../src/editor/find/fieldfind.svelte'
import { found, foundIn } from '../src/editor/find/found'
import { stetMarkdown } from '../src/editor/language'
import { matchesOverMarks } from '../src/editor/find/overmarks'
import { replaceAll, replaceOne, said } from '../src/editor/find/replacing'
import { seenOf } from '../src/editor/find/seen'

type Query = Partial<ConstructorParameters<typeof SearchQuery>[0]>
const none = new FieldFind({ lines: () => [], set: () => undefined })

function body(doc: string, find: string, more: Query = {}) {
  let state = EditorState.create({ doc, extensions: [search(), stetMarkdown, found] })
  state = state.update({ effects: setSearchQuery.of(new SearchQuery({ search: find, literal: !more.regexp, ...more })) }).state
  const view = {
    get state() {
      return state
    },
    dispatch: (...specs: object[]) => void (state = state.update(...specs).state),
  } as Parameters<typeof replaceAll>[0]
  return { view, texts: () => foundIn(state).map((m) => state.sliceDoc(m.from, m.to)) }
}

describe('what is seen of a paragraph', () => {
  it.each([
    ['the [council](https://x.example/a) said', 'the council said'],
    ['the [council](https://x.example "A title") said', 'the council said'],
    ['[no](javascript:x) [sic] [ref][a]', '[no](javascript:x) [sic] [ref][a]'],
    ['a **bold** and *leaning*, ~~struck~~ `code`', 'a bold and leaning, struck code'],
    ['f***ing 2 * 3 \\*star\\*', 'f***ing 2 * 3 *star*'],
    ['{==the council==}{>>query: who?<<}{>>answer: AB: me<<} said', 'the council said'],
    ['{==the **council**==} said{>>cq<<}.', 'the council said.'],
    ['the council[^1] said\\[^2]', 'the council said[^2]'],
  ])('%s', (source, text) => expect(seenOf(source).text).toBe(text))
})

describe('find by what is seen', () => {
  it.each([
    ['the [council](https://x.example/a) said', 'the council said', ['the [council](https://x.example/a) said']],
    ['the **council** said', 'The Council', ['the **council']],
    ['the [coun](https://x.example)cil said', 'council', ['coun](https://x.example)cil']],
    ['the **coun**cil said', 'council', []], // stars in a word are letters
    ['the {==council==}{>>query: who?<<} said', 'council said', ['council==}{>>query: who?<<} said']],
    ['**the** council. The council said', 'the council', ['the** council', 'The council']],
    ['a\n\n> the **council** said\n\n- the *council* said\n', 'the council', ['the **council', 'the *council']],
    ['```\nthe **council** said\n```\nthe **council** said', 'the council', ['the **council']],
    ['the [council](https://council.example) said', 'council', ['council', 'council']],
    ['the [council](https://council.example/said) said', 'council/said', []],
    ['the **council** said', '**council**', ['**council**']],
    ['the **coun**cil', 'coun', ['coun']],
    ['e\u0301lan **vital**', 'élan vital', ['e\u0301lan **vital']],
    ['рада **міста** сказала', 'РАДА МІСТА', ['рада **міста']],
    ['no marks at all', 'marks', ['marks']],
    ['one **two', 'one two', []],
  ])('%j: %j', (doc, find, want) => expect(body(doc, find).texts()).toEqual(want))

  it('keeps case, whole words and patterns', () => {
    expect(body('the **Council** said', 'the council', { caseSensitive: true }).texts()).toEqual([])
    expect(body('**the** [coun](https://x.example)cil', 'the coun', { wholeWord: true }).texts()).toEqual([])
    expect(body('_council_ said', 'council', { wholeWord: true }).texts()).toEqual(['council'])
    expect(body('the **council** said', 'the.+council', { regexp: true }).texts()).toEqual(['the **council'])
    expect(body('the **council** said', 'the council', { regexp: true }).texts()).toEqual([])
  })

  it('follows the text', () => {
    const { view, texts } = body('the **council** said', 'the council')
    view.dispatch({ changes: { from: 3, to: 4 } })
    expect(texts()).toEqual([])
    view.dispatch({ changes: { from: 0, insert: 'the *council*. ' } })
    expect(texts()).toEqual(['the *council'])
  })
})

it('replace all leaves what runs over marks, and says so', async () => {
  const doc = 'The council. The [council](https://x.example). The **council**.'
  const { view } = body(doc, 'the council', { replace: 'the board' })
  expect(said(await replaceAll(view, none))).toBe('1 replaced, 2 run over links or marks, left')
  expect(view.state.doc.toString()).toBe(doc.replace('The council', 'The board'))
})

describe('replace of one that runs over marks', () => {
  it.each([
    ['the [council](https://x.example) said', 'the council said', 'the board said', 'the [board](https://x.example) said'],
    ['The **council** said', 'the council', 'the city council', 'The **city council** said'],
    ['the **council** said', 'council said', 'councils said', 'the **councils** said'],
    ['the **council** said', 'council said', 'council has said', 'the **council** has said'],
    ['the **council** said no', 'council said', 'council', 'the **council** no'],
    ['{==the council==}{>>query: who?<<} said', 'council said', 'council says', '{==the council==}{>>query: who?<<} says'],
    ['the **council** said', 'the council said', 'the council said', 'the **council** said'],
    ['the **council** said', 'the council said', 'nobody spoke', null],
    ['the **council** said', 'the council said', 'the said', null],
    ['a [council](https://x.example) b', 'a council b', 'a  b', null],
    ['the **council**', 'the council', 'the council ', null], // a space ends no bold
  ])('%j: %j → %j', (doc, find, replace, want) => {
    const { view } = body(doc, find, { replace })
    const [m] = foundIn(view.state)
    view.dispatch({ selection: EditorSelection.single(m!.from, m!.to) })
    const why = replaceOne(view, none)
    expect([view.state.doc.toString(), why !== '']).toEqual([want ?? doc, want === null])
  })
})

// The figures are for reading; no machine is slow enough to need minutes.
it('looks through a hundred thousand lines', () => {
  const line = 'The gate of the harbour shut at six and **nobody** knew who the [council](https://council.example/page) had asked about it.'
  const doc = Array.from({ length: 50_000 }, (_, n) => `${line} ${n}\n`).join('\n')
  const { view, texts } = body(doc, 'the council had')
  expect(texts()).toHaveLength(9999)
  const known = new Map()
  expect(matchesOverMarks(view.state.doc, new SearchQuery({ search: 'the gate', literal: true }), known)).toEqual([])
  expect(known.size).toBe(0)
})
