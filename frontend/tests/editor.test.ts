// @vitest-environment jsdom
import { EditorState, type StateCommand } from '@codemirror/state'
import { syntaxTree } from '@codemirror/language'
import { describe, expect, it } from 'vitest'
import { smallestChange } from '../src/editor/changes'
import { findingMarks, setFindings } from '../src/editor/help/findings'
import { stetMarkdown } from '../src/editor/language'
import { around, crosshead, moreThanWords } from '../src/editor/marks'
import { Manuscript } from '../src/editor/manuscript'
import { seeded } from './random'

/** "a <b> c" with the selection between the marks, or "a | b" with a cursor. */
function state(notation: string): EditorState {
  const from = notation.search(/[<|]/)
  const to = notation.includes('>') ? notation.indexOf('>') - 1 : from
  return EditorState.create({ doc: notation.replace(/[<>|]/g, ''), selection: { anchor: from, head: to }, extensions: [stetMarkdown, findingMarks] })
}
function shown(s: EditorState): string {
  const { from, to } = s.selection.main
  const t = s.doc.toString()
  return from === to ? `${t.slice(0, from)}|${t.slice(from)}` : `${t.slice(0, from)}<${t.slice(from, to)}>${t.slice(to)}`
}
function run(notation: string, command: StateCommand): string {
  let s = state(notation)
  command({ state: s, dispatch: (tr) => (s = tr.state) })
  return shown(s)
}

// nothing is refused here
const no = (why: string) => expect(why).toBe('')

describe('a crosshead says what it cannot be', () => {
  it.each([
    [':::factbox On| the quay', 'the edge of a box'],
    ['[^1]: A| source', 'a footnote'],
    ['![A| gate](media/00)', 'a picture'],
    ['```|', 'the edge of code'],
  ])('%s', (line, what) => {
    let why = ''
    let s = state(line)
    const before = s.doc.toString()
    crosshead((w) => (why = w))({ state: s, dispatch: (tr) => (s = tr.state) })
    expect([s.doc.toString(), why]).toEqual([before, `No crosshead: this is ${what}`])
  })
})

it('a row of a table is more than words', () => expect(moreThanWords('| a | b |')).toBe('a row of a table'))

describe('marks', () => {
  it.each([
    ['bold', 'a <b> c', around('**'), 'a **<b>** c'],
    ['not bold', 'a **<b>** c', around('**'), 'a <b> c'],
    ['italic', 'a <b> c', around('*'), 'a *<b>* c'],
    ['italic inside bold', '**<b>**', around('*'), '***<b>***'],
    ['a cursor', 'a| c', around('**'), 'a**|** c'],
    ['the end of bold', 'a **b|** c', around('**'), 'a **b**| c'],
    ['the end of italic', 'a *b|* c', around('*'), 'a *b*| c'],
    ['the end of italic inside bold', '**a *b|***', around('*'), '**a *b*|**'],
    ['the beginning of bold', 'a |**b** c', around('**'), 'a **|****b** c'],
    ['bold that holds nothing', 'a **|** c', around('**'), 'a | c'],
    ['italic at the end of bold', '**b|**', around('*'), '**b*|***'],
    ['crosshead', 'On the| quay', crosshead(no), '## On the| quay'],
    ['crosshead to be typed', '|', crosshead(no), '## |'],
    ['an item', '- One| item', crosshead(no), '## One| item'],
    ['an item in an item', '- 1. One| item', crosshead(no), '## One| item'],
    ['plain again', '## On the| quay', crosshead(no), 'On the| quay'],
  ])('%s', (_name, before, command, after) => expect(run(before, command)).toBe(after))
})

describe('the smallest change', () => {
  it.each([
    ['abc', 'abXc', { from: 2, to: 2, insert: 'X' }],
    ['abc', 'abc', null],
    ['', 'x', { from: 0, to: 0, insert: 'x' }],
    ['aaaa', 'aaa', { from: 3, to: 4, insert: '' }],
  ])('%j -> %j', (before, after, want) => expect(smallestChange(before, after)).toEqual(want))

  it('makes one text of the other and never cuts a character in two', () => {
    const next = seeded(3)
    const alphabet = ['a', 'b', '😀', '😁', 'é', 'e\u0301', '\n', '𝒳']
    const text = () => Array.from({ length: next() * 12 }, () => alphabet[Math.floor(next() * alphabet.length)]).join('')
    for (let i = 0; i < 3000; i++) {
      const before = text()
      const after = text()
      const c = smallestChange(before, after)
      const made = c ? before.slice(0, c.from) + c.insert + before.slice(c.to) : before
      expect(made, `${JSON.stringify(before)} -> ${JSON.stringify(after)}`).toBe(after)
      if (c) for (const part of [before.slice(0, c.from), before.slice(c.from, c.to), before.slice(c.to), c.insert]) expect(part.isWellFormed()).toBe(true)
    }
  })
})

describe('findings in the body', () => {
  it('move with the words while a new check runs', () => {
    let s = state('|The TK figure')
    s = s.update({ effects: setFindings.of([{ code: 'tk', severity: 'block', message: '', field: 'body', from: 4, to: 6 }]) }).state
    s = s.update({ changes: { from: 0, insert: 'Now: ' } }).state
    const at: string[] = []
    s.field(findingMarks).between(0, s.doc.length, (from, to) => void at.push(s.sliceDoc(from, to)))
    expect(at).toEqual(['TK'])
  })

  it('ignores those of other fields and those past the end', () => {
    const f = { code: 'x', severity: 'warn' as const, message: '' }
    const s = state('|short').update({ effects: setFindings.of([{ ...f, field: 'standfirst', from: 0, to: 2 }, { ...f, field: 'body', from: 2, to: 99 }]) }).state
    expect(s.field(findingMarks).size).toBe(0)
  })
})

describe('the dialect in the editor', () => {
  it.each([
    ['a line under a line is no heading', 'Text\n---', 'SetextHeading'],
    ['an indented paragraph is no code', '    four spaces', 'CodeBlock'],
    ['raw HTML is text', '<b>bold</b>', 'HTML'],
  ])('%s', (_name, text, node) => {
    const s = EditorState.create({ doc: text, extensions: [stetMarkdown] })
    expect(syntaxTree(s).toString()).not.toContain(node)
  })
  it('a crosshead is a heading', () => {
    const s = EditorState.create({ doc: '## Crosshead', extensions: [stetMarkdown] })
    expect(syntaxTree(s).toString()).toContain('ATXHeading2')
  })
})

describe('a manuscript', () => {
  const quiet = { typed: () => undefined, pasted: () => false }

  it('takes a paste as one step of undo, and keeps undo while another story is on screen', () => {
    const m = new Manuscript('One.', quiet)
    const box = document.createElement('div')
    let unlink = m.link(box)
    m.goTo(4)
    m.insert('\n\nTwo.\n\nThree.')
    unlink()
    unlink = m.link(box)
    m.run('undo')
    expect(m.text()).toBe('One.')
    m.run('redo')
    expect(m.text()).toBe('One.\n\nTwo.\n\nThree.')
    unlink()
  })

  it('reports what a person typed and not what came from outside', () => {
    let typed = 0
    const m = new Manuscript('One.', { ...quiet, typed: () => typed++ })
    const unlink = m.link(document.createElement('div'))
    m.replace('One and two.')
    expect(typed).toBe(0)
    m.insert('!')
    expect(typed).toBe(1)
    m.run('undo')
    expect(typed).toBe(2)
    unlink()
  })

  it('keeps the cursor where it was when the text changes elsewhere', () => {
    const m = new Manuscript('One. Two. Three.', quiet)
    m.goTo(5)
    m.replace('One. Two. Three and four.')
    expect(m.state.selection.main.head).toBe(5)
  })
})
