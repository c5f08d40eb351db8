// A few lines that make something like the reader's page, so that the window
// can be worked on in any browser. The program's own renderer is another.
import { queriesOf } from './queries'
import type { PrintedProof } from '../prooftypes'
import type { Block, PageChange } from '../pagetypes'
import type { Article, Counts } from '../types'

const escape = (t: string) => t.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function inline(t: string): string {
  return escape(t)
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/\[([^\]]*)\]\((https?:[^)\s]+)\)/g, '<a href="$2">$1</a>')
}

/** A word is what stands between white space: the program's own count knows better. */
export function countOf(text: string): Counts {
  const words = (text.match(/\S+/g) ?? []).length
  return { words, characters: text.replaceAll('\n', '').length, seconds: words / 4 }
}

export function copied(a: Article, field: string): { html: string; text: string } {
  const text = field === 'headlines.main' ? a.headlines.main : field === 'body' ? a.body : `${a.headlines.main}\n\n${a.body}`
  return { html: renderBody(text).html.join('\n'), text }
}

/** Where word n ends, -1 if no other follows. */
const endOf = (text: string, n = 0) => (n > 0 ? [...text.matchAll(/\S+(?=\s+\S)/g)].map((m) => m.index + m[0].length)[n - 1] : undefined) ?? -1

export function renderBody(body: string): { html: string[]; blocks: Block[]; counts: Counts } {
  const blocks: Block[] = []
  const html: string[] = []
  for (const m of body.matchAll(/[^\n]+(?:\n[^\n]+)*/g)) {
    const text = m[0]
    const from = m.index
    blocks.push({ from, to: from + text.length })
    const head = /^(#{1,6}) (.*)$/.exec(text)
    if (head) html.push(`<h2>${inline(head[2] ?? '')}</h2>`)
    else if (text.startsWith('> ')) html.push(`<blockquote><p>${inline(text.replace(/^> ?/gm, ''))}</p></blockquote>`)
    else if (/^[-*] /.test(text)) html.push(`<ul>${text.split('\n').map((l) => `<li>${inline(l.slice(2))}</li>`).join('')}</ul>`)
    else html.push(`<p>${inline(text)}</p>`)
  }
  return { html, blocks, counts: countOf(body) }
}

export function renderPage(a: Article, mobile: boolean): PageChange {
  const body = renderBody(a.body)
  const line = (tag: string, cls: string, t: string | undefined) => (t ? `<${tag} class="${cls}">${escape(t)}</${tag}>` : '')
  const frame = `<div class="stet-page${mobile ? ' stet-mobile' : ''}" dir="${a.direction || 'ltr'}"><article>
${line('p', 'section', a.section)}${line('p', 'overline', a.overline)}${line('h1', 'headline', a.headlines.main)}
${line('p', 'standfirst', a.standfirst)}${line('p', 'byline', a.bylines.join(', '))}
<div class="story-body"></div></article></div>`
  return { ...body, turn: 0, lost: false, frame, ends: endOf(a.body, a.commissionedLength), from: 0, cut: 0, shift: 0, cards: [], queries: queriesOf(a.body), paused: false, reason: '' }
}

export function printed(a: Article): PrintedProof {
  const text = (words: string, size: number) => ({ size, indent: 0, above: 25, plain: false, runs: [{ text: words, bold: size > 110, italic: false, underline: false }] })
  const texts = [text(a.headlines.main, 200), ...a.body.split(/\n{2,}/).map((p) => text(p.replaceAll('\n', ' '), 110))]
  return { title: 'PROOF', column: 1220, spacing: 175, newsroom: 'Anselm Courier', name: a.slugline || a.headlines.main, pulled: `revision ${a.rev}`, stamp: '', language: a.language ?? '', texts }
}

export const STYLE = `
.stet-page { container-type: inline-size; min-height: 100%; padding: 0 1.25rem 4rem; background: #fff; color: #1c1c1c; font: 18px/1.55 'Source Serif 4 Variable', Georgia, serif }
.stet-page[data-theme=dark] { background: #16171a; color: #e4e1da }
article { max-width: 40rem; margin: 0 auto; padding-top: 1.5rem }
.section { font: 600 13px 'Inter Variable', sans-serif; color: #1d4ed0; margin: 0 0 .5rem }
.overline { font: 600 14px 'Inter Variable', sans-serif; color: #b3261e; margin: 0 0 .25rem }
.headline { font-size: 30px; line-height: 1.12; margin: 0 0 .75rem; letter-spacing: -.01em }
.standfirst { font-size: 19px; line-height: 1.4; color: #555; margin: 0 0 1rem }
[data-theme=dark] .section, [data-theme=dark] a { color: #93b3ff } [data-theme=dark] .overline { color: #ff938a }
[data-theme=dark] .standfirst { color: #aaa }
.byline { font: 500 14px 'Inter Variable', sans-serif; padding: .75rem 0; border-block: 1px solid #8884; margin: 0 0 1.25rem }
h2 { font-size: 21px; margin: 1.75rem 0 .5rem } p { margin: 0 0 1rem } a { color: #1d4ed0 }
blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 3px solid #8886 }
@container (min-width: 700px) { .headline { font-size: 44px } }
`
