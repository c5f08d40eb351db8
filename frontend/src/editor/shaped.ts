import type { EditorState, Extension, Range } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'

export const hidden = Decoration.replace({})
export const dim = Decoration.mark({ class: 'cm-dim' })

/** What is found to be drawn of the text on screen, and where the cursor stands while it is looked for. */
export class Shaping {
  readonly found: Range<Decoration>[] = []
  constructor(readonly state: EditorState, readonly focused: boolean) {}

  /** Whether the cursor or a selection comes near: then the marks are shown. */
  near(from: number, to: number): boolean {
    return this.focused && this.state.selection.ranges.some((r) => r.from <= to && r.to >= from)
  }

  /** Whether the cursor stands among signs that are otherwise out of sight. */
  inside(from: number, to: number): boolean {
    return this.focused && this.state.selection.ranges.some((r) => r.head > from && r.head < to)
  }

  add(what: Decoration, from: number, to = from) {
    this.found.push(what.range(from, to))
  }

  /** Hides a mark, or dims it where the cursor is near from to to. */
  put(from: number, to: number, near: boolean) {
    if (to > from) this.add(near ? dim : hidden, from, to)
  }

  lines(from: number, to: number, what: Decoration) {
    for (let l = this.state.doc.lineAt(from); ; l = this.state.doc.line(l.number + 1)) {
      this.add(what, l.from)
      if (l.to >= to || l.number === this.state.doc.lines) return
    }
  }
}

/** Draws what shape finds in each stretch of the text that is on screen. */
export function shaped(shape: (s: Shaping, from: number, to: number) => void): Extension {
  const all = (view: EditorView): DecorationSet => {
    const s = new Shaping(view.state, view.hasFocus)
    for (const { from, to } of view.visibleRanges) shape(s, from, to)
    return Decoration.set(s.found, true)
  }
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      #held = false

      constructor(view: EditorView) {
        this.decorations = all(view)
      }

      // Words that make room for their marks would move away under a pointer
      // that selects them.
      hold(on: boolean, view: EditorView) {
        this.#held = on
        if (!on) view.dispatch({})
      }

      update(u: ViewUpdate) {
        if (this.#held && !u.docChanged) return
        this.decorations = all(u.view)
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      eventHandlers: {
        mousedown(e, view) {
          if (e.button !== 0) return
          this.hold(true, view)
          addEventListener('mouseup', () => this.hold(false, view), { once: true })
        },
      },
    },
  )
}
