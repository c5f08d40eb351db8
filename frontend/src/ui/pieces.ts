import type { Span } from '../types'

export interface Piece {
  text: string
  hit: boolean
}

/** A text cut at its marks, so that each piece can be a text node of its own. */
export function pieces(text: string, marks: Span[]): Piece[] {
  const cut: Piece[] = []
  let at = 0
  for (const m of marks) {
    if (m.from < at || m.to <= m.from || m.to > text.length) continue
    if (m.from > at) cut.push({ text: text.slice(at, m.from), hit: false })
    cut.push({ text: text.slice(m.from, m.to), hit: true })
    at = m.to
  }
  if (at < text.length) cut.push({ text: text.slice(at), hit: false })
  return cut
}

/** A sentence cut at what it quotes: from each outermost “ to its ”, the signs left out. */
export function quoted(text: string): Piece[] {
  const marks: Span[] = []
  let deep = 0
  for (let at = 0, from = 0; at < text.length; at++) {
    if (text[at] === '“' && deep++ === 0) from = at + 1
    else if (text[at] === '”' && deep > 0 && --deep === 0) marks.push({ from, to: at })
  }
  return pieces(text, marks)
}

/** A stretch that is marked, in UTF-16 units. */
export interface Mark extends Span {
  kind: 'misspelt' | 'grammar' | 'hole' | 'found' | 'found-now'
}

/** A text cut wherever a mark begins or ends, each piece with all that lie on it; a space behind it holds its last row open. */
export function layered(text: string, marks: Mark[]): { from: number; text: string; kind: string }[] {
  const sound = marks.filter((m) => m.to <= text.length)
  const cuts = [...new Set([0, text.length, ...sound.flatMap((m) => [m.from, m.to])])].sort((a, b) => a - b)
  const cut = cuts.slice(0, -1).map((from, i) => ({
    from,
    text: text.slice(from, cuts[i + 1]),
    kind: sound.filter((m) => m.from <= from && from < m.to).map((m) => m.kind).join(' '),
  }))
  return [...cut, { from: text.length, text: ' ', kind: '' }]
}
