import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { halves } from '../src/editor/halves'
import { stetMarkdown } from '../src/editor/language'

/** What is left of a text when what stands between ¦ and ¦ is taken out or typed over; the cursor is at ¦. */
function taken(text: string, typed = '', userEvent = typed ? 'input.type' : 'delete.selection') {
  const [before = '', out = '', after = ''] = text.split('¦')
  const state = EditorState.create({ doc: before + out + after, extensions: [stetMarkdown, halves] })
  const from = before.length
  const tr = state.update({ changes: { from, to: from + out.length, insert: typed }, selection: { anchor: from + typed.length }, userEvent })
  const head = tr.newSelection.main.head
  return `${tr.newDoc.sliceString(0, head)}¦${tr.newDoc.sliceString(head)}`
}

describe('of what is taken out across the end of a mark', () => {
  it.each([
    ['the half before stays bold', 'Words **bold ¦words** here¦.', 'Words **bold** ¦.'],
    ['the half behind stays bold', '¦Words **bold¦ words** here', '¦ **words** here'],
    ['nothing of it is left before', 'Words **¦bold** here¦.', 'Words ¦.'],
    ['nothing of it is left behind', '¦Words **bold¦** here', '¦ here'],
    ['a link leads on', 'See [the ¦council](https://x.example/a) page¦.', 'See [the](https://x.example/a) ¦.'],
    ['a link behind leads on', '¦See [the¦ council](https://x.example/a).', '¦ [council](https://x.example/a).'],
    ['both halves stay what they are', 'A **bo¦ld** and *it¦alic* word', 'A **bo¦***alic* word'],
    ['marks within marks', 'A **bold *and ¦italic*** word¦.', 'A **bold *and*** ¦.'],
    ['a link within bold', 'A **bold [link ¦text](https://x.example/a) on** word¦.', 'A **bold [link](https://x.example/a)** ¦.'],
    ['words in the middle of one', 'A **bold ¦and¦ large** word', 'A **bold ¦ large** word'],
    ['the whole of it', 'A ¦**bold**¦ word', 'A ¦ word'],
    ['a sign by itself is meant', 'A **bold¦**¦ word', 'A **bold¦ word'],
    ['a first sign by itself is meant', 'A ¦**¦bold** word', 'A ¦bold** word'],
    ['no mark at all', 'Plain ¦words¦ here', 'Plain ¦ here'],
  ])('%s', (_name, before, after) => expect(taken(before)).toBe(after))

  it('a letter typed in its place stands behind the half', () => {
    expect(taken('Words **bold ¦words** here¦.', 'X')).toBe('Words **bold** X¦.')
  })
  it('an input method is left alone', () => {
    expect(taken('Words **bold ¦words** here¦.', 'か', 'input.type.compose')).toBe('Words **bold か¦.')
  })
  it('undo and what comes from outside are left alone', () => {
    expect(taken('Words **bold ¦words** here¦.', '', 'undo')).toBe('Words **bold ¦.')
  })
})
