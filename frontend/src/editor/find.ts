import { SearchQuery, closeSearchPanel, findNext, findPrevious, getSearchQuery, openSearchPanel, replaceNext, search, searchKeymap, setSearchQuery } from '@codemirror/search'
import type { ChangeSpec, EditorState, Extension } from '@codemirror/state'
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorView, keymap, type Panel, type ViewUpdate } from '@codemirror/view'
import { mount, unmount } from 'svelte'
import { isFence } from './containers'
import FindBar from '../ui/FindBar.svelte'
import { Finder, type Wanted } from '../ui/finder.svelte'
import { many } from '../ui/words'

// Counting goes on to here; a story with more of them is not counted by hand.
const MOST = 9999

/** Find and replace above the text. */
export const find: Extension = [
  search({ top: true, createPanel: panel }),
  keymap.of(searchKeymap.filter((b) => b.key === 'F3' || b.key === 'Escape')),
]

/** Opens the bar with the cursor in what to find, or in what to put in its place. */
export function openFind(view: EditorView, replace = false): boolean {
  openSearchPanel(view)
  if (replace && getSearchQuery(view.state).search) view.dom.querySelector<HTMLInputElement>('[data-replace]')?.select()
  return true
}

function panel(view: EditorView): Panel {
  const finder = new Finder({
    want: (w) => view.dispatch({ effects: setSearchQuery.of(queryOf(w)) }),
    next: (back) => (back ? findPrevious : findNext)(view),
    replace: () => replaceNext(view),
    replaceAll: () => finder.say(replaceAll(view)),
    close() {
      closeSearchPanel(view)
      view.focus()
    },
  }, getSearchQuery(view.state), view.state.readOnly)
  const dom = document.createElement('div')
  const bar = mount(FindBar, { target: dom, props: { finder } })
  count(finder, view.state)
  return {
    dom,
    top: true,
    mount: () => dom.querySelector('input')?.select(),
    update(u: ViewUpdate) {
      const asked = u.transactions.some((tr) => tr.effects.some((e) => e.is(setSearchQuery)))
      if (asked || u.docChanged || u.selectionSet) count(finder, u.state)
    },
    destroy: () => void unmount(bar),
  }
}

const queryOf = (w: Wanted): SearchQuery =>
  new SearchQuery({ search: w.search, replace: w.replace, caseSensitive: w.caseSensitive, wholeWord: w.wholeWord, regexp: w.regexp, literal: !w.regexp })

function matches(state: EditorState, query: SearchQuery): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  if (!query.valid) return found
  const cursor = query.getCursor(state)
  for (let m = cursor.next(); !m.done && found.length < MOST; m = cursor.next()) found.push(m.value)
  return found
}

function count(finder: Finder, state: EditorState) {
  const query = getSearchQuery(state)
  const { from, to } = state.selection.main
  const all = matches(state, query)
  finder.found(all.length, all.findIndex((m) => m.from === from && m.to === to) + 1, !query.search || query.valid)
}

const STANDS = /\{==((?:(?!==\})[\s\S])*)==\}\{>>\s*(?:stet|cq)\b[^\n]*?<<\}/gi

/** Passages that a sub let stand or checked: nothing replaces words in them unasked. */
export function standing(text: string): { from: number; to: number }[] {
  return [...text.matchAll(STANDS)].map((m) => ({ from: m.index + 3, to: m.index + 3 + m[1]!.length }))
}

/** Replaces every match but those in passages that stand, and says how many. */
export function replaceAll(view: Pick<EditorView, 'state' | 'dispatch'>): string {
  const { state } = view
  const query = getSearchQuery(state)
  const stands = standing(state.doc.toString())
  const all = matches(state, query)
  const seen = all.filter((m) => !unseen(state, m))
  const free = seen.filter((m) => !stands.some((s) => m.from < s.to && m.to > s.from))
  const changes = free.map((m): ChangeSpec => ({ ...m, insert: replacement(state, query, m) }))
  if (changes.length > 0) view.dispatch({ changes, userEvent: 'input.replace.all' })
  const [left, hidden] = [seen.length - free.length, all.length - seen.length]
  return `${free.length} replaced${left > 0 ? `, ${many(left, 'place')} marked STET or CQ left` : ''}${hidden > 0 ? `, ${hidden} in addresses and marks left` : ''}`
}

// In the address of a link or a picture, or in the line of a box before its words: not meant by who reads the text.
function unseen(state: EditorState, { from, to }: { from: number; to: number }): boolean {
  const line = state.doc.lineAt(from)
  if (isFence(line.text) && to <= line.from + (/^ {0,3}:+ *[A-Za-z0-9-]*/.exec(line.text)?.[0].length ?? 0)) return true
  const tree = ensureSyntaxTree(state, to, 200) ?? syntaxTree(state)
  for (let n = tree.resolveInner(from, 1); n.parent; n = n.parent) if (n.name === 'URL') return true
  return false
}

function replacement(state: EditorState, query: SearchQuery, m: { from: number; to: number }): string {
  if (!query.regexp) return query.replace
  const match = new RegExp(query.search, query.caseSensitive ? 'u' : 'iu').exec(state.sliceDoc(m.from, m.to))
  return query.replace.replace(/\$(\d|&)/g, (_, n: string) => (n === '&' ? match?.[0] : match?.[Number(n)]) ?? '')
}
