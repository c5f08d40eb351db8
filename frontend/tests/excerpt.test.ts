import { describe, expect, it } from 'vitest'
import type { Chunk } from '../src/pasttypes'
import { excerpt } from '../src/ui/excerpt'

const long = Array.from({ length: 200 }, (_, i) => `word${i}`).join(' ')
const same = (text: string): Chunk => ({ op: 'same', text })
const out: Chunk = { op: 'out', text: 'gone' }

describe('an excerpt of changes', () => {
  it('leaves short runs and all changes as they are', () => {
    const chunks = [same('The '), { op: 'in', text: long } as Chunk, same(' sails.')]
    expect(excerpt(chunks)).toEqual(chunks)
  })

  it('keeps what stands around a change, blanks too, cut between words', () => {
    const [first, , last] = excerpt([same(`${long} `), out, same(` ${long}`)])
    expect(first!.text).toMatch(/^… word\d+ .* word199 $/)
    expect(last!.text).toMatch(/^ word0 .* word\d+ …$/)
    expect(first!.text.length).toBeLessThan(200)
  })

  it('keeps both ends between two changes', () => {
    expect(excerpt([out, same(` ${long} `), out])[1]!.text).toMatch(/^ word0 .* … .* word199 $/)
  })
})
