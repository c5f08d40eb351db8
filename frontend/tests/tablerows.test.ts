// @vitest-environment jsdom
import { history, undo } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { cellsOf } from '../src/editor/tables/cells'
import { fitting } from '../src/editor/paste/fitting'
import { stetMarkdown } from '../src/editor/language'
import { breaksRow, inCells, oneCell } from '../src/editor/tables/tablerows'

const HEAD = '| A | B |\n|---|---|\n'

// The cursor is at ^, or the selection from there to $.
function at(text: string): EditorState {
  const [anchor, end] = [text.indexOf('^'), text.indexOf('$')]
  return EditorState.create({ doc: text.replace(/[\^$]/g, ''), selection: { anchor, head: end < 0 ? anchor : end - 1 }, extensions: [stetMarkdown, inCells] })
}

/** What typing makes of a text with its cursor at ^. */
function type(text: string, words: string): string {
  const state = at(text)
  const { from, to } = state.selection.main
  const now = state.update({ changes: { from, to, insert: words }, selection: { anchor: from + words.length }, userEvent: 'input.type' }).state
  const end = now.selection.main.head
  return `${now.sliceDoc(0, end)}^${now.sliceDoc(end)}`
}

describe('words typed outside the strokes of a row go into its cells', () => {
  it.each([
    ['behind the last stroke', `${HEAD}| c | d |^`, `${HEAD}| c | dx^ |`],
    ['and spaces behind it', `${HEAD}| c | d |  ^\n| e | f |`, `${HEAD}| c | dx^ |  \n| e | f |`],
    ['before the first', `${HEAD}^| c | d |`, `${HEAD}| x^c | d |`],
    ['in the heads', `| A | B |^\n|---|---|\n| c | d |`, `| A | Bx^ |\n|---|---|\n| c | d |`],
    ['into an empty one', `${HEAD}| c |   |^`, `${HEAD}| c |   x^|`],
    ['in a cell they stay', `${HEAD}| c^ | d |`, `${HEAD}| cx^ | d |`],
    ['a row without strokes round it is left alone', 'A | B\n--|--\nc | d^', 'A | B\n--|--\nc | dx^'],
    ['elsewhere too', `One |^`, 'One |x^'],
  ])('%s', (_name, before, after) => expect(type(before, 'x')).toBe(after))

  it('unless the row has not all its cells yet', () => expect(type(`${HEAD}| c | ^`, 'x')).toBe(`${HEAD}| c | x^`))
})

describe('a stroke typed in a table', () => {
  it.each([
    ['is a letter in a cell', `${HEAD}| c^ | d |`, '|', `${HEAD}| c\\|^ | d |`],
    ['and in the heads', `| A^ | B |\n|---|---|\n| c | d |`, '|', `| A\\|^ | B |\n|---|---|\n| c | d |`],
    ['in an empty one too', `${HEAD}| ^  |  |`, '|', `${HEAD}| \\|^  |  |`],
    ['behind a backslash it is one already', `${HEAD}| c\\^ | d |`, '|', `${HEAD}| c\\|^ | d |`],
    ['among other words', `${HEAD}| c^ | d |`, 'a|b', `${HEAD}| ca\\|b^ | d |`],
    ['in place of what is selected', `${HEAD}| ^c$ | d |`, '|', `${HEAD}| \\|^ | d |`],
    ['behind a row that has all its cells', `${HEAD}| c | d |^`, '|', `${HEAD}| c | d\\|^ |`],
    ['parts cells where the row has not all yet', `${HEAD}| c |^`, '|', `${HEAD}| c ||^`],
    ['closes a row typed by hand', `${HEAD}| c | d ^`, '|', `${HEAD}| c | d |^`],
    ['and one without strokes round it', `A | B\n--|--\nc ^`, '|', `A | B\n--|--\nc |^`],
    ['in the line under the heads', `| A | B |\n|---|---^|`, '|', `| A | B |\n|---|---|^|`],
    ['in a table that has no such line yet', '| A ^ | B |', '|', '| A |^ | B |'],
    ['in a list', '- a^', '|', '- a|^'],
    ['words within its sign go before it', `${HEAD}| c\\^| | d |`, 'x', `${HEAD}| cx^\\| | d |`],
  ])('%s', (_name, before, words, after) => expect(type(before, words)).toBe(after))
})

it('undo takes back a stroke as one, and not the words before it', () => {
  let state = EditorState.create({ doc: `${HEAD}| c | d |`, selection: { anchor: HEAD.length + 3 }, extensions: [stetMarkdown, inCells, history()] })
  for (const insert of ['x', '|']) {
    const at = state.selection.main.head
    state = state.update({ changes: { from: at, insert }, selection: { anchor: at + 1 }, userEvent: 'input.type' }).state
  }
  expect(state.doc.line(3).text).toBe('| cx\\| | d |')
  undo({ state, dispatch: (tr) => (state = tr.state) })
  expect(state.doc.line(3).text).toBe('| cx | d |')
})

describe('what would break a row is refused', () => {
  it.each([
    ['bold', `${HEAD}^| c | d |$`, 'Select words of one cell of the table'],
    ['bold', `${HEAD}| ^c | d$ |`, 'Select words of one cell of the table'],
    ['bold', `${HEAD}| ^c$ | d |`, ''],
    ['bold', `${HEAD}| ^c \\| e$ | d |`, ''],
    ['footnote', `${HEAD}| c | d |^`, 'Not outside the cells of the table'],
    ['footnote', `${HEAD}| c^ | d |`, ''],
    ['bullets', `${HEAD}| c^ | d |`, 'Not in a table: its rows are one line each'],
    ['bullets', `^One\n\n${HEAD}| c | d |`, ''],
  ])('%s at %j', (action, text, why) => expect(breaksRow(at(text), action)).toBe(why))
})

describe('copy fits where it is pasted', () => {
  const fit = (text: string, copy: string) => {
    const state = at(text)
    const { from, to } = state.selection.main
    return fitting(state, { from, to }, copy)
  }
  it('in a cell in one line, its strokes letters', () => {
    expect(fit(`${HEAD}| c^ | d |`, 'two\n\n  lines | x')).toBe('two lines \\| x')
    expect(cellsOf(`| ${oneCell('a | b\nc')} |`)).toHaveLength(1)
  })
  it('in a quotation quoted', () => expect(fit('> One^', 'a\n\nb')).toBe('a\n> \n> b'))
  it('below the title of a box', () => expect(fit(':::factbox A^\n:::', '- one\n- two')).toBe('\n- one\n- two'))
  it('as it is elsewhere', () => expect(fit('One^', 'a | b\n\nc')).toBe('a | b\n\nc'))
  it('beside a picture in lines of its own', () => {
    const picture = `![A gate](media/${'a'.repeat(64)})`
    expect(fit(`${picture}^`, 'words')).toBe('\n\nwords')
    expect(fit(`^${picture}`, 'words')).toBe('words\n\n')
  })
})
