import { insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown'
import { syntaxTree } from '@codemirror/language'
import type { ChangeSpec, EditorState, Line, StateCommand, TransactionSpec } from '@codemirror/state'
import { isFence } from './containers'
import { markEnds } from './markends'

const onward = insertNewlineContinueMarkupCommand({ nonTightLists: false })

/**
 * Enter begins a paragraph: a single line end would be a space on the page. It
 * goes on with a list or a quotation; in an item that holds nothing it ends the
 * list. In a paragraph that holds nothing there is none to begin, so that who
 * presses it twice by habit has one, too.
 */
export const newline: StateCommand = (target) => {
  const { state } = target
  const ends = placeOf(state, state.selection.main.from) === 'verbatim' ? null : markEnds(state)
  if (!ends) return parted(target)
  // Both are one change, so that one undo takes them back.
  const first = state.update(ends)
  return parted({ state: first.state, dispatch: (then) => target.dispatch(state.update({
    changes: first.changes.compose(then.changes), selection: then.newSelection, scrollIntoView: true, userEvent: 'input',
  })) })
}

const parted: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection
  const line = state.doc.lineAt(main.head)
  if (main.empty && main.head === line.to && emptyItem(state, line)) {
    dispatch(state.update(listEnd(state, line)))
    return true
  }
  if (main.empty && main.head === line.to && /^ {0,3}#{1,6}[ \t]*$/.test(line.text) && within(state, line.to, /^ATXHeading/)) {
    dispatch(state.update(put(line.from, line.to, ''))) // a crosshead that holds nothing is none
    return true
  }
  const place = placeOf(state, main.from)
  if (place === 'quotation') {
    dispatch(state.update(quoted(state)))
    return true
  }
  if (place === 'item' || place === 'quoted item') {
    const spec = nextItem(state, line)
    if (spec) dispatch(state.update(spec))
    return spec !== null || onward({ state, dispatch })
  }
  if (place === 'verbatim') return false
  const spec = line.text.trim() === '' && main.empty ? room(state, line) : paragraph(state)
  if (spec) dispatch(state.update(spec))
  return true
}

/**
 * A line within a paragraph, as of a verse or an address: its sign at the end
 * of the line before makes it one on the page. Where there is no line to end it
 * does what Enter does.
 */
export function lineWithin(refuse: (why: string) => void): StateCommand {
  return (target) => {
    const { state, dispatch } = target
    const { main } = state.selection
    const line = state.doc.lineAt(main.from)
    const other = within(state, main.from, /^(?:ATXHeading\d|Table)$/)
    if (other) {
      refuse(other === 'Table' ? 'A cell of a table is one line' : 'A crosshead is one line')
      return true
    }
    if (placeOf(state, main.from) === 'verbatim') return false
    const start = STARTS.exec(line.text)![0]
    const words = line.text.slice(start.length, main.from - line.from).trimEnd()
    if (words === '' || isFence(line.text)) return newline(target)
    const insert = (endsLine(words) ? '' : '\\') + '\n' + start.replace(/[^>\s]/g, ' ')
    dispatch(state.update({
      changes: { from: line.from + start.length + words.length, to: pastSpaces(state, main.to), insert },
      selection: { anchor: line.from + start.length + words.length + insert.length }, scrollIntoView: true, userEvent: 'input',
    }))
    return true
  }
}

// The signs of quotations and of one item at the start of a line.
const STARTS = /^(?: {0,3}> ?)*(?:\s*(?:[-*+]|\d{1,9}[.)])\s+)?\s*/
const QUOTE = /^(?: {0,3}> ?)+/

type PlaceInText = 'paragraph' | 'quotation' | 'item' | 'quoted item' | 'verbatim'

export function placeOf(state: EditorState, at: number): PlaceInText {
  const line = state.doc.lineAt(at)
  if (isFence(line.text) || within(state, at, /^(?:FencedCode|Table)$/)) return 'verbatim'
  const quoted = QUOTE.test(line.text)
  if (within(state, at, /^ListItem$/)) return quoted ? 'quoted item' : 'item'
  if (!quoted) return 'paragraph'
  return line.text.replace(QUOTE, '').trim() === '' ? 'quoted item' : 'quotation'
}

/** The name of the innermost part of that kind that holds a place; '' = none. */
function within(state: EditorState, at: number, kind: RegExp): string {
  for (let n = syntaxTree(state).resolveInner(at, -1); n.parent; n = n.parent) if (kind.test(n.name)) return n.name
  return ''
}

/** An item of a list that stands in no other: of one that does, Enter takes away a level. */
const emptyItem = (state: EditorState, line: Line): boolean =>
  /^(?:> ?)*(?:[-*+]|\d{1,9}[.)])[ \t]*$/.test(line.text) && within(state, line.to, /^ListItem$/) !== ''

// With an empty line after it: words right beneath an item are read as part of it.
function listEnd({ doc }: EditorState, line: Line): TransactionSpec {
  const beneath = line.number > 1 && doc.line(line.number - 1).text.trim() !== ''
  const signs = QUOTE.exec(line.text)?.[0] ?? ''
  return put(line.from, line.to, (beneath ? `${signs.trimEnd()}\n` : '') + signs)
}

/** The next item, from a line that goes on with one; null = it is the first of it, or holds nothing. */
function nextItem(state: EditorState, line: Line): TransactionSpec | null {
  const { from, to } = state.selection.main
  const item = itemAt(state, from)
  const first = item && state.doc.lineAt(item.from)
  if (!first || first.number === line.number || /^[>\s]*$/.test(line.text)) return null
  const [sign = '', n] = /^(?:[-*+]|(\d{1,9})[.)])[ \t]*/.exec(state.sliceDoc(item.from, first.to)) ?? []
  const before = line.text.slice(0, from - line.from).trimEnd()
  const above = state.doc.line(line.number - 1)
  const start = /^[>\s]*$/.test(before)
    ? above.to - (endsLine(above.text) ? 1 : 0)
    : line.from + before.length - (endsLine(before) && from === line.to ? 1 : 0)
  const lead = first.text.slice(0, item.from - first.from).replace(/[^>\s]/g, ' ')
  const text = `\n${lead}${n ? sign.replace(n, String(Number(n) + 1)) : sign}`
  const rest = n ? renumbered(state, item, Number(n) + 2) : []
  return {
    changes: [{ from: start, to: pastSpaces(state, to), insert: text }, ...rest],
    selection: { anchor: start + text.length }, scrollIntoView: true, userEvent: 'input',
  }
}

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

function itemAt(state: EditorState, at: number): Node | null {
  let n: Node | null = syntaxTree(state).resolveInner(at, -1)
  while (n && n.name !== 'ListItem') n = n.parent
  return n
}

/** The items behind one, counted on from a number. */
function renumbered({ doc }: EditorState, item: Node, from: number): ChangeSpec[] {
  const changes: ChangeSpec[] = []
  for (let next = item.nextSibling; next; next = next.nextSibling) {
    const digits = /^\d*/.exec(doc.sliceString(next.from, next.from + 9))![0]
    changes.push({ from: next.from, to: next.from + digits.length, insert: String(from++) })
  }
  return changes
}

/** A paragraph where the cursor stands, and a place of its own for the words behind. */
function paragraph(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main
  const line = state.doc.lineAt(from)
  const before = line.text.slice(0, from - line.from).trimEnd()
  const gap = bareAbove(state, line) ? '\n\n' : '\n'
  if (before === '') return put(line.from, to, gap)
  if (/^#{1,6}$/.test(before) && line.text.length > from - line.from) return put(line.from, to, gap + before + ' ') // a crosshead is moved down whole
  const start = line.from + before.length - (endsLine(before) && from === line.to ? 1 : 0)
  const end = pastSpaces(state, to)
  const last = state.doc.lineAt(end)
  const open = end === last.to && last.number < state.doc.lines && !bare(state.doc.line(last.number + 1).text)
  return put(start, end, '\n\n', open ? '\n' : '')
}

/** An empty line becomes a paragraph that stands alone; null = it is one. */
function room(state: EditorState, line: Line): TransactionSpec | null {
  const { doc } = state
  const above = bareAbove(state, line)
  const beneath = line.number === doc.lines || bare(doc.line(line.number + 1).text)
  if (above && beneath) return null
  const broken = !above && endsLine(doc.line(line.number - 1).text) ? 1 : 0
  return put(line.from - (broken ? 2 : 0), line.to, (broken ? '\n' : '') + (above ? '' : '\n'), beneath ? '' : '\n')
}

// In a quotation the paragraphs are parted by an empty line of it.
function quoted(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main
  const line = state.doc.lineAt(from)
  const signs = QUOTE.exec(line.text)![0]
  const words = line.text.slice(signs.length, Math.max(signs.length, from - line.from)).trimEnd()
  const start = line.from + signs.length + words.length - (endsLine(words) && from === line.to ? 1 : 0)
  const sign = signs.trimEnd()
  return put(start, Math.max(start, pastSpaces(state, to)), words === '' ? `\n${sign} ` : `\n${sign}\n${sign} `)
}

/** Whether a line parts paragraphs. */
export const bare = (text: string) => text.trim() === '' || isFence(text)
const bareAbove = ({ doc }: EditorState, line: Line) => line.number === 1 || bare(doc.line(line.number - 1).text)

/** Whether words end in the sign that makes the line end count: a stroke that is not itself escaped. */
export const endsLine = (words: string) => /\\*$/.exec(words)![0].length % 2 === 1

function pastSpaces({ doc }: EditorState, at: number): number {
  const line = doc.lineAt(at)
  return at + /^[ \t]*/.exec(line.text.slice(at - line.from))![0].length
}

/** Puts text for a stretch, with the cursor before its last part. */
const put = (from: number, to: number, text: string, behind = ''): TransactionSpec => ({
  changes: { from, to, insert: text + behind },
  selection: { anchor: from + text.length }, scrollIntoView: true, userEvent: 'input',
})
