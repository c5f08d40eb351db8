// @vitest-environment jsdom
import { cursorCharLeft, deleteCharBackward, history } from '@codemirror/commands'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState, type StateCommand } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { breadth, cellsOf, longest, plainly, sidesOf } from '../src/editor/tables/cells'
import { stetMarkdown } from '../src/editor/language'
import { lineShapes } from '../src/editor/lines'
import { live } from '../src/editor/live'
import { addColumn, dropColumn, dropRow, table, tableKeys } from '../src/editor/tables/tablekeys'
import { tables } from '../src/editor/tables/tables'

let view: EditorView | undefined
afterEach(() => view?.destroy())

const SHIPS = '| Ship | Tons |\n| --- | --: |\n| Aurora | 900 |\n| Bo | 1,200 |'

/** What stands on screen: of a drawn row its cells, of any other line its text. With a "|" of its own the cursor is there. */
function screen(text: string, cursor = -1): (string | string[])[] {
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc: text, extensions: [stetMarkdown, lineShapes, live, tables] }) })
  if (cursor >= 0) {
    Object.defineProperty(view, 'hasFocus', { value: true })
    view.dispatch({ selection: { anchor: cursor } })
  }
  return [...view.contentDOM.querySelectorAll('.cm-line')].map((l) => {
    const cells = [...l.querySelectorAll(':scope > .cm-cell')].map((c) => c.textContent ?? '')
    return cells.length > 0 ? cells : (l.textContent ?? '')
  })
}

describe('a table is drawn as one', () => {
  it('while the cursor is elsewhere', () => {
    expect(screen(`A\n\n${SHIPS}\n\nB`)).toEqual(['A', '', ['Ship', 'Tons'], '', ['Aurora', '900'], ['Bo', '1,200'], '', 'B'])
    expect(screen(`A\n\n${SHIPS}\n\nB`, 0)[2]).toEqual(['Ship', 'Tons'])
    expect([...view!.contentDOM.querySelectorAll('.cm-cell-end')].map((c) => c.textContent)).toEqual(['Tons', '900', '1,200'])
  })

  it('and as typed when it comes in', () => {
    expect(screen(`A\n\n${SHIPS}`, 8)).toEqual(['A', '', ...SHIPS.split('\n')])
  })

  it.each([
    ['marks stand in its cells', '| a | b |\n|---|---|\n| **bold** | [x](https://a.example) |', ['bold', 'x']],
    ['a stroke behind a backslash is a letter', '| a | b |\n|---|---|\n| a \\| b | c |', ['a | b', 'c']],
    ['nothing in a cell', '| a | b |\n|---|---|\n|  | |', ['', '']],
    ['no strokes round it', 'a | b\n--|--\nc | d', ['c', 'd']],
    ['a cell too many is shown', '| a | b |\n|---|---|\n| c | d | e |', ['c', 'd', 'e']],
  ])('%s', (_name, text, want) => expect(screen(text)[2]).toEqual(want))

  it('in a box', () => expect(screen(`:::factbox\n${SHIPS}\n:::`)[1]).toEqual(['Ship', 'Tons']))

  it.each(['> | a | b |\n> |---|---|\n> | c | d |', '```\n| a | b |\n|---|---|\n```', '| a | b |\n| c | d |'])('but not in %j', (text) => {
    expect(screen(text).some((l) => Array.isArray(l))).toBe(false)
  })

  it('from the right where its words run so', () => {
    screen('| سفينة | a |\n|---|---|\n| b | c |')
    expect(view!.contentDOM.querySelectorAll('.cm-row-rtl').length).toBe(2)
  })
})

describe('columns', () => {
  const columns = () => view!.contentDOM.querySelector<HTMLElement>('.cm-row')!.style.getPropertyValue('--columns')
  it('are no narrower than their longest word', () => {
    screen('| Harbour | No. |\n|---|---|\n| Bremerhaven-Mitte | 7 |\n| [x](https://example.org/a/very/long/address) | 12 |')
    expect(columns()).toBe('minmax(8.0em, 20fr) minmax(2.5em, 7fr)')
  })
  it('break an address that is longer than any word', () => {
    screen('| a |\n|---|\n| https://example.org/averyveryverylongaddresswithoutanend |')
    expect(columns()).toBe('minmax(12.9em, 33fr)')
  })
  it.each([
    ['two words', 0, 4.75], ['two words', 8, 8], ['Bremerhaven-Mitte', 0, 10.82], ['NATO', 0, 4.48], ['起重机', 0, 2],
  ])('%j: the longest word of %j takes %j', (words, least, want) => expect(longest(words, least)).toBeCloseTo(want))
  it.each([
    ['**bold** and *so*', 'bold and so'], ['[words](https://example.org)', 'words'], ['{==a==}{>>query: TO: who?<<} b', 'a b'], ['a \\| b', 'a | b'], ['a [b]', 'a [b]'],
  ])('%j is drawn as %j', (words, want) => expect(plainly(words)).toBe(want))
  it('scroll together', () => {
    screen(`${SHIPS}\n\nA\n\n${SHIPS}`)
    const rows = [...view!.contentDOM.querySelectorAll<HTMLElement>('.cm-row')]
    rows[1]!.scrollLeft = 40
    rows[1]!.dispatchEvent(new Event('scroll'))
    expect(rows.map((r) => r.scrollLeft)).toEqual([40, 40, 40, 0, 0, 0])
  })
})

describe('cells', () => {
  it.each([
    ['| a | b |', ['a', 'b']], ['a | b', ['a', 'b']], ['|a||', ['a']], ['  | a |', ['a']], ['| a | b', ['a', 'b']], ['| a \\| b |', ['a \\| b']], ['|', ['']],
  ])('of %j', (line, want) => {
    const cells = cellsOf(line)
    expect(cells.map((c) => line.slice(c.start, c.end))).toEqual(line === '|' ? [] : want)
  })
  it('know their sides', () => expect(sidesOf('|:--|:-:|--:|---|')).toEqual(['start', 'center', 'end', 'start']))
  it('are as broad as a typewriter makes them', () => expect(['abc', 'é', '起重', 'e\u0301'].map(breadth)).toEqual([3, 1, 4, 1]))
})

/** The text after a command; "^" is the cursor, "«»" what is selected. */
function after(text: string, ...commands: StateCommand[]): string {
  let state = begin(text)
  for (const c of commands) c({ state, dispatch: (tr) => (state = tr.state) })
  return shown(state)
}
function begin(text: string): EditorState {
  const at = text.indexOf('^')
  const state = EditorState.create({ doc: text.replace('^', ''), selection: { anchor: Math.max(0, at) }, extensions: [stetMarkdown, tableKeys, history()] })
  ensureSyntaxTree(state, state.doc.length, 5000)
  return state
}
function shown(state: EditorState): string {
  const { from, to } = state.selection.main
  const doc = state.doc.toString()
  return from === to ? `${doc.slice(0, from)}^${doc.slice(from)}` : `${doc.slice(0, from)}«${doc.slice(from, to)}»${doc.slice(to)}`
}
/** Presses a key in a view. */
function press(text: string, ...keys: string[]): string {
  view = new EditorView({ parent: document.body, state: begin(text) })
  for (const key of keys) {
    const [, shift, name] = /^(Shift-)?(.*)$/.exec(key)!
    view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', { key: name, keyCode: name === 'Tab' ? 9 : 13, shiftKey: !!shift, bubbles: true, cancelable: true } as KeyboardEventInit))
  }
  return shown(view.state)
}

describe('keys in a table', () => {
  it.each([
    ['| a^ | b |\n|---|---|\n| c | d |', ['Tab'], '| a | «b» |\n|---|---|\n| c | d |'],
    ['| a^ | b |\n|---|---|\n| c | d |', ['Tab', 'Tab'], '| a | b |\n|---|---|\n| «c» | d |'],
    ['| a | b |\n|---|---|\n| ^c | d |', ['Shift-Tab'], '| a | «b» |\n|---|---|\n| c | d |'],
    ['| ^a | b |\n|---|---|', ['Shift-Tab'], '| ^a | b |\n|---|---|'],
    ['| a | b |\n|---|---|\n| c | d^ |', ['Tab'], '| a | b |\n|---|---|\n| c | d |\n| ^    |     |'],
    ['| a | b^ |\n|---|---|\n| c | d |', ['Enter'], '| a | b |\n|---|---|\n| c | «d» |'],
    ['| a | b |\n|---|---|\n| c | d^ |\n\nZ', ['Enter'], '| a | b |\n|---|---|\n| c | d |\n|     | ^    |\n\nZ'],
    ['| a | b |\n|---|---|\n| c | d |\n| ^  |   |\n\nZ', ['Enter'], '| a | b |\n|---|---|\n| c | d |\n\n^\n\nZ'],
    ['| a | b |\n|---|---|\n| c | d |\n| ^  |   |', ['Enter'], '| a | b |\n|---|---|\n| c | d |\n\n^'],
    ['^| a | b |\n|---|---|\n| c | d |', ['Enter'], '^\n\n| a | b |\n|---|---|\n| c | d |'],
  ])('%j %j', (text, keys, want) => expect(press(text, ...keys)).toBe(want))
})

it('a stroke that is a letter is gone over, and goes, as one', () => {
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc: '| a\\| b | c |\n|---|---|', selection: { anchor: 5 }, extensions: [stetMarkdown, lineShapes, live, tables] }) })
  cursorCharLeft(view)
  expect(view.state.selection.main.head).toBe(3)
  view.dispatch({ selection: { anchor: 5 } })
  deleteCharBackward(view)
  expect(shown(view.state)).toBe('| a^ b | c |\n|---|---|')
})

const EMPTY = '| ^    |     |\n| --- | --- |\n|     |     |\n|     |     |'

describe('commands', () => {
  it.each([
    ['One^ two.\n\nThree.', table, 'One two.\n\n| ^    |     |\n| --- | --- |\n|     |     |\n|     |     |\n\nThree.'],
    ['^', table, '| ^    |     |\n| --- | --- |\n|     |     |\n|     |     |'],
    ['| a^ | b |\n|---|---|', table, '| a^ | b |\n|---|---|'],
    [':::factbox Sh^ips\nTwo.\n:::\n\nZ', table, `:::factbox Ships\n${EMPTY}\n\nTwo.\n:::\n\nZ`],
    [':::factbox Ships\nTwo^.\nThree.\n:::\n\nZ', table, `:::factbox Ships\nTwo.\nThree.\n\n${EMPTY}\n:::\n\nZ`],
    [':::factbox Ships\n^\n:::', table, `:::factbox Ships\n${EMPTY}\n:::`],
    [':::factbox Ships\nTwo.\n\n^\n:::', table, `:::factbox Ships\nTwo.\n\n${EMPTY}\n:::`],
    [':::factbox Ships\nTw^o.\n\nThree.\n:::', table, `:::factbox Ships\nTwo.\n\n${EMPTY}\n\nThree.\n:::`],
    ['::::box\n:::note\nTw^o.\n:::\n::::', table, `::::box\n:::note\nTwo.\n\n${EMPTY}\n:::\n::::`],
    [':::factbox\nTwo.\n:::^', table, `:::factbox\nTwo.\n:::\n\n${EMPTY}`],
    ['One^.\n:::factbox\nTwo.\n:::', table, `One.\n\n${EMPTY}\n\n:::factbox\nTwo.\n:::`],
    ['| a^ | b |\n|---|---|\n| c | d |', addColumn, '| a | ^    | b |\n|---| --- |---|\n| c |     | d |'],
    ['| a | b^ |\n|---|---|\n| c | d |', addColumn, '| a | b | ^    |\n|---|---| --- |\n| c | d |     |'],
    ['| a | b^ |\n|---|---|\n| c | d |', dropColumn, '| a ^|\n|---|\n| c |'],
    ['| a |\n|---|\n| c^ |', dropColumn, '| a |\n|---|\n| c^ |'],
    ['| a | b |\n|---|---|\n| c^ | d |\n\nZ', dropRow, '| a | b |\n|---|---|^\n\nZ'],
    ['| a^ | b |\n|---|---|\n| c | d |', dropRow, '| a^ | b |\n|---|---|\n| c | d |'],
  ])('%j', (text, command, want) => expect(after(text, command)).toBe(want))
})
