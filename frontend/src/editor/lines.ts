import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import type { Extension } from '@codemirror/state'

const blank = Decoration.line({ class: 'cm-blank' })
const written = Decoration.line({ attributes: { dir: 'auto' } })

/**
 * Shapes whole lines: the empty line between two paragraphs is drawn as the
 * small space it is, and every other line runs the way its own words do.
 */
export const lineShapes: Extension = [
  EditorView.perLineTextDirection.of(true),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = shape(view)
      }
      update(u: ViewUpdate) {
        if (u.docChanged || u.viewportChanged) this.decorations = shape(u.view)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]

function shape(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>()
  const { doc } = view.state
  for (const { from, to } of view.visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.length > 0) found.add(line.from, line.from, written)
      // The first and last line may be all there is to click on.
      else if (line.number > 1 && line.number < doc.lines) found.add(line.from, line.from, blank)
      if (line.to >= to || line.number === doc.lines) break
    }
  }
  return found.finish()
}
