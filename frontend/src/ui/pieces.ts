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
