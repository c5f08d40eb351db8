import { EditorState, type TransactionSpec } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { alone, part } from '../src/editor/alone'
import { stetMarkdown } from '../src/editor/language'

/** what comes of words typed where ¦ stands */
function typed(text: string, words = 'N', userEvent = 'input.type'): string {
  const at = text.indexOf('¦')
  const state = EditorState.create({ doc: text.replace('¦', ''), selection: { anchor: at }, extensions: [stetMarkdown, alone] })
  const after = state.update({ changes: { from: at, insert: words }, selection: { anchor: at + words.length }, userEvent }).state
  const { head } = after.selection.main
  return `${after.sliceDoc(0, head)}¦${after.sliceDoc(head)}`
}

describe('words typed into an empty line', () => {
  it.each([
    ['between two paragraphs', 'One\n¦\nTwo', 'One\n\nN¦\n\nTwo'],
    ['right above one', '\n¦\nTwo', '\nN¦\n\nTwo'],
    ['right beneath one', 'One\n¦', 'One\n\nN¦'],
    ['that stands alone', 'One\n\n¦\n\nTwo', 'One\n\nN¦\n\nTwo'],
    ['of spaces', 'One\n  ¦\nTwo', 'One\n\n  N¦\n\nTwo'],
    ['beneath a table', '| A |\n|---|\n| c |\n¦', '| A |\n|---|\n| c |\n\nN¦'],
    ['beneath an item', '- One\n¦', '- One\n\nN¦'],
    ['between words and a box', 'One\n¦\n:::note\nIn\n:::', 'One\n\nN¦\n:::note\nIn\n:::'],
    ['of a paragraph that goes on', 'Roses\\\n¦', 'Roses\\\nN¦'],
    ['of code', '```\none\n¦\ntwo\n```', '```\none\nN¦\ntwo\n```'],
    ['in an empty story', '¦', 'N¦'],
  ])('%s', (_name, before, after) => expect(typed(before)).toBe(after))

  it.each([
    ['that are pasted', 'One\n¦\nTwo', 'N', 'One\n\nN¦\n\nTwo'],
    ['that are paragraphs', 'One\n¦\nTwo', 'N\n\nM', 'One\n\nN\n\nM¦\n\nTwo'],
    ['that are lines already', 'One\n¦\nTwo', '\nN', 'One\n\nN¦\n\nTwo'],
    ['that go on with a list', '- One\n¦\n- Three', '- Two', '- One\n- Two¦\n- Three'],
  ])('%s', (_name, before, words, after) => expect(typed(before, words, 'input.paste')).toBe(after))
  it('beneath a row, a stroke begins the next', () => expect(typed('| A |\n|---|\n¦', '|')).toBe('| A |\n|---|\n|¦'))
  it('not those that a key puts in', () => expect(typed('One\n¦\nTwo', 'N', 'input.format')).toBe('One\nN¦\nTwo'))
  it('leaves what an input method composes alone', () => expect(typed('One\n¦\nTwo', 'N', 'input.type.compose')).toBe('One\nN¦\nTwo'))
})

/** what comes of words that an input method has put together, with the cursor at ¦ */
function composed(text: string, composing = false): string {
  const at = text.indexOf('¦')
  const view = { composing, state: EditorState.create({ doc: text.replace('¦', ''), selection: { anchor: at }, extensions: [stetMarkdown, alone] }), dispatch: () => undefined as void }
  part({ ...view, dispatch: (...specs: unknown[]) => void (view.state = view.state.update(specs[0] as TransactionSpec).state) })
  const { head } = view.state.selection.main
  return `${view.state.sliceDoc(0, head)}¦${view.state.sliceDoc(head)}`
}

describe('what an input method has put together', () => {
  it.each([
    ['between two paragraphs', 'One\nÉ¦\nTwo', 'One\n\nÉ¦\n\nTwo'],
    ['that stands alone', 'One\n\nÉ¦\n\nTwo', 'One\n\nÉ¦\n\nTwo'],
    ['in a list', '- One\n- É¦', '- One\n- É¦'],
    ['in code', '```\nÉ¦\ntwo\n```', '```\nÉ¦\ntwo\n```'],
  ])('%s', (_name, before, after) => expect(composed(before)).toBe(after))
  it('is left alone while it is under way', () => expect(composed('One\nÉ¦\nTwo', true)).toBe('One\nÉ¦\nTwo'))
})
