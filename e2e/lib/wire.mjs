// Forty stories as they come from the wire on one evening, of a coast that does
// not exist. Three have a name wrong, in the same way.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PLACES = ['Halvern', 'Brack', 'Marrow Quay', 'Sund', 'Tolsta', 'Vester', 'Ile Noire', 'Carrick', 'Orme', 'Lund']
const TOLD = [
  (p) => [`Ferry to ${p} sails again after nine days`, `The first boat for ${p} left at ten with forty people and the post.`],
  (p) => [`Council of ${p} votes for a second sluice`, `Eleven of fifteen members wanted it; four spoke against the cost.`],
  (p) => [`School in ${p} opens its doors to the old`, `Lessons for those over seventy begin on Monday, in the evening.`],
  (p) => [`${p} wins the rowing at the last stroke`, `The crew made up two lengths in the last hundred strokes.`],
]
const SECTIONS = ['Coast', 'Politics', 'Schools', 'Sport']

/** What stands wrong in three of them, and what is right. */
export const WRONG = 'Anna Bergstrom'
export const RIGHT = 'Anna Bergqvist'

const body = (n, place, told) => [
  told,
  n % 13 === 5 ? `${WRONG}, who keeps the harbour of ${place}, said so on Tuesday.` : `Those who live in ${place} had waited for it since the spring.`,
  `“Nobody thought that it would come to this,” said a man at the quay of ${place}.`,
  'More is to be decided before the month is out.',
].join('\n\n')

/** The forty, each with slugline, headline, section and file name. */
export const ITEMS = Array.from({ length: 40 }, (_, n) => {
  const place = PLACES[Math.floor(n / 4)]
  const [headline, told] = TOLD[n % 4](place)
  const slugline = `${['FERRY', 'SLUICE', 'SCHOOL', 'ROWING'][n % 4]}-${place.toUpperCase().replaceAll(' ', '')}`
  return { slugline, headline, section: SECTIONS[n % 4], name: `${String(n).padStart(2, '0')}-${slugline.toLowerCase()}`, body: body(n, place, told) }
})

const copy = ({ slugline, headline, section, body: text }) => `---\nheadline: ${headline}\nslugline: ${slugline}\nsection: ${section}\nlanguage: en\nsource: Wire\n---\n${text}\n`

/** Lays the wire into a folder. */
export function wire(folder) {
  mkdirSync(folder, { recursive: true })
  for (const item of ITEMS) writeFileSync(join(folder, `${item.name}.md`), copy(item))
}
