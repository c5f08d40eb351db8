// The fake program's tracked changes: places are told by the words before them.
import { Problem, type Api } from '../api'
import type { Article, Decision, Proposal, Spot, Tracked } from '../types'
import type { Chunk } from '../pasttypes'
import type { FakeProgram } from './fake'

/** A change of the document; before: the words it stands behind. */
export interface Noted extends Tracked {
  before: string
}

const OPS = { inserted: 'in', deleted: 'out', moved: 'in', comment: 'same' } as const

const isIn = (c: Tracked) => (c.kind === 'deleted') === (c.verdict === 'rejected')

function spotOf(body: string, c: Noted): Spot | undefined {
  const words = c.kind === 'comment' ? (c.passage ?? '') : c.text
  const at = body.indexOf(c.before + (c.kind === 'comment' || isIn(c) ? words : ''))
  if (at < 0 || !c.before) return undefined
  const from = at + c.before.length
  const to = c.kind === 'comment' || isIn(c) ? from + words.length : from
  const start = body.lastIndexOf('\n\n', from) + 2
  const end = body.indexOf('\n\n', to)
  const chunks: Chunk[] = [
    { op: 'same', text: body.slice(start > 1 ? start : 0, from) }, { op: OPS[c.kind], text: words }, { op: 'same', text: body.slice(to, end < 0 ? undefined : end) },
  ]
  return { from, to, chunks: chunks.filter((k) => k.text) }
}

function proposalOf(body: string, c: Noted): Proposal {
  const spot = spotOf(body, c)
  return { ...c, spot, stuck: !spot && c.kind !== 'comment' }
}

function ruled(a: Article, c: Noted, verdict: Decision): string | null {
  const turned = { ...c, verdict }
  if (c.kind === 'comment' || isIn(c) === isIn(turned)) return a.body
  const spot = spotOf(a.body, c)
  return spot ? a.body.slice(0, spot.from) + (isIn(turned) ? c.text : '') + a.body.slice(spot.to) : null
}

export function fakeTracked(p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'proposals' | 'decide'> {
  const noted = (id: string) => (p.receipts.get(id)?.changes ?? []) as Noted[]
  const proposals = (id: string) => noted(id).map((c) => proposalOf(p.get(id).body, c))
  return {
    proposals: (id) => later(() => proposals(id)),
    decide: (id, base, ids, verdict) => later(() => {
      const a = p.get(id)
      if (base !== a.rev) throw new Problem('stale', 'This story was saved elsewhere after you opened it.', 'Compare the two versions.')
      let missed = 0
      const changes = noted(id).map((c) => {
        if (!ids.includes(c.id)) return c
        const body = ruled(a, c, verdict)
        if (body === null) {
          if (ids.length === 1) throw new Problem('failed', 'The words around this change were changed since.', 'Change the words by hand.')
          missed++
          return c
        }
        a.body = body
        return { ...c, verdict }
      })
      const was = p.get(id)
      if (a.body !== was.body) p.save({ id, base, note: verdict || 'undecided again', set: { body: a.body } })
      p.receipts.set(id, { ...p.receipts.get(id)!, changes })
      return { article: p.get(id), head: p.head(p.get(id)), changes: proposals(id), missed }
    }),
  }
}

const at = '2026-11-22T18:40:00Z'

/** A story that came as a document in which two people changed something. */
export function trackedStory(p: FakeProgram): Article {
  const a = p.add({
    headlines: { main: 'Old bridge stays open for another year' }, slugline: 'BRIDGE', sectionId: 's2', flag: 'hold',
    body: 'The council did not vote on Monday to keep the bridge for another year, the mayor said.\n\nIt will be painted in the spring, and the cost is borne by the port.\n\nNobody spoke against it.',
  })
  const changes: Noted[] = [
    { id: 1, kind: 'inserted', by: 'Ann Lee', at, text: 'stays open', before: '' },
    { id: 2, kind: 'inserted', by: 'Ann Lee', at, text: 'not ', before: 'The council did ' },
    { id: 3, kind: 'deleted', by: 'Bo Ryder', at, text: 'Sunday, or ', before: 'vote on ' },
    { id: 4, kind: 'comment', by: 'Ann Lee', at, text: 'Who says? Ask the port.', passage: 'the cost is borne by the port', before: 'in the spring, and ' },
    { id: 5, kind: 'inserted', by: 'Bo Ryder', at, text: 'against it', before: 'Nobody spoke ' },
  ]
  p.receipts.set(a.id, { kept: 32, changed: [{ text: '4 tracked changes', why: 'The text reads as its last author left it; the story is on hold until you have looked at each change.' }], dropped: [], moved: [], changes })
  return a
}
