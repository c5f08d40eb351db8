// What a screen reader says of the page, in its order, read off the markup that
// ships. Paragraphs are counted, not repeated: what matters here is what
// somebody goes by who does not see the page, and where it lets them down.

import type { Rendered } from '../pagetypes'
import { fragment } from './pageview'
import { many } from './words'

export type Kind = 'landmark' | 'heading' | 'words' | 'link' | 'picture' | 'group' | 'language'

export interface Heard {
  kind: Kind
  /** What it is called: "Heading 2", "List, 3 items". */
  says: string
  /** Its own words, '' where it has none. */
  text: string
  /** Of a heading, else 0. */
  level: number
  /** How deep it stands in lists, quotations and boxes. */
  depth: number
  /** What is wrong with it, in a sentence; '' = nothing. */
  trouble: string
  /** Which block of the body it stands in; -1 = what is around it. */
  block: number
  /** Paragraphs and words, where it only counts them. */
  count: [paragraphs: number, words: number]
}

const words = (text: string | null) => (text?.match(/\S+/g) ?? []).length
const flat = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const counted = ([paragraphs, n]: [number, number]) => `${many(paragraphs, 'paragraph')}, ${many(n, 'word')}`

/** Reads pages; of the one before it knows the blocks, so that a key costs the block it changed. */
export class Ear {
  #blocks = new Map<string, Heard[]>()
  #lang = ''

  hear(page: Rendered): Heard[] {
    const root = fragment(page.frame)
    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? ''
    if (lang !== this.#lang) this.#blocks.clear()
    this.#lang = lang
    const kept = new Map<string, Heard[]>()
    const body = page.html.flatMap((html, n) => {
      const heard = kept.get(html) ?? this.#blocks.get(html) ?? walk(fragment(html), 0, lang)
      kept.set(html, heard)
      return heard.map((h) => ({ ...h, block: n }))
    })
    this.#blocks = kept
    return judged(joined(walk(root, 0, '', body)))
  }
}

/** Runs of paragraphs become one line. */
function joined(all: Heard[]): Heard[] {
  const out: Heard[] = []
  for (const h of all) {
    const last = out.at(-1)
    if (!h.count[0] || !last?.count[0] || last.depth !== h.depth) {
      out.push(h)
      continue
    }
    const count: [number, number] = [last.count[0] + h.count[0], last.count[1] + h.count[1]]
    out[out.length - 1] = { ...last, count, says: counted(count) }
  }
  return out
}

/** What only shows when one thing is held against the others. */
function judged(all: Heard[]): Heard[] {
  let level = 0
  return all.map((h) => {
    if (!h.level) return h
    const before = level
    level = h.level
    if (h.trouble || h.level <= before + 1) return h
    return { ...h, trouble: before ? `A level is left out: heading ${before} is followed by heading ${h.level}.` : `The first heading is of level ${h.level}.` }
  })
}

const one = (kind: Kind, says: string, text: string, depth: number, more: Partial<Heard> = {}): Heard => ({
  kind, says, text, depth, level: 0, trouble: '', block: -1, count: [0, 0], ...more,
})

/** What is heard of what a node holds. Where the body goes stands body. */
function walk(node: ParentNode, depth: number, lang: string, body: Heard[] = []): Heard[] {
  return [...node.children].flatMap((el) => {
    const own = el.getAttribute('lang') ?? lang
    const heard = el.classList.contains('story-body') ? body : thing(el, depth, own, body)
    return own === lang ? heard : [one('language', `In ${languageName(own)}`, '', depth), ...heard]
  })
}

function thing(el: Element, depth: number, lang: string, body: Heard[]): Heard[] {
  const inside = (deeper = 0) => walk(el, depth + deeper, lang, body)
  const level = Number(/^H([1-6])$/.exec(el.tagName)?.[1] ?? 0)
  if (level) return [one('heading', `Heading ${level}`, flat(el.textContent), depth, { level, trouble: flat(el.textContent) ? '' : 'A heading without words.' }), ...inside()]
  if (el.matches('.missing-picture')) return [one('picture', 'Picture', flat(el.querySelector('span')?.textContent ?? ''), depth, { trouble: 'The picture is missing.' })]
  const make = THINGS[el.tagName.toLowerCase()]
  return make ? make(el, depth, inside) : inside()
}

const paragraph = (el: Element, depth: number, inside: () => Heard[]): Heard[] => {
  if (el.className.startsWith('story-')) return [one('words', 'Text', flat(el.textContent), depth), ...inside()]
  const n = words(el.textContent)
  const count: [number, number] = [1, n]
  return [...(n ? [one('words', counted(count), '', depth, { count })] : []), ...inside()]
}

const group = (says: string) => (el: Element, depth: number, inside: (deeper: number) => Heard[]) => [one('group', says, flat(el.querySelector('.box-title')?.textContent ?? ''), depth), ...inside(1)]

const list = (el: Element, depth: number, inside: (deeper: number) => Heard[]) => [one('group', `List, ${many(el.children.length, 'item')}`, '', depth), ...inside(1)]

/** How each element is said; one that is not here is heard for what it holds. */
const THINGS: Record<string, (el: Element, depth: number, inside: (deeper?: number) => Heard[]) => Heard[]> = {
  article: (_, depth, inside) => [one('landmark', 'Article', '', depth), ...inside()],
  nav: (el, depth, inside) => [one('landmark', 'Navigation', flat(el.querySelector('h2')?.textContent ?? ''), depth), ...inside()],
  footer: (_, depth, inside) => [one('landmark', 'Foot of the story', '', depth), ...inside()],
  section: (el, depth, inside) => (el.getAttribute('role') === 'doc-endnotes' ? group('Footnotes')(el, depth, inside) : inside()),
  aside: (el, depth, inside) => group(ASIDES[el.className] ?? 'Box')(el, depth, inside),
  blockquote: (el, depth, inside) => (el.parentElement?.matches('.pullquote') ? inside() : group('Quotation')(el, depth, inside)),
  ul: list,
  ol: list,
  p: (el, depth, inside) => paragraph(el, depth, inside),
  li: (el, depth, inside) => (el.querySelector('p, ul, ol') ? inside() : paragraph(el, depth, inside)),
  figcaption: (el, depth, inside) => [one('words', 'Caption', flat(el.textContent), depth), ...inside()],
  pre: (el, depth) => [one('group', `Code, ${many((el.textContent ?? '').trimEnd().split('\n').length, 'line')}`, '', depth)],
  hr: (_, depth) => [one('group', 'Separator', '', depth)],
  a: (el, depth, inside) => [link(el, depth), ...inside()],
  img: (el, depth) => [picture(el, depth)],
  table: (el, depth, inside) => [table(el as HTMLTableElement, depth), ...inside(1)],
}

const ASIDES: Record<string, string> = { pullquote: 'Pull quote', factbox: 'Fact box', correction: 'Correction', embed: 'Link card' }

function table(el: HTMLTableElement, depth: number): Heard {
  const headed = !!el.querySelector('th:not(:empty)')
  const head = [...(el.rows[0]?.cells ?? [])].map((cell) => flat(cell.textContent))
  return one('group', `Table, ${many(el.rows.length, 'row')}, ${many(head.length, 'column')}`, head.join(', '), depth, {
    trouble: headed ? '' : 'No cell says what its column holds.',
  })
}

function link(el: Element, depth: number): Heard {
  const role = el.getAttribute('role')
  const text = flat(el.textContent) || flat(el.querySelector('img')?.getAttribute('alt') ?? '')
  if (role === 'doc-noteref') return one('link', 'Footnote', text, depth)
  if (role === 'doc-backlink') return one('link', 'Back to the text', '', depth)
  return one('link', 'Link', text, depth, { trouble: linkTrouble(text) })
}

// Links are also read one after the other, without the sentence around them.
const SAYS_NOTHING = new Set([
  'here', 'click here', 'see here', 'this', 'this link', 'link', 'more', 'read more', 'learn more', 'find out more', 'hier', 'mehr', 'weiterlesen', 'mehr lesen',
  'ici', 'cliquez ici', 'en savoir plus', 'lire la suite', 'aquí', 'más', 'leer más', 'ver más', 'aqui', 'mais', 'leia mais', 'qui', 'leggi tutto',
  'тут', 'ось тут', 'далі', 'читати далі', 'детальніше', 'більше', 'tutaj', 'tu', 'więcej', 'czytaj więcej', 'هنا', 'المزيد', 'اقرأ المزيد', 'כאן', 'עוד',
])

function linkTrouble(text: string): string {
  if (!text) return 'A link without words.'
  if (SAYS_NOTHING.has(text.toLocaleLowerCase().replace(/^[\s«“"›»>→]+|[\s»”"›»>→.:…]+$/g, ''))) return `“${text}” does not say where the link leads.`
  if (/^(https?:\/\/|www\.)\S+$/i.test(text)) return 'The address is read out, sign by sign: give the link words.'
  return ''
}

function picture(el: Element, depth: number): Heard {
  const alt = flat(el.getAttribute('alt'))
  return one('picture', 'Picture', alt, depth, { trouble: pictureTrouble(alt, flat(el.closest('figure')?.querySelector('figcaption')?.textContent ?? '')) })
}

function pictureTrouble(alt: string, caption: string): string {
  if (!alt) return 'No description: who cannot see it hears nothing of it.'
  if (/^\S+\.(jpe?g|png|gif|webp)$/i.test(alt)) return 'The description is the name of a file.'
  if (caption && caption.startsWith(alt)) return 'The description repeats the caption.'
  return ''
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag // no language has that name
  }
}
