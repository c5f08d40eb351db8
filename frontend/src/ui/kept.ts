import { fieldLabel } from '../state/fields'
import type { StoryTemplate } from '../types'

/** What a template holds, in words: "its section, headline, standfirst and body". */
export function heldIn(t: StoryTemplate): string {
  const paths = Object.keys(t.set).sort((a, b) => rank(a) - rank(b))
  const names = paths.map((p) => (p === 'commissionedLength' ? 'length' : fieldLabel(p).toLocaleLowerCase()))
  return `its ${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)}`
}

const ORDER = ['section', 'overline', 'headlines.main', 'standfirst', 'body', 'commissionedLength', 'language']
const rank = (path: string) => (ORDER.includes(path) ? ORDER.indexOf(path) : ORDER.length)
