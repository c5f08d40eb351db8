import { Problem } from '../api'
import type { Found, Span } from '../types'
import type { FakeProgram } from './fake'

const places = (text: string, words: string[]): Span[] =>
  words
    .flatMap((w) => [...text.toLowerCase().matchAll(new RegExp(`(?<=^|\\W)${w.replace(/\W/g, '')}\\w*`, 'g'))])
    .map((m) => ({ from: m.index, to: m.index + m[0].length }))
    .sort((a, b) => a.from - b.from)

/** What the program's search does, as far as the window can tell: words and their beginnings. */
export function search(p: FakeProgram, query: string, limit: number): Found {
  const unknown = /(\w+):\w/.exec(query)?.[1]
  if (unknown) throw new Problem('usage', `there is no field of this name: ${unknown}`, 'Fields are headline, body and so on.')
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const all = [...p.stories.values()]
    .filter((a) => !a.trashed)
    .map((a) => {
      const head = p.head(a)
      const marks = places(a.body, words)
      const headlineMarks = places(head.headline, words)
      const met = words.every((w) => places(`${head.headline} ${head.slug} ${head.slugline} ${a.body}`, [w]).length > 0)
      return { met, story: { ...head, where: marks.length ? 'body' : '', snippet: marks.length ? a.body : '', marks, headlineMarks } }
    })
    .filter((f) => f.met)
    .map((f) => f.story)
  return { stories: all.slice(0, limit), total: all.length, loose: false, partial: false }
}
