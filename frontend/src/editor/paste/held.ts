import { StateEffect, StateField, type EditorState } from '@codemirror/state'
import type { Stretch } from './pasted'

/** Keeps a place under a number; null lets it go. */
export const hold = StateEffect.define<{ id: number; at: Stretch | null }>()

/** Places that wait for words which are on their way, moved along with the text. */
export const held = StateField.define<ReadonlyMap<number, Stretch>>({
  create: () => new Map(),
  update(places, tr) {
    let now = places
    if (tr.docChanged && places.size > 0) {
      now = new Map([...places].map(([id, { from, to }]) => {
        // Words typed there meanwhile come behind those that were there first.
        const first = tr.changes.mapPos(from, from === to ? -1 : 1)
        return [id, { from: first, to: Math.max(first, tr.changes.mapPos(to, -1)) }]
      }))
    }
    for (const e of tr.effects) {
      if (!e.is(hold)) continue
      const next = new Map(now)
      if (e.value.at) next.set(e.value.id, e.value.at)
      else next.delete(e.value.id)
      now = next
    }
    return now
  },
})

export const heldAt = (state: EditorState, id: number): Stretch => state.field(held).get(id) ?? state.selection.main
