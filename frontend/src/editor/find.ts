import { SearchQuery, closeSearchPanel, getSearchQuery, openSearchPanel, search, searchKeymap, searchPanelOpen, setSearchQuery } from '@codemirror/search'
import type { ChangeSpec, EditorState, Extension } from '@codemirror/state'
import { EditorView, keymap, type Panel, type ViewUpdate } from '@codemirror/view'
import { mount, unmount } from 'svelte'
import type { FieldFind, LineMatch, Replaced } from './fieldfind.svelte'
import { fieldWithKeys } from './fieldtext'
import { free, matches, replacement, unseen, type Match } from './matches'
import FindBar from '../ui/FindBar.svelte'
import { Finder, type Wanted } from '../ui/finder.svelte'
import { many } from '../ui/words'

/** Find and replace in a text, and in the lines above it. */
export const find = (lines: FieldFind): Extension => [
  search({ top: true, createPanel: (view) => panel(view, lines) }),
  keymap.of([
    { key: 'F3', run: (view) => step(view, lines, false), shift: (view) => step(view, lines, true), preventDefault: true },
    ...searchKeymap.filter((b) => b.key === 'Escape'),
  ]),
]

/** Opens the bar with the cursor in what to find, or in what to put in its place; it begins where the keys are. */
export function openFind(view: EditorView, lines: FieldFind, replace = false): boolean {
  const field = fieldWithKeys()
  const inLine = field?.box.closest('[data-story]')?.contains(view.dom) ? field : null
  const again = searchPanelOpen(view.state)
  openSearchPanel(view)
  const words = inLine ? inLine.selection() : again ? wordsOf(view.state) : ''
  if (words) view.dispatch({ effects: setSearchQuery.of(queryOf({ ...getSearchQuery(view.state), search: words })) })
  if (inLine) lines.here = { path: inLine.path, from: inLine.box.selectionStart, to: inLine.box.selectionEnd }
  const box = (name: string) => placeOf(view)?.querySelector<HTMLInputElement>(name)
  if (replace && getSearchQuery(view.state).search) box('[data-replace]')?.select()
  else box('[data-what]')?.select()
  return true
}

// As much as anybody looks for.
function wordsOf(state: EditorState): string {
  const { from, to } = state.selection.main
  const words = to - from > 200 ? '' : state.sliceDoc(from, to)
  return words.includes('\n') ? '' : words
}

// Above all that scrolls: what is found may be in the furniture.
const placeOf = (view: EditorView) => view.dom.closest('[data-story]')?.querySelector('[data-find]')

function panel(view: EditorView, lines: FieldFind): Panel {
  const look = () => lines.look(finder.bodyOnly ? null : getSearchQuery(view.state))
  const finder: Finder = new Finder({
    want: (w) => view.dispatch({ effects: setSearchQuery.of(queryOf(w)) }),
    bodyOnly: look,
    next: (back) => void step(view, lines, back),
    replace: () => replaceOne(view, lines),
    replaceAll: async () => finder.say(said(replaceAll(view), await lines.replaceAll())),
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
      if (asked || u.docChanged || u.selectionSet) count(finder, u.state)
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
  const all = matches(state, query)
  finder.found(all.length, all.findIndex((m) => m.from === from && m.to === to) + 1, !query.search || query.valid)
}

/** Goes to the next match, through the lines and the body and round the end. */
function step(view: EditorView, lines: FieldFind, back: boolean): boolean {
  const query = getSearchQuery(view.state)
  if (!query.valid || !query.search) return searchPanelOpen(view.state) || openFind(view, lines)
  const inBody = matches(view.state, query)
  const { from, to } = view.state.selection.main
  const near = lines.here ? lines.beside(back) : back ? inBody.findLast((m) => m.to <= from) : inBody.find((m) => m.from >= to && m.to > from)
  const [other, own] = lines.here ? [inBody, lines.matches] : [lines.matches, inBody]
  const next = near ?? other.at(back ? -1 : 0) ?? own.at(back ? -1 : 0)
  if (next) go(view, lines, next)
  return true
}

function go(view: EditorView, lines: FieldFind, m: Match | LineMatch) {
  const inLine = 'path' in m
  const selection = inLine ? { anchor: view.state.selection.main.from } : { anchor: m.from, head: m.to }
  view.dispatch({ selection, effects: inLine ? [] : EditorView.scrollIntoView(m.from, { y: 'nearest', yMargin: 48 }), userEvent: 'select.search' })
  if (inLine) void lines.go(m)
}

/** Replaces what is selected, if that is a match, and goes on to the next. */
function replaceOne(view: EditorView, lines: FieldFind) {
  const { state } = view
  const query = getSearchQuery(state)
  const { from, to } = state.selection.main
  const match = lines.here ? undefined : matches(state, query).find((m) => m.from === from && m.to === to)
  if (match) {
    const insert = replacement(state, query, match)
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: 'input.replace' })
  } else lines.replace()
  step(view, lines, false)
}

/** How many were replaced in the body; left: places that stand; hidden: in addresses and marks. */
export interface ReplacedInBody {
  n: number
  left: number
  hidden: number
}

/** Replaces every match of the body but those in passages that stand. */
export function replaceAll(view: Pick<EditorView, 'state' | 'dispatch'>): ReplacedInBody {
  const { state } = view
  const query = getSearchQuery(state)
  const all = matches(state, query)
  const seen = all.filter((m) => !unseen(state, m))
  const meant = free(state.doc.toString(), seen)
  const changes = meant.map((m): ChangeSpec => ({ ...m, insert: replacement(state, query, m) }))
  if (changes.length > 0) view.dispatch({ changes, userEvent: 'input.replace.all' })
  return { n: meant.length, left: seen.length - meant.length, hidden: all.length - seen.length }
}

/** What the bar says of it: a headline that was touched is named. */
export function said({ n, left, hidden }: ReplacedInBody, { lines, left: inLines }: Replaced): string {
  const all = lines.reduce((sum, l) => sum + l.n, n)
  return [
    `${all} replaced`,
    ...lines.map((l) => `${l.n} in the ${l.label.toLowerCase()}`),
    ...(left + inLines > 0 ? [`${many(left + inLines, 'place')} marked STET or CQ left`] : []),
    ...(hidden > 0 ? [`${hidden} in addresses and marks left`] : []),
  ].join(', ')
}
