// What find and replace does to the lines is a step of the body's history, so
// that one step back takes back all of a replacement, wherever it was made.
import { invertedEffects, isolateHistory } from '@codemirror/commands'
import { StateEffect, type Extension, type Transaction, type TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { FieldFind } from './fieldfind.svelte'

/** One line, before and after a replacement. */
export interface LineChange {
  path: string
  /** What the screen calls it. */
  where: string
  before: string
  after: string
}

const linesRead = StateEffect.define<LineChange[]>()

/** Changes of lines as a step, alone or with changes of the body. */
export const lineStep = (changes: LineChange[], spec: TransactionSpec = {}): TransactionSpec => ({
  ...spec,
  effects: changes.length > 0 ? linesRead.of(changes) : [],
  annotations: isolateHistory.of('full'),
})

/** Whether lines were changed by it, there or back. */
export const touchesLines = (tr: Transaction): boolean => tr.effects.some((e) => e.is(linesRead))

const turned = ({ before, after, ...of }: LineChange): LineChange => ({ ...of, before: after, after: before })

const kindOf = (tr: Transaction) => (tr.isUserEvent('undo') ? 'historyUndo' : tr.isUserEvent('redo') ? 'historyRedo' : 'insertReplacementText')

/** Does to the lines what a step says of them, there, back and again; what cannot be is said. */
export const lineSteps = (lines: FieldFind, says: (why: string) => void): Extension => [
  invertedEffects.of((tr) => tr.effects.flatMap((e) => (e.is(linesRead) ? [linesRead.of(e.value.map(turned))] : []))),
  EditorView.updateListener.of((u) => {
    for (const tr of u.transactions) {
      for (const e of tr.effects) {
        if (!e.is(linesRead)) continue
        const { stay, done } = lines.take(e.value, kindOf(tr))
        if (stay.length > 0) says(staying(stay))
        else if (done === 0 && !tr.docChanged) says('The line reads so already')
      }
    }
  }),
]

function staying(where: string[]): string {
  if (where.length > 2) return `${where.length} lines were changed since: they stay as they read`
  return where.length === 2 ? `${where[0]} and ${where[1]!.toLowerCase()} were changed since: they stay as they read` : `${where[0]} was changed since: it stays as it reads`
}
