import type { SearchQuery } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { tick } from 'svelte'
import { FieldText } from './fieldtext'
import { free, matches, replacement, type Match } from './matches'

/** A line of the furniture that find looks into. */
export interface Line {
  path: string
  /** What the screen calls it. */
  label: string
  text: string
}

export interface LineMatch extends Match {
  path: string
}

/** What was replaced in the lines: how often in which, and how many places stayed because they stand. */
export interface Replaced {
  lines: { label: string; n: number }[]
  left: number
}

/** Find and replace in the furniture of one story, for the bar that looks into its body. */
export class FieldFind {
  /** Where find stands, which may be a match; null = in the body. */
  here = $state.raw<LineMatch | null>(null)
  /** Lines that have to be on screen. */
  shown = $state.raw<string[]>([])
  /** In the order of the window. */
  matches: LineMatch[] = $derived.by(() => this.#find())
  /** Which of the matches find stands on, from 1; 0 = on none. */
  at: number = $derived(this.here ? this.matches.findIndex((m) => same(m, this.here!)) + 1 : 0)

  #query = $state.raw<SearchQuery | null>(null)
  #lines: () => Line[]
  #set: (path: string, text: string) => void
  #boxes = new Map<string, HTMLTextAreaElement>()

  constructor(lines: () => Line[], set: (path: string, text: string) => void) {
    this.#lines = lines
    this.#set = set
  }

  /** Looks for this from now on; null = for nothing. */
  look(query: SearchQuery | null) {
    this.#query = query
    if (!query) this.here = null
  }

  /** A line is on screen, until what this gives is called. */
  box(path: string, box: HTMLTextAreaElement): () => void {
    this.#boxes.set(path, box)
    return () => {
      if (this.#boxes.get(path) === box) this.#boxes.delete(path)
    }
  }

  /** The name of the line that find stands in. */
  get where(): string {
    return this.here ? (this.#line(this.here.path)?.label ?? '') : ''
  }

  /** What is marked in a line. */
  marks(path: string): { from: number; to: number; kind: 'found' | 'found-now' }[] {
    return this.matches.filter((m) => m.path === path).map((m) => ({ from: m.from, to: m.to, kind: this.here && same(m, this.here) ? 'found-now' : 'found' }))
  }

  /** The match after or before where find stands; undefined = there is none. */
  beside(back: boolean): LineMatch | undefined {
    const { here, matches } = this
    if (!here) return undefined
    const order = this.#lines().map((l) => l.path)
    const n = order.indexOf(here.path)
    if (back) return matches.findLast((m) => order.indexOf(m.path) < n || (m.path === here.path && m.to <= here.from))
    return matches.find((m) => order.indexOf(m.path) > n || (m.path === here.path && m.from >= here.to && !same(m, here)))
  }

  /** Goes to a match, and brings it on screen. */
  async go(m: LineMatch) {
    this.here = m
    await this.#show([m.path])
    this.#boxes.get(m.path)?.scrollIntoView({ block: 'nearest' })
  }

  /** Gives the line the keys that find stands in; false = it stands in the body. */
  enter(): boolean {
    const { here } = this
    const box = here && this.#boxes.get(here.path)
    if (!here || !box) return false
    box.focus()
    box.setSelectionRange(here.from, here.to)
    return true
  }

  /** Replaces the match that find stands on; false = it stands on none. */
  replace(): boolean {
    const { here } = this
    const text = here && this.at > 0 ? this.#line(here.path)?.text : undefined
    if (!here || text === undefined) return false
    const words = this.#replacement(text, here)
    this.#change(here.path, text, here, words)
    const end = here.from + words.length
    this.here = { path: here.path, from: end, to: end }
    return true
  }

  /** Replaces every match but those in passages that stand; each line in one step of its own. */
  async replaceAll(): Promise<Replaced> {
    const touched = this.#lines().flatMap((l) => {
      const all = this.matches.filter((m) => m.path === l.path)
      return all.length > 0 ? [{ ...l, all, free: free(l.text, all) }] : []
    })
    await this.#show(touched.map((l) => l.path)) // what changes is seen, and can be taken back where it is
    for (const { path, text, free } of touched) {
      const now = free.reduceRight((words, m) => words.slice(0, m.from) + this.#replacement(text, m) + words.slice(m.to), text)
      if (now !== text) this.#change(path, text, { from: 0, to: text.length }, now)
    }
    return {
      lines: touched.filter((l) => l.free.length > 0).map((l) => ({ label: l.label, n: l.free.length })),
      left: touched.reduce((n, l) => n + l.all.length - l.free.length, 0),
    }
  }

  #line = (path: string) => this.#lines().find((l) => l.path === path)

  #find(): LineMatch[] {
    const query = this.#query
    if (!query?.valid) return []
    return this.#lines().flatMap((l) => (l.text ? matches(stateOf(l.text), query).map((m) => ({ path: l.path, ...m })) : []))
  }

  #replacement = (text: string, m: Match): string => (this.#query ? oneLine(replacement(stateOf(text), this.#query, m)) : '')

  // In its box, so that it is a step of the line's way back.
  #change(path: string, text: string, { from, to }: Match, words: string) {
    const box = this.#boxes.get(path)
    if (box?.value === text) new FieldText(box).change(from, to, words)
    else this.#set(path, text.slice(0, from) + words + text.slice(to))
  }

  async #show(paths: string[]) {
    this.shown = paths
    await tick()
  }
}

const stateOf = (text: string) => EditorState.create({ doc: text })
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')
const same = (a: LineMatch, b: LineMatch) => a.path === b.path && a.from === b.from && a.to === b.to
