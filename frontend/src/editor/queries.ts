import { EditorState, RangeSet, RangeValue, StateEffect, StateField, type Extension, type Transaction, type TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { Query } from '../pagetypes'
import { sameQuery } from './comments'

/** A query and where it stands now: its whole mark, and its passage. */
export interface Placed {
  query: Query
  from: number
  to: number
  start: number
  end: number
}

const setQueries = StateEffect.define<Query[]>()

/** The queries of the text on screen. They move with the words until the program reads them anew. */
const queries = StateField.define<Placed[]>({
  create: () => [],
  update(now, tr) {
    for (const e of tr.effects) if (e.is(setQueries)) return e.value.map((query) => ({ query, from: query.from, to: query.to, start: query.start, end: query.end }))
    return tr.docChanged && now.length > 0 ? now.map((p) => moved(p, tr)) : now
  },
})

function moved(p: Placed, { changes }: Transaction): Placed {
  const from = changes.mapPos(p.from, 1)
  const to = Math.max(from, changes.mapPos(p.to, -1))
  return { query: p.query, from, to, start: changes.mapPos(p.start, -1), end: changes.mapPos(p.end, 1) }
}

export const queriesOf = (state: EditorState): Placed[] => state.field(queries)

/** What shows these; null = they are shown already, where they are. */
export function showQueries(state: EditorState, list: Query[]): TransactionSpec | null {
  const now = state.field(queries)
  return list.length === now.length && list.every((q, i) => stands(q, now[i]!)) ? null : { effects: setQueries.of(list) }
}

const stands = (q: Query, p: Placed): boolean =>
  sameQuery(q, p.query) && q.replies.length === p.query.replies.length && q.from === p.from && q.to === p.to && q.start === p.start && q.end === p.end

/** The query whose mark holds a stretch of text; of two within each other the inner one. */
export function queryAt(state: EditorState, from: number, to = from): Placed | undefined {
  return state.field(queries).filter((p) => p.from < p.to && p.from <= from && to <= p.to).sort((a, b) => a.to - a.from - (b.to - b.from))[0]
}

// Where the signs of a mark stand; the cursor goes over each in one step.
function signs(p: Placed): { from: number; to: number }[] {
  return (p.start > p.from ? [{ from: p.from, to: p.start }, { from: p.end, to: p.to }] : [{ from: p.from, to: p.to }]).filter((s) => s.from < s.to)
}

class Whole extends RangeValue {}
const whole = new Whole()
const atoms = (view: EditorView) => RangeSet.of(view.state.field(queries).flatMap(signs).map((s) => whole.range(s.from, s.to)), true)

/** Whether what is deleted takes an end of the mark, or all its passage: then the rest of the mark means nothing. */
function breaks(p: Placed, from: number, to: number): boolean {
  const inComment = p.start > p.from ? from >= p.end + '==}{>>'.length : from >= p.from + '{>>'.length
  if (inComment && to <= p.to - '<<}'.length) return false
  return signs(p).some((s) => from < s.to && to > s.from) || (p.start < p.end && from <= p.start && to >= p.end)
}

/** Whose end is taken out is taken out whole, and stays in one paragraph, as one step with what did it: half a mark would be words of the story. */
const nothingHalf = EditorState.transactionFilter.of((tr) => {
  const now = tr.docChanged && (tr.isUserEvent('delete') || tr.isUserEvent('input') || tr.isUserEvent('move')) ? tr.startState.field(queries) : []
  const rest = now.flatMap((p) => (broken(p, tr) ? leftOf(p, tr) : split(p, tr)))
  return rest.length > 0 ? [tr, { changes: rest, sequential: true }] : tr
})

function broken(p: Placed, tr: Transaction): boolean {
  let hit = false
  tr.changes.iterChanges((from, to) => (hit ||= to > from && breaks(p, from, to)))
  return hit
}

const leftOf = (p: Placed, { changes }: Transaction): Part[] =>
  signs(p).map((s) => ({ from: changes.mapPos(s.from, 1), to: changes.mapPos(s.to, -1) })).filter((s) => s.from < s.to)

interface Part {
  from: number
  to?: number
  insert?: string
}

// The end of a paragraph or an item, and what the next one begins with.
const ENDS = /[ \t]*\n(?=[ \t]*(?:\n|[-*+>#] |\d+[.)] |:::))\s*(?:(?:[-*+>]|#+|\d+[.)]) +)*/

/** What keeps a mark on the first part of its passage that holds words, where that was parted. */
function split(p: Placed, tr: Transaction): Part[] {
  if (p.start === p.from || !tr.changes.touchesRange(p.start, p.end)) return []
  const at = moved(p, tr)
  const passage = tr.newDoc.sliceString(at.start, at.end)
  const m = ENDS.exec(passage)
  if (!m) return []
  if (m.index > 0) return [{ from: at.start + m.index, insert: tr.newDoc.sliceString(at.end, at.to) }, { from: at.end, to: at.to }]
  return [{ from: at.from, to: at.start }, { from: at.start + m[0].length, insert: tr.newDoc.sliceString(at.from, at.start) }]
}

/** Queries of the text: their signs hold together, and a click on one says which. */
export function queryMarks(clicked: (p: Placed) => void): Extension {
  return [
    queries,
    EditorView.atomicRanges.of(atoms),
    nothingHalf,
    EditorView.domEventHandlers({
      mousedown(e, view) {
        const chip = e.button === 0 && e.target instanceof Element ? e.target.closest('.cm-chip-query') : null
        const p = chip && queryAt(view.state, view.posAtDOM(chip))
        if (!p) return false
        e.preventDefault()
        clicked(p)
        return true
      },
    }),
  ]
}
