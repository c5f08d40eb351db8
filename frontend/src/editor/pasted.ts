import { StateEffect, StateField, type EditorState } from '@codemirror/state'

export interface Stretch {
  from: number
  to: number
}

/** Copy was pasted, and stands here now. */
export const setLatest = StateEffect.define<Stretch>()

/** Where the copy stands that was pasted last. */
export const latest = StateField.define<Stretch | null>({
  create: () => null,
  update(at, tr) {
    for (const e of tr.effects) if (e.is(setLatest)) return e.value
    return at && { from: tr.changes.mapPos(at.from, 1), to: tr.changes.mapPos(at.to, -1) }
  },
})

/** null = nothing was, or nothing of it is left. */
export function latestPaste(state: EditorState): Stretch | null {
  const at = state.field(latest)
  return at && at.from < at.to ? at : null
}
