import { redo, undo } from '@codemirror/commands'
import { box, footnote, shape } from './blocks'
import { footnoteGo } from './footnotes'
import { around, crosshead } from './marks'
import { moveItems } from './lists'
import { lineWithin } from './newline'
import { addColumn, dropColumn, dropRow, table } from './tables/tablekeys'

// What the desk's commands do to the text on screen, or why they do not.
export const actions = (refuse: (why: string) => void) => ({
  bold: around('**'), italic: around('*'), crosshead: crosshead(refuse), line: lineWithin(refuse),
  quote: shape('quote', refuse), bullets: shape('bullets', refuse), numbers: shape('numbers', refuse), footnote,
  indent: moveItems(1, refuse), outdent: moveItems(-1, refuse),
  footnoteGo, table, addColumn, dropColumn, dropRow,
  pullquote: box('pullquote'), factbox: box('factbox'), correction: box('correction'), embed: box('embed'), note: box('note'),
  undo, redo,
})
export type Actions = ReturnType<typeof actions>
export type Action = keyof Actions | 'find' | 'replace'

/** What would break a row of a table, over its strokes or anywhere in it. */
export const MARKS = new Set<Action>(['table', 'bold', 'italic', 'quote', 'bullets', 'numbers', 'footnote', 'pullquote', 'factbox', 'correction', 'embed', 'note'])

/** What changes no word. */
export const READS = new Set<Action>(['find', 'footnoteGo'])
