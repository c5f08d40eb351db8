// @vitest-environment jsdom
import { history, undo } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { EditorView, runScopeHandlers } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { alone } from '../src/editor/alone'
import { containers } from '../src/editor/containers'
import { edges } from '../src/editor/edges'
import { stetMarkdown } from '../src/editor/language'
import { smart } from '../src/editor/smart'
import { marksOf } from '../src/editor/typography'

const views: EditorView[] = []
afterEach(() => views.splice(0).forEach((v) => v.destroy())) // before a frame measures what jsdom cannot

/** Types each character as the view does: through its input handlers, else as it is. */
function typed(text: string, language = 'en', doc = ''): EditorView {
  const view = new EditorView({ state: EditorState.create({ doc, selection: { anchor: doc.length }, extensions: [stetMarkdown, history(), containers, edges, alone, smart(() => marksOf(language))] }) })
  views.push(view)
  for (const char of text) type(view, char)
  return view
}
function type(view: EditorView, char: string) {
  const { from, to } = view.state.selection.main
  const insert = () => view.state.update({ changes: { from, to, insert: char }, selection: { anchor: from + char.length }, userEvent: 'input.type' })
  if (!view.state.facet(EditorView.inputHandler).some((run) => run(view, from, to, char, insert))) view.dispatch(insert())
}
const text = (view: EditorView) => view.state.doc.toString()
const backspace = (view: EditorView) => runScopeHandlers(view, new KeyboardEvent('keydown', { key: 'Backspace' }), 'editor')

describe('signs of a language', () => {
  it.each([
    ['en', `"It's 'so'," she said. "(Yes)"`, '“It’s ‘so’,” she said. “(Yes)”'],
    ['en-GB', `"'Now'"`, '“‘Now’”'],
    ['de', `"Sag 'ja'", sagte sie, "geht's?"`, '„Sag ‚ja‘“, sagte sie, „geht’s?“'],
    ['de-CH', `"Ja"`, '«Ja»'],
    ['fr', `"L'eau", dit-il`, '«\u202fL’eau\u202f», dit-il'],
    ['uk', `"Об'єкт 'А'"`, '«Об’єкт „А“»'],
    ['es', `"Sí 'no'"`, '«Sí “no”»'],
    ['pt-BR', `"Sim"`, '“Sim”'],
    ['sv', `"Ja"`, '”Ja”'],
    ['pl', `"Tak"`, '„Tak”'],
    ['en', 'one -- two --- three... four....', 'one – two — three… four….'],
    ['en', '1939-45, well-known', '1939-45, well-known'],
    ['ja', `"as typed" ...`, `"as typed" ...`],
  ])('%s: %s', (language, keys, want) => expect(text(typed(keys, language))).toBe(want))

  it.each([
    '`"code"`', '[x](https://a.example/"b" "title")', 'see https://a.example/it\'s--here', '---', '| --- | --- |', ':::factbox title="Gate"',
    '![a](media/1){credit="AB"}', '{>>query: AB: "so"?<<}', '<https://a.example/--x>', '- item',
  ])('leaves %s alone', (keys) => expect(text(typed(keys))).toBe(keys))

  it('sets them where they begin a paragraph beside another, or behind a box', () => {
    expect(text(typed('"Now" --', 'en', 'One\n'))).toBe('One\n\n“Now” –')
    expect(text(typed('"Now" --', 'en', ':::note\nIn\n:::'))).toBe(':::note\nIn\n:::\n\n“Now” –')
  })

  it('leaves code in fences alone, and not the passage of a mark', () => {
    expect(text(typed('"x"', 'en', '```\n'))).toBe('```\n"x"')
    expect(text(typed('"x"', 'en', 'He {==said '))).toBe('He {==said “x”')
  })
})

describe('one key gives back what was typed', () => {
  it.each([['say "', 'say "'], ['a --', 'a --'], ['a...', 'a...']])('%s', (keys, straight) => {
    const undone = typed(keys)
    expect(text(undone)).not.toBe(straight)
    undo(undone)
    expect(text(undone)).toBe(straight)
    const back = typed(keys)
    expect(backspace(back)).toBe(true)
    expect(text(back)).toBe(straight)
    expect(backspace(back)).toBe(false)
    type(back, 'x')
    expect(text(back)).toBe(`${straight}x`)
  })

  it('deletes as ever once something else was typed', () => {
    const view = typed('"a')
    expect(backspace(view)).toBe(false)
  })
})
