import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { stetMarkdown } from '../src/editor/language'
import { newline } from '../src/editor/newline'

/** what Enter makes of a text with its cursor at | */
function enter(text: string): string {
  const anchor = text.indexOf('|')
  let state = EditorState.create({ doc: text.replace('|', ''), selection: { anchor }, extensions: [stetMarkdown] })
  if (!newline({ state, dispatch: (tr) => (state = tr.state) })) return 'nothing'
  const { head } = state.selection.main
  return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`
}

describe('Enter in a list', () => {
  it.each([
    ['goes on with it', '- One|', '- One\n- |'],
    ['ends it after one item', '- One\n- |', '- One\n\n|'],
    ['ends it after two', '- One\n- Two\n- |', '- One\n- Two\n\n|'],
    ['ends one with numbers', '1. One\n2. |', '1. One\n\n|'],
    ['ends one with gaps', '- One\n\n- |', '- One\n\n|'],
    ['ends one that stands before words', '- One\n- |\n\nWords', '- One\n\n|\n\nWords'],
    ['takes away a level', '- One\n  - Sub\n  - |', '- One\n  - Sub\n- |'],
    ['goes on with a quotation', '> Ours|', '> Ours\n> |'],
    ['leaves a dash in code alone', '```\n- |\n```', 'nothing'],
    ['leaves a paragraph to others', 'Words|', 'nothing'],
  ])('%s', (_name, before, after) => expect(enter(before)).toBe(after))
})
