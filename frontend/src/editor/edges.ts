import { EditorState, type Transaction, type TransactionSpec } from '@codemirror/state'
import { containers, isFence } from './containers'

/**
 * Keeps words out of the lines that open and close a news element, which are
 * not seen: what is typed behind one that is closed begins a paragraph, and a
 * single key does not draw a paragraph into such a line.
 */
export const edges = EditorState.transactionFilter.of((tr) => {
  if (!tr.docChanged) return tr
  if (tr.isUserEvent('input.type') && !tr.isUserEvent('input.type.compose')) return behind(tr) ?? tr
  return tr.isUserEvent('delete') && joins(tr) ? [] : tr
})

function behind(tr: Transaction): TransactionSpec | null {
  let spec: TransactionSpec | null = null
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const ends = from === to && tr.startState.field(containers).some((c) => c.close >= 0 && c.to === from)
    if (!ends || text.lines > 1 || text.toString() === ':') return // a colon may make the line longer
    const insert = `\n\n${text.toString()}`
    spec = { changes: { from, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: 'input.type' }
  })
  return spec
}

function joins(tr: Transaction): boolean {
  const { doc } = tr.startState
  let found = false
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    if (text.length > 0 || to - from !== 1 || doc.lineAt(from).to !== from) return
    const [above, beneath] = [doc.lineAt(from).text, doc.lineAt(to).text]
    found ||= above !== '' && beneath !== '' && (isFence(above) || isFence(beneath))
  })
  return found
}
