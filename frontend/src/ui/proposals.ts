import type { Proposal } from '../types'
import { isolated } from './isolated'

/** What was done, as its heading says it. */
export const PROPOSED: Record<Proposal['kind'], string> = { inserted: 'Inserted', deleted: 'Deleted', moved: 'Moved', comment: 'Comment' }

/** What became of it. */
const VERDICTS = { '': 'To decide', accepted: 'Accepted', rejected: 'Rejected' }

export const proposalVerdict = (p: Proposal): string => (p.kind === 'comment' && p.verdict ? 'Ticked off' : VERDICTS[p.verdict ?? ''])

/** How its place is to be understood, where that is not plain; '' = it is. */
export function proposalNote(p: Proposal): string {
  if (p.kind === 'comment') return p.passage && !p.spot ? 'Its passage is no longer in the text. The comment is in the internal note too.' : 'It is in the internal note too.'
  if (p.stuck && p.verdict === 'rejected') return 'Its place in the text cannot be told any more, so this cannot be taken back here: change the words by hand.'
  if (p.stuck && p.verdict) return 'Its place in the text cannot be told: to undo it, change the words by hand.'
  if (p.stuck) return 'Its place in the text cannot be told: it became headline or other furniture, or the words around were edited since. To undo it, change the words by hand; then accept it to tick it off.'
  const inText = p.spot && p.spot.to > p.spot.from
  if (p.kind === 'inserted' && !p.verdict && !inText) return 'Somebody took these words out of the text by hand.'
  if (p.kind === 'deleted' && !p.verdict && inText) return 'Somebody put these words back into the text by hand.'
  return ''
}

/** What a screen reader says of it. */
export function proposalHeard(p: Proposal, at: number, of: number): string {
  const around = p.kind === 'comment' ? (p.passage ? ` On: ${ended(p.passage)}` : '') : aroundOf(p)
  return `${at + 1} of ${of}, ${PROPOSED[p.kind]} by ${isolated(p.by) || 'somebody'}, ${proposalVerdict(p).toLowerCase()}: ${ended(p.text.trim())}${around} ${proposalNote(p)}`.trim()
}

function aroundOf(p: Proposal): string {
  const [before, after] = [p.spot?.chunks[0], p.spot?.chunks.at(-1)]
  const said = [before?.op === 'same' && `after: ${isolated(words(before.text).slice(-5).join(' '))}`, after?.op === 'same' && `before: ${isolated(words(after.text).slice(0, 5).join(' '))}`].filter(Boolean)
  return said.length > 0 ? ` Stands ${stop(said.join(', '))}` : ''
}

const words = (text: string) => text.split(/\s+/).filter(Boolean)

const ended = (text: string) => stop(isolated(text))
const stop = (text: string) => (/[.!?…]\u2069?$/.test(text) ? text : `${text}.`)
