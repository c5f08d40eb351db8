// @vitest-environment jsdom
import { undo } from '@codemirror/commands'
import { describe, expect, it, vi } from 'vitest'
import type { Api } from '../src/api'
import { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Linking } from '../src/state/linking.svelte'

/** A text with what is selected between < and >, or a cursor at |. */
function desk(notation: string, change: Partial<Api> = {}) {
  const said: string[] = []
  const from = notation.search(/[«|]/)
  const to = notation.includes('»') ? notation.indexOf('»') - 1 : from
  const copy = new Manuscript(notation.replace(/[«»|]/g, ''), { typed: () => undefined, pasted: () => false })
  copy.goTo(from, to)
  let open = false
  const fail = vi.fn()
  const linking = new Linking({ ...fakeOf(new FakeProgram()), ...change }, copy, { say: (t) => said.push(t), fail, slip: (on) => (open = on) })
  return { linking, copy, said, fail, isOpen: () => open }
}

describe('a new link', () => {
  it('is made whole, goes round what is selected, and is one step of undo', async () => {
    const { linking, copy, isOpen } = desk('See «the council »now.')
    await linking.here()
    expect([isOpen(), linking.slip?.words, linking.address]).toEqual([true, 'the council', ''])
    linking.address = 'example.org/story'
    await linking.put()
    expect(copy.text()).toBe('See [the council](https://example.org/story) now.')
    expect([isOpen(), copy.state.selection.main.head]).toEqual([false, copy.text().indexOf(' now')])
    undo({ state: copy.state, dispatch: (tr) => expect(tr.newDoc.toString()).toBe('See the council now.') })
  })

  it('says what becomes of it once the keys pause, and what cannot be one stays in the slip', async () => {
    vi.useFakeTimers()
    try {
      const { linking, copy, isOpen } = desk('See «this».')
      await linking.here()
      linking.address = 'example.org'
      linking.typed()
      expect(linking.made).toBeNull()
      await vi.advanceTimersByTimeAsync(500)
      expect(linking.made).toMatchObject({ address: 'https://example.org', trouble: '' })
      linking.address = 'page.html'
      linking.typed()
      const put = linking.put()
      await vi.advanceTimersByTimeAsync(500)
      await put
      expect(linking.made?.trouble).toContain('on which site')
      expect([copy.text(), isOpen()]).toEqual(['See this.', true])
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([
    ['an address that is selected', 'See «www.example.org».', '', 'See [www.example.org](https://www.example.org).'],
    ['words of its own', 'See |.', 'the council', 'See [the council](https://www.example.org).'],
    ['an item that is selected whole', '«- The council »now', '', '- [The council](https://www.example.org) now'],
    ['a crosshead that is selected whole', '«## The council»', '', '## [The council](https://www.example.org)'],
    ['no words', 'See |.', '', 'See [https://www.example.org](https://www.example.org).'],
    ['brackets that are words', 'He «[sic]» said.', '', 'He [[sic]](https://www.example.org) said.'],
  ])('%s', async (_name, text, words, after) => {
    const { linking, copy } = desk(text)
    await linking.here()
    linking.address ||= 'www.example.org'
    linking.words = words
    await linking.put()
    expect(copy.text()).toBe(after)
  })

  it('drops an answer that comes late', async () => {
    const answers: ((address: string) => void)[] = []
    const { linking } = desk('See «this» now', { link: () => new Promise((done) => answers.push((address) => done({ address, trouble: '', target: address, source: address }))) })
    const opened = linking.here() // "this" may be an address
    linking.address = 'a'
    const first = linking.put()
    linking.address = 'b'
    const second = linking.put()
    answers[2]!('b')
    answers[1]!('a')
    answers[0]!('this')
    await Promise.all([opened, first, second])
    expect(linking.address).toBe('b')
  })

  it('does nothing to words that changed meanwhile', async () => {
    const { linking, copy, fail } = desk('See «this».')
    await linking.here()
    copy.replace('Something else.')
    linking.address = 'example.org'
    await linking.put()
    expect([copy.text(), fail.mock.calls.length]).toEqual(['Something else.', 1])
  })
})

describe('a link that is there', () => {
  it.each([
    ['in its words', 'See [the cou|ncil](www.example.org "A title") now.', 'See [the council](https://www.example.org "A title") now.'],
    ['selected, as F8 shows it', 'See «[it](www.example.org)».', 'See [it](https://www.example.org).'],
    ['of a link card', ':::embed «www.example.org» The council\n:::', ':::embed https://www.example.org The council\n:::'],
    ['right behind it', 'See [it](www.example.org)|', 'See [it](https://www.example.org)'],
  ])('is made whole: %s', async (_name, text, after) => {
    const { linking, copy } = desk(text)
    await linking.here()
    expect([linking.address, linking.made?.address]).toEqual(['www.example.org', 'https://www.example.org'])
    await linking.put()
    expect(copy.text()).toBe(after)
  })

  it.each([
    ['without an address', 'See [it](|).', 'See [it](https://example.org).'],
    ['by reference', 'See [i|t][one].', 'See [it](https://example.org).'],
    ['in angle brackets', 'See [i|t](<a b>).', 'See [it](https://example.org).'],
  ])('is written anew: %s', async (_name, text, after) => {
    const { linking, copy } = desk(text)
    await linking.here()
    linking.address = 'example.org'
    await linking.put()
    expect(copy.text()).toBe(after)
  })

  it('goes, and its words stay', async () => {
    const { linking, copy, isOpen } = desk('See [**it** al|l](https://example.org) now.')
    await linking.here()
    linking.remove()
    expect([copy.text(), isOpen()]).toEqual(['See **it** all now.', false])
  })
})
