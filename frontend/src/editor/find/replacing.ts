import { isolateHistory } from '@codemirror/commands'
import { getSearchQuery } from '@codemirror/search'
import type { ChangeSpec, EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { meant } from './addresses'
import type { Change } from '../changes'
import type { FieldFind, Replaced } from './fieldfind.svelte'
import { foundIn } from './found'
import { lineStep } from './linesteps'
import { free, replacement, type Match } from './matches'
import { withinMarks } from './withinmarks'
import { many } from '../../ui/words'

type Target = Pick<EditorView, 'state' | 'dispatch'>

/** How many were replaced in the body; left: places that stand; hidden: in addresses and marks; over: with marks between their words. */
export interface ReplacedInBody {
  n: number
  left: number
  hidden: number
  over: number
}

/** Replaces the match that find stands on, in the body or in a line, as one step; says why it does not. */
export function replaceOne(view: Target, lines: FieldFind): string {
  const { state } = view
  const { from, to } = state.selection.main
  const inLine = lines.one()
  const match = lines.here ? undefined : foundIn(state).find((m) => m.from === from && m.to === to)
  if (match) {
    const changes = changeFor(state, match)
    if (!changes) return 'A link or mark stands in the way: change these words in the text'
    const end = to + changes.insert.length - (changes.to - changes.from)
    view.dispatch({ changes, selection: { anchor: end }, annotations: isolateHistory.of('full'), userEvent: 'input.replace' })
  } else if (inLine) {
    const { change, end } = inLine
    view.dispatch(lineStep([change], { userEvent: 'input.replace' }))
    lines.here = { path: change.path, from: end, to: end }
  }
  return ''
}

function changeFor(state: EditorState, match: Match): Change | null {
  const query = getSearchQuery(state)
  if (match.over) return withinMarks(state, query, match.over)
  return { from: match.from, to: match.to, insert: replacement(state, query, match) }
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
  const all = foundIn(state)
  const whole = all.filter((m) => !m.over)
  const seen = meant(state.doc, whole)
  const now = free(state.doc.toString(), seen)
  const spec = now.map(({ from, to }): ChangeSpec => ({ from, to, insert: replacement(state, query, { from, to }) }))
  return { spec, n: now.length, left: seen.length - now.length, hidden: whole.length - seen.length, over: all.length - whole.length }
}

/** What the bar says of it: a headline that was touched is named. */
export function said([{ n, left, hidden, over }, { lines, left: ofLines }]: [ReplacedInBody, Replaced]): string {
  const all = lines.reduce((sum, l) => sum + l.n, n)
  return [
    `${all} replaced`,
    ...inLines(lines),
    ...(left + ofLines > 0 ? [`${many(left + ofLines, 'place')} marked STET or CQ left`] : []),
    ...(hidden > 0 ? [`${hidden} in addresses and marks left`] : []),
    ...(over > 0 ? [`${over} ${over === 1 ? 'runs' : 'run'} over links or marks, left`] : []),
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
