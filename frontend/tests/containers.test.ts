import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { containers, containersOf, isFence } from '../src/editor/containers'
import { seeded } from './random'

const shown = (text: string) => containersOf(text.split('\n')).map((c) => [c.name, text.slice(c.from, c.head), text.slice(c.words, c.head), text.slice(c.from, c.to)])

// The rules of the program's own parser, internal/markup/testdata/containers.txtar.
describe('containers', () => {
  it('end at a line of as many colons', () => {
    expect(shown('A\n:::pullquote Anna Reyes\nWords.\n:::\nB')).toEqual([['pullquote', ':::pullquote Anna Reyes', 'Anna Reyes', ':::pullquote Anna Reyes\nWords.\n:::']])
  })

  it('nest by length, and of one length the innermost ends first', () => {
    const long = '::::factbox Outer\n:::pullquote\nInner\n:::\nTail\n::::'
    expect(shown(long).map((c) => c[3])).toEqual([long, ':::pullquote\nInner\n:::'])
    const same = ':::factbox Same\n:::pullquote\nInner\n:::\nTail\n:::'
    expect(shown(same).map((c) => c[3])).toEqual([same, ':::pullquote\nInner\n:::'])
  })

  it('end with the outer one, or with the body', () => {
    expect(shown('::::a\n:::b\nx\n::::\ny').map((c) => c[3])).toEqual(['::::a\n:::b\nx\n::::', ':::b\nx'])
    expect(shown(':::factbox Open\nLast words.').map((c) => c[3])).toEqual([':::factbox Open\nLast words.'])
  })

  it('do not end in code', () => {
    expect(shown(':::factbox Code\n```\n:::\n```\nAfter.\n:::').map((c) => c[3])).toEqual([':::factbox Code\n```\n:::\n```\nAfter.\n:::'])
  })

  it.each([':::', '::::', ':::name', ':::name words {a="b"}', '   :::name', ':::name{a="b"}', '::: name'])('%j is a fence', (line) => expect(isFence(line)).toBe(true))
  it.each([':: two', ':::2x', ':::name, that goes on', '    :::name', 'x :::name', ''])('%j is none', (line) => expect(isFence(line)).toBe(false))

  it('are the same after any edit as read anew', () => {
    const next = seeded(13)
    const pieces = ['a', '\n', ':::', ':::note\n', '\n:::\n', '::::box B\n', '```\n', 'words ']
    let s = EditorState.create({ extensions: containers })
    for (let i = 0; i < 2000; i++) {
      const from = Math.floor(next() * (s.doc.length + 1))
      const to = Math.min(s.doc.length, from + Math.floor(next() * next() * 9))
      s = s.update({ changes: { from, to, insert: pieces[Math.floor(next() * pieces.length)]! } }).state
      expect(s.field(containers), s.doc.toString()).toEqual(containersOf(s.doc.toString().split('\n')))
    }
  })
})
