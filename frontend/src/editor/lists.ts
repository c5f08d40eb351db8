import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { ChangeSpec, EditorState, Line, StateCommand } from '@codemirror/state'

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

/** An item of a list, or with no sign a line that goes on with the one above it. */
interface Row {
  line: Line
  /** Where what parts it from a quotation ends; the columns count from there. */
  start: number
  /** Columns before its sign or words, and where its words begin, as they stand. */
  indent: number
  content: number
  /** "- ", "3. " with the spaces behind it; '' = it goes on. */
  sign: string
  level: number
  /** It began its list. */
  first: boolean
  moved: boolean
}

/** Puts the items of the selection one level in (1) or out (-1), with all that hangs on them; false = the cursor is in no item. */
export function moveItems(by: 1 | -1, refuse: (why: string) => void): StateCommand {
  return ({ state, dispatch }) => {
    const { main } = state.selection
    const list = listAt(state, state.doc.lineAt(main.from))
    if (!list) return false
    const rows = rowsOf(state, list)
    const [from, to] = [state.doc.lineAt(main.from).number, state.doc.lineAt(main.to).number]
    const chosen = rows.filter((r, i) => r.sign && r.line.number <= to && lastLine(rows, i) >= from)
    for (const r of subtrees(rows, chosen)) r.moved = true
    const why = refusal(rows.filter((r) => r.sign), by)
    if (why) refuse(why)
    else {
      for (const r of rows) if (r.moved) r.level += by
      const changes = written(rows)
      dispatch(state.update({ changes, selection: state.selection.map(state.changes(changes), 1), scrollIntoView: true, userEvent: 'input.format' }))
    }
    return true
  }
}

/** The outermost list round the words of a line; null = they are in none. */
function listAt(state: EditorState, line: Line): Node | null {
  if (!line.text.trim()) return null
  const tree = ensureSyntaxTree(state, line.to, 200) ?? syntaxTree(state)
  let list: Node | null = null
  for (let n: Node | null = tree.resolveInner(line.to, -1); n; n = n.parent) if (/List$/.test(n.name)) list = n
  return list
}

const ITEM = /^([-*+]|\d{1,9}[.)])([ \t]+|$)/

/** Whether what the parser takes for an item goes on with a paragraph, as the page has it: only a 1 begins a list there. */
function isWords(state: EditorState, mark: Node): boolean {
  const list = mark.parent?.parent
  const above = list?.name === 'OrderedList' && mark.parent?.prevSibling === null ? list.prevSibling : null
  if (above?.name !== 'Paragraph' || state.doc.lineAt(above.to).number + 1 !== state.doc.lineAt(mark.from).number) return false
  return !/^1[.)]/.test(state.sliceDoc(mark.from, mark.to))
}

function rowsOf(state: EditorState, list: Node): Row[] {
  const marks = new Set<number>()
  list.cursor().iterate((n) => {
    if (n.name === 'ListMark' && !isWords(state, n.node)) marks.add(n.from)
  })
  const quote = new RegExp(`^(?: {0,3}> ?){0,${quotes(list)}}`)
  const rows: Row[] = []
  const open: Row[] = [] // the items that a line may belong to, the outer ones first
  const last = state.doc.lineAt(list.to).number
  for (let n = state.doc.lineAt(list.from).number; n <= last; n++) {
    const line = state.doc.line(n)
    const start = quote.exec(line.text)![0].length
    const space = /^[ \t]*/.exec(line.text.slice(start))![0]
    const indent = columns(space)
    const sign = marks.has(line.from + start + space.length) ? signOf(line.text.slice(start + space.length), indent) : ''
    const content = behind(indent, sign)
    const row = { line, start, indent, content, sign, level: 0, first: false, moved: false }
    if (sign) {
      const before = open.length
      while (open.length > 0 && indent < open.at(-1)!.content) open.pop()
      row.level = open.length
      row.first = open.length === before // else one that ended stands beside it
      open.push(row)
    } else row.level = rows.at(-1)?.level ?? 0
    rows.push(row)
  }
  return rows
}

function quotes(list: Node): number {
  let n = 0
  for (let up = list.parent; up; up = up.parent) if (up.name === 'Blockquote') n++
  return n
}

const columns = (text: string, from = 0): number => [...text].reduce((n, c) => (c === '\t' ? n + 4 - (n % 4) : n + 1), from)

/** The column at which the words begin behind a sign that stands at one. */
const behind = (indent: number, sign: string): number => Math.max(columns(sign, indent), indent + sign.trimEnd().length + 1)

/** The sign of an item with what parts it from its words: of more than four columns only the first is that. */
function signOf(item: string, indent: number): string {
  const [all, mark] = ITEM.exec(item) ?? ['', '']
  return columns(all, indent) - indent - mark!.length > 4 ? all.slice(0, mark!.length + 1) : all
}

/** The last line of an item's own words. */
function lastLine(rows: Row[], i: number): number {
  let end = i
  while (rows[end + 1] && !rows[end + 1]!.sign) end++
  return rows[end]!.line.number
}

/** Items with all that hangs on them. */
function subtrees(rows: Row[], chosen: Row[]): Row[] {
  const all = new Set<Row>()
  for (const top of chosen) {
    let i = rows.indexOf(top)
    do all.add(rows[i++]!)
    while (rows[i] && (!rows[i]!.sign || rows[i]!.level > top.level))
  }
  return [...all]
}

/** Why these items cannot be moved so; '' = they can. */
function refusal(items: Row[], by: 1 | -1): string {
  if (by < 0) return items.some((r) => r.moved && r.level === 0) ? 'This item stands as far out as it can' : ''
  const level = (r: Row | undefined) => (r ? r.level + (r.moved ? by : 0) : -1)
  return items.some((r, i) => level(r) > level(items[i - 1]) + 1) ? 'An item goes in below the one above it, and here is none to go in below' : ''
}

/** What makes the lines stand at their levels, each list numbered through. */
function written(rows: Row[]): ChangeSpec[] {
  const changes: ChangeSpec[] = []
  const open: { row: Row; content: number; sign: string; n: number }[] = [] // the last item of each level
  let item = { row: rows[0]!, content: 0, sign: '', n: 0 }
  for (const row of rows) {
    let indent: number
    let sign = ''
    if (row.sign) {
      const beside = open[row.level]
      open.length = row.level
      const parent = open[row.level - 1]
      const kind = row.moved ? (beside?.sign ?? following(rows, row) ?? row.sign) : row.sign
      const n = beside && alike(beside.sign, kind) ? beside.n + 1 : !row.moved && row.first ? (parseInt(kind) || 0) : 1
      sign = numbered(row.moved ? kind.replace(/\t+/, ' ') : kind, n)
      const stays = !row.moved && parent ? Math.max(0, row.indent - parent.row.content) : 0
      indent = parent ? parent.content + Math.min(3, stays) : row.moved ? rows[0]!.indent : row.indent
      item = { row, content: behind(indent, sign), sign, n }
      open.push(item)
    } else if (!row.line.text.slice(row.start).trim()) continue
    else indent = item.content === item.row.content ? row.indent : item.content + Math.max(0, row.indent - item.row.content)
    const from = row.line.from + row.start
    const space = /^[ \t]*/.exec(row.line.text.slice(row.start))![0]
    const end = from + space.length
    if (columns(space) !== indent) changes.push({ from, to: end, insert: ' '.repeat(indent) })
    if (sign !== row.sign) changes.push({ from: end, to: end + row.sign.length, insert: sign })
  }
  return changes
}

/** The sign of the item that comes to stand next beside a moved one. */
function following(rows: Row[], row: Row): string | undefined {
  const after = rows.slice(rows.indexOf(row) + 1).filter((r) => r.sign)
  const next = after.find((r) => r.level <= row.level && !r.moved)
  return next?.level === row.level ? next.sign : undefined
}

const kindOf = (sign: string): string => sign.trimEnd().at(-1) ?? ''
const alike = (a: string, b: string): boolean => kindOf(a) === kindOf(b)
const numbered = (sign: string, n: number): string => (/\d/.test(sign) ? sign.replace(/^\d+/, String(n)) : sign)
