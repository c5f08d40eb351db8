// Corrections without the index: the stories in memory are looked through.
import { Problem, type Api } from '../api'
import type { Correction, Holding } from '../corrections'
import type { Article } from '../types'
import type { FakeProgram } from './fake'

const isOut = (a: Article) => ['sent', 'live', 'withdrawn'].includes(a.status)

function spots(text: string, words: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + words.length)) found.push(at)
  return found
}

function holdings(a: Article, words: string): Holding[] {
  const fields: [string, string][] = [['headlines.main', a.headlines.main], ['standfirst', a.standfirst ?? ''], ['body', a.body]]
  const base = { story: a.id, rev: a.rev, picture: '', place: 0, lineup: '', spare: false, name: a.slugline || a.headlines.main, status: a.status, flag: a.flag ?? '', out: isOut(a), byHand: false }
  return fields.flatMap(([field, text]) => spots(text, words).map((from): Holding => ({ ...base, field, where: field, from, to: from + words.length, text, marks: [{ from, to: from + words.length }] })))
}

const judge = (c: Correction) => {
  if (c.kind !== 'minor' && !c.text) throw new Problem('value', 'A note for readers is missing.', 'Say plainly what was wrong and what is right.')
  if (!c.why) throw new Problem('value', 'The reason is missing: it stays in the story’s log.', 'Say why in a few words.')
}

export const fakeCorrections = (p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'changeCorrections' | 'findWords' | 'putRight' | 'takeWordsBack'> => {
  const add = (a: Article, c: Omit<Correction, 'at'>): Correction[] => {
    const made = { ...c, at: new Date().toISOString(), by: 'MS', rev: a.rev + 1 }
    judge(made)
    return [...(a.corrections ?? []), made]
  }
  const keep = (a: Article, set: Record<string, string>, corrections: Correction[] | undefined, note: string) => {
    const saved = p.save({ id: a.id, base: a.rev, note, set: { ...set, slugline: set['slugline'] ?? a.slugline ?? '' } })
    const article = { ...saved.article, corrections }
    p.stories.set(a.id, article)
    return { article, head: { ...saved.head, corrected: corrections?.at(-1)?.kind } }
  }
  return {
    changeCorrections: ({ id, do: what, place = -1, kind = 'correction', text = '', why = '', rev = 0 }) => later(() => {
      const a = p.get(id)
      if (!isOut(a)) throw new Problem('value', 'The story never went out, so there is nothing to tell readers.', 'Change its words.')
      if (what === 'undo') return keep(a, {}, p.past.get(`${id} ${rev - 1}`)?.corrections, 'taken back')
      if (what === 'add') return keep(a, {}, add(a, { kind, text, why }), why)
      const list = [...(a.corrections ?? [])]
      if (what === 'take-back') list.splice(place, 1)
      else list[place] = { ...list[place]!, kind, text, why }
      return keep(a, {}, list, why)
    }),
    findWords: (words, story) => later(() => {
      const all = [...p.stories.values()].filter((a) => !a.trashed).sort((a, b) => Number(b.id === story) - Number(a.id === story))
      return { places: all.flatMap((a) => holdings(a, words)), beyond: 0, partial: false, out: !!story && isOut(p.get(story)), going: [] }
    }),
    putRight: ({ words, right, spots: where, kind, text, why }) => later(() => {
      const ids = [...new Set(where.map((s) => s.story))]
      let corrected = 0
      const saved = ids.map((id) => {
        const a = p.get(id)
        const mine = where.filter((s) => s.story === id).sort((x, y) => y.from - x.from)
        if (mine.some((s) => s.rev !== a.rev)) throw new Problem('stale', 'It was saved elsewhere.', 'Look again.')
        const set: Record<string, string> = {}
        for (const s of mine) {
          const was = set[s.field] ?? (s.field === 'body' ? a.body : s.field === 'standfirst' ? (a.standfirst ?? '') : a.headlines.main)
          set[s.field] = was.slice(0, s.from) + right + was.slice(s.from + words.length)
        }
        if (isOut(a)) corrected++
        return keep(a, set, isOut(a) ? add(a, { kind, text, why }) : a.corrections, why)
      })
      return { made: saved.map((s) => ({ story: s.article.id, lineup: '', rev: s.article.rev })), heads: saved.map((s) => s.head), corrected, stayed: [] }
    }),
    takeWordsBack: (made) => later(() => {
      const saved = made.map((m) => {
        const a = p.get(m.story)
        const was = p.past.get(`${m.story} ${m.rev - 1}`)!
        return keep(a, { body: was.body, standfirst: was.standfirst ?? '', 'headlines.main': was.headlines.main }, was.corrections, 'taken back')
      })
      return { made, heads: saved.map((s) => s.head), corrected: 0, stayed: [] }
    }),
  }
}
