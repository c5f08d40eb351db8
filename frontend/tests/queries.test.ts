// @vitest-environment jsdom
import { undo } from '@codemirror/commands'
import { afterEach, describe, expect, it } from 'vitest'
import { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { queriesOf } from '../src/fake/queries'
import { Queries } from '../src/state/queries.svelte'

const away: (() => void)[] = []
afterEach(() => away.splice(0).forEach((f) => f()))

function desk(body: string, shown = false) {
  const said: string[] = []
  const failed: string[] = []
  let open = false
  const copy: Manuscript = new Manuscript(body, { typed: () => undefined, pasted: () => false })
  if (shown) {
    const parent = document.body.appendChild(document.createElement('div'))
    away.push(copy.link(parent), () => parent.remove())
  }
  const q = new Queries(fakeOf(new FakeProgram()), copy, {
    say: (t) => said.push(t), fail: (e) => failed.push((e as { message: string }).message), slip: (on) => (open = on),
  })
  const read = () => q.take(queriesOf(copy.text()))
  read()
  return { q, copy, read, said, failed, isOpen: () => open }
}
const asked = 'A {==claim==}{>>query: TO: whose?<<} and {==more==}{>>query: TO: sure?<<}{>>answer: ML: yes<<}.'

describe('asking', () => {
  it('puts the question to the selected words, as one step of undo', async () => {
    const { q, copy, isOpen, said } = desk('They said so.')
    copy.goTo(0, 9)
    q.here(false)
    expect([isOpen(), q.slip?.words, q.slip?.query]).toEqual([true, 'They said', null])
    Object.assign(q.typed, { ask: 'who?', whom: 'ML' })
    await q.send()
    expect(copy.text()).toBe('{==They said==}{>>query: MS @ML: who?<<} so.')
    expect([isOpen(), q.typed.ask, said.length]).toEqual([false, '', 1])
    expect(copy.state.selection.main.head).toBe(copy.text().indexOf(' so.'))
    undo({ state: copy.state, dispatch: (tr) => expect(tr.newDoc.toString()).toBe('They said so.') })
  })

  it.each([['word|', 'word'], ['two wo|rds', 'words'], ['one, |two', 'two'], ['one. |', 'one'], ['a\n\n|', undefined]])('takes the word at the cursor: %j', (text, words) => {
    const { q, copy, said } = desk(text.replace('|', ''))
    copy.goTo(text.indexOf('|'))
    q.here(false)
    expect(q.slip?.words).toBe(words)
    expect(said.length).toBe(words ? 0 : 1)
  })

  it('keeps what was typed when the slip is closed, or the program says no', async () => {
    const { q, copy, failed } = desk('Words.')
    copy.goTo(0, 5)
    q.here(false)
    q.typed.ask = ' '
    await q.send()
    expect([failed, q.slip !== null, copy.text()]).toEqual([['There is not a word in it.'], true, 'Words.'])
    q.typed.ask = 'why?'
    q.close()
    q.here(false)
    expect(q.typed.ask).toBe('why?')
  })

  it('does nothing to words that changed meanwhile', async () => {
    const { q, copy, failed } = desk('Words.')
    copy.goTo(0, 5)
    q.typed.ask = 'why?'
    const sent = q.send()
    copy.replace('Other words.')
    await sent
    expect([copy.text(), failed]).toEqual(['Other words.', ['The text changed in the same moment.']])
  })
})

describe('answering', () => {
  it('opens the query at the cursor, and answers it', async () => {
    const { q, copy, read, said } = desk(asked)
    expect([q.open, q.sorted.map((x) => x.note)]).toEqual([1, ['whose?', 'sure?']])
    copy.goTo(7)
    q.here(false)
    expect(q.slip?.query?.note).toBe('whose?')
    q.typed.answer = 'Mine.'
    await q.answer()
    read()
    expect([q.open, copy.text().includes('{>>query: TO: whose?<<}{>>answer: MS: Mine.<<}'), said.at(-1)]).toEqual([0, true, 'Answered. No query is open'])
  })

  it('opens again, and takes out: the words stay', async () => {
    const { q, copy, read, said } = desk(asked)
    await q.reopen(q.sorted[1])
    read()
    expect([q.open, said.at(-1)]).toEqual([2, 'Open again. 2 queries open'])
    await q.remove(q.sorted[1])
    read()
    await q.remove(q.sorted[0])
    read()
    expect([copy.text(), q.list]).toEqual(['A claim and more.', []])
  })

  it('an answer is typed for one query', () => {
    const { q } = desk(asked)
    q.show(q.sorted[0])
    q.typed.answer = 'Half an ans'
    q.close()
    q.show(q.sorted[0])
    expect(q.typed.answer).toBe('Half an ans')
    q.close()
    q.show(q.sorted[1])
    expect(q.typed.answer).toBe('')
  })
})

describe('in the text', () => {
  it('moves with the words, and stays the chosen one', () => {
    const { q, copy, read } = desk(asked, true)
    q.at = 1
    copy.goTo(0)
    copy.insert('New. ')
    q.goTo()
    expect(copy.selection()).toBe('more')
    const { list } = q
    read()
    expect(q.list).toBe(list) // where they are is known
    expect(q.chosen?.note).toBe('sure?')
    copy.goTo(12)
    q.near()
    expect(q.chosen?.note).toBe('whose?')
  })

  // What of the first query's mark is deleted, and what is left of "A {==claim==}{>>…<<} and".
  it.each([
    ['its tag', asked.indexOf('==}'), asked.indexOf(' and'), 'A claim and'],
    ['the end of its tag', asked.indexOf(' and') - 1, asked.indexOf(' and'), 'A claim and'],
    ['its first sign', 2, 5, 'A claim and'],
    ['its passage', 5, 10, 'A  and'],
    ['half its passage and the tag', 7, asked.indexOf(' and'), 'A cl and'],
    ['what stands before and half of it', 0, 7, 'aim and'],
    ['half its passage', 5, 7, 'A {==aim==}{>>query: TO: whose?<<} and'],
    ['a word of the question', asked.indexOf('whose'), asked.indexOf('whose') + 2, 'A {==claim==}{>>query: TO: ose?<<} and'],
  ])('who deletes %s', (_what, from, to, left) => {
    const { copy } = desk(asked, true)
    copy.goTo(from, to)
    copy.cut()
    expect(copy.text().slice(0, -asked.slice(asked.indexOf(' and') + 4).length)).toBe(left)
    undo({ state: copy.state, dispatch: (tr) => expect(tr.newDoc.toString()).toBe(asked) })
  })

  it.each([
    ['a paragraph is parted', 7, '\n\n', 'A {==cl==}{>>query: TO: whose?<<}\n\naim and'],
    ['words are put in', 7, 'x\n\ny', 'A {==clx==}{>>query: TO: whose?<<}\n\nyaim and'],
    ['an item ends', 7, '\n- ', 'A {==cl==}{>>query: TO: whose?<<}\n- aim and'],
    ['it begins anew at the passage', 5, '\n\n', 'A \n\n{==claim==}{>>query: TO: whose?<<} and'],
    ['a line ends', 7, '\n', 'A {==cl\naim==}{>>query: TO: whose?<<} and'],
    ['words are typed', 7, '-- ', 'A {==cl-- aim==}{>>query: TO: whose?<<} and'],
  ])('stays in one paragraph when %s', (_what, at, typed, left) => {
    const { copy } = desk(asked, true)
    copy.goTo(at)
    copy.insert(typed)
    expect(copy.text().slice(0, left.length)).toBe(left)
    undo({ state: copy.state, dispatch: (tr) => expect(tr.newDoc.toString()).toBe(asked) })
  })

  it('can be read and not changed in a newsroom that takes no change', () => {
    const { q, copy, said } = desk('Words.')
    copy.goTo(0, 3)
    q.here(true)
    expect([q.slip, said]).toEqual([null, ['There is no query at the cursor']])
  })
})
