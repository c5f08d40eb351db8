import { StateEffect, StateField, type EditorState } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { Finding } from '../../types'

/** Shows these findings; only those of the body are drawn. */
export const setFindings = StateEffect.define<Finding[]>()

const mark = (f: Finding) => Decoration.mark({ class: `cm-finding-${f.severity}`, finding: f })

/** Findings in the body. They move with the words while a new check runs. */
export const findingMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(drawn, tr) {
    drawn = drawn.map(tr.changes)
    for (const e of tr.effects) if (e.is(setFindings)) drawn = draw(e.value, tr.state)
    return drawn
  },
  provide: (f) => EditorView.decorations.from(f),
})

function draw(findings: Finding[], state: EditorState): DecorationSet {
  const end = state.doc.length
  return Decoration.set(
    findings
      .filter((f) => f.field === 'body' && f.from < f.to && f.to <= end)
      .map((f) => mark(f).range(f.from, f.to)),
    true,
  )
}

/** Where a finding stands now: the text may have changed since it was checked. Null = it is drawn nowhere. */
export function findingAt(state: EditorState, f: Finding): { from: number; to: number } | null {
  for (const at = state.field(findingMarks).iter(); at.value; at.next()) if (at.value.spec['finding'] === f) return { from: at.from, to: at.to }
  return null
}
