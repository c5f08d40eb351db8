import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { containers } from '../src/editor/containers'
import { edges } from '../src/editor/edges'

const open = (doc: string) => EditorState.create({ doc, extensions: [containers, edges] })

function type(text: string, words: string): string {
  const at = text.indexOf('|')
  const state = open(text.replace('|', ''))
  return state.update({ changes: { from: at, insert: words }, userEvent: 'input.type' }).state.doc.toString()
}

function del(text: string): string {
  const at = text.indexOf('|')
  const state = open(text.replace('|', ''))
  return state.update({ changes: { from: at, to: at + 1 }, userEvent: 'delete.backward' }).state.doc.toString()
}

describe('beside a news element', () => {
  it.each([
    ['words behind one begin a paragraph', ':::factbox A\nIn\n:::|', 'N', ':::factbox A\nIn\n:::\n\nN'],
    ['a colon goes on with its line', ':::factbox A\nIn\n:::|', ':', ':::factbox A\nIn\n::::'],
    ['words of its title are its own', ':::factbox A|\nIn\n:::', 'B', ':::factbox AB\nIn\n:::'],
    ['words behind a line that closes nothing stay', ':::|', 'f', ':::f'],
  ])('%s', (_name, before, words, after) => expect(type(before, words)).toBe(after))

  it.each([
    ['a paragraph does not go into the line that closes it', ':::factbox A\nIn\n:::|\nAfter', ':::factbox A\nIn\n:::\nAfter'],
    ['nor the line that opens it into a paragraph', 'One|\n:::factbox A\nIn\n:::', 'One\n:::factbox A\nIn\n:::'],
    ['an empty line beside it can go', ':::factbox A\nIn\n:::\n|\nAfter', ':::factbox A\nIn\n:::\nAfter'],
    ['paragraphs join', 'One|\nTwo', 'OneTwo'],
  ])('%s', (_name, before, after) => expect(del(before)).toBe(after))
})
