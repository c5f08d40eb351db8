import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import { Direction, EditorView, layer, RectangleMarker } from '@codemirror/view'

const setEnd = StateEffect.define<number>()

/** Where the commissioned length ends in the text; -1 = it does not. It moves with the words until it is counted anew. */
const end = StateField.define<number>({
  create: () => -1,
  update(at, tr) {
    for (const e of tr.effects) if (e.is(setEnd)) return e.value
    return at < 0 ? at : tr.changes.mapPos(at, -1)
  },
})

/** Moves the line; null = it stands there already. */
export function movedEnd(state: EditorState, at: number): StateEffect<number> | null {
  const inside = Math.min(at, state.doc.length)
  return state.field(end) === inside ? null : setEnd.of(inside)
}

/**
 * The lines of a step through the text: under the row up to the place, up, and
 * over what follows in it. It lies over the text and moves no word.
 */
function step(view: EditorView): RectangleMarker[] {
  const at = view.state.field(end)
  if (at < 0 || at < view.viewport.from || at > view.viewport.to) return []
  const place = view.coordsAtPos(at, -1)
  if (!place) return []
  const base = view.scrollDOM.getBoundingClientRect()
  const row = view.contentDOM.getBoundingClientRect()
  const rtl = view.textDirectionAt(at) === Direction.RTL
  const [left, middle, right] = [row.left - base.left, place.right - base.left + 1, row.right - base.left]
  const [over, under] = [place.top - base.top - 1, place.bottom - base.top + 1]
  const [before, after] = rtl ? [over, under] : [under, over]
  return [
    new RectangleMarker('cm-length-line', left, before, middle - left, 1),
    new RectangleMarker('cm-length-line', middle, over, 1, under - over + 1),
    new RectangleMarker('cm-length-line', middle, after, right - middle, 1),
  ]
}

/** A hairline where the commissioned length ends. Who listens is told by the count. */
export const hairline: Extension = [
  end,
  layer({
    above: true, // the boxes of the text have grounds of their own
    class: 'cm-length',
    update: (u) => u.docChanged || u.viewportChanged || u.selectionSet || u.startState.field(end) !== u.state.field(end),
    markers: step,
  }),
  EditorView.theme({ '.cm-length': { pointerEvents: 'none' }, '.cm-length-line': { backgroundColor: 'var(--warn)', opacity: '0.55' } }),
]
