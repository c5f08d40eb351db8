import type { Chunk } from '../pasttypes'

const AROUND = 160 // characters on either side of a change
const SPARE = 40 // not worth a cut

/** Chunks with the long runs that stayed cut to what stands around the changes. */
export function excerpt(chunks: Chunk[]): Chunk[] {
  return chunks.map((c, i) => {
    if (c.op !== 'same') return c
    const before = i > 0 ? AROUND : 0
    const after = i < chunks.length - 1 ? AROUND : 0
    if (c.text.length <= before + after + SPARE) return c
    const text = `${head(c.text, before)} … ${tail(c.text, after)}`
    return { op: 'same', text: i === 0 ? text.trimStart() : after ? text : text.trimEnd() } // a blank next to a change is of it
  })
}

// Cut between words, and never inside a character.
const head = (text: string, most: number): string => text.slice(0, most).replace(/\s*\S*$/, '')
const tail = (text: string, most: number): string => text.slice(text.length - most).replace(/^\S*\s*/, '')
