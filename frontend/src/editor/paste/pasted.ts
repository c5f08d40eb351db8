import { invertedEffects } from '@codemirror/commands'
import { StateEffect, StateField, type ChangeDesc, type EditorState } from '@codemirror/state'
import type { Note, Receipt } from '../../types'
import type { Pasted } from './clipboard'

export interface Stretch {
  from: number
  to: number
}

/** Copy as it was pasted, and what became of it on the way in. */
export interface PastedCopy {
  copied: Pasted
  receipt: Receipt
  /** Somebody has read its note. */
  closed: boolean
}

/** The copy that was pasted last, and where it stands. */
export interface Latest extends Stretch {
  of: PastedCopy
  /** As it was pasted. */
  text: string
  /** What of its receipt was put back behind it. */
  back: readonly Note[]
}

const mapped = (at: Latest, changes: ChangeDesc): Latest => ({ ...at, from: changes.mapPos(at.from, 1), to: changes.mapPos(at.to, -1) })

/** Copy was pasted, and stands here now; null = what was pasted is gone with all before it. */
export const setLatest = StateEffect.define<Latest | null>({ map: (at, changes) => at && mapped(at, changes) })

// Of steps that undo takes together the first one's comes last.
const field = StateField.define<Latest | null>({
  create: () => null,
  update(at, tr) {
    const set = tr.effects.findLast((e) => e.is(setLatest))
    if (set) return set.value as Latest | null
    return at && tr.docChanged ? mapped(at, tr.changes) : at
  },
})

/** Where the copy stands that was pasted last. Undo and redo bring that back with the words. */
export const latest = [
  field,
  invertedEffects.of((tr) => {
    const at = tr.startState.field(field)
    const set = tr.effects.some((e) => e.is(setLatest))
    return set || (at && tr.changes.touchesRange(at.from, at.to)) ? [setLatest.of(at)] : []
  }),
]

/** null = nothing was. */
export const latestPaste = (state: EditorState): Latest | null => state.field(field)

/** null = nothing of it is left. */
export function whereLatest(state: EditorState): Latest | null {
  const at = state.field(field)
  return at && at.from < at.to ? at : null
}

/** Whether it still reads as it was pasted. */
export const untouched = (state: EditorState, at: Latest): boolean => state.sliceDoc(at.from, at.to) === at.text
