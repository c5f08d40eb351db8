import { describe, expect, it } from 'vitest'
import type { Api } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Preview } from '../src/state/preview.svelte'
import type { Card, PageAsk, PageChange } from '../src/pagetypes'
import { seeded, sleep } from './random'

const none = { turn: 0, lost: false, frame: '', from: 0, cut: 0, html: [], blocks: [], shift: 0, counts: { words: 0, characters: 0, seconds: 0 }, ends: -1, cards: [], queries: [], paused: false, reason: '' }
const withPreview = (preview: Api['preview']): Api => ({ ...fakeOf(new FakeProgram()), preview })
const words = (body: string) => () => ({ body, set: {} })
const turn = () => sleep(0)

/** Answers only when told to. */
function byHand() {
  const asked: { ask: PageAsk; answer: (html: string) => void }[] = []
  const api = withPreview((ask) => new Promise((r) => asked.push({ ask, answer: (html) => r({ ...none, html: [html], blocks: [{ from: 0, to: 1 }] }) })))
  return { asked, api }
}

/** A program that keeps the page it showed last, and says what changed of it: one block for each line. */
function keeping() {
  const asks: PageAsk[] = []
  let last: { turn: number; body: string; html: string[] } = { turn: 0, body: '', html: [] }
  const blocksOf = (html: string[]) => {
    let at = 0
    return html.map((h) => ({ from: at, to: (at += h.length + 1) - 1 }))
  }
  const preview = async (ask: PageAsk): Promise<PageChange> => {
    asks.push(ask)
    if (ask.since !== 0 && ask.since !== last.turn) return { ...none, lost: true }
    const base = ask.since ? last : { turn: 0, body: '', html: [] as string[] }
    const edit = ask.body!
    const body = base.body.slice(0, edit.from) + edit.text + base.body.slice(edit.to)
    const html = body.split('\n')
    let from = 0
    while (from < Math.min(base.html.length, html.length) && base.html[from] === html[from]) from++
    let end = 0
    while (end < Math.min(base.html.length, html.length) - from && base.html.at(-1 - end) === html.at(-1 - end)) end++
    last = { turn: last.turn + 1, body, html }
    const to = html.length - end
    return {
      ...none, turn: last.turn, frame: ask.since ? '' : 'frame', from, cut: base.html.length - end - from,
      html: html.slice(from, to), blocks: blocksOf(html).slice(from, to), shift: body.length - base.body.length, counts: { words: html.length, characters: 0, seconds: 0 }, ends: -1,
    }
  }
  return { asks, preview, blocksOf, forget: () => (last = { turn: 99, body: '', html: [] }) }
}

describe('the page beside the story', () => {
  it('waits until nobody types when it takes long to lay out', async () => {
    const { asked, api } = byHand()
    let body = 'a'
    const p = new Preview(api)
    p.show('s', () => ({ body, set: {} }))
    await turn()
    asked[0]!.answer('a')
    await turn()
    p.took(2000)
    for (body of ['ab', 'abc', 'abcd']) {
      p.ask()
      await sleep(300)
    }
    expect(asked).toHaveLength(1)
    await sleep(500)
    expect(asked.map((a) => a.ask.body!.text)).toEqual(['a', 'abcd'])
    asked[1]!.answer('abcd')
    await turn()
    p.took(20)
    p.ask()
    await turn()
    expect(asked).toHaveLength(3)
  })

  it('asks once at a time, and again with the newest words', async () => {
    const { asked, api } = byHand()
    let body = 'a'
    const p = new Preview(api)
    p.show('s', () => ({ body, set: {} }))
    await turn()
    for (body of ['ab', 'abc', 'abcd']) p.ask()
    await turn()
    expect(asked).toHaveLength(1)
    asked[0]!.answer('a')
    await turn()
    expect(asked).toHaveLength(2)
    expect(asked[1]!.ask.body).toEqual({ from: 0, to: 0, text: 'abcd' })
    asked[1]!.answer('abcd')
    await turn()
    expect(p.rendered?.html).toEqual(['abcd'])
    expect(asked).toHaveLength(2)
  })

  it('drops the answer for a story that is no longer on screen', async () => {
    const { asked, api } = byHand()
    const p = new Preview(api)
    p.show('one', words('1'))
    await turn()
    p.show('two', words('2'))
    await turn()
    asked[1]!.answer('two')
    await turn()
    asked[0]!.answer('one')
    await turn()
    expect(p.rendered?.html).toEqual(['two'])
  })

  it('asks for cards while somebody looks at them, and drops those that come late', async () => {
    const card = (text: string): Card => ({ place: 'search', width: 600, texts: [{ part: 'title', own: 'headlines.search', field: 'headlines.search', face: 'arial', size: 20, room: 600, most: 1, lines: [{ text, width: 9 }], cut: '', rough: false }] })
    const asks: { ask: PageAsk; answer: (text: string) => void }[] = []
    const p = new Preview(withPreview((ask) => new Promise((r) => asks.push({ ask, answer: (text) => r({ ...none, cards: ask.cards ? [card(text)] : [] }) }))))
    const shown = () => p.cards[0]?.texts[0]?.lines[0]?.text
    p.show('s', words('a'))
    await turn()
    asks[0]!.answer('nobody looks')
    await turn()
    expect([asks[0]!.ask.cards, shown()]).toEqual([false, undefined])

    p.showCards(true)
    await turn()
    p.show('other', words('b'))
    await turn()
    asks[2]!.answer('of the other')
    await turn()
    asks[1]!.answer('of the one before')
    await turn()
    expect([asks[2]!.ask.cards, shown()]).toEqual([true, 'of the other'])

    p.ask()
    await turn()
    p.showCards(false)
    asks[3]!.answer('too late')
    await turn()
    expect(p.cards).toEqual([])
  })

  it('says why it stands still, and keeps the last page', async () => {
    let heavy = false
    const p = new Preview(withPreview(async () => (heavy ? { ...none, paused: true, reason: 'Too long.' } : { ...none, html: ['page'], counts: { words: 1, characters: 4, seconds: 0 } })))
    p.show('s', words('a'))
    await sleep(5)
    heavy = true
    p.ask()
    await sleep(5)
    expect(p.trouble).toBe('Too long.')
    expect(p.rendered?.html).toEqual(['page'])
    expect(p.counts).toBeNull()
    const failing = new Preview(withPreview(() => Promise.reject(new Error('{"code":"failed","message":"Too heavy.","hint":""}'))))
    failing.show('s', words('a'))
    await sleep(5)
    expect(failing.trouble).toBe('Too heavy.')
  })

  it('ends on the last text under random delays', async () => {
    const next = seeded(5)
    const program = keeping()
    let text = ''
    const p = new Preview(withPreview(async (ask) => {
      await sleep(next() * 4)
      return program.preview(ask)
    }))
    p.show('s', () => ({ body: text, set: {} }))
    for (let i = 0; i < 200; i++) {
      text += i
      p.ask()
      if (i % 4 === 0) await sleep(next() * 2)
    }
    await sleep(40)
    expect(p.rendered?.html).toEqual([text])
  })

  it('sends what was typed and not the story', async () => {
    const program = keeping()
    let body = 'One.\nTwo.\nThree.'
    const p = new Preview(withPreview(program.preview))
    p.show('s', () => ({ body, set: {} }))
    await sleep(2)
    body = 'One.\nTwo!.\nThree.'
    p.ask()
    await sleep(2)
    expect(program.asks[1]).toMatchObject({ since: 1, body: { from: 8, to: 8, text: '!' } })
    expect(p.rendered).toEqual({ frame: 'frame', html: ['One.', 'Two!.', 'Three.'], blocks: program.blocksOf(['One.', 'Two!.', 'Three.']) })
  })

  it('makes the page of any edit out of what changed', async () => {
    const next = seeded(7)
    const program = keeping()
    let body = ''
    const p = new Preview(withPreview(program.preview))
    p.show('s', () => ({ body, set: {} }))
    await sleep(1)
    for (let i = 0; i < 300; i++) {
      const at = Math.floor(next() * (body.length + 1))
      body = body.slice(0, at) + ['a', '\n', '\n\n', 'b\nb', '😀', ''][Math.floor(next() * 6)] + body.slice(at + Math.floor(next() * 4))
      body = body.toWellFormed()
      p.ask()
      await sleep(0)
      await sleep(0)
      const html = body.split('\n')
      expect(p.rendered).toEqual({ frame: 'frame', html, blocks: program.blocksOf(html) })
    }
  })

  it('asks for all of the page when the program has lost it', async () => {
    const program = keeping()
    let body = 'One.'
    const p = new Preview(withPreview(program.preview))
    p.show('s', () => ({ body, set: {} }))
    await sleep(2)
    program.forget()
    body = 'One. Two.'
    p.ask()
    await sleep(4)
    expect(program.asks.map((a) => a.since)).toEqual([0, 1, 0])
    expect(p.rendered?.html).toEqual(['One. Two.'])
  })
})
