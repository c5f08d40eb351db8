import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { Place } from '../ui/Slip.svelte'

/**
 * Asks for the menu of the text: by the right button, the Menu key or
 * Shift+F10, of which the engine makes one event. The cursor goes there,
 * unless that is inside what is selected.
 */
export function menuAt(ask: (at: number, place: Place) => void): Extension {
  return EditorView.domEventHandlers({
    contextmenu(e, view) {
      e.preventDefault()
      const at = view.posAtCoords(e, false)
      const { from, to } = view.state.selection.main
      if (at < from || at > to) view.dispatch({ selection: { anchor: at } })
      // Beside the row, so that the word it speaks of can be read.
      const row = view.coordsAtPos(at)
      const inRow = row && e.clientY >= row.top && e.clientY <= row.bottom
      ask(at, { left: e.clientX, top: inRow ? row.top : e.clientY, bottom: inRow ? row.bottom : e.clientY })
      return true
    },
  })
}
