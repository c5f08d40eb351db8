// The lines of a Markdown table, and the cells of such a line: docs/format.md,
// "Tables". The program reads them in the same way.
import { syntaxTree } from '@codemirror/language'
import type { EditorState, Line } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

/** A cell of a line: all of it, with the stroke before it and the last stroke of the line, and its words. */
export interface Cell {
  from: number
  to: number
  start: number
  end: number
}

export type Side = 'start' | 'center' | 'end'

/** What a line of a table has in it, by places in the line. A stroke behind a backslash is a letter. */
export function cellsOf(line: string): Cell[] {
  const last = line.trimEnd().length
  const closed = last > 1 && line[last - 1] === '|' ? last - 1 : last
  const cells: Cell[] = []
  let from = 0
  let pos = line.length - line.trimStart().length
  if (line[pos] === '|') pos++
  while (pos < closed) {
    let to = pos
    while (to < closed && !(line[to] === '|' && line[to - 1] !== '\\')) to++
    const words = line.slice(pos, to)
    const start = to - words.trimStart().length
    cells.push({ from, to, start, end: Math.max(start, pos + words.trimEnd().length) })
    from = to
    pos = to + 1
  }
  const end = cells.at(-1)
  if (end) end.to = line.length
  return cells
}

/** Where the words of each column stand, by the second line of a table. */
export const sidesOf = (rule: string): Side[] =>
  cellsOf(rule).map(({ start, end }) => (rule[end - 1] === ':' ? (rule[start] === ':' ? 'center' : 'end') : 'start'))

/** The table that stands at a place of the text; one in a list or a quotation is none of ours. */
export function tableAt(state: EditorState, pos: number): SyntaxNode | null {
  const line = state.doc.lineAt(pos)
  for (const side of [1, -1] as const) {
    for (let n: SyntaxNode | null = syntaxTree(state).resolveInner(side > 0 ? line.from : line.to, side); n; n = n.parent) {
      if (n.name === 'Table') return n.parent?.name === 'Document' ? n : null
    }
  }
  return null
}

/** The lines of a table: heads, rule, rows. */
export function linesOf({ doc }: EditorState, table: { from: number; to: number }): Line[] {
  const lines: Line[] = []
  for (let l = doc.lineAt(table.from); ; l = doc.line(l.number + 1)) {
    lines.push(l)
    if (l.to >= table.to || l.number === doc.lines) return lines
  }
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const BROAD = /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u

/** How many places of a typewriter's line words take. */
export function breadth(words: string): number {
  if (/^[\x20-\x7e]*$/.test(words)) return words.length
  let all = 0
  for (const { segment } of letters.segment(words)) all += BROAD.test(segment) ? 2 : 1
  return all
}

/** Words as they are drawn: without their marks, addresses and comments. */
export const plainly = (words: string): string =>
  (/[[*_`{\\]/.test(words) ? words.replace(/\{>>.*?<<\}|\{==|==\}|!?\[(?=[^\]]*\]\()|\]\([^)]*\)|\*+|\\(?=[!-/:-@[-`{-~])/g, '') : words)

/** How much broader bold letters are. */
export const BOLD = 1.06

const NARROW = /[iljtfrI.,:;'’|!()[\]-]/g
const WIDE = /[mwMW@%&—…жмшщюыЖМШЩЮЫФ]/g
const CAPITAL = /\p{Lu}/gu
const SMALL = /\p{Ll}/gu

/** How many figures broad a word is in letters of their own widths, as near as can be told without drawing it. */
function ink(word: string): number {
  const of = (these: RegExp) => word.match(these)?.length ?? 0
  return breadth(word) - 0.4 * of(NARROW) + 0.4 * of(WIDE) + 0.12 * of(CAPITAL) - 0.05 * of(SMALL)
}

/** How broad the longest word is that stays whole, if it is broader than some already are. */
export function longest(words: string, least: number): number {
  let most = least
  for (const word of words.split(/[\s\u200b]+|(?<=[-–—/])(?=[^\s])/u)) {
    if (word.length * 1.5 > most) most = Math.max(most, BROAD.test(word) ? 2 : ink(word))
  }
  return most
}
