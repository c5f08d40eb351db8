import { afterEach, describe, expect, it, vi } from 'vitest'
import { EditorState } from '@codemirror/state'
import { movedEnd, hairline } from '../src/editor/hairline'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Counting } from '../src/state/counting.svelte'
import { Preview } from '../src/state/preview.svelte'
import { lengthSaid, minutes, over } from '../src/ui/words'
import { sleep } from './random'

afterEach(() => vi.useRealTimers())

describe('the selection', () => {
  it('is counted when it rests, and an answer for an earlier one is dropped', async () => {
    const api = fakeOf(new FakeProgram())
    const asked: string[] = []
    const slow: (() => void)[] = []
    api.count = (_id, text) => {
      asked.push(text)
      return new Promise((done) => slow.push(() => done({ words: asked.length, characters: 0, seconds: 0 })))
    }
    vi.useFakeTimers()
    const counting = new Counting(api)
    counting.select('a', () => 'one')
    counting.select('a', () => 'one two')
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toEqual(['one two'])
    counting.select('a', () => 'one two three')
    await vi.advanceTimersByTimeAsync(1000)
    slow[1]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(counting.selected?.words).toBe(2)
    slow[0]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(counting.selected?.words).toBe(2)
    counting.select('a', null)
    expect(counting.selected).toBeNull()
  })

  it('of a line above the body is plain words', async () => {
    const api = fakeOf(new FakeProgram())
    let asked = ''
    api.count = (_id, text) => {
      asked = text
      return Promise.resolve({ words: 2, characters: 8, seconds: 0 })
    }
    vi.useFakeTimers()
    const counting = new Counting(api)
    counting.selectLine('a', '1. *Ships*')
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toBe('1\\. \\*Ships\\*')
    expect(counting.selected).toEqual({ words: 2, characters: 8, seconds: 0, line: true })
    counting.selectLine('a', '')
    expect(counting.selected).toBeNull()
  })

  it('is not counted when the program cannot', async () => {
    const counting = new Counting({ ...fakeOf(new FakeProgram()), count: () => Promise.reject(new Error('too much')) })
    vi.useFakeTimers()
    counting.select('a', () => 'words')
    await vi.advanceTimersByTimeAsync(1000)
    expect(counting.selected).toBeNull()
  })
})

describe('a length', () => {
  const counts = { words: 1702, characters: 9123, seconds: 425 }
  it.each([
    [undefined, '1,702 words; 9,123 characters; 7 min to read'],
    [450, '1,702 of 450 words, 1,252 over; 9,123 characters; 7 min to read'],
    [1702, '1,702 of 1,702 words; 9,123 characters; 7 min to read'],
  ])('of %s is said', (asked, said) => expect(lengthSaid(counts, asked)).toBe(said))

  it('takes a minute to read at least', () => expect([minutes(0), minutes(89), minutes(91)]).toEqual(['1 min', '1 min', '2 min']))
  it('is over what was asked for, if anything was', () => expect([over(5), over(5, 0), over(5, 5), over(6, 5)]).toEqual(['', '', '', '1 over']))
})

describe('where the commissioned length ends', () => {
  it('comes with the page, for the words that are on screen', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ body: 'one two three', commissionedLength: 2 })
    let body = 'one two three'
    const preview = new Preview(fakeOf(p))
    preview.show(id, () => ({ body, set: {} }))
    await sleep(5)
    expect(preview.ends.at).toBe(7)
    const before = preview.ends
    preview.ask()
    await Promise.resolve()
    body = 'one more, two three'
    await sleep(5)
    expect(preview.ends).toBe(before) // what was typed meanwhile was not counted
    preview.ask()
    await sleep(5)
    expect(preview.ends.at).toBe(9)
  })

  it('moves with the words until it is counted anew', () => {
    let s = EditorState.create({ doc: 'one two three', extensions: hairline })
    const to = (at: number) => movedEnd(s, at)
    s = s.update({ effects: to(7)! }).state
    expect(to(7)).toBeNull()
    s = s.update({ changes: { from: 0, insert: 'no ' } }).state
    expect(to(10)).toBeNull()
    s = s.update({ changes: { from: 10, insert: ' and' } }).state
    expect(to(10)).toBeNull()
    s = s.update({ effects: to(99)! }).state
    expect(to(s.doc.length)).toBeNull()
    s = s.update({ effects: to(-1)! }).state
    expect(to(-1)).toBeNull()
  })
})
