import { describe, expect, it } from 'vitest'
import { fakeOf, FakeProgram } from '../src/fake/fake'
import { clipboardOf } from '../src/editor/paste/clipboard'
import { tooLarge } from '../src/state/largecopy'
import { Session } from '../src/state/session.svelte'

const MB = 2 ** 20
const clipboard = (data: Record<string, string>) => {
  const asked: string[] = []
  const getData = (type: string) => (asked.push(type), data[type] ?? '')
  return { asked, data: { types: Object.keys(data), getData } as unknown as DataTransfer }
}

describe('the clipboard', () => {
  it('is read once for each of its kinds, and not at all for what is not wanted', () => {
    const both = clipboard({ 'text/html': '<b>One</b>', 'text/plain': 'One' })
    expect(clipboardOf(both.data)).toEqual({ html: '<b>One</b>', text: 'One' })
    expect(both.asked).toEqual(['text/plain', 'text/html'])
    const plain = clipboard({ 'text/html': '<b>One</b>', 'text/plain': 'One' })
    expect(clipboardOf(plain.data, true)).toEqual({ html: '', text: 'One' })
    expect(plain.asked).toEqual(['text/plain'])
  })

  it('leaves HTML unread whose words are too long for a page', () => {
    const text = 'w'.repeat(2 * MB + 1)
    const long = clipboard({ 'text/html': '<p>', 'text/plain': text })
    expect(clipboardOf(long.data)).toEqual({ html: '', text, unread: true })
    expect(long.asked).toEqual(['text/plain'])
    expect(clipboardOf(clipboard({ 'text/plain': text }).data)).toEqual({ html: '', text })
  })
})

describe('copy that is too large', () => {
  it.each([
    ['fits', { html: '<p>', text: 'a' }, null],
    ['fits to the last byte', { html: 'é'.repeat(MB / 2), text: '' }, null],
    ['is counted in bytes', { html: 'é'.repeat(MB), text: 'a' }, { message: 'Too large to paste with its formatting: it is 2 MB, and at most 1 MB go in at once.', hint: 'Ctrl+Shift+V pastes the words alone.', words: true }],
    ['has no words', { html: 'e'.repeat(3 * MB), text: ' ' }, { message: 'Too large to paste: it is 3 MB, and at most 1 MB go in at once.', hint: 'Copy it in pieces.', words: false }],
    ['has too many words', { html: '', text: 'e'.repeat(3 * MB) }, { message: 'Too large to paste: it is 3 MB, and at most 1 MB go in at once.', hint: 'Copy it in pieces.', words: false }],
    ['was not read', { html: '', text: 'eee', unread: true }, { message: 'Too long to paste with its formatting: the words alone are 1 MB.', hint: 'Ctrl+Shift+V pastes the words alone.', words: true }],
  ])('%s', (_name, copy, want) => expect(tooLarge(copy, MB)).toEqual(want))

  it('is refused before it goes anywhere, and its words are offered', async () => {
    const program = new FakeProgram()
    const s = new Session(fakeOf(program))
    await s.start()
    await s.create()
    const copy = s.story!.copy
    await s.copyIn.body({ html: `<p>${'e'.repeat(21 * MB)}`, text: 'The words' }, copy)
    expect(copy.text()).toBe('')
    expect(s.notice?.text).toContain('Too large to paste with its formatting: it is 22 MB')
    s.notice!.offer!.run()
    await new Promise((done) => setTimeout(done, 20))
    expect(copy.text()).toBe('The words')
    expect(s.notice).toBeNull()
    await s.copyIn.story({ html: '', text: 'A headline\n\nWords.', unread: true })
    expect(s.desk.total).toBe(1)
    s.notice!.offer!.run()
    await new Promise((done) => setTimeout(done, 20))
    expect(s.desk.total).toBe(2)
    s.story?.draft.close()
  })
})
