import { isolateHistory } from '@codemirror/commands'
import { Prec, StateEffect, StateField, type EditorState, type Extension, type Transaction } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view'
import { SPELLING, type Problem } from '../../worker/protocol'
import type { Checks, Found, Proofed } from './proofed'
import { blocksOf, neighbours, WHOLE, type Block } from './spellblocks'

/** Who checks the body of a story, and is told of it. */
export interface Reader extends Checks {
  /** The text is on screen now, or (null) no longer. */
  shown(proof: Proof | null): void
}

const PAUSE = 500 // of the keys, before anything is checked
const FIRST = 1500 // the story is on screen and still before a checker starts
const BATCH = 1500 // characters in one question: a pause that ends waits for one at most

interface Marks {
  all: DecorationSet
  /** Where a word is being typed: it may become right yet. -1 = nowhere. */
  typing: number
}

const show = StateEffect.define<DecorationSet>()
const pointTo = StateEffect.define<number>()

const markOf = (problem: Problem): Decoration => {
  const spelling = problem.rule === SPELLING
  return Decoration.mark({
    class: spelling ? 'cm-misspelt' : 'cm-grammar',
    attributes: { 'aria-invalid': spelling ? 'spelling' : 'grammar' },
    problem,
  })
}

const marks = StateField.define<Marks>({
  create: () => ({ all: Decoration.none, typing: -1 }),
  update({ all, typing }, tr) {
    if (tr.docChanged) {
      all = untouched(all.map(tr.changes), tr)
      typing = tr.isUserEvent('input.type') || tr.isUserEvent('delete') ? tr.newSelection.main.head : -1
    } else if (tr.selection) typing = -1
    for (const e of tr.effects) {
      if (e.is(show)) all = e.value
      if (e.is(pointTo)) typing = -1
    }
    return { all, typing }
  },
  provide: (f) =>
    EditorView.decorations.compute([f], (state) => {
      const { all, typing } = state.field(f)
      return typing < 0 ? all : all.update({ filter: () => false, filterFrom: typing, filterTo: typing })
    }),
})

// The word under a change is another word now.
function untouched(all: DecorationSet, tr: Transaction): DecorationSet {
  tr.changes.iterChangedRanges((_a, _b, from, to) => {
    all = all.update({ filter: () => false, filterFrom: from, filterTo: to })
  })
  return all
}

/** The problems of a text, in their order. */
export function problemsIn(state: EditorState): Found[] {
  const found: Found[] = []
  const { all } = state.field(marks, false) ?? { all: Decoration.none }
  for (let at = all.iter(); at.value; at.next()) found.push({ from: at.from, to: at.to, problem: at.value.spec.problem as Problem })
  return found
}

/** Checks a text while it is on screen: in pauses, only what changed, what can be seen first. */
export class Proof implements Proofed {
  readonly view: EditorView
  #reader: Reader
  #by = ''
  #known = new Map<string, Problem[]>() // of the paragraphs as they read
  #waiting: ReturnType<typeof setTimeout> | undefined
  #asking = false
  #ended = false

  constructor(view: EditorView, reader: Reader) {
    this.view = view
    this.#reader = reader
    reader.shown(this)
    this.soon(FIRST)
  }

  update(u: ViewUpdate) {
    if (u.docChanged) this.soon()
  }

  /** Looks at the text once the keys pause. */
  soon(ms = PAUSE) {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => this.#look(), ms)
  }

  destroy() {
    this.#ended = true
    clearTimeout(this.#waiting)
    this.#reader.shown(null)
  }

  problems = () => problemsIn(this.view.state)

  selected(): { from: number; to: number } {
    const { from, to } = this.view.state.selection.main
    return { from, to }
  }

  place(at: Found) {
    return this.view.coordsAtPos(at.from) ?? { left: 0, top: 0, bottom: 0 }
  }

  replace(at: Found, text: string) {
    this.view.dispatch({
      changes: { from: at.from, to: at.to, insert: text },
      selection: { anchor: at.from + text.length },
      annotations: isolateHistory.of('full'),
      userEvent: 'input.replace',
      scrollIntoView: true,
    })
  }

  point(at: Found) {
    this.view.dispatch({ selection: { anchor: at.from, head: at.to }, effects: [pointTo.of(at.from), EditorView.scrollIntoView(at.from, { y: 'center' })] })
    this.view.focus()
  }

  around(at: { from: number; to: number }) {
    const line = this.view.state.doc.lineAt(at.from)
    return neighbours(line.text, at.from - line.from, at.to - line.from)
  }

  #look() {
    if (this.#ended) return
    const { doc } = this.view.state
    const by = doc.length > WHOLE ? '' : this.#reader.by()
    if (by !== this.#by) this.#known.clear()
    this.#by = by
    if (this.view.composing) return this.soon()
    if (!by) return this.#draw([])
    const blocks = blocksOf(doc)
    this.#forget(blocks)
    this.#draw(blocks)
    if (!this.#asking) void this.#ask(this.#unknown(blocks))
  }

  // What is no longer in the text need not be remembered.
  #forget(blocks: Block[]) {
    if (this.#known.size < blocks.length * 2 + 50) return
    const still = new Set(blocks.map((b) => b.text))
    for (const text of this.#known.keys()) if (!still.has(text)) this.#known.delete(text)
  }

  #unknown(blocks: Block[]): string[] {
    const { from, to } = this.view.viewport
    const seen = (b: Block) => b.to >= from && b.from <= to
    const unknown = blocks.filter((b) => !this.#known.has(b.text))
    return [...new Set([...unknown.filter(seen), ...unknown].map((b) => b.text))]
  }

  async #ask(texts: string[]) {
    if (texts.length === 0) return
    const { doc } = this.view.state
    const by = this.#by
    const batch = [texts[0]!]
    let size = batch[0]!.length
    for (const text of texts.slice(1)) {
      if ((size += text.length) > BATCH) break
      batch.push(text)
    }
    this.#asking = true
    try {
      const found = await this.#reader.check(batch)
      if (by === this.#by) batch.forEach((text, n) => this.#known.set(text, found[n] ?? []))
    } catch {
      return // who checks says why; the next pause asks again
    } finally {
      this.#asking = false
    }
    if (this.#ended) return
    // Keys came meanwhile: their pause goes on from here.
    if (doc !== this.view.state.doc || by !== this.#by) return this.soon()
    const blocks = blocksOf(doc)
    const left = this.#unknown(blocks)
    this.#draw(blocks)
    await this.#ask(left)
  }

  #draw(blocks: Block[]) {
    const { state } = this.view
    const found = blocks.flatMap((b) =>
      (this.#known.get(b.text) ?? [])
        .filter((p) => !this.#reader.passes(p, neighbours(b.text, p.from, p.to)))
        .map((p) => ({ from: b.from + p.from, to: b.from + p.to, problem: p })),
    )
    const was = problemsIn(state)
    const same = was.length === found.length && was.every((w, n) => w.from === found[n]!.from && w.to === found[n]!.to && w.problem === found[n]!.problem)
    if (!same) this.view.dispatch({ effects: show.of(Decoration.set(found.map((p) => markOf(p.problem).range(p.from, p.to)), true)) })
  }
}

// Not the waves of what the checks find: a misspelt word stands on dashes, a
// doubtful phrase on a double line. WebKit takes no style in the short form.
const look = EditorView.theme({
  '.cm-misspelt': { textDecorationLine: 'underline', textDecorationStyle: 'dashed', textDecorationColor: 'var(--doubt)', textDecorationThickness: '2px', textUnderlineOffset: '3px' },
  '.cm-grammar': { textDecorationLine: 'underline', textDecorationStyle: 'double', textDecorationColor: 'var(--doubt)', textDecorationThickness: '1px', textUnderlineOffset: '3px' },
})

/** Marks what a checker finds in the text. The engine's own checker rests meanwhile. */
export function spelling(reader: Reader): Extension {
  return [
    marks,
    look,
    ViewPlugin.define((view) => new Proof(view, reader)),
    Prec.high(EditorView.contentAttributes.of(() => ({ spellcheck: reader.by() ? 'false' : 'true' }))),
  ]
}
