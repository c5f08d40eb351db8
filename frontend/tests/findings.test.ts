import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { findingAt, findingMarks, setFindings } from '../src/editor/help/findings'
import type { Finding } from '../src/types'

const of = (text: string, words: string): Finding => ({ code: 'tk', severity: 'block', message: words, field: 'body', from: text.indexOf(words), to: text.indexOf(words) + words.length })

it('a finding is gone to where it stands now, whatever was written before it since', () => {
  const text = 'One TK and two TK tons.'
  const [first, second] = [of(text, 'TK and'), of(text, 'TK tons')]
  const marked = EditorState.create({ doc: text, extensions: [findingMarks] }).update({ effects: setFindings.of([first, second]) }).state
  const after = marked.update({ changes: [{ from: 0, insert: 'Today: ' }, { from: first.from, to: first.to, insert: '' }] }).state
  const at = findingAt(after, second)!
  expect(after.sliceDoc(at.from, at.to)).toBe('TK tons')
  expect(findingAt(after, first)).toBeNull()
})
