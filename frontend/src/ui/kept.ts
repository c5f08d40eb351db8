import { fieldLabel } from '../state/fields'
import type { StoryTemplate } from '../types'

/** What a template holds beside its section, in words: "headline, standfirst and body". */
export function heldIn(t: StoryTemplate): string {
  const paths = Object.keys(t.set).filter((p) => p !== 'section').sort((a, b) => rank(a) - rank(b))
  const names = paths.map((p) => (p === 'commissionedLength' ? 'length' : fieldLabel(p).toLocaleLowerCase()))
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
}

const ORDER = ['overline', 'headlines.main', 'standfirst', 'body', 'commissionedLength', 'language']
const rank = (path: string) => (ORDER.includes(path) ? ORDER.indexOf(path) : ORDER.length)

/** A snippet's words on one line, without the lines of a box. */
export const wordsOf = (text: string): string => text.replace(/^:{3,}.*$/gm, '').replaceAll('{here}', '…').replace(/\s+/g, ' ').trim()
