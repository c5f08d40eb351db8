import { syntaxTree } from '@codemirror/language'
import { EditorState, Prec, StateEffect, StateField, type Extension, type StateCommand, type Transaction, type TransactionSpec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import type { SyntaxNodeRef } from '@lezer/common'
import type { Picture } from '../types'

/** A picture that stands alone in its paragraph, as the body says it. */
export interface Standing {
  from: number
  to: number
  /** Of the picture; '' = it is none of the story's. */
  id: string
  alt: string
  caption: string
}

/** What is shown of a picture in the text. ratio: how wide it is for its height, 0 = not known. */
export interface Told {
  id: string
  alt: string
  caption: string
  credit: string
  ratio: number
}

const ATTRIBUTES = /^\{[^{}\n]*\}/
const MEDIA = /^media\/([0-9a-f]{64})$/

/** The figure that an Image of the parser is; null = it stands in running text. */
export function figureOf(state: EditorState, { from, to, node }: SyntaxNodeRef): Standing | null {
  const paragraph = node.parent
  const url = node.getChild('URL')
  const [, close] = node.getChildren('LinkMark')
  const end = to + (ATTRIBUTES.exec(state.sliceDoc(to, to + 1000))?.[0].length ?? 0)
  if (!paragraph || !url || !close || paragraph.from !== from || paragraph.to > end) return null
  const title = node.getChild('LinkTitle')
  return {
    from, to: end,
    id: MEDIA.exec(state.sliceDoc(url.from, url.to))?.[1] ?? '',
    alt: state.sliceDoc(from + 2, close.from),
    caption: title ? state.sliceDoc(title.from + 1, title.to - 1) : '',
  }
}

/** Hands over what the story knows of its pictures. */
export const pictureWords = StateEffect.define<Picture[]>()

const known = StateField.define<Map<string, Picture>>({
  create: () => new Map(),
  update: (now, tr) => tr.effects.reduce((was, e) => (e.is(pictureWords) ? new Map(e.value.map((p) => [p.id, p])) : was), now),
})

/** What the page will say of a figure: its own words, else those of the picture. */
export function toldOf(state: EditorState, { id, alt, caption }: Standing): Told {
  const p = state.field(known, false)?.get(id)
  return { id, alt: alt || (p?.alt ?? ''), caption: caption || (p?.caption ?? ''), credit: p?.credit ?? '', ratio: p?.width && p.height ? p.width / p.height : 0 }
}

/** The figure on the line of a place. */
function figureAt(state: EditorState, pos: number): Standing | null {
  const line = state.doc.lineAt(pos)
  if (!line.text.startsWith('![')) return null
  for (let n = syntaxTree(state).resolveInner(line.from, 1); ; n = n.parent!) {
    if (n.name === 'Image') return figureOf(state, n)
    if (!n.parent) return null
  }
}

const edge = (state: EditorState): { figure: Standing; behind: boolean } | null => {
  const { main } = state.selection
  const figure = main.empty ? figureAt(state, main.head) : null
  return figure && (main.head === figure.from || main.head === figure.to) ? { figure, behind: main.head === figure.to } : null
}

/** Words typed beside a picture begin a paragraph: in its own they would make it a part of the sentence. */
function apart(tr: Transaction): TransactionSpec | null {
  if (!tr.docChanged || !tr.isUserEvent('input.type') || tr.isUserEvent('input.type.compose')) return null
  const at = edge(tr.startState)
  if (!at) return null
  let spec: TransactionSpec | null = null
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const { head } = tr.startState.selection.main
    if (from !== to || from !== head || text.lines > 1) return
    const words = text.toString()
    const insert = at.behind ? `\n\n${words}` : `${words}\n\n`
    spec = { changes: { from, insert }, selection: { anchor: from + (at.behind ? insert.length : words.length) }, scrollIntoView: true, userEvent: 'input.type' }
  })
  return spec
}

const enter: StateCommand = ({ state, dispatch }) => {
  const at = edge(state)
  if (!at || state.readOnly) return false
  const { head } = state.selection.main
  dispatch(state.update({ changes: { from: head, insert: '\n\n' }, selection: { anchor: head + 2 }, scrollIntoView: true, userEvent: 'input' }))
  return true
}

/** The picture that a key would draw the paragraph at the cursor onto, over the empty line between them. */
function beside(state: EditorState, behind: boolean): Standing | null {
  const { doc } = state
  const { main } = state.selection
  const line = doc.lineAt(main.head)
  if (!main.empty || main.head !== (behind ? line.from : line.to)) return null
  const by = behind ? -1 : 1
  for (let n = line.number + by; n >= 1 && n <= doc.lines && Math.abs(n - line.number) < 3; n += by) {
    const other = doc.line(n)
    if (other.text.trim() !== '') return line.length > 0 ? figureAt(state, other.from) : null
  }
  return null
}

/** Copy that is pasted beside a picture has lines of its own. */
export function besideFigure(state: EditorState, text: string, { from, to }: { from: number; to: number }): string {
  const figure = from === to ? figureAt(state, from) : null
  return from === figure?.to ? `\n\n${text}` : from === figure?.from ? `${text}\n\n` : text
}

/** A picture is chosen before it is deleted: it is one thing, not the last letter of its address. */
const choose = (behind: boolean): StateCommand => ({ state, dispatch }) => {
  const at = edge(state)
  const figure = at?.behind === behind ? at.figure : beside(state, behind)
  if (!figure) return false
  dispatch(state.update({ selection: { anchor: figure.from, head: figure.to }, scrollIntoView: true, userEvent: 'select' }))
  return true
}

/** Pictures that stand in the text as things of their own. */
export const figures: Extension = [
  known,
  EditorState.transactionFilter.of((tr) => apart(tr) ?? tr),
  Prec.high(keymap.of([
    { key: 'Enter', run: enter },
    { key: 'Backspace', run: choose(true) },
    { key: 'Delete', run: choose(false) },
  ])),
  EditorView.domEventHandlers({
    // Its address and its own words are there for who asks twice.
    dblclick(e, view) {
      const drawn = e.target instanceof Element ? e.target.closest('.cm-figure') : null
      if (!drawn) return false
      view.dispatch({ selection: { anchor: view.posAtDOM(drawn) + 2 }, userEvent: 'select.pointer' })
      return true
    },
  }),
]
