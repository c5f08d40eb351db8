import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/**
 * The rows of a table that is wider than the text scroll sideways as one: each
 * is a box of its own, so that it can be drawn without the others.
 */
export const rowsTogether = ViewPlugin.fromClass(
  class {
    constructor(readonly view: EditorView) {
      view.contentDOM.addEventListener('scroll', this.#follow, true)
    }

    update(u: ViewUpdate) {
      if (!u.docChanged && !u.viewportChanged && !u.geometryChanged) return
      // A row that comes into sight stands where its table does.
      u.view.requestMeasure({ key: this, read: () => this.#moved(), write: (moved) => moved.forEach(alike) })
    }

    destroy() {
      this.view.contentDOM.removeEventListener('scroll', this.#follow, true)
    }

    #follow = ({ target }: Event) => {
      if (target instanceof HTMLElement && target.matches('.cm-row')) alike(target)
    }

    #moved(): HTMLElement[] {
      return [...this.view.contentDOM.querySelectorAll<HTMLElement>('.cm-row')].filter((row) => row.scrollLeft !== 0)
    }
  },
)

/** Brings all rows of a table to where one of them stands. */
function alike(row: HTMLElement) {
  for (const side of ['previousElementSibling', 'nextElementSibling'] as const) {
    for (let next = row[side]; next?.matches('.cm-row, .cm-row-rule'); next = next[side]) {
      if (next.scrollLeft !== row.scrollLeft && next.matches('.cm-row')) next.scrollLeft = row.scrollLeft
    }
  }
}
