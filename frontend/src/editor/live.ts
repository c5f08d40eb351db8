import { syntaxTree } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { Decoration } from '@codemirror/view'
import type { SyntaxNodeRef } from '@lezer/common'
import { commentAt } from './comments'
import { containers } from './containers'
import { figureOf, toldOf } from './figures'
import { SHIPS } from './find/seen'
import { dim, hidden, shaped, type Shaping } from './shaped'
import { Bullet, Chip, Figure, Label } from './widgets'

/**
 * Shapes Markdown while it is written: marks are out of sight until the cursor
 * comes to them, then dimmed; crossheads, lists, quotations, boxes and pictures
 * look like what they are. The text itself is never changed by it.
 */
export const live: Extension = [
  containers,
  shaped((s, from, to) => {
    syntaxTree(s.state).iterate({ from, to, enter: (node) => SHAPES[node.name]?.(s, node, from, to) })
    marks(s, from, to)
    boxes(s, from, to)
  }),
]

const mark = (name: string) => Decoration.mark({ class: name })
const line = (name: string) => Decoration.line({ class: name })
const STYLES = { quote: line('cm-quote'), code: line('cm-code'), item: line('cm-item'), cq: mark('cm-cq'), asked: mark('cm-asked'), answered: mark('cm-answered') }

type Shape = (s: Shaping, node: SyntaxNodeRef, from: number, to: number) => boolean | void

/** By the names of the Markdown parser's nodes; false = nothing within is shaped. */
const SHAPES: Record<string, Shape> = {
  HeaderMark: (s, { from, to }) => {
    const after = s.state.sliceDoc(to, to + 1) === ' ' ? to + 1 : to
    s.put(from, after, s.near(from, after))
  },
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n): [string, Shape] => {
    const style = line(`cm-head cm-head-${Math.min(n, 4)}`)
    return [`ATXHeading${n}`, (s, node) => s.add(style, s.state.doc.lineAt(node.from).from)]
  })),
  EmphasisMark: between,
  StrikethroughMark: between,
  CodeMark: (s, node) => (node.node.parent?.name === 'InlineCode' ? between(s, node) : s.add(dim, node.from, node.to)),
  HardBreak: (s, { from, to }) => s.state.sliceDoc(from, from + 1) === '\\' && s.put(from, from + 1, s.near(from, to)),
  Escape: (s, { from, to }) => s.put(from, from + 1, s.near(from, to)),
  QuoteMark: (s, { from, to }) => {
    const after = s.state.sliceDoc(to, to + 1) === ' ' ? to + 1 : to
    s.put(from, after, s.near(from, after))
  },
  Blockquote: (s, node, from, to) => s.lines(Math.max(node.from, from), Math.min(node.to, to), STYLES.quote),
  FencedCode: (s, node, from, to) => s.lines(Math.max(node.from, from), Math.min(node.to, to), STYLES.code),
  ListMark: item,
  Link: (s, node) => link(s, node),
  Image: (s, node) => picture(s, node),
}

/** Marks at both ends of bold, italic, struck or code. */
function between(s: Shaping, { from, to, node }: SyntaxNodeRef) {
  const whole = node.parent ?? node
  s.put(from, to, s.near(whole.from, whole.to))
}

function item(s: Shaping, { from, to, node }: SyntaxNodeRef) {
  const start = s.state.doc.lineAt(from)
  const ordered = node.parent?.parent?.name === 'OrderedList'
  const beside = s.state.sliceDoc(to, to + 1)
  const after = beside === ' ' || beside === '\t' ? to + 1 : to
  let depth = 0
  for (let up = node.parent?.parent; up; up = up.parent) if (/List$/.test(up.name)) depth++
  s.add(Decoration.line({ class: 'cm-item', attributes: { style: `--depth: ${depth}` } }), start.from)
  if (/^\s*$/.test(s.state.sliceDoc(start.from, from))) s.put(start.from, from, false)
  if (ordered && beside === '\t') {
    s.add(mark('cm-number'), from, to)
    s.add(hidden, to, after) // as wide as it is, the words would stand apart from those of the other items
  } else if (ordered) s.add(mark('cm-number'), from, after)
  else if (s.near(from, after - 1)) s.add(mark('cm-number cm-dim'), from, after)
  else s.add(Decoration.replace({ widget: new Bullet(depth) }), from, after)
}

function link(s: Shaping, { from, to, node }: SyntaxNodeRef) {
  const url = node.getChild('URL')
  const [open, close] = node.getChildren('LinkMark')
  const address = url ? s.state.sliceDoc(url.from, url.to) : ''
  if (!url || !open || !close || !SHIPS.test(address)) return
  if (close.from > open.to) s.add(Decoration.mark({ class: 'cm-anchor', attributes: { title: address } }), open.to, close.from)
  const near = s.near(from, to)
  s.put(open.from, open.to, near)
  s.put(close.from, to, near)
}

/** A picture alone in its paragraph is drawn, with the cursor beside it too; in running text it stays as typed. */
function picture(s: Shaping, node: SyntaxNodeRef): boolean | void {
  const f = figureOf(s.state, node)
  if (!f || s.inside(f.from, f.to)) return
  s.add(Decoration.replace({ widget: new Figure(toldOf(s.state, f), s.near(f.from, f.to)) }), f.from, f.to)
  return false
}

// Where a paragraph or an item ends, a passage that is open is none.
const MARK = /\{==|==\}|\{>>|\n(?=[ \t]*(?:\n|[-*+>#]|\d+[.)]|:::))/g

/** {==passage==}{>>kind: who: note<<}: the passage tinted, the comment a small label. */
function marks(s: Shaping, from: number, to: number) {
  const text = s.state.sliceDoc(from, to)
  let open = -1
  MARK.lastIndex = 0
  for (let m = MARK.exec(text); m; m = MARK.exec(text)) {
    const at = m.index
    if (m[0] === '{==') open = at
    else if (m[0] === '\n') open = -1
    else if (m[0] === '{>>') MARK.lastIndex = label(s, text, from, at, at)
    else if (open >= 0) {
      MARK.lastIndex = passage(s, text, from, open, at)
      open = -1
    }
  }
}

/** A passage from open to its ==} at close, and the comment that is right behind it; where that ends. */
function passage(s: Shaping, text: string, from: number, open: number, close: number): number {
  const comment = commentAt(text, close + 3)
  const query = comment?.kind === 'query'
  if (close > open + 3) s.add(query ? (comment.answered ? STYLES.answered : STYLES.asked) : STYLES.cq, from + open + 3, from + close)
  for (const at of [open, close]) {
    const near = query ? s.inside(from + at, from + at + 3) : s.near(from + open, from + (comment?.end ?? close + 3))
    s.put(from + at, from + at + 3, near)
  }
  return comment ? label(s, text, from, close + 3, open) : close + 3
}

/** The comment at a place of the text, dimmed where the cursor is near; near begins at its passage. */
function label(s: Shaping, text: string, from: number, at: number, near: number): number {
  const c = commentAt(text, at)
  if (!c) return at + 3
  const words = c.kind === 'query' ? c.note || c.who : [c.who, c.note].filter(Boolean).join(': ')
  const typed = c.kind === 'query' ? s.inside(from + at, from + c.end) : s.near(from + near, from + c.end)
  s.add(typed ? dim : Decoration.replace({ widget: new Chip(c.kind, words, c.answered) }), from + at, from + c.end)
  return c.end
}

function boxes(s: Shaping, from: number, to: number) {
  const { doc } = s.state
  for (const c of s.state.field(containers)) {
    if (c.from > to || c.to < from) continue
    s.lines(Math.max(c.from, from), Math.min(c.to, to), line(`cm-box cm-box-${c.name}`))
    s.add(line('cm-box-first'), c.from)
    s.add(line('cm-box-last'), doc.lineAt(c.to).from)
    const near = s.near(c.from, c.head)
    if (near) s.add(dim, c.from, c.words)
    else s.add(Decoration.replace({ widget: new Label(c.name, c.words < c.head) }), c.from, c.words)
    if (c.close >= 0) s.put(c.close, c.to, s.near(c.close, c.to))
  }
}
