// What the desk's comments say, for drawing them: docs/format.md, "Marks". The
// program reads them for everything else.
import type { Query } from '../pagetypes'

export interface Comment {
  kind: 'cq' | 'stet' | 'query'
  who: string
  note: string
  /** A query that somebody answered, and nobody opened again. */
  answered: boolean
}

const SIGNS: Record<string, string> = { amp: '&', lt: '<' }

/** Signs that a comment has no plain place for, as they were typed. */
const plain = (text: string): string =>
  text.replace(/\\([!-/:-@[-`{-~])|&(?:#(\d{1,7})|(amp|lt));/g, (_m, sign: string | undefined, code: string | undefined, name: string) =>
    sign ?? (code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (SIGNS[name] ?? '')))

const REPLY = /^\s*(answer|reopen)\s*(?::|$)/i

/** Whether a comment right behind a query answers it, or opens it again. */
export const isReply = (comment: string): boolean => REPLY.test(comment)

/** replies: the comments right behind it that are about it. */
export function commentOf(comment: string, replies: string[] = []): Comment {
  const m = /^\s*(cq|stet|query)\s*(?::([^:]*)(?::(.*))?)?$/is.exec(comment)
  const kind = (m?.[1]?.toLowerCase() ?? 'query') as Comment['kind']
  const last = REPLY.exec(replies.at(-1) ?? '')?.[1]
  return { kind, who: plain((m?.[2] ?? '').trim()), note: plain((m ? (m[3] ?? '') : comment).trim()), answered: last?.toLowerCase() === 'answer' }
}

const COMMENT = /\{>>([^\n]*?)<<\}/y

/** The comment that starts at a place of a text, with the replies behind it. */
export function commentAt(text: string, at: number): (Comment & { end: number }) | null {
  COMMENT.lastIndex = at
  const first = COMMENT.exec(text)
  if (!first) return null
  const replies: string[] = []
  let end = COMMENT.lastIndex
  if (commentOf(first[1]!).kind === 'query') {
    for (let m = COMMENT.exec(text); m && isReply(m[1]!); m = COMMENT.exec(text)) {
      replies.push(m[1]!)
      end = COMMENT.lastIndex
    }
  }
  return { ...commentOf(first[1]!, replies), end }
}

/** Whether both are the same question, wherever it stands and whatever was answered. */
export const sameQuery = (a: Query, b: Query): boolean => a.note === b.note && a.who === b.who && a.whom === b.whom && a.at === b.at && a.passage === b.passage
