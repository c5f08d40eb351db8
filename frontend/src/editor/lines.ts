import { Compartment, Facet, RangeSetBuilder, type EditorState, type Extension } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import type { Runs } from '../state/direction'

const blank = Decoration.line({ class: 'cm-blank' })
const written = { auto: way('auto'), ltr: way('ltr'), rtl: way('rtl') }
const direction = Facet.define<Runs, Runs>({ combine: (said) => said[0] ?? 'auto' })

function way(dir: Runs) {
  return Decoration.line({ attributes: { dir } })
}

const PARTS_A_QUOTATION = /^ {0,3}>[> ]*$/

/** Where a text keeps which way it runs: it can be changed while it is on screen. */
export const running = new Compartment()

/** An empty line runs with the text, once that says which way. */
export const runs = (dir: Runs): Extension => [direction.of(dir), dir === 'auto' ? [] : EditorView.contentAttributes.of({ dir })]

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]/u

/** Which way words run that stand in a text: as it says, else as their own first letter does. */
export function directionAt(state: EditorState, words: string): 'ltr' | 'rtl' {
  const said = state.facet(direction)
  return said === 'auto' ? (RIGHT_TO_LEFT.test(/\p{L}/u.exec(words)?.[0] ?? '') ? 'rtl' : 'ltr') : said
}

/**
 * Shapes whole lines: the empty line between two paragraphs is drawn as the
 * small space it is, and every other line runs the way the story says, or else
 * the way its own words do.
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
        if (u.docChanged || u.viewportChanged || u.startState.facet(direction) !== u.state.facet(direction)) this.decorations = shape(u.view)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]

function shape(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>()
  const { doc } = view.state
  const shown = written[view.state.facet(direction)]
  for (const { from, to } of view.visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.length > 0) found.add(line.from, line.from, shown)
      // The first and last line may be all there is to click on.
      if (line.length > 0 ? PARTS_A_QUOTATION.test(line.text) : line.number > 1 && line.number < doc.lines) found.add(line.from, line.from, blank)
      if (line.to >= to || line.number === doc.lines) break
    }
  }
  return found.finish()
}
