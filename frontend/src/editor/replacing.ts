import { isolateHistory } from '@codemirror/commands'
import { getSearchQuery } from '@codemirror/search'
import type { ChangeSpec, EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { FieldFind, Replaced } from './fieldfind.svelte'
import { lineStep } from './linesteps'
import { free, matches, replacement, unseen } from './matches'
import { many } from '../ui/words'

type Target = Pick<EditorView, 'state' | 'dispatch'>

/** How many were replaced in the body; left: places that stand; hidden: in addresses and marks. */
export interface ReplacedInBody {
  n: number
  left: number
  hidden: number
}

/** Replaces the match that find stands on, in the body or in a line, as one step. */
export function replaceOne(view: Target, lines: FieldFind) {
  const { state } = view
  const query = getSearchQuery(state)
  const { from, to } = state.selection.main
  const inLine = lines.one()
  const match = lines.here ? undefined : matches(state, query).find((m) => m.from === from && m.to === to)
  if (match) {
    const insert = replacement(state, query, match)
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, annotations: isolateHistory.of('full'), userEvent: 'input.replace' })
  } else if (inLine) {
    const { change, end } = inLine
    view.dispatch(lineStep([change], { userEvent: 'input.replace' }))
    lines.here = { path: change.path, from: end, to: end }
  }
}

/** Replaces every match but those in passages that stand, in the body and in the lines, as one step. */
export async function replaceAll(view: Target, lines: FieldFind): Promise<[ReplacedInBody, Replaced]> {
  await lines.show(lines.all().changes.map((c) => c.path)) // what changes is seen, and can be taken back where it is
  const { changes, done } = lines.all()
  const { spec, ...body } = inBody(view.state)
  if (changes.length > 0 || spec.length > 0) view.dispatch(lineStep(changes, { changes: spec, userEvent: 'input.replace.all' }))
  return [body, done]
}

function inBody(state: EditorState): ReplacedInBody & { spec: ChangeSpec[] } {
  const query = getSearchQuery(state)
  const all = matches(state, query)
  const seen = all.filter((m) => !unseen(state, m))
  const meant = free(state.doc.toString(), seen)
  const spec = meant.map((m): ChangeSpec => ({ ...m, insert: replacement(state, query, m) }))
  return { spec, n: meant.length, left: seen.length - meant.length, hidden: all.length - seen.length }
}

/** What the bar says of it: a headline that was touched is named. */
export function said([{ n, left, hidden }, { lines, left: ofLines }]: [ReplacedInBody, Replaced]): string {
  const all = lines.reduce((sum, l) => sum + l.n, n)
  return [
    `${all} replaced`,
    ...inLines(lines),
    ...(left + ofLines > 0 ? [`${many(left + ofLines, 'place')} marked STET or CQ left`] : []),
    ...(hidden > 0 ? [`${hidden} in addresses and marks left`] : []),
  ].join(', ')
}

// The captions of several pictures have one name.
function inLines(lines: Replaced['lines']): string[] {
  const labels = [...new Set(lines.map((l) => l.label))]
  return labels.map((label) => {
    const of = lines.filter((l) => l.label === label)
    const n = of.reduce((sum, l) => sum + l.n, 0)
    return of.length > 1 ? `${n} in ${label.toLowerCase()}s` : `${n} in the ${of[0]!.where.toLowerCase()}`
  })
}
