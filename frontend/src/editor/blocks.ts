import { EditorSelection, type ChangeSpec, type EditorState, type Line, type StateCommand } from '@codemirror/state'
import { moreThanWords } from './marks'

// What a line starts with, and how the next one of its kind starts.
const KINDS = {
  quote: { has: /^> ?/, make: () => '> ' },
  bullets: { has: /^[-*+] +/, make: () => '- ' },
  numbers: { has: /^\d{1,9}[.)] +/, make: (n: number) => `${n}. ` },
}
const ANY = /^(?:> ?|[-*+] +|\d{1,9}[.)] +)/

/** Makes the lines of the selection a quotation or a list, or plain again; lines that are more than words stay. */
export function shape(kind: keyof typeof KINDS, refuse: (why: string) => void): StateCommand {
  const { has, make } = KINDS[kind]
  return ({ state, dispatch }) => {
    const all = written(state)
    const lines = all.filter((l) => !moreThanWords(l.text))
    if (lines.length === 0 && all.length > 0) {
      refuse(`Nothing was changed: this is ${moreThanWords(all[0]!.text)}`)
      return true
    }
    const off = lines.every((l) => has.test(l.text))
    let n = 0
    const changes = lines.map((l): ChangeSpec => {
      const was = ANY.exec(l.text)?.[0].length ?? 0
      return { from: l.from, to: l.from + was, insert: off ? '' : make(++n) }
    })
    if (lines.length === 0) changes.push({ from: state.selection.main.head, insert: make(1) })
    dispatch(state.update({ changes, selection: state.selection.map(state.changes(changes), 1), scrollIntoView: true, userEvent: 'input.format' }))
    return true
  }
}

/** The lines of the selection that hold something. */
function written(state: EditorState): Line[] {
  const { from, to } = state.selection.main
  const lines: Line[] = []
  for (let l = state.doc.lineAt(from); ; l = state.doc.line(l.number + 1)) {
    if (l.length > 0) lines.push(l)
    if (l.to >= to || l.number === state.doc.lines) return lines
  }
}

/** Puts the paragraphs of the selection into a news element; the cursor goes where its words are typed. */
export function box(name: string): StateCommand {
  return ({ state, dispatch }) => {
    const from = edge(state, state.selection.main.from, -1)
    const to = edge(state, state.selection.main.to, 1)
    const inside = state.sliceDoc(from, to)
    const colons = ':'.repeat(Math.max(3, ...[...inside.matchAll(/^ {0,3}(:{3,})/gm)].map((m) => m[1]!.length + 1)))
    const start = `${gap(state, from, -1)}${colons}${name}`
    const insert = `${start} \n${inside}\n${colons}${gap(state, to, 1)}`
    const first = start.length + (name === 'pullquote' && !inside ? 2 : 1) // its first line says who said it
    dispatch(state.update({ changes: { from, to, insert }, selection: EditorSelection.cursor(from + first), scrollIntoView: true, userEvent: 'input.format' }))
    return true
  }
}

/** Where the paragraph round pos begins or ends. */
export function edge(state: EditorState, pos: number, side: 1 | -1): number {
  let line = state.doc.lineAt(pos)
  while (line.length > 0) {
    const next = line.number + side
    if (next < 1 || next > state.doc.lines || state.doc.line(next).length === 0) break
    line = state.doc.line(next)
  }
  return side < 0 ? line.from : line.to
}

/** The line ends that part a box from what stands beside it. */
export function gap(state: EditorState, pos: number, side: 1 | -1): string {
  const beside = side < 0 ? state.sliceDoc(Math.max(0, pos - 2), pos) : state.sliceDoc(pos, pos + 2)
  if (beside === '' || beside === '\n\n' || (side < 0 ? pos === 1 : pos === state.doc.length - 1)) return ''
  return beside.includes('\n') ? '\n' : '\n\n'
}

/** Marks the selection, or the word at the cursor, for the desk; the mark never ships. */
export function comment(kind: 'cq' | 'stet', who: string): StateCommand {
  return ({ state, dispatch }) => {
    const { main } = state.selection
    const at = main.empty ? (state.wordAt(main.head) ?? main) : main
    const [before, after] = ['{==', `==}{>>${kind}: ${who}<<}`]
    const cursor = at.to + before.length + after.length
    dispatch(state.update({
      changes: [{ from: at.from, insert: before }, { from: at.to, insert: after }],
      selection: EditorSelection.cursor(cursor), scrollIntoView: true, userEvent: 'input.format',
    }))
    return true
  }
}

/** [^n] at the cursor and its text at the end of the body, where the cursor goes. */
export const footnote: StateCommand = ({ state, dispatch }) => {
  const used = [...state.doc.toString().matchAll(/\[\^(\d+)\]/g)].map((m) => Number(m[1]))
  const n = Math.max(0, ...used) + 1
  const end = state.doc.length
  const at = state.selection.main.to
  const note = `${at === end ? '\n\n' : gap(state, end, -1)}[^${n}]: `
  const call = `[^${n}]`
  dispatch(state.update({
    changes: [{ from: at, insert: call }, { from: end, insert: note }],
    selection: EditorSelection.cursor(end + call.length + note.length), scrollIntoView: true, userEvent: 'input.format',
  }))
  return true
}
