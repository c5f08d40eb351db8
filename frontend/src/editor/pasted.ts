import { StateEffect, StateField, type EditorState } from '@codemirror/state'

export interface Stretch {
  from: number
  to: number
}

interface Latest extends Stretch {
  /** As it was pasted. */
  text: string
}

/** Copy was pasted, and stands here now. */
export const setLatest = StateEffect.define<Stretch>()

/** Where the copy stands that was pasted last. */
export const latest = StateField.define<Latest | null>({
  create: () => null,
  update(at, tr) {
    for (const e of tr.effects) if (e.is(setLatest)) return { ...e.value, text: tr.newDoc.sliceString(e.value.from, e.value.to) }
    return at && { ...at, from: tr.changes.mapPos(at.from, 1), to: tr.changes.mapPos(at.to, -1) }
  },
})

/** null = nothing was, or nothing of it is left. */
export function latestPaste(state: EditorState): Stretch | null {
  const at = state.field(latest)
  return at && at.from < at.to ? at : null
}

/** Whether it still reads as it was pasted. */
export const untouched = (state: EditorState): boolean => {
  const at = state.field(latest)
  return !!at && state.sliceDoc(at.from, at.to) === at.text
}
