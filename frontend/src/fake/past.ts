// The fake program's looking back: paragraphs side by side by their place.
import { Problem, type Api } from '../api'
import { fieldTexts } from '../state/fields'
import type { Cut, Drawer } from '../drawer'
import type { Article } from '../types'
import type { Chunk, Revision, Row } from '../pasttypes'
import type { FakeProgram } from './fake'

const cut = (text: string) => text.split(/(?<=\n\n)/)

export function chunks(before: string, after: string): Chunk[] {
  if (before === after) return [{ op: 'same', text: before }]
  const a = before.split(/(?<= )/)
  const b = after.split(/(?<= )/)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const all: Chunk[] = [
    { op: 'same', text: a.slice(0, head).join('') },
    { op: 'out', text: a.slice(head, a.length - tail).join('') },
    { op: 'in', text: b.slice(head, b.length - tail).join('') },
    { op: 'same', text: a.slice(a.length - tail).join('') },
  ]
  return all.filter((c) => c.text)
}

export function rows(before: string, after: string): Row[] {
  if (before === after) return []
  const [a, b] = [cut(before), cut(after)]
  let n = 0
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
    const [x, y] = [a[i] ?? '', b[i] ?? '']
    return { change: x.trim() === y.trim() ? 0 : ++n, chunks: chunks(x, y) }
  })
}

export const side = (row: Row, other: Chunk['op']) => row.chunks.filter((c) => c.op !== other).map((c) => c.text).join('')

export function fakePast(p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'nameRevision' | 'sideBySide' | 'take' | 'cuts' | 'putCutBack' | 'letCutGo'> {
  const names = new Map<string, string>()
  const at = (id: string, rev: number): Article => (rev && p.past.get(`${id} ${rev}`)) || p.get(id)
  const line = (a: Article): Revision => ({
    rev: a.rev, at: a.updated, by: 'MS', words: 0, note: '', changed: [], ...p.revisions.get(a.id)?.find((r) => r.rev === a.rev), name: names.get(`${a.id} ${a.rev}`),
  })
  const gone = new Map<string, Cut[]>()
  const cutsOf = (id: string): Drawer => {
    const revs = (p.revisions.get(id) ?? []).map((r) => at(id, r.rev))
    const lost = revs.flatMap((a) => cut(at(id, a.rev - 1).body).map((t) => t.trim()).filter((t) => t && !a.body.includes(t)).map((t) => ({ text: t, plain: t.replace(/^#+ |\*\*/g, ''), rev: a.rev - 1, gone: a.rev, at: a.updated, by: 'MS' })))
    const away = gone.get(id) ?? []
    return { cuts: lost.filter((c) => !p.get(id).body.includes(c.text) && !away.some((g) => g.text === c.text)), since: 0 }
  }
  return {
    cuts: (id) => later(() => cutsOf(id)),
    putCutBack: (id, base, c) => later(() => p.save({ id, base, note: 'put a cut back', set: { body: `${p.get(id).body.trimEnd()}\n\n${c.text}` } })),
    letCutGo: (id, c) => later(() => {
      gone.set(id, [...(gone.get(id) ?? []), c])
      return cutsOf(id)
    }),
    nameRevision: (id, rev, name) => later(() => {
      if (/^\d+$/.test(name)) throw new Problem('value', `A revision cannot be called “${name}”.`)
      names.set(`${id} ${rev}`, name)
      p.revisions.set(id, (p.revisions.get(id) ?? []).map((r) => (r.rev === rev ? { ...r, name } : r)))
      return p.revisions.get(id) ?? []
    }),
    sideBySide: (id, from, to) => later(() => {
      const [a, b] = [at(id, from), at(id, to)]
      const [x, y] = [fieldTexts(a), fieldTexts(b)]
      const fields = Object.keys(x).filter((path) => x[path] !== y[path]).map((path) => ({ field: path, chunks: chunks(x[path] ?? '', y[path] ?? '') }))
      return { id, a: line(a), b: line(b), newest: b.rev === p.get(id).rev, fields, body: rows(a.body, b.body), torn: [], tornFields: [], conflicts: 0 }
    }),
    take: (t) => later(() => {
      const old = at(t.id, t.from)
      const set = Object.fromEntries(t.fields.map((path) => [path, fieldTexts(old)[path] ?? '']))
      const mixed = rows(old.body, p.get(t.id).body).map((r) => {
        const pick = r.change ? t.body[r.change - 1] : ''
        return pick === 'both' ? `${side(r, 'in').trimEnd()}\n\n${side(r, 'out')}` : side(r, pick === 'before' ? 'in' : 'out')
      })
      return p.save({ id: t.id, base: t.base, note: `restored from revision ${t.from}`, set: t.body.some(Boolean) ? { ...set, body: mixed.join('') } : set })
    }),
  }
}
