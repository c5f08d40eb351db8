// Which way a story's words run. The page settles it in the same way; see
// view.go.

/** auto: each paragraph and each line of furniture the way its own first letters run. */
export type Runs = 'auto' | 'ltr' | 'rtl'

/** What a story can say of it, and the names of that on the screen. */
export const DIRECTIONS = [
  ['', 'Automatic'],
  ['ltr', 'Left to right'],
  ['rtl', 'Right to left'],
] as const

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm'])

export function runsOf(direction = '', language = ''): Runs {
  if (direction === 'ltr' || direction === 'rtl') return direction
  return RIGHT_TO_LEFT.has(scriptOf(language)) ? 'rtl' : 'auto'
}

function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? ''
  } catch {
    return '' // nothing, or half a language
  }
}
