// Which signs a language sets in place of the straight ones of the keyboard.

/** Outer and inner quotation marks, opening and closing, with the spaces that belong to them. */
export interface Marks {
  double: readonly [string, string]
  single: readonly [string, string]
}

const NARROW = '\u202f' // no-break

const ENGLISH: Marks = { double: ['“', '”'], single: ['‘', '’'] }
const LOW: Marks = { double: ['„', '“'], single: ['‚', '‘'] }
const ANGLES: Marks = { double: ['«', '»'], single: ['“', '”'] }
const ANGLES_LOW: Marks = { double: ['«', '»'], single: ['„', '“'] }
const ANGLES_SINGLE: Marks = { double: ['«', '»'], single: ['‹', '›'] }
const SAME: Marks = { double: ['”', '”'], single: ['’', '’'] }

/** By language, or by language and country. A language that is not here stays as it is typed. */
const MARKS: Record<string, Marks> = {
  en: ENGLISH, nl: ENGLISH, tr: ENGLISH, ga: ENGLISH, cy: ENGLISH, 'pt-BR': ENGLISH, id: ENGLISH, vi: ENGLISH,
  de: LOW, cs: LOW, sk: LOW, sl: LOW, bg: LOW, is: LOW, lt: LOW, et: LOW, ka: LOW,
  'de-CH': ANGLES_SINGLE, 'fr-CH': ANGLES_SINGLE, 'it-CH': ANGLES_SINGLE,
  fr: { double: [`«${NARROW}`, `${NARROW}»`], single: ['“', '”'] },
  es: ANGLES, it: ANGLES, pt: ANGLES, ca: ANGLES, gl: ANGLES, eu: ANGLES, el: ANGLES,
  uk: ANGLES_LOW, ru: ANGLES_LOW, be: ANGLES_LOW,
  nb: { double: ['«', '»'], single: ['‘', '’'] }, nn: { double: ['«', '»'], single: ['‘', '’'] }, no: { double: ['«', '»'], single: ['‘', '’'] },
  sv: SAME, fi: SAME, da: SAME,
  pl: { double: ['„', '”'], single: ['«', '»'] }, ro: { double: ['„', '”'], single: ['«', '»'] }, hu: { double: ['„', '”'], single: ['»', '«'] },
  hr: { double: ['„', '”'], single: ['‘', '’'] }, sr: { double: ['„', '”'], single: ['’', '’'] },
}

/** The marks of a language such as de or pt-BR; null = none are known. */
export const marksOf = (language: string): Marks | null => MARKS[language] ?? MARKS[language.split('-')[0] ?? ''] ?? null

/** What takes the place of the last characters before the cursor. */
export interface Setting {
  back: number
  text: string
}

/**
 * How a sign that was just typed is set, given the line before it: null = as it
 * is typed. An apostrophe inside or behind a word is the same in all languages.
 */
export function set(sign: string, before: string, marks: Marks): Setting | null {
  if (plain(before + sign)) return null
  switch (sign) {
    case '"':
      return { back: 1, text: opens(before, marks) ? marks.double[0] : marks.double[1] }
    case "'":
      if (/[\p{L}\p{N}]$/u.test(before) && !unclosed(before, marks)) return { back: 1, text: '’' }
      return { back: 1, text: opens(before, marks) ? marks.single[0] : marks.single[1] }
    case '-':
      if (before.endsWith('–')) return { back: 2, text: '—' }
      return /(^|[^-])-$/.test(before) ? { back: 2, text: '–' } : null
    case '.':
      return /(^|[^.])\.\.$/.test(before) ? { back: 3, text: '…' } : null
  }
  return null
}

function opens(before: string, { double, single }: Marks): boolean {
  if (/(^|[\s([{/—–=*_])$/.test(before)) return true
  // One mark right within another, unless it closes as well.
  return [double, single].some(([open, close]) => open !== close && before.endsWith(open))
}

/** An inner quotation is open: what looks like an apostrophe closes it. */
function unclosed(before: string, { single: [open, close] }: Marks): boolean {
  if (close === '’') return false
  return before.lastIndexOf(open) > before.lastIndexOf(close)
}

/** Where signs mean something to the text's markup or to a machine. */
function plain(line: string): boolean {
  const open = line.replaceAll('{==', '   ')
  return (
    /^\s*[-=*_|: ]+$/.test(line) || // rules and the line under a table's head
    /^ {0,3}:{3}/.test(line) ||
    (line.split('`').length - 1) % 2 === 1 ||
    /\]\([^)]*$/.test(line) || // a link's address and title
    /\{[^}]*$/.test(open) || // attributes and comments
    /(?:^|[\s<(])(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:)\S*$/i.test(line) ||
    /<[^>\s]*$/.test(line)
  )
}
