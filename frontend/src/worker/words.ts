import type { Prose } from './prose'
import { SPELLING, type Problem } from './protocol'

/** What a dictionary can say. */
export interface Dictionary {
  testSpelling(word: string): boolean
  getSpellingSuggestions(word: string): string[]
}

// A word of letters, with marks that stand within words; the last is a
// Ukrainian apostrophe.
const WORD = /[\p{L}\p{M}]+(?:['’ʼ·-][\p{L}\p{M}]+)*/gu
const CYRILLIC = new Set(['uk', 'ru', 'be', 'bg', 'mk', 'sr', 'kk', 'mn'])

/** Checks words one by one, for languages whose grammar nobody here knows. */
export class Words {
  #dictionary: Dictionary
  #letters: RegExp
  #known = new Map<string, boolean>()

  constructor(dictionary: Dictionary, language: string) {
    this.#dictionary = dictionary
    const base = language.split(/[-_]/)[0] ?? ''
    // Words in other letters are names: no dictionary of this language has them.
    this.#letters = CYRILLIC.has(base) ? /\p{Script=Cyrillic}/u : base === 'el' ? /\p{Script=Greek}/u : /\p{Script=Latin}/u
  }

  check(p: Prose): Problem[] {
    const found: Problem[] = []
    for (const m of p.text.matchAll(WORD)) {
      const text = m[0]
      const end = m.index + text.length
      const place = p.source(m.index, end)
      if (!place || !this.#judged(text) || /\p{N}/u.test((p.text[m.index - 1] ?? '') + (p.text[end] ?? '')) || this.#right(text)) continue
      found.push({ ...place, text, rule: SPELLING, message: 'In no dictionary', fixes: null })
    }
    return found
  }

  suggest(word: string): string[] {
    return this.#dictionary.getSpellingSuggestions(plain(word))
  }

  /** A single letter and an abbreviation in capitals are nobody's mistake. */
  #judged(word: string): boolean {
    return word.length > 1 && word !== word.toUpperCase() && this.#letters.test(word)
  }

  #right(word: string): boolean {
    let right = this.#known.get(word)
    if (right === undefined) {
      right = this.#test(word)
      this.#known.set(word, right)
    }
    return right
  }

  // A compound that no dictionary has is right when its parts are.
  #test(word: string): boolean {
    if (this.#dictionary.testSpelling(plain(word))) return true
    const parts = word.split(/-|(?<=^\p{L}{1,2}['’])/u)
    return parts.length > 1 && parts.every((part) => part.length < 2 || !/\p{L}$/u.test(part) || this.#dictionary.testSpelling(plain(part)))
  }
}

/**
 * Whether a text is in another language: most of its words are in no
 * dictionary. To mark each of them would say nothing.
 */
export function foreign(p: Prose, found: Problem[]): boolean {
  const wrong = found.filter((f) => f.rule === SPELLING).length
  return wrong >= 6 && wrong * 2 > (p.text.match(WORD)?.length ?? 0)
}

// Dictionaries write the straight apostrophe.
const plain = (word: string) => word.replace(/[’ʼ]/g, "'")

/**
 * A dictionary file as text. One in an older encoding is read by the name on
 * its SET line, which then no longer holds.
 */
export function decoded(aff: Uint8Array, dic: Uint8Array): { aff: string; dic: string } {
  const head = new TextDecoder('latin1').decode(aff)
  const named = /^SET[ \t]+(\S+)/m.exec(head)?.[1] ?? 'ISO8859-1'
  const name = named.replace(/^ISO-?8859-?/i, 'iso-8859-').replace(/^microsoft-cp/i, 'windows-')
  const reader = new TextDecoder(name)
  const text = reader.decode(aff)
  if (reader.encoding === 'utf-8') return { aff: text, dic: reader.decode(dic) }
  // Flags are single characters there, and have to stay such.
  const flags = /^FLAG[ \t]/m.test(text) ? '' : 'FLAG UTF-8\n'
  return { aff: `SET UTF-8\n${flags}${text.replace(/^SET[ \t].*$/m, '')}`, dic: reader.decode(dic) }
}
