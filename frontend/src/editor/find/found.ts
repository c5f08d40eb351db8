import { getSearchQuery, setSearchQuery, searchPanelOpen, type SearchQuery } from '@codemirror/search'
import { Prec, StateField, type EditorState, type Extension } from '@codemirror/state'
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'
import { matches, MOST, type Match } from './matches'
import { matchesOverMarks, type Known } from './overmarks'

/** All that a query finds in a body: looked for once, when somebody asks. */
class Found {
  #all: Match[] | null = null

  constructor(readonly state: EditorState, readonly query: SearchQuery, readonly known: Known) {}

  get all(): Match[] {
    return (this.#all ??= joined(matches(this.state, this.query), matchesOverMarks(this.state.doc, this.query, this.known)))
  }
}

// What stands as typed comes first.
function joined(typed: Match[], seen: Match[]): Match[] {
  if (seen.length === 0 || typed.length >= MOST) return typed
  let n = 0
  const more = seen.filter((m) => {
    while (n < typed.length && typed[n]!.to <= m.from) n++
    return n === typed.length || typed[n]!.from >= m.to
  })
  return [...typed, ...more].sort((a, b) => a.from - b.from)
}

const field = StateField.define<Found>({
  create: (state) => new Found(state, getSearchQuery(state), new Map()),
  update(now, tr) {
    const asked = tr.effects.some((e) => e.is(setSearchQuery))
    if (!tr.docChanged && !asked) return now
    const open = searchPanelOpen(tr.startState) // what was read of the text is kept no longer than the bar stands
    return new Found(tr.state, getSearchQuery(tr.state), open ? now.known : new Map())
  },
})

/** All that is found in a body, in its order. */
export const foundIn = (state: EditorState): Match[] => state.field(field).all

const one = Decoration.mark({ class: 'cm-searchMatch' })
const chosen = Decoration.mark({ class: 'cm-searchMatch cm-searchMatch-selected' })

// The editor's own marks are for what stands as typed.
function drawn(view: EditorView): DecorationSet {
  if (!searchPanelOpen(view.state)) return Decoration.none
  const { main } = view.state.selection
  const onScreen = (m: Match) => view.visibleRanges.some((r) => m.from < r.to && m.to > r.from)
  return Decoration.set(foundIn(view.state).filter((m) => m.over && onScreen(m)).map((m) => (m.from === main.from && m.to === main.to ? chosen : one).range(m.from, m.to)))
}

/** Keeps what is found in a body, and marks what runs over marks. */
export const found: Extension = [
  field,
  Prec.low(ViewPlugin.fromClass( // round the marks that it runs over
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = drawn(view)
      }
      update(u: ViewUpdate) {
        this.decorations = drawn(u.view)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )),
]
