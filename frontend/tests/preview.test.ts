import { describe, expect, it } from 'vitest'
import type { Api } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Preview } from '../src/state/preview.svelte'
import type { Rendered } from '../src/types'
import { seeded, sleep } from './random'

/** Answers only when told to. */
function byHand() {
  const asked: { id: string; set: Record<string, string>; answer: (html: string) => void }[] = []
  const preview: Api['preview'] = (id, set) =>
    new Promise<Rendered>((r) => asked.push({ id, set, answer: (html) => r({ html, blocks: [], words: 0, paused: false, reason: '' }) }))
  return { asked, api: { ...fakeOf(new FakeProgram()), preview } }
}
const turn = () => sleep(0)

describe('the page beside the story', () => {
  it('asks once at a time, and again with the newest words', async () => {
    const { asked, api } = byHand()
    let body = 'a'
    const p = new Preview(api)
    p.show('s', () => ({ body }))
    await turn()
    for (body of ['ab', 'abc', 'abcd']) p.ask()
    await turn()
    expect(asked).toHaveLength(1)
    asked[0]!.answer('a')
    await turn()
    expect(asked).toHaveLength(2)
    expect(asked[1]!.set).toEqual({ body: 'abcd' })
    asked[1]!.answer('abcd')
    await turn()
    expect(p.rendered?.html).toBe('abcd')
    expect(asked).toHaveLength(2)
  })

  it('drops the answer for a story that is no longer on screen', async () => {
    const { asked, api } = byHand()
    const p = new Preview(api)
    p.show('one', () => ({}))
    await turn()
    p.show('two', () => ({}))
    await turn()
    asked[1]!.answer('two')
    await turn()
    asked[0]!.answer('one')
    await turn()
    expect(p.rendered?.html).toBe('two')
  })

  it('says why it stands still, and keeps the last page', async () => {
    const api: Api = { ...fakeOf(new FakeProgram()), preview: () => Promise.reject(new Error('{"code":"failed","message":"Too heavy.","hint":""}')) }
    const p = new Preview(api)
    p.show('s', () => ({}))
    await sleep(5)
    expect(p.trouble).toBe('Too heavy.')
  })

  it('ends on the last text under random delays', async () => {
    const next = seeded(5)
    let text = ''
    const api: Api = {
      ...fakeOf(new FakeProgram()),
      preview: async (_id, set) => {
        await sleep(next() * 4)
        return { html: set['body'] ?? '', blocks: [], words: 0, paused: false, reason: '' }
      },
    }
    const p = new Preview(api)
    p.show('s', () => ({ body: text }))
    for (let i = 0; i < 200; i++) {
      text += i
      p.ask()
      if (i % 4 === 0) await sleep(next() * 2)
    }
    await sleep(40)
    expect(p.rendered?.html).toBe(text)
  })
})
