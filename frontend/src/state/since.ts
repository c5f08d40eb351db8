import type { LastSent } from '../types'
import { when } from '../ui/words'
import { fieldLabel } from './fields'

/** At most so many fields are named. */
const NAMED = 4

/** "Headline and body changed since it went out at 19:40"; '' = readers would get what they got. */
export function changedSince(sent: LastSent | undefined, now = new Date()): string {
  if (!sent || sent.changed.length === 0) return ''
  const at = when(sent.at, now)
  return `${fields(sent.changed)} changed since it went out ${at.includes(':') ? 'at' : 'on'} ${at}`
}

// Labels begin large; within the sentence they do not.
function fields(paths: string[]): string {
  const labels = paths.map((path, i) => (i === 0 ? fieldLabel(path) : fieldLabel(path).replace(/^\p{Lu}(?=\p{Ll}| )/u, (first) => first.toLocaleLowerCase())))
  const last = labels.length > NAMED ? `${labels.length - NAMED + 1} more` : labels.pop()!
  const named = labels.slice(0, NAMED - 1)
  return named.length > 0 ? `${named.join(', ')} and ${last}` : last
}
