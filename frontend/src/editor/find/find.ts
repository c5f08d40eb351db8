import { redo, undo } from '@codemirror/commands'
import { SearchQuery, closeSearchPanel, getSearchQuery, openSearchPanel, search, searchKeymap, searchPanelOpen, setSearchQuery } from '@codemirror/search'
import type { EditorState, Extension } from '@codemirror/state'
import { EditorView, keymap, type Panel, type ViewUpdate } from '@codemirror/view'
import { mount, unmount } from 'svelte'
import type { FieldFind } from './fieldfind.svelte'
import { fieldWithKeys } from '../fields/fieldtext'
import { beside, type Place } from './findorder'
import { found, foundIn } from './found'
import { lineSteps, touchesLines } from './linesteps'
import { folded } from './matches'
import { replaceAll, replaceOne, said } from './replacing'
import { seenWords } from './seen'
import FindBar from '../../ui/FindBar.svelte'
import { Finder, type Wanted } from '../../ui/finder.svelte'

/** Find and replace in a text and in the lines beside it; says why a step leaves a line as it is. */
export const find = (lines: FieldFind, says: (why: string) => void): Extension => [
  lineSteps(lines, says),
  found,
  search({ top: true, createPanel: (view) => panel(view, lines) }),
  keymap.of([
    { key: 'F3', run: (view) => step(view, lines, false), shift: (view) => step(view, lines, true), preventDefault: true },
    ...searchKeymap.filter((b) => b.key === 'Escape'),
  ]),
]

/** Opens the bar with the cursor in what to find, or in what to put in its place; it begins where the keys are. */
export function openFind(view: EditorView, lines: FieldFind, replace = false): boolean {
  const field = fieldWithKeys()
  const path = field ? lines.pathOf(field.box) : undefined
  const before = getSearchQuery(view.state)
  openSearchPanel(view)
  const words = field && path ? field.selection() : wordsOf(view.state)
  // Words that it found already are looked for as they were typed; what stands in their place is kept, too.
  const wanted = folded(words, before) === folded(before.search, before) ? before.search : words
  if (wanted) view.dispatch({ effects: setSearchQuery.of(queryOf({ ...before, search: wanted })) })
  if (field && path && lines.rank(path)) lines.here = { path, from: field.box.selectionStart, to: field.box.selectionEnd }
  const box = (name: string) => placeOf(view)?.querySelector<HTMLInputElement>(name)
  if (replace && getSearchQuery(view.state).search) box('[data-replace]')?.select()
  else box('[data-what]')?.select()
  return true
}

// As much as anybody looks for.
function wordsOf(state: EditorState): string {
  const { main } = state.selection
  const words = main.to - main.from > 2000 ? '' : seenWords(state, main)
  return words.length > 200 || words.includes('\n') ? '' : words
}

// Above all that scrolls: what is found may be in the furniture.
const placeOf = (view: EditorView) => view.dom.closest('[data-story]')?.querySelector('[data-find]')

function panel(view: EditorView, lines: FieldFind): Panel {
  const look = () => lines.look(finder.bodyOnly ? null : getSearchQuery(view.state))
  const finder: Finder = new Finder({
    want: (w) => view.dispatch({ effects: setSearchQuery.of(queryOf(w)) }),
    bodyOnly: look,
    next: (back) => void step(view, lines, back),
    replace() {
      const why = replaceOne(view, lines)
      if (why) finder.say(why)
      else step(view, lines, false)
    },
    async replaceAll() {
      const { state } = view
      finder.did(said(await replaceAll(view, lines)), view.state !== state) // words put in place of the same words are no step
    },
    undo: () => void undo(view),
    redo: () => void redo(view),
    close() {
      const entered = lines.enter()
      closeSearchPanel(view)
      if (!entered) view.focus()
    },
  }, getSearchQuery(view.state), lines, view.state.readOnly)
  const host = document.createElement('div') // what the editor takes for the bar
  const dom = document.createElement('div')
  const bar = mount(FindBar, { target: dom, props: { finder } })
  look()
  count(finder, view.state)
  return {
    dom: host,
    top: true,
    mount() {
      const place = placeOf(view) ?? host
      place.append(dom)
      dom.querySelector('input')?.select()
    },
    update(u: ViewUpdate) {
      const asked = u.transactions.some((tr) => tr.effects.some((e) => e.is(setSearchQuery)))
      if (asked) {
        finder.take(getSearchQuery(u.state))
        look()
      }
      if (u.selectionSet) lines.here = null
      if (asked || u.docChanged || u.selectionSet || u.transactions.some(touchesLines)) count(finder, u.state)
    },
    destroy() {
      lines.look(null)
      void unmount(bar)
      dom.remove()
    },
  }
}

const queryOf = (w: Wanted): SearchQuery =>
  new SearchQuery({ search: w.search, replace: w.replace, caseSensitive: w.caseSensitive, wholeWord: w.wholeWord, regexp: w.regexp, literal: !w.regexp })

function count(finder: Finder, state: EditorState) {
  const query = getSearchQuery(state)
  const { from, to } = state.selection.main
  const all = foundIn(state)
  finder.found(all.length, all.findIndex((m) => m.from === from && m.to === to) + 1, !query.search || query.valid)
}

/** Goes to the next match, through the lines and the body and round the end. */
function step(view: EditorView, lines: FieldFind, back: boolean): boolean {
  const query = getSearchQuery(view.state)
  if (!query.valid || !query.search) return searchPanelOpen(view.state) || openFind(view, lines)
  const next = beside(lines, foundIn(view.state), lines.here ?? view.state.selection.main, back)
  if (next) go(view, lines, next)
  return true
}

function go(view: EditorView, lines: FieldFind, m: Place) {
  const inLine = 'path' in m
  const selection = inLine ? { anchor: view.state.selection.main.from } : { anchor: m.from, head: m.to }
  view.dispatch({ selection, effects: inLine ? [] : EditorView.scrollIntoView(m.from, { y: 'nearest', yMargin: 48 }), userEvent: 'select.search' })
  if (inLine) void lines.go(m)
}
