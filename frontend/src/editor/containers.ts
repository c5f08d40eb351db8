import { StateField, type EditorState, type Transaction } from '@codemirror/state'

/** A news element of the body: from `:::name words` to `:::`, both lines included. */
export interface Container {
  name: string
  /** Start and end of its first line, and where the words behind the name start. */
  from: number
  words: number
  head: number
  /** Start of the line that closes it; -1: the body's end does, or an outer one's. */
  close: number
  to: number
}

const OPENS = /^ {0,3}(:{3,}) *([A-Za-z][A-Za-z0-9-]*)(?=[\s{]|$)\s*/
const CLOSES = /^ {0,3}(:{3,})\s*$/
const CODE = /^ {0,3}(`{3,}|~{3,})/

/** Whether a line opens or closes a container. */
export const isFence = (line: string): boolean => OPENS.test(line) || CLOSES.test(line)

/** Whether it closes one. */
export const isClosing = (line: string): boolean => CLOSES.test(line)

/**
 * The containers of a body, in the order of their first lines. The rules are
 * those of docs/format.md, "News elements": a closing line ends the innermost
 * container of its own length, else the innermost shorter one, and all within.
 */
export function containersOf(lines: Iterable<string>): Container[] {
  const found: Container[] = []
  const open: { it: Container; colons: number }[] = []
  let code = ''
  let from = 0
  for (const line of lines) {
    const tick = CODE.exec(line)?.[1] ?? ''
    const opens = code ? null : OPENS.exec(line)
    const closes = code ? null : CLOSES.exec(line)
    if (code) code = tick.startsWith(code) && line.trim() === tick ? '' : code
    else if (opens) {
      const it = { name: opens[2]!.toLowerCase(), from, words: from + opens[0].length, head: from + line.length, close: -1, to: 0 }
      found.push(it)
      open.push({ it, colons: opens[1]!.length })
    } else if (closes) {
      const colons = closes[1]!.length
      const same = open.findLastIndex((o) => o.colons === colons)
      const i = same >= 0 ? same : open.findLastIndex((o) => o.colons < colons)
      const [ended, ...within] = i < 0 ? [] : open.splice(i)
      for (const o of within) o.it.to = from - 1
      if (ended) Object.assign(ended.it, { close: from, to: from + line.length })
    } else code = tick
    from += line.length + 1
  }
  for (const o of open) o.it.to = Math.max(0, from - 1)
  return found
}

/** The containers of the text on screen. Typing inside one only moves their ends. */
export const containers = StateField.define<Container[]>({
  create: read,
  update: (now, tr) => (!tr.docChanged ? now : touchesFence(tr) ? read(tr.state) : now.length === 0 ? now : now.map((c) => moved(c, tr))),
})

function read(state: EditorState): Container[] {
  return containersOf(state.doc.iterLines())
}

const SPECIAL = /^ {0,3}(:{3}|`{3}|~{3})/

function touchesFence(tr: Transaction): boolean {
  let special = false
  tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    special ||= hasSpecial(tr.startState, fromA, toA) || hasSpecial(tr.state, fromB, toB)
  })
  return special
}

function hasSpecial({ doc }: EditorState, from: number, to: number): boolean {
  for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
    if (SPECIAL.test(line.text)) return true
    if (line.to >= to || line.number === doc.lines) return false
  }
}

function moved(c: Container, tr: Transaction): Container {
  const at = (pos: number, side: 1 | -1) => (pos < 0 ? pos : tr.changes.mapPos(pos, side))
  return { name: c.name, from: at(c.from, 1), words: at(c.words, -1), head: at(c.head, 1), close: at(c.close, 1), to: at(c.to, 1) }
}
