// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { linesOf, sheetsOf } from '../src/ui/proofsheet'
import type { PrintedRun, PrintedText } from '../src/prooftypes'

const run = (text: string, bold = false): PrintedRun => ({ text, bold, italic: false, underline: false })

/** An engine that breaks its lines behind so many letters, 20 px apart; a letter of another face sits 3 px lower. */
const breaking = (runs: PrintedRun[], after: number) => (n: number, from: number, to: number): number[] => {
  const before = runs.slice(0, n).reduce((all, r) => all + r.text.length, 0)
  const places = Array.from({ length: to - from }, (_x, i) => Math.floor((before + from + i) / after) * 20 + (runs[n]!.bold ? 3 : 0))
  return [...new Set(places)]
}
const told = (lines: PrintedRun[][]) => lines.map((l) => l.map((r) => (r.bold ? `*${r.text}*` : r.text)).join(''))

describe('lines', () => {
  it.each([
    [[run('one two six ')], 8, ['one two', 'six']],
    [[run('abcdefgh')], 3, ['abc', 'def', 'gh']],
    [[run('one '), run('two', true), run(' six')], 8, ['one *two*', 'six']],
    [[run('起重机在等待')], 4, ['起重机在', '等待']],
    [[run('')], 4, ['']],
  ])('%j', (runs, after, want) => expect(told(linesOf(runs, breaking(runs, after), 20))).toEqual(want))
})

describe('sheets', () => {
  const of = (plain: boolean): PrintedText => ({ size: 110, indent: 0, above: 25, plain, runs: [] })
  const set = (n: number, plain = false) => ({ of: of(plain), dir: 'rtl' as const, lines: Array.from({ length: n }, () => [run('x')]) })

  it('number the lines of the story and no others', () => {
    expect(sheetsOf([set(2), set(1, true), set(1)], 175).flat().map((l) => l.number)).toEqual([1, 2, 0, 3])
  })

  it('are full before another begins, which begins at its top', () => {
    const sheets = sheetsOf([set(40), set(40)], 175)
    expect(sheets.length).toBe(3)
    expect(sheets.flat().length).toBe(80)
    for (const lines of sheets) expect(lines.reduce((y, l) => y + l.above + l.high, 0)).toBeLessThanOrEqual(222)
    expect(sheets[1]![0]!.above).toBe(0)
    expect(sheets.flat().at(-1)!.number).toBe(80)
  })
})
