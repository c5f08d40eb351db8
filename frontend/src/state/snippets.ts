/** A text of the house as it is put into a story, and where the cursor goes in it. */
export interface Filled {
  text: string
  cursor: number
}

const HERE = '{here}'

/** Fills in what a snippet leaves open: the day in words, and the place for the cursor; without one it goes to the end. */
export function filled(snippet: string, today: string): Filled {
  const dated = snippet.replaceAll('{date}', today)
  const at = dated.indexOf(HERE)
  return { text: dated.replaceAll(HERE, ''), cursor: at < 0 ? dated.length : at }
}

/** A day as a story of a language says it: "29 November 2026". */
export function dayIn(language: string, zone: string, now = new Date()): string {
  const how = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const tag = language === 'en' ? 'en-GB' : language.replaceAll('_', '-') // as the page dates a story
  try {
    return new Intl.DateTimeFormat(tag, { ...how, timeZone: zone || undefined }).format(now)
  } catch {
    return new Intl.DateTimeFormat('en-GB', how).format(now)
  }
}
