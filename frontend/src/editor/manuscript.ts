import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { deleteMarkupBackward } from '@codemirror/lang-markdown'
import { highlightSelectionMatches } from '@codemirror/search'
import { EditorState, Transaction, type Extension, type TransactionSpec } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import type { Runs } from '../state/direction'
import type { Copy, Moment } from '../state/draft.svelte'
import type { Query, Splice } from '../pagetypes'
import type { Finding, Note, Picture } from '../types'
import type { Place } from '../ui/Slip.svelte'
import { actions, MARKS, READS, type Action, type Actions } from './actions'
import { alone, composedAlone } from './alone'
import { comment } from './blocks'
import { carried, smallestChange } from './changes'
import { calm, calmly, type Calm } from './concentrate'
import { atEdge, edges, outOfBox } from './edges'
import { forgetEngineSteps } from './enginesteps'
import { FieldFind } from './find/fieldfind.svelte'
import { figures, pictureWords } from './figures'
import { find, openFind } from './find/find'
import { footnotes } from './footnotes'
import { halves } from './halves'
import { findingAt, findingMarks, setFindings } from './help/findings'
import { fitting } from './paste/fitting'
import { hairline, movedEnd } from './hairline'
import { held, heldAt, hold } from './paste/held'
import { holes } from './help/holes'
import { leaveTidy } from './leave'
import { linkHere, type LinkHere } from './linkhere'
import { menuAt } from './menu'
import { lineShapes, running, runs } from './lines'
import { stetMarkdown } from './language'
import { live } from './live'
import { foldLongLine } from './longline'
import { look } from './look'
import type { Pasted } from './paste/clipboard'
import { newline } from './newline'
import { pasteInto } from './paste/paste'
import { latest, latestPaste, setLatest, untouched, whereLatest, type Latest, type PastedCopy, type Stretch } from './paste/pasted'
import { queriesOf, queryAt, queryMarks, showQueries, type Placed } from './queries'
import { smart } from './smart'
import { putIn } from './snippet'
import { begin, readSteps, writeSteps } from './steps'
import { tableKeys } from './tables/tablekeys'
import { breaksRow } from './tables/tablerows'
import { tables } from './tables/tables'
import { marksOf } from './typography'
import { seenWords } from './find/seen'
import { selectedWhole, wholeOut } from './paste/wholemarks'
import type { Written } from './written'

export interface ManuscriptEvents {
  /** A person or a paste changed the words (not a change from outside). */
  typed(): void
  /** Says true when it deals with the paste. */
  pasted(p: Pasted): boolean
  /** What was pasted last is other copy now, or another part of it stands: by a paste, undo or redo. */
  latest?(now: Latest | null): void
  /** The cursor stands here now. */
  moved?(at: number): void
  /** Other words are selected; null = none are. */
  selected?(words: (() => string) | null): void
  /** The menu was asked for, at a place in the text and on the screen. */
  menu?(at: number, place: Place): void
  /** Words of the text, with their marks, went to the clipboard. */
  copied?(words: string): void
  /** Why a key did nothing, for who pressed it. */
  says?(why: string): void
  /** The language whose signs are set while they are typed; '' = they stay straight. */
  signs?(): string
  /** A query in the text was clicked. */
  query?(p: Placed): void
  /** The lines above the text, for find and replace. */
  lines?: FieldFind
  /** What else looks at the text while it is on screen. */
  readers?: Extension
}

const OUTSIDE = 'outside'

// Of the editor's own: keys of the desk, and what is Markdown only to look at.
const NOT_OURS = ['Alt-ArrowUp', 'Alt-ArrowDown', 'Mod-Enter', 'Mod-[', 'Mod-]']

const isTyped = (trs: readonly Transaction[]) => trs.some((tr) => tr.docChanged && !tr.isUserEvent(OUTSIDE))

/**
 * The body of one story in the editor. It owns the EditorState, so that undo
 * and cursor survive while another story is on screen; a view is linked to it
 * only while it is shown.
 */
export class Manuscript implements Copy, Written {
  #state: EditorState
  #view: EditorView | null = null
  #events: ManuscriptEvents
  #nonce: Extension
  #fixed: boolean
  #holds = 0
  #lines: FieldFind
  #refuse = (why: string) => this.#events.says?.(why)
  #actions: Actions = actions(this.#refuse)

  /** fixed: the words can be read, found and copied, not changed. steps: what undo goes back through, from before a restart. */
  constructor(body: string, events: ManuscriptEvents, nonce = '', fixed = false, steps = '') {
    this.#events = events
    this.#fixed = fixed
    this.#lines = events.lines ?? new FieldFind({ lines: () => [], set: () => undefined })
    this.#nonce = nonce ? EditorView.cspNonce.of(nonce) : []
    const before = readSteps(steps, body)
    this.#state = before ? begin(body, before, this.#extensions()) : EditorState.create({ doc: body, extensions: this.#extensions() })
  }

  get state(): EditorState {
    return this.#view?.state ?? this.#state
  }

  text(): string {
    return this.state.doc.toString()
  }

  moment(): Moment {
    const { state } = this
    return { text: state.doc.toString(), steps: () => writeSteps(state) }
  }

  /** A change from outside: it can be undone, and is not reported as typed. */
  replace(text: string) {
    const changes = smallestChange(this.text(), text)
    if (changes) this.#dispatch({ changes, userEvent: OUTSIDE })
  }

  carry(before: string, after: string) {
    this.replace(carried(before, after, this.text()))
  }

  /** Puts text in place of the selection as one step of undo. */
  insert(text: string) {
    if (this.#fixed) return
    this.#dispatch({ ...this.state.replaceSelection(text), scrollIntoView: true, userEvent: 'input.paste' })
  }

  /** Keeps where the selection is for words that are on their way; the number is for paste, or letGo. */
  hold(): number {
    const id = ++this.#holds
    const { from, to } = this.state.selection.main
    this.#dispatch({ effects: hold.of({ id, at: { from, to } }) })
    return id
  }

  letGo(id: number) {
    this.#dispatch({ effects: hold.of({ id, at: null }) })
  }

  /** Puts pasted copy where the selection was; in a quotation all of it is quoted, in a table it stays in its cell. */
  paste(text: string, of: PastedCopy, place: number) {
    const { from, to } = heldAt(this.state, place)
    this.letGo(place)
    this.#paste({ from, to }, fitting(this.state, { from, to }, text), { from, of, back: [] })
  }

  /** Puts other words in place of what was pasted last; false = that is gone, or was written in. */
  pasteInstead(text: string, of: PastedCopy): boolean {
    const at = whereLatest(this.state)
    return !!at && untouched(this.state, at) && this.#paste(at, text, { from: at.from, of, back: [] })
  }

  /** Puts words that a paste left out behind what was pasted last; false = that is gone. */
  pasteBehind(note: Note): boolean {
    const at = whereLatest(this.state)
    return !!at && this.#paste({ from: at.to, to: at.to }, `\n\n${note.text}`, { from: at.from, of: at.of, back: [...at.back, note] })
  }

  /** Puts a text of the house in place of the selection, with the cursor at a place in it. */
  put(text: string, cursor: number) {
    if (!this.#fixed) this.#dispatch(putIn(this.state, text, cursor))
  }

  get cursor(): number {
    return this.state.selection.main.head
  }

  set cursor(at: number) {
    this.#dispatch({ selection: { anchor: Math.min(at, this.state.doc.length) }, annotations: Transaction.addToHistory.of(false) })
  }

  selection(moved = false): string {
    return selectedWhole(this.state, moved)
  }

  /** What is selected as it is seen, without marks and addresses. */
  seen(): string {
    const { main } = this.state.selection
    return main.empty || main.to - main.from > 1000 ? '' : seenWords(this.state, main)
  }

  /** Takes out what is selected, as one step of undo. */
  cut() {
    if (!this.#fixed) this.#dispatch({ ...this.state.replaceSelection(''), scrollIntoView: true, userEvent: 'delete.cut' })
  }

  mark(findings: Finding[]) {
    this.#dispatch({ effects: setFindings.of(findings) })
  }

  /** Selects a passage and brings it on screen. */
  goTo(from: number, to = from) {
    const end = this.state.doc.length
    this.#dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, scrollIntoView: true })
    this.#view?.focus()
  }

  goToFinding(f: Finding) {
    const { from, to } = findingAt(this.state, f) ?? f
    this.goTo(from, to)
  }

  /** Puts the cursor behind words of the text, where they stand first. */
  goToText(words: string) {
    const at = this.text().indexOf(words)
    if (at >= 0) this.goTo(at + words.length)
  }

  /** Asks for the menu at the cursor; false = the text is not on screen. */
  askMenu(): boolean {
    const { head } = this.state.selection.main
    const at = this.#view?.coordsAtPos(head)
    if (at) this.#events.menu?.(head, at)
    return !!at
  }

  focus() {
    this.#view?.focus()
  }

  /** Goes on where the cursor was left: at the very start, the furniture above stays on screen. */
  goOn() {
    this.focus()
    const { cursor } = this
    if (cursor > 0) this.#view?.dispatch({ effects: EditorView.scrollIntoView(cursor, { y: 'center' }) })
  }

  /** Shows the queries that the program read in these words; false = they are shown already. */
  queries(list: Query[]): boolean {
    const spec = showQueries(this.state, list)
    if (spec) this.#dispatch(spec)
    return !!spec
  }

  /** Where a query stands now; undefined = its passage is gone. */
  placeOf(query: Query): Placed | undefined {
    return queriesOf(this.state).find((p) => p.query === query && p.from < p.to)
  }

  /** The query that holds the cursor, or all that is selected. */
  queryHere(): Placed | undefined {
    const { from, to } = this.state.selection.main
    return queryAt(this.state, from, to)
  }

  /** Why what is selected cannot have marks of its own; '' = it can. */
  breaksRow(): string {
    return breaksRow(this.state, 'bold')
  }

  /** The link that holds the selection, else what is selected. */
  linkHere(): LinkHere {
    return linkHere(this.state)
  }

  /** What is selected, else the word at the cursor, else the one before it on its line; null = none. */
  passage(): { from: number; to: number } | null {
    const { main } = this.state.selection
    if (!main.empty) return { from: main.from, to: main.to }
    const line = this.state.doc.lineAt(main.head)
    const before = line.text.slice(0, main.head - line.from).search(/[\p{L}\p{N}][^\p{L}\p{N}]*$/u)
    return this.state.wordAt(main.head) ?? (before < 0 ? null : this.state.wordAt(line.from + before))
  }

  /** Where a stretch of the text is on screen, once it is brought there. */
  show(from: number, to: number): Place | null {
    this.#view?.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'nearest', yMargin: 48 }) })
    const [first, last] = [this.#view?.coordsAtPos(from, 1), this.#view?.coordsAtPos(to, -1)]
    if (!first || !last) return null
    return { left: first.top === last.top ? first.left : this.#view!.contentDOM.getBoundingClientRect().left, top: first.top, bottom: last.bottom }
  }

  /** Puts the cursor where the text is at a point of the window. */
  cursorTo(x: number, y: number): boolean {
    if (this.#fixed || !this.#view) return false
    this.#dispatch({ selection: { anchor: this.#view.posAtCoords({ x, y }, false) } })
    return true
  }

  /** Makes replacements in a text that it has to have still, as one step of undo; cursor: where that goes. */
  splice(body: string, splices: Splice[], cursor?: number): boolean {
    if (this.#fixed || this.text() !== body) return false
    const changes = this.state.changes(splices.map((s) => ({ from: s.from, to: s.to, insert: s.text })))
    const selection = cursor === undefined ? undefined : { anchor: changes.mapPos(cursor, 1) }
    this.#dispatch({ changes, selection, scrollIntoView: true, annotations: isolateHistory.of('full'), userEvent: 'mark' })
    return true
  }

  /** Changes how the text stands; the words stay as they are. */
  calm(how: Calm) {
    this.#dispatch({ effects: calm.reconfigure(calmly(how)) })
  }

  /** Says which way the words run. */
  direct(way: Runs) {
    this.#dispatch({ effects: running.reconfigure(runs(way)) })
  }

  /** Shows the pictures of the text with what the story says of them. */
  pictures(list: Picture[]) {
    this.#dispatch({ effects: pictureWords.of(list) })
  }

  /** Shows where the commissioned length ends; -1 = it does not. */
  lengthEnds(at: number) {
    const effects = movedEnd(this.state, at)
    if (effects) this.#dispatch({ effects })
  }

  /** Does something to the text on screen; false = there was nothing to do. */
  run(action: Action): boolean {
    if (!this.#view || (this.#fixed && !READS.has(action))) return false
    const why = MARKS.has(action) ? breaksRow(this.#view.state, action) : ''
    if (why) {
      this.#refuse(why)
      return true
    }
    if (action === 'find' || action === 'replace') return openFind(this.#view, this.#lines, action === 'replace')
    return this.#actions[action](this.#view)
  }

  /** Marks what is selected for the desk, in somebody's name. */
  comment(kind: 'cq' | 'stet', who: string): boolean {
    return this.#view && !this.#fixed ? comment(kind, who)(this.#view) : false
  }

  link(parent: HTMLElement): () => void {
    const view = new EditorView({ state: this.#state, parent })
    foldLongLine(view)
    this.#view = view
    return () => {
      this.#state = view.state
      this.#view = null
      view.destroy()
      forgetEngineSteps()
    }
  }

  #paste({ from, to }: Stretch, insert: string, at: Omit<Latest, 'to' | 'text'>): boolean {
    if (this.#fixed) return false
    const end = from + insert.length
    const { main } = this.state.selection
    const there = main.to >= at.from && main.from <= to // else somebody went on elsewhere meanwhile
    const text = this.state.sliceDoc(at.from, from) + insert
    const effects = setLatest.of({ ...at, to: end, text })
    this.#dispatch({ changes: { from, to, insert }, effects, ...(there && { selection: { anchor: end }, scrollIntoView: true }), annotations: isolateHistory.of('full'), userEvent: 'input.paste' })
    return true
  }

  // A paste may be answered after another story came on screen: the words
  // still go into this one, and are still reported.
  #dispatch(spec: TransactionSpec) {
    if (this.#view) {
      this.#view.dispatch(spec)
      return
    }
    const tr = this.#state.update(spec)
    this.#state = tr.state
    if (isTyped([tr])) this.#events.typed()
    this.#tell(tr.startState, tr.state)
  }

  #tell(before: EditorState, now: EditorState) {
    const [was, is] = [latestPaste(before), latestPaste(now)]
    if (was?.of !== is?.of || was?.back !== is?.back) this.#events.latest?.(is)
  }

  #extensions(): Extension {
    const events = this.#events
    const refuse = this.#refuse
    return [
      this.#nonce,
      EditorState.readOnly.of(this.#fixed),
      history(),
      stetMarkdown,
      look,
      lineShapes,
      running.of([]),
      live,
      figures,
      tables,
      footnotes,
      this.#fixed ? [] : tableKeys,
      calm.of([]),
      hairline,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Body', spellcheck: 'true', ...(this.#fixed && { 'aria-readonly': 'true' }) }),
      this.#fixed ? [] : placeholder('Write here, or paste copy in'),
      find(this.#lines, refuse),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      findingMarks,
      holes,
      leaveTidy,
      edges,
      alone,
      composedAlone(),
      halves,
      smart(() => marksOf(events.signs?.() ?? '')),
      events.readers ?? [],
      pasteInto((p) => events.pasted(p)),
      latest,
      held,
      wholeOut((words) => events.copied?.(words)),
      queryMarks((p) => events.query?.(p)),
      menuAt((at, place) => events.menu?.(at, place)),
      this.#fixed ? [] : keymap.of([
        { key: 'Enter', run: outOfBox(refuse) },
        { key: 'Enter', run: newline, shift: this.#actions.line },
        ...['Backspace', 'Mod-Backspace', 'Shift-Backspace'].map((key) => ({ key, run: atEdge(-1, refuse) })),
        ...['Delete', 'Mod-Delete'].map((key) => ({ key, run: atEdge(1, refuse) })),
        { key: 'Backspace', run: deleteMarkupBackward },
        { key: 'Tab', run: this.#actions.indent, shift: this.#actions.outdent },
      ]),
      keymap.of([
        ...historyKeymap,
        ...defaultKeymap.filter((b) => !NOT_OURS.includes(b.key ?? '')),
      ]),
      EditorView.updateListener.of((u) => {
        if (isTyped(u.transactions)) events.typed()
        this.#tell(u.startState, u.state)
        const back = u.focusChanged && u.view.hasFocus
        if (!u.selectionSet && !u.docChanged && !back) return
        const { head, from, to } = u.state.selection.main
        if (u.selectionSet || u.docChanged) events.moved?.(head)
        events.selected?.(from < to ? () => selectedWhole(u.state) : null)
      }),
    ]
  }
}
