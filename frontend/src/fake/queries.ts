// Queries as the program reads and writes them, but for what a comment must escape.
import { Problem } from '../api'
import type { Query, QueryAsk, Reply, Splice } from '../pagetypes'

const MARK = /(?:\{==([^]*?)==\})?\{>>query: *([^:]*): ([^\n]*?)<<\}((?:\{>>(?:answer|reopen): [^\n]*?<<\})*)/g
const REPLY = /\{>>(answer|reopen): *([^:]*?)(?:: ([^\n]*?))?<<\}/g

export function queriesOf(body: string): Query[] {
  return [...body.matchAll(MARK)].map((m) => {
    const [all, passage = '', who = '', note = '', behind = ''] = m
    const replies = [...behind.matchAll(REPLY)].map((r): Reply => ({ kind: r[1] as Reply['kind'], who: r[2] ?? '', note: r[3] ?? '' }))
    const [from, to] = [m.index, m.index + all.length]
    const [asker = '', whom = ''] = who.split(' @')
    const words = passage ? { start: from + 3, end: from + 3 + passage.length } : { start: from, end: to }
    return { passage, note, who: asker, whom, replies, open: replies.at(-1)?.kind !== 'answer', from, to, ...words }
  })
}

export function markQuery(who: string, ask: QueryAsk): Splice[] {
  if (!ask.text.trim() && (ask.do === 'ask' || ask.do === 'answer')) throw new Problem('value', 'There is not a word in it.', 'Write what you want to say.')
  const to = ask.whom ? ` @${ask.whom}` : ''
  if (ask.do === 'ask') return [{ from: ask.from, to: ask.from, text: '{==' }, { from: ask.to, to: ask.to, text: `==}{>>query: ${who}${to}: ${ask.text}<<}` }]
  const q = queriesOf(ask.body).find((one) => one.from <= ask.from && ask.from < one.to)
  if (!q) throw new Problem('not-found', 'The query is not there any more.')
  if (ask.do === 'remove') return [{ from: q.from, to: q.start, text: '' }, { from: q.end, to: q.to, text: '' }]
  return [{ from: q.to, to: q.to, text: `{>>${ask.do}: ${who}${ask.text ? `: ${ask.text}` : ''}<<}` }]
}
