// What a story says, and whether somebody else says all of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bag, index, plain } from './sample.mjs'

/** the words that a text shows, for comparing: typographers' liberties undone */
export function words(text) {
  return plain(text)
    .normalize('NFC')
    .replace(/[“”„«»″"]/g, '"')
    .replace(/[‘’‚′']/g, "'")
    .replace(/[–—−]/g, '-')
    .replace(/…/g, '...')
    .replace(/([^\p{L}\p{N}])/gu, ' $1 ')
    .split(/\s+/)
    .filter(Boolean)
}

/** the first words of a text that another does not have in their order; '' = it has all */
function missing(text, from) {
  const [want, got] = [words(text), words(from)]
  let at = 0
  for (let i = 0; i < want.length; i++) {
    const found = got.indexOf(want[i], at)
    if (found < 0) return want.slice(Math.max(0, i - 4), i + 6).join(' ')
    at = found + 1
  }
  return ''
}

/** what of a story somebody does not tell: words of its body, or of its corrections; '' = nothing */
export function untold(story, html) {
  return missing(story.text, html) || (story.corrections ?? []).map((c) => missing(c.text, html)).find(Boolean) || ''
}

/** the stories of the bundle as Stet's own files tell them */
export function told() {
  return index().articles.map((a) => {
    const ninjs = JSON.parse(readFileSync(join(bag, a.folder, 'article.json'), 'utf8'))
    const body = (type) => ninjs.bodies.find((b) => b.contentType === type).value
    return { ...a, urn: `urn:uuid:${a.id}`, ninjs, html: body('text/html'), text: body('text/plain'), pictures: ninjs.associations ?? [] }
  })
}

/** what must be in no file and at no consumer */
export const secrets = /CANARY[A-Z]+/
