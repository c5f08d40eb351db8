import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import type { Extension } from '@codemirror/state'

const blank = Decoration.line({ class: 'cm-blank' })

/** Draws the empty line between two paragraphs as the small space it is. */
export const lowBlanks: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = blanksOf(view)
    }
    update(u: ViewUpdate) {
      if (u.docChanged || u.viewportChanged) this.decorations = blanksOf(u.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

function blanksOf(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let line = view.state.doc.lineAt(from); ; line = view.state.doc.line(line.number + 1)) {
      // The first and last line may be all there is to click on.
      if (line.length === 0 && line.number > 1 && line.number < view.state.doc.lines) found.add(line.from, line.from, blank)
      if (line.to >= to || line.number === view.state.doc.lines) break
    }
  }
  return found.finish()
}
