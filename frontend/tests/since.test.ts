import { expect, test } from 'vitest'
import { changedSince } from '../src/state/since'

const now = new Date(2026, 11, 3, 22, 55)
const at = new Date(2026, 11, 3, 19, 40).toISOString()
const said = (...changed: string[]) => changedSince({ rev: 3, at, changed }, now)

test('what changed since a story went out is a sentence', () => {
  expect(changedSince(undefined, now)).toBe('')
  expect(said()).toBe('')
  expect(said('body')).toBe('Body changed since it went out at 19:40')
  expect(said('headlines.main', 'body')).toBe('Headline and body changed since it went out at 19:40')
  expect(said('headlines.main', 'standfirst', 'dateline', 'body')).toBe('Headline, standfirst, dateline and body changed since it went out at 19:40')
  expect(said('headlines.main', 'standfirst', 'dateline', 'keywords', 'body')).toBe('Headline, standfirst, dateline and 2 more changed since it went out at 19:40')
  expect(changedSince({ rev: 3, at: new Date(2026, 10, 30, 9).toISOString(), changed: ['slug'] }, now)).toContain('on 30 Nov')
})
