import { isolateHistory } from '@codemirror/commands'
import { syntaxTree } from '@codemirror/language'
import { Prec, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { isClosing } from './containers'
import { set, type Marks } from './typography'

/** A sign that was set, and what was typed there. */
interface Done {
  from: number
  to: number
  typed: string
}

const did = StateEffect.define<Done>()

// Until anything else is done, one key gives back what was typed.
const last = StateField.define<Done | null>({
  create: () => null,
  update(now, tr) {
    for (const e of tr.effects) if (e.is(did)) return e.value
    return tr.docChanged || tr.selection ? null : now
  },
})

const CODE = new Set(['FencedCode', 'InlineCode', 'CodeText', 'URL', 'Autolink', 'LinkReference'])

function inCode(state: EditorState, at: number): boolean {
  for (let node: ReturnType<ReturnType<typeof syntaxTree>['resolveInner']> | null = syntaxTree(state).resolveInner(at, -1); node; node = node.parent) {
    if (CODE.has(node.name)) return true
  }
  return false
}

/**
 * Sets quotation marks, dashes and ellipses as the language does while they
 * are typed. The straight sign goes in first and the other takes its place as
 * a step of undo by itself, so undo and Backspace right after bring it back.
 */
export function smart(marks: () => Marks | null): Extension {
  return [
    last,
    EditorView.inputHandler.of((view, from, to, text, insert) => {
      const language = text.length === 1 && `"'-.`.includes(text) && from === to && !view.composing && !view.state.readOnly ? marks() : null
      if (!language || view.state.selection.ranges.length > 1 || inCode(view.state, from)) return false
      const line = view.state.doc.lineAt(from)
      const before = isClosing(line.text) ? '' : line.text.slice(0, from - line.from) // behind a box a paragraph begins
      const how = set(text, before, language)
      if (!how) return false
      view.dispatch(insert())
      const { head } = view.state.selection.main // where the sign went: it may have begun a paragraph
      const start = head - how.back
      const end = start + how.text.length
      view.dispatch({
        changes: { from: start, to: head, insert: how.text },
        selection: { anchor: end },
        effects: did.of({ from: start, to: end, typed: view.state.sliceDoc(start, head) }),
        annotations: isolateHistory.of('full'),
        userEvent: 'input.type.smart',
        scrollIntoView: true,
      })
      return true
    }),
    Prec.high(keymap.of([{ key: 'Backspace', run: giveBack }])),
  ]
}

function giveBack(view: EditorView): boolean {
  const done = view.state.field(last)
  if (!done || view.state.selection.main.head !== done.to) return false
  view.dispatch({
    changes: { from: done.from, to: done.to, insert: done.typed },
    selection: { anchor: done.from + done.typed.length },
    annotations: isolateHistory.of('full'),
    userEvent: 'input.type',
  })
  return true
}
