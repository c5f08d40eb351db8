import type { Extension } from '@codemirror/state'
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'
import { isHole, MAY_BE_HOLE } from './holesin'

const hole = Decoration.mark({ class: 'cm-hole' })

const CHECKED = /^[^{}\n]*==\}\{>>\s*cq\s*(?::|<<\}|$)/i

/** Whether a CQ says that it is right as it stands. */
const isChecked = (text: string, at: number, end: number) =>
  text.lastIndexOf('{==', at) > text.lastIndexOf('==}', at) && CHECKED.test(text.slice(end, end + 500))

const matcher = new MatchDecorator({
  regexp: MAY_BE_HOLE,
  decoration: (m) => (isHole(m.input, m.index, m[0]) && !isChecked(m.input, m.index, m.index + m[0].length) ? hole : null),
})

/** Tints the holes of a text. */
export const holes: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view)
    }
    update(u: ViewUpdate) {
      this.decorations = matcher.updateDeco(u, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)
