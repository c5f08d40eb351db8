import { SPELLING, type Problem } from '../worker/protocol'
import type { Ignored } from '../types'

/** Whether the house dictionary has a word: as it is, or as it reads at the start of a sentence, in capitals or with 's. */
export function houseHas(words: Set<string>, word: string): boolean {
  const forms = [word, word.replace(/['’]s$/i, ''), word.replace(/['’]$/, '')].map((w) => w.replaceAll('’', "'"))
  return forms.some((w) => words.has(w) || (w[0] !== w[0]?.toLowerCase() && [...words].some((own) => fits(own, w))))
}

// A name keeps its capital; a word may be given one.
const fits = (own: string, w: string) => own.toUpperCase() === w || (own[0] ?? '').toUpperCase() + own.slice(1) === w

/** Words of the house that a wrong word may have been meant to be, nearest first. */
export function nearIn(words: Iterable<string>, wrong: string): string[] {
  const reach = wrong.length < 5 ? 1 : 2
  const found: { own: string; far: number }[] = []
  for (const own of words) {
    if (Math.abs(own.length - wrong.length) > reach) continue
    const far = distance(own.toLowerCase(), wrong.toLowerCase())
    if (far <= reach) found.push({ own, far })
  }
  return found.sort((a, b) => a.far - b.far).map((f) => f.own)
}

/** How many letters are put in, left out or exchanged (Levenshtein's). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length]!
}

/** Whether somebody said that a problem is none: of all that read so, or of the one in this place. */
export function ignores(list: Ignored[], p: Problem, around: { before: string; after: string }): boolean {
  return list.some((i) => i.rule === p.rule && i.text === p.text && (!i.here || (i.before === around.before && i.after === around.after)))
}

export const isSpelling = (p: Problem) => p.rule === SPELLING
