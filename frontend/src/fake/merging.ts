// The fake program's merging of two stories: their words, their flags and the way back.
import { Problem, type Api } from '../api'
import type { United } from '../mergetypes'
import { fieldTexts } from '../state/fields'
import type { Article } from '../types'
import type { Picked, Row } from '../pasttypes'
import type { FakeProgram } from './fake'
import { chunks, rows, side } from './past'

const CHOICES = ['overline', 'headlines.main', 'standfirst']

export function fakeMerging(p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'planUnite' | 'unite' | 'undoUnite'> {
  const before = new Map<string, [Article, Article]>()
  const facing = (a: Article, b: Article): Row[] =>
    rows(b.body, a.body).map((row) => (row.change && a.body.includes(side(row, 'in').trim()) ? { ...row, double: 'same', at: 1 } : row))
  const revision = (a: Article) => ({ rev: a.rev, at: a.updated, by: 'MS', words: 0, note: '', changed: [] })
  const write = (was: Article, set: Partial<Article>): Article => {
    const now = { ...p.get(was.id), ...set, rev: p.get(was.id).rev + 1 }
    p.stories.set(was.id, now)
    return now
  }
  const united = (story: Article, other: Article): United => ({ story, other, head: p.head(story), otherHead: p.head(other), lineups: [], stayed: 0 })
  return {
    planUnite: (into, other) => later(() => {
      const [a, b] = [p.get(into), p.get(other)]
      if (b.flag === 'killed') throw new Problem('value', 'The other story is killed. Nothing of it is taken into another one.', 'Take the kill back to hold first, if it was a mistake.')
      const [ours, theirs] = [fieldTexts(a), fieldTexts(b)]
      const fields = CHOICES.filter((f) => theirs[f] && theirs[f] !== ours[f]).map((field) => ({ field, chunks: chunks(theirs[field] ?? '', ours[field] ?? '') }))
      return {
        sides: { id: into, a: revision(b), b: revision(a), newest: true, fields, body: facing(a, b), torn: [], tornFields: [], conflicts: 0 }, into: p.head(a), other: p.head(b),
        remarks: b.flag === 'hold' ? ['The story is held: the other is.'] : [],
      }
    }),
    unite: (ask) => later(() => {
      const [a, b] = [p.get(ask.into), p.get(ask.other)]
      if (a.rev !== ask.base || b.rev !== ask.otherBase) throw new Problem('stale', 'It was saved elsewhere.')
      before.set(a.id, [a, b]).set(b.id, [a, b])
      const taken = (row: Row, pick: Picked) => (pick === 'before' ? side(row, 'in') : pick === 'both' ? `${side(row, 'in').trimEnd()}\n\n${side(row, 'out')}` : side(row, 'out'))
      const body = facing(a, b).map((row) => taken(row, (row.change && ask.body[row.change - 1]) || '')).join('') || a.body
      const headlines = ask.fields.includes('headlines.main') ? { ...a.headlines, main: b.headlines.main } : a.headlines
      return united(write(a, { body, headlines, bylines: [...new Set([...a.bylines, ...b.bylines])] }), write(b, { flag: 'spiked', mergedInto: a.id }))
    }),
    undoUnite: (id) => later(() => {
      const were = before.get(id)
      if (!were) throw new Problem('value', 'The newest revision is not the one of a merging.')
      before.delete(were[0].id)
      before.delete(were[1].id)
      const [a, b] = were.map((was) => write(was, { ...was, mergedInto: was.mergedInto, flag: was.flag })) as [Article, Article]
      return united(a, b)
    }),
  }
}
