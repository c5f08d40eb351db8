import { EditorState, type StateCommand } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { containers } from '../src/editor/containers'
import { atEdge, edges, outOfBox } from '../src/editor/edges'

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
    ['words before one are a paragraph', '|:::factbox A\nIn\n:::', 'N', 'N\n\n:::factbox A\nIn\n:::'],
    ['words before one beneath words', 'One\n|:::note\nIn\n:::', 'N', 'One\n\nN\n\n:::note\nIn\n:::'],
    ['words before its end are its own', ':::note\n|:::', 'N', ':::note\nN\n:::'],
    ['words before its end beneath words', ':::note\nIn\n|:::', 'N', ':::note\nIn\n\nN\n:::'],
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

/** What a key makes of a text with its cursor at |: the text, or why nothing was done; '' = it goes on to others. */
function key(text: string, command: (refuse: (why: string) => void) => StateCommand): string {
  const anchor = text.indexOf('|')
  let state = EditorState.create({ doc: text.replace('|', ''), selection: { anchor }, extensions: [containers, edges] })
  let why = ''
  if (!command((w) => (why = w))({ state, dispatch: (tr) => (state = tr.state) })) return ''
  const { head } = state.selection.main
  return why || `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`
}

describe('a key that takes nothing out says why', () => {
  const taken = (what: string) => `Nothing was taken out: the ${what} here. Select all of it to take it away`
  it.each([
    ['Backspace beneath a box', ':::factbox A\nIn\n:::\n|After', -1, taken('fact box ends')],
    ['Backspace behind its end', ':::factbox A\nIn\n:::|', -1, taken('fact box ends')],
    ['Backspace at its first words', ':::pullquote\n|In\n:::', -1, taken('pull quote begins')],
    ['Backspace where one begins below words', 'One\n|:::note\nIn\n:::', -1, taken('note begins')],
    ['Delete at its last words', ':::embed A\nIn|\n:::', 1, taken('link card ends')],
    ['Delete above one', 'One|\n:::correction\nIn\n:::', 1, taken('correction begins')],
    ['Backspace in a paragraph', 'One\n|Two', -1, ''],
    ['Backspace in an empty line beside one', ':::factbox A\nIn\n:::\n|\nAfter', -1, ''],
    ['Delete within it', ':::factbox A\nI|n\n:::', 1, ''],
  ] as const)('%s', (_name, text, side, said) => expect(key(text, (refuse) => atEdge(side, refuse))).toBe(said))
})

describe('Enter goes out of a box', () => {
  it.each([
    ['from an empty last paragraph at the end of the story', ':::factbox A\nIn\n\n|\n:::', ':::factbox A\nIn\n:::\n\n|'],
    ['from one that holds nothing', ':::factbox A\n|\n:::', ':::factbox A\n\n:::\n\n|'],
    ['with words below', ':::factbox A\nIn\n\n|\n:::\n\nAfter', ':::factbox A\nIn\n:::\n\n|\n\nAfter'],
    ['with words right below', ':::factbox A\nIn\n\n|\n:::\nAfter', ':::factbox A\nIn\n:::\n\n|\n\nAfter'],
    ['into the empty paragraph that is there', ':::factbox A\nIn\n\n|\n:::\n\n\n\nAfter', ':::factbox A\nIn\n:::\n\n|\n\nAfter'],
    ['with an empty line below', ':::factbox A\nIn\n\n|\n:::\n', ':::factbox A\nIn\n:::\n\n|'],
    ['from behind its end', ':::factbox A\nIn\n:::|', ':::factbox A\nIn\n:::\n\n|'],
    ['from an inner one into the outer', '::::factbox A\n:::note\nIn\n\n|\n:::\n::::', '::::factbox A\n:::note\nIn\n:::\n\n|\n\n::::'],
    ['not from its last words', ':::factbox A\nIn|\n:::', ''],
    ['not from a first empty line: a paragraph is begun', ':::factbox A\nIn\n|\n:::', ''],
    ['not where more follows', ':::factbox A\nIn\n\n|\nOn\n:::', ''],
    ['not from a paragraph of the story', 'In\n\n|', ''],
    ['with empty lines before its end', ':::factbox A\nIn\n\n|\n\n:::', ':::factbox A\nIn\n:::\n\n|'],
  ])('%s', (_name, before, after) => expect(key(before, outOfBox)).toBe(after))

  it('and breaks no line of it', () => {
    expect(key(':::fact|box A\nIn\n:::', outOfBox)).toBe('Enter works behind this line of the fact box, not within it')
    expect(key(':::factbox A\nIn\n:|::', outOfBox)).toBe('Enter works behind this line of the fact box, not within it')
    expect(key(':::factbox A|B\nIn\n:::', outOfBox)).toBe('')
  })
})
