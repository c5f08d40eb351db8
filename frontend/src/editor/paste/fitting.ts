import type { EditorState } from '@codemirror/state'
import { tableAt } from '../tables/cells'
import { isFence } from '../containers'
import { besideFigure } from '../figures'
import type { Stretch } from './pasted'
import { oneCell } from '../tables/tablerows'

/** Copy as its place takes it: in a cell in one line, in a quotation quoted, beside a picture and below the title of a box in lines of its own. */
export function fitting(state: EditorState, { from, to }: Stretch, text: string): string {
  if (tableAt(state, from)) return oneCell(text)
  const line = state.doc.lineAt(from)
  if (from === to && from === line.to && isFence(line.text) && text.includes('\n')) return `\n${text}`
  const quoted = /^ {0,3}(?:> ?)+/.exec(line.text)?.[0] ?? ''
  if (from - line.from >= quoted.length) return besideFigure(state, text.replaceAll('\n', `\n${quoted}`), { from, to })
  return text
}
