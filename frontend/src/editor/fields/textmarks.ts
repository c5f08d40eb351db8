// Where the desk's marks stand in a text, for taking words out of it. It knows
// no editor: the list beside the stories loads it too.
import { commentAt, type Comment } from '../comments'

/** A mark of the desk in a text: all of it, and its passage. */
interface Mark {
  from: number
  to: number
  start: number
  end: number
  kind: Comment['kind']
}

const SIGN = /\{==|==\}(?=\{>>)|\{>>/g

/** The marks of a text that is whole paragraphs, in their order; none holds another. */
export function marksIn(text: string): Mark[] {
  const marks: Mark[] = []
  let open = -1
  SIGN.lastIndex = 0
  for (let m = SIGN.exec(text); m; m = SIGN.exec(text)) {
    const at = m.index
    if (m[0] === '{==') open = at
    else {
      const behind = m[0] === '==}' ? at + 3 : at
      const c = commentAt(text, behind)
      if (!c) continue
      const passage = m[0] === '==}' && open >= 0
      marks.push({ from: passage ? open : behind, start: passage ? open + 3 : behind, end: passage ? at : behind, to: c.end, kind: c.kind })
      SIGN.lastIndex = c.end
      open = -1
    }
  }
  return marks
}

/** A stretch of a text with its marks whole or not at all; moved: it leaves its place, and the mark of a passage that goes whole goes with it. */
export function wholeMarks(text: string, { from, to }: { from: number; to: number }, moved = false): string {
  let taken = ''
  let at = from
  for (const m of marksIn(text)) {
    if (m.to <= from || m.from >= to) continue
    const all = m.from >= from && m.to <= to
    const passage = m.start < m.end && from <= m.start && to >= m.end
    if (all || (moved && passage)) taken += text.slice(at, Math.max(at, m.from)) + text.slice(m.from, m.to)
    else taken += text.slice(at, Math.max(at, m.from)) + text.slice(Math.max(m.start, from), Math.max(m.start, from, Math.min(m.end, to)))
    at = Math.max(at, m.to)
  }
  return taken + text.slice(at, Math.max(at, to))
}

/** A text without the queries in it: their words stay. */
export function withoutQueries(text: string): string {
  return marksIn(text).filter((m) => m.kind === 'query').reduceRight((words, m) => words.slice(0, m.from) + words.slice(m.start, m.end) + words.slice(m.to), text)
}
