// What undo goes back through, as text, so that it survives the end of the
// program. It only ever leads to the body it was written for: whoever keeps it
// binds it to that, and here it is tried before it is taken.
import { history, historyField, redo, undo } from '@codemirror/commands'
import { EditorState, type Extension, type StateCommand } from '@codemirror/state'

/** How many characters of it are kept: the steps made last. */
export const MOST = 100_000

interface Step {
  changes?: unknown[]
  mapped?: unknown
  selectionsAfter?: unknown[]
}
interface Branches {
  done: Step[]
  undone: Step[]
}

const FIELDS = { steps: historyField }

export function writeSteps(state: EditorState): string {
  const { steps } = state.toJSON(FIELDS) as { steps: Branches }
  const done = newest(steps.done, MOST)
  const undone = newest(steps.undone, MOST - done.length)
  return done || undone ? `{"done":[${done}],"undone":[${undone}]}` : ''
}

// What a step does to lines beside the body is not kept: of one that does
// nothing else nothing would be left but a key that does nothing.
const isOfLines = ({ changes, mapped }: Step) => !!changes && !mapped && changes.every((c) => typeof c === 'number')

// A branch ends in its newest step. Of the selections made after a step only
// the first says where the cursor goes.
function newest(branch: Step[], most: number): string {
  const kept: string[] = []
  for (const step of branch.toReversed()) {
    if (isOfLines(step)) continue
    const text = JSON.stringify({ ...step, selectionsAfter: step.selectionsAfter?.slice(0, 1) })
    if ((most -= text.length + 1) < 0) break
    kept.unshift(text)
  }
  return kept.join()
}

/** What a state of that body begins with; undefined = the steps are no steps of it. */
export function readSteps(text: string, body: string): unknown {
  if (!text) return undefined
  try {
    const steps: unknown = JSON.parse(text)
    walk(body, steps)
    return steps
  } catch {
    return undefined
  }
}

// Walks all steps to both ends: one that does not fit the text throws.
function walk(body: string, steps: unknown) {
  let state = begin(body, steps, history())
  const all = (command: StateCommand) => {
    while (command({ state, dispatch: (tr) => (state = tr.state) }));
  }
  all(redo)
  all(undo)
}

/** A state that can go back through them. */
export function begin(body: string, steps: unknown, extensions: Extension): EditorState {
  return EditorState.fromJSON({ doc: body, selection: { ranges: [{ anchor: 0, head: 0 }], main: 0 }, steps }, { extensions }, FIELDS)
}
