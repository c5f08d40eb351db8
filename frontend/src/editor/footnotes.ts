import { syntaxTree } from '@codemirror/language'
import { Prec, StateField, type EditorState, type Extension, type Line, type StateCommand, type Transaction } from '@codemirror/state'
import { Decoration, EditorView, keymap } from '@codemirror/view'
import { containers } from './containers'
import { shaped, type Shaping } from './shaped'
import { Raised } from './widgets'

/** A footnote's sign in the running text, or (note) at the start of its words. */
interface Sign {
  label: string
  note: boolean
  from: number
  to: number
}

// A name is what stands between the brackets, letter for letter, as the page
// takes it: internal/markup/testdata/names.txt tests both.
const SIGN = /(?<!\\)\[\^((?:[^[\]\\\n]|\\[!-/:-@[-`{-~]|\\(?![!-/:-@[-`{-~]))+)\](:?)/g

// What a box is called, and a picture with its caption and credit, are plain words on the page.
const PLAIN = /^ {0,3}(?::{3,} *[A-Za-z]|!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?\s*$)/

function signsOf(line: { from: number; text: string }): Sign[] {
  if (!line.text.includes('[^') || PLAIN.test(line.text)) return []
  return [...line.text.matchAll(SIGN)].map((m) => {
    const note = m[2] === ':' && /^ {0,3}$/.test(line.text.slice(0, m.index))
    const from = line.from + m.index
    return { label: m[1]!, note, from, to: from + m[0].length - (note ? 0 : m[2]!.length) }
  })
}

/** The signs of the text on screen, in its order. Typing reads its own lines anew and moves the others. */
const signs = StateField.define<Sign[]>({
  create({ doc }) {
    const found: Sign[] = []
    let from = 0
    for (const text of doc.iterLines()) {
      found.push(...signsOf({ from, text }))
      from += text.length + 1
    }
    return found
  },
  update(now, tr) {
    if (!tr.docChanged) return now
    const spans = touched(tr)
    if (now.length === 0 && !spans.some(([from, to]) => tr.newDoc.sliceString(from, to).includes('[^'))) return now
    const { doc } = tr.state
    const rest = now.map((s) => moved(s, tr)).filter((s) => !spans.some(([from, to]) => s.from >= from && s.from <= to))
    const fresh = spans.flatMap(([from, to]) => signsWithin(doc.lineAt(from), doc.lineAt(to).number, (n) => doc.line(n)))
    return fresh.length > 0 ? [...rest, ...fresh].sort((a, b) => a.from - b.from) : rest
  },
})

function signsWithin(first: Line, last: number, line: (n: number) => Line): Sign[] {
  const found: Sign[] = []
  for (let l = first; ; l = line(l.number + 1)) {
    found.push(...signsOf(l))
    if (l.number >= last) return found
  }
}

const moved = (s: Sign, { changes }: Transaction): Sign => ({ label: s.label, note: s.note, from: changes.mapPos(s.from, 1), to: changes.mapPos(s.to, -1) })

/** The whole lines that a change wrote in. */
function touched(tr: Transaction): [number, number][] {
  const { doc } = tr.state
  const spans: [number, number][] = []
  tr.changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const [from, to] = [doc.lineAt(fromB).from, doc.lineAt(toB).to]
    const last = spans.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else spans.push([from, to])
  })
  return spans
}

/** What is in the text of each footnote: its number on the page, its first sign and its words. 0: nothing points at it. */
function numbers(state: EditorState): Map<string, { n: number; note: Sign; mark: Sign | null }> {
  const all = state.field(signs)
  const found = new Map<string, { n: number; note: Sign; mark: Sign | null }>()
  for (const s of all) if (s.note && !found.has(s.label)) found.set(s.label, { n: 0, note: s, mark: null })
  const unseen = state.field(containers).filter((c) => c.name === 'note')
  let n = 0
  for (const s of all) {
    const f = s.note ? undefined : found.get(s.label)
    if (!f || f.mark) continue
    f.mark = s
    if (!unseen.some((c) => c.from < s.from && s.from < c.to)) f.n = ++n
  }
  return found
}

const small = Decoration.line({ class: 'cm-note' })

/** The words of a footnote: its paragraph, without its sign. */
function wordsOf(state: EditorState, note: Sign): { to: number; text: string } {
  let line = state.doc.lineAt(note.from)
  while (line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim() !== '' && !/^ {0,3}\[\^[^\]]+\]:/.test(state.doc.line(line.number + 1).text)) line = state.doc.line(line.number + 1)
  return { to: line.to, text: state.sliceDoc(note.to, line.to).trim() }
}

function shape(s: Shaping, from: number, to: number) {
  const all = s.state.field(signs)
  const here = all.filter((f) => f.from < to && f.to > from)
  const above = all.findLast((f) => f.note && f.to <= from)
  if (above) here.unshift(above) // its words may reach down to here
  if (here.length === 0) return
  const known = numbers(s.state)
  for (const f of here) {
    const of = known.get(f.label)
    if (!of || /Code/.test(syntaxTree(s.state).resolveInner(f.from, 1).name)) continue
    const near = s.near(f.from, f.to)
    if (!f.note) {
      if (!near) s.add(Decoration.replace({ widget: new Raised(of.n, wordsOf(s.state, of.note).text, false) }), f.from, f.to)
      continue
    }
    const end = wordsOf(s.state, f).to
    if (end < from) continue
    s.lines(Math.max(f.from, from), Math.min(end, to), small)
    const after = s.state.sliceDoc(f.to, f.to + 1) === ' ' ? f.to + 1 : f.to
    if (!near) s.add(Decoration.replace({ widget: new Raised(of.n, '', true) }), s.state.doc.lineAt(f.from).from, after)
  }
}

/** From a footnote's sign to its words, or from its words back to where it stands in the text. */
export const footnoteGo: StateCommand = ({ state, dispatch }) => {
  const anchor = otherEnd(state, state.selection.main.head)
  if (anchor < 0) return false
  dispatch(state.update({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' }))
  return true
}

function otherEnd(state: EditorState, head: number): number {
  const all = state.field(signs)
  const line = state.doc.lineAt(head)
  const note = all.findLast((s) => s.note && s.from <= head && head <= wordsOf(state, s).to)
  const known = numbers(state)
  if (note) return known.get(note.label)?.mark?.to ?? -1
  const marks = all.filter((s) => !s.note && s.from >= line.from && s.to <= line.to && known.has(s.label))
  // The one the cursor touches, else the last before it, else the first on its line.
  const mark = marks.find((s) => s.from <= head && head <= s.to) ?? marks.findLast((s) => s.to <= head) ?? marks[0]
  if (!mark) return -1
  return wordsOf(state, known.get(mark.label)!.note).to
}

// A sign goes as a whole: half of one would be read.
const takeOut = (behind: boolean): StateCommand => ({ state, dispatch }) => {
  const { main } = state.selection
  const sign = main.empty ? state.field(signs).find((s) => !s.note && (behind ? s.to : s.from) === main.head) : undefined
  if (!sign) return false
  dispatch(state.update({ changes: { from: sign.from, to: sign.to }, scrollIntoView: true, userEvent: 'delete' }))
  return true
}

/** Footnotes: a raised number in the text, a small note with that number where its words are. */
export const footnotes: Extension = [
  signs,
  shaped(shape),
  Prec.high(keymap.of([
    { key: 'Backspace', run: takeOut(true) },
    { key: 'Delete', run: takeOut(false) },
  ])),
  EditorView.domEventHandlers({
    mousedown(e, view) {
      const hit = e.button === 0 && (e.ctrlKey || e.metaKey) && e.target instanceof Element ? e.target.closest('.cm-raised') : null
      const at = hit ? otherEnd(view.state, view.posAtDOM(hit)) : -1
      if (at < 0) return false
      e.preventDefault()
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true, userEvent: 'select.pointer' })
      return true
    },
  }),
]
