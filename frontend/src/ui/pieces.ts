import type { Span } from '../types'

/** A text cut at its marks, so that each piece can be a text node of its own. */
export function pieces(text: string, marks: Span[]): { text: string; hit: boolean }[] {
  const cut: { text: string; hit: boolean }[] = []
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
