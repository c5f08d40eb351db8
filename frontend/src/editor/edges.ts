import { EditorState, type StateCommand, type Transaction, type TransactionSpec } from '@codemirror/state'
import { containers, isFence, type Container } from './containers'

/**
 * Keeps words out of the lines that open and close a news element, which are
 * not seen: what is typed behind one that is closed, or before its first line,
 * begins a paragraph, and a single key does not draw a paragraph into such a
 * line.
 */
export const edges = EditorState.transactionFilter.of((tr) => {
  if (!tr.docChanged) return tr
  if (tr.isUserEvent('input.type') && !tr.isUserEvent('input.type.compose')) return beside(tr) ?? tr
  return tr.isUserEvent('delete') && joins(tr) ? [] : tr
})

function beside(tr: Transaction): TransactionSpec | null {
  let spec: TransactionSpec | null = null
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const boxes = from === to ? tr.startState.field(containers) : []
    const ends = boxes.some((c) => c.close >= 0 && c.to === from)
    const begins = boxes.some((c) => c.from === from || c.close === from)
    if (!(ends || begins) || text.lines > 1 || text.toString() === ':') return // a colon may make the line longer
    const insert = `${ends ? '\n\n' : wordsAbove(tr.startState, from) ? '\n' : ''}${text.toString()}`
    const rest = ends ? '' : boxes.some((c) => c.from === from) ? '\n\n' : '\n'
    spec = { changes: { from, insert: insert + rest }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: 'input.type' }
  })
  return spec
}

function wordsAbove({ doc }: EditorState, at: number): boolean {
  const { number } = doc.lineAt(at)
  return number > 1 && doc.line(number - 1).text.trim() !== '' && !isFence(doc.line(number - 1).text)
}

function joins(tr: Transaction): boolean {
  let found = false
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    found ||= text.length === 0 && to - from === 1 && fenceAt(tr.startState, from) >= 0
  })
  return found
}

// Where the line of a box begins that would have words of another in it, were
// the end of a line taken out; -1 = none would.
function fenceAt({ doc }: EditorState, end: number): number {
  const above = doc.lineAt(end)
  if (above.to !== end || above.number === doc.lines) return -1
  const beneath = doc.line(above.number + 1)
  if (above.text === '' || beneath.text === '') return -1
  return isFence(beneath.text) ? beneath.from : isFence(above.text) ? above.from : -1
}

const NAMES: Record<string, string> = { pullquote: 'pull quote', factbox: 'fact box', correction: 'correction', embed: 'link card', note: 'note' }
const named = (c: Container | undefined): string => NAMES[c?.name ?? ''] ?? 'box'

/** For a key that takes out what is before (-1) or behind (1) the cursor: at the edge of a box it says why it does not. */
export function atEdge(side: 1 | -1, refuse: (why: string) => void): StateCommand {
  return ({ state }) => {
    const { main } = state.selection
    if (!main.empty) return false
    const boxes = state.field(containers)
    const fence = fenceAt(state, side < 0 ? main.head - 1 : main.head)
    const ends = boxes.find((c) => c.close >= 0 && (c.close === fence || (side < 0 && c.to === main.head)))
    const begins = boxes.find((c) => c.from === fence)
    if (!ends && !begins) return false
    refuse(`Nothing was taken out: the ${named(ends ?? begins)} ${ends ? 'ends' : 'begins'} here. Select all of it to take it away`)
    return true
  }
}

/**
 * Enter at the edges of a box. In a last paragraph that holds nothing, and
 * behind its end, it goes out below; within the signs of a line of it, it would
 * break that line.
 */
export function outOfBox(refuse: (why: string) => void): StateCommand {
  return ({ state, dispatch }) => {
    const { main } = state.selection
    const boxes = state.field(containers)
    if (!main.empty || boxes.length === 0) return false
    const at = main.head
    const sign = boxes.find((c) => (at > c.from && at < c.words && at < c.head) || (c.close >= 0 && at > c.close && at < c.to))
    if (sign) {
      refuse(`Enter works behind this line of the ${named(sign)}, not within it`)
      return true
    }
    const c = boxes.find((b) => b.close >= 0 && (b.to === at || (at > b.head && at < b.close && emptyParagraph(state, at) && state.sliceDoc(at, b.close).trim() === '')))
    if (c) dispatch(state.update(below(state, c, at)))
    return !!c
  }
}

// An empty line beneath another, or right beneath the line that opens a box.
function emptyParagraph({ doc }: EditorState, at: number): boolean {
  const line = doc.lineAt(at)
  const above = line.number > 1 ? doc.line(line.number - 1).text : ''
  return line.length === 0 && (above.trim() === '' || isFence(above))
}

/** Puts the cursor into an empty paragraph below a box; the one that it leaves goes. */
function below(state: EditorState, c: Container, at: number): TransactionSpec {
  const { doc } = state
  const words = /\n+$/.exec(doc.sliceString(c.head + 1, at))
  const left = at < c.close && words && words.index > 0 ? { from: at - words[0].length, to: c.close - 1 } : { from: at, to: at }
  const rest = doc.sliceString(c.to, c.to + 3)
  const there = rest === '\n\n\n' || (rest === '\n\n' && c.to + 2 === doc.length)
  const insert = there ? '' : rest === '\n' && c.to + 1 === doc.length ? '\n' : rest === '' || rest.startsWith('\n\n') ? '\n\n' : '\n\n\n'
  return {
    changes: [left, { from: c.to, insert }],
    selection: { anchor: c.to + 2 - (left.to - left.from) }, scrollIntoView: true, userEvent: 'input',
  }
}
