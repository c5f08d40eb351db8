import type { SearchQuery } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { tick } from 'svelte'
import { FieldText } from '../fields/fieldtext'
import type { LineChange } from './linesteps'
import { free, matches, replacement, type Match } from './matches'

/** A line beside the body that find looks into: of the furniture, or (below) of the words of a picture. */
export interface Line {
  path: string
  /** What the screen calls it. */
  label: string
  text: string
  /** It comes behind the body. */
  below?: boolean
  /** Which it is, where others have the same name: "picture 2". */
  of?: string
}

export interface LineMatch extends Match {
  path: string
}

/** How often something was replaced in which lines, and how many places stayed because they stand. */
export interface Replaced {
  lines: { label: string; where: string; n: number }[]
  left: number
}

/** Where the lines live. */
export interface LinesOf {
  lines(): Line[]
  set(texts: { path: string; text: string }[]): void
  /** Brings a line on screen that stands elsewhere than the furniture; keys: it gets them. */
  bring?(path: string, keys: boolean): Promise<void>
}

/** Find and replace in the lines of one story, for the bar that looks into its body. */
export class FieldFind {
  /** Where find stands, which may be a match; null = in the body. */
  here = $state.raw<LineMatch | null>(null)
  /** The line that find stands in has no room on screen beside the bar. */
  away = $state(false)
  /** Lines of the furniture that have to be on screen. */
  shown = $state.raw<string[]>([])
  /** In the order of the window. */
  matches: LineMatch[] = $derived.by(() => this.#find())
  /** Which of the matches find stands on, from 1; 0 = on none. */
  at: number = $derived(this.here ? this.matches.findIndex((m) => same(m, this.here!)) + 1 : 0)
  /** How many of the matches stand above the body. */
  above: number = $derived.by(() => this.matches.filter((m) => this.rank(m.path) < 0).length)

  #query = $state.raw<SearchQuery | null>(null)
  #of: LinesOf
  #boxes = new Map<string, HTMLTextAreaElement>()
  #ranks: Map<string, number> = $derived.by(() => ranked(this.#of.lines()))

  constructor(of: LinesOf) {
    this.#of = of
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

  /** The line of a box; undefined = it is none of these. */
  pathOf = (box: HTMLTextAreaElement): string | undefined => [...this.#boxes].find(([, b]) => b === box)?.[0]

  /** Where a line stands in the order of the window: above the body below 0, behind it above. */
  rank = (path: string): number => this.#ranks.get(path) ?? 0

  /** The name of the line that find stands in. */
  get where(): string {
    const line = this.here && this.#line(this.here.path)
    return line ? whereOf(line) : ''
  }

  /** What is marked in a line. */
  marks(path: string): { from: number; to: number; kind: 'found' | 'found-now' }[] {
    return this.matches.filter((m) => m.path === path).map((m) => ({ from: m.from, to: m.to, kind: this.here && same(m, this.here) ? 'found-now' : 'found' }))
  }

  /** Goes to a match, and brings it on screen. */
  async go(m: LineMatch) {
    this.here = m
    this.away = false
    await this.show([m.path])
    const below = this.rank(m.path) > 0
    if (below) await this.#of.bring?.(m.path, false)
    this.#boxes.get(m.path)?.scrollIntoView({ block: 'nearest' })
    this.away = below && !this.#boxes.has(m.path)
  }

  /** Has lines of the furniture on screen. */
  async show(paths: string[]) {
    this.shown = paths
    await tick()
  }

  /** Gives the line the keys that find stands in; false = it stands in the body. */
  enter(): boolean {
    const { here } = this
    if (!here) return false
    if (this.#boxes.has(here.path)) this.#focus(here)
    else if (this.rank(here.path) > 0) void this.#of.bring?.(here.path, true).then(() => this.#focus(here))
    else return false
    return true
  }

  /** What replaces the match that find stands on, and where that ends; null = it stands on none. */
  one(): { change: LineChange; end: number } | null {
    const { here } = this
    const line = here && this.at > 0 ? this.#line(here.path) : undefined
    if (!here || !line) return null
    const words = this.#replacement(line.text, here)
    return { change: changeOf(line, spliced(line.text, here, words)), end: here.from + words.length }
  }

  /** What replaces every match but those in passages that stand. */
  all(): { changes: LineChange[]; done: Replaced } {
    const touched = this.#of.lines().flatMap((line) => {
      const all = this.matches.filter((m) => m.path === line.path)
      return all.length > 0 ? [{ line, all, free: free(line.text, all) }] : []
    })
    const changes = touched.map(({ line, free }) => changeOf(line, free.reduceRight((words, m) => spliced(words, m, this.#replacement(line.text, m)), line.text)))
    return {
      changes: changes.filter((c) => c.before !== c.after),
      done: {
        lines: touched.filter((t) => t.free.length > 0).map((t) => ({ label: t.line.label, where: whereOf(t.line), n: t.free.length })),
        left: touched.reduce((n, t) => n + t.all.length - t.free.length, 0),
      },
    }
  }

  /** Makes the lines read what a step says, where they read what it begins with; which do not, and how many did. */
  take(changes: LineChange[], kind: string): { stay: string[]; done: number } {
    const texts = new Map(this.#of.lines().map((l) => [l.path, l.text]))
    const meant = changes.filter((c) => texts.get(c.path) === c.before)
    this.shown = meant.map((c) => c.path) // what changes is seen
    const away = meant.filter((c) => !this.#write(c, kind))
    if (away.length > 0) this.#of.set(away.map((c) => ({ path: c.path, text: c.after })))
    const stay = changes.filter((c) => !meant.includes(c) && texts.get(c.path) !== c.after)
    return { stay: stay.map((c) => c.where), done: meant.length }
  }

  #focus({ path, from, to }: LineMatch) {
    const box = this.#boxes.get(path)
    box?.focus()
    box?.setSelectionRange(from, to)
  }

  #line = (path: string) => this.#of.lines().find((l) => l.path === path)

  #find(): LineMatch[] {
    const query = this.#query
    if (!query?.valid) return []
    return this.#of.lines().flatMap((l) => (l.text ? matches(stateOf(l.text), query).map((m) => ({ path: l.path, ...m })) : []))
  }

  #replacement = (text: string, m: Match): string => (this.#query ? oneLine(replacement(stateOf(text), this.#query, m)) : '')

  // In its box, so that it is a step of the line's way back, too.
  #write({ path, before, after }: LineChange, kind: string): boolean {
    const box = this.#boxes.get(path)
    if (box?.value !== before) return false
    new FieldText(box).become(after, kind)
    return true
  }
}

// -2, -1 for the last lines above the body; 1, 2 for the first below it.
function ranked(lines: Line[]): Map<string, number> {
  const above = lines.filter((l) => !l.below)
  const below = lines.filter((l) => l.below)
  return new Map([...above.map((l, i): [string, number] => [l.path, i - above.length]), ...below.map((l, i): [string, number] => [l.path, i + 1])])
}

const whereOf = (l: Line) => (l.of ? `${l.label} of ${l.of}` : l.label)
const changeOf = (line: Line, after: string): LineChange => ({ path: line.path, where: whereOf(line), before: line.text, after })
const spliced = (text: string, { from, to }: Match, words: string) => text.slice(0, from) + words + text.slice(to)
const stateOf = (text: string) => EditorState.create({ doc: text })
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')
const same = (a: LineMatch, b: LineMatch) => a.path === b.path && a.from === b.from && a.to === b.to
