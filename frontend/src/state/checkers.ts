import esAff from '../../node_modules/dictionary-es/index.aff?url'
import esDic from '../../node_modules/dictionary-es/index.dic?url'
import esLicence from '../../node_modules/dictionary-es/license?url'
import frAff from '../../node_modules/dictionary-fr/index.aff?url'
import frDic from '../../node_modules/dictionary-fr/index.dic?url'
import frLicence from '../../node_modules/dictionary-fr/license?url'
import harperLicence from '../../node_modules/harper.js/LICENSE?url'
import hunspellLicence from '../../node_modules/hunspell-wasm/COPYING.MPL?url'
import type { DictionaryFile } from '../types'
import type { Checker, Dialect } from '../worker/protocol'

interface Shipped {
  language: string
  aff: string
  dic: string
}

// The licences are files of the program too, so that each travels with what it covers.
export const LICENCES = { en: harperLicence, fr: frLicence, es: esLicence, hunspell: hunspellLicence }

const SHIPPED: Shipped[] = [
  { language: 'fr', aff: frAff, dic: frDic },
  { language: 'es', aff: esAff, dic: esDic },
]

const DIALECTS: Record<string, Dialect> = { US: 'American', GB: 'British', IE: 'British', ZA: 'British', AU: 'Australian', NZ: 'Australian', CA: 'Canadian', IN: 'Indian' }

const plain = (tag: string) => tag.toLowerCase().replaceAll('_', '-')
const base = (tag: string) => plain(tag).split('-')[0] ?? ''

/**
 * Who checks a language, as a BCP 47 tag; null when nobody can. A dictionary
 * that somebody put into the folder counts before one that came along; one of
 * the same country before any other of the language.
 */
export function checkerOf(language: string, found: DictionaryFile[]): Checker | null {
  const own = found.find((d) => plain(d.name) === plain(language)) ?? found.find((d) => plain(d.name) === base(language)) ?? found.find((d) => base(d.name) === base(language))
  if (base(language) === 'en') {
    const country = /-([a-z]{2})\b/.exec(plain(language))?.[1]?.toUpperCase() ?? ''
    return { kind: 'english', dialect: DIALECTS[country] ?? 'any' }
  }
  if (own) return { kind: 'hunspell', language: plain(language), aff: `/dictionary/${own.name}.aff`, dic: `/dictionary/${own.name}.dic` }
  const shipped = SHIPPED.find((s) => s.language === base(language))
  return shipped ? { kind: 'hunspell', ...shipped, language: plain(language) } : null
}

/** "de-AT" as "German (Austria)". */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag.replaceAll('_', '-')) ?? tag
  } catch {
    return tag
  }
}
