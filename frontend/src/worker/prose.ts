import { GFM, parser } from '@lezer/markdown'
import type { SyntaxNodeRef, Tree } from '@lezer/common'

// Stands for what no checker reads (code, an address, a mark): it keeps the
// words around it apart, and a problem that touches it is none.
const HELD = '\uFFFC'

/** The words of a piece of Markdown as a reader sees them, with the way back to their places. */
export interface Prose {
  text: string
  /** The place in the source of a stretch of text; null when it touches what is not read. */
  source(from: number, to: number): { from: number; to: number } | null
}

interface Cut {
  from: number
  to: number
  /** Leaves a stand-in: something a reader sees stands there. */
  held: boolean
}

// As the program reads it: no code by indenting, no HTML, no heading by a line of dashes.
const dialect = parser.configure([GFM, { remove: ['SetextHeading', 'IndentedCode', 'HTMLBlock', 'HTMLTag'] }])

// Marks that no reader sees, and what stands for something that is no word.
const MARKS = new Set(['EmphasisMark', 'StrikethroughMark', 'HeaderMark', 'QuoteMark', 'ListMark', 'LinkMark', 'TaskMarker', 'TableDelimiter', 'LinkLabel'])
const NO_WORDS = new Set(['URL', 'Autolink', 'InlineCode', 'FencedCode', 'CodeBlock', 'Entity', 'LinkReference', 'HorizontalRule', 'HardBreak'])

/** Reads one block of a story's body: lines without an empty one between them, or a whole fenced block. */
export function prose(source: string): Prose {
  return assemble(source, cuts(source, dialect.parse(source)))
}

function cuts(source: string, tree: Tree): Cut[] {
  const found: Cut[] = [...inText(source)]
  tree.iterate({
    enter: (node) => {
      if (NO_WORDS.has(node.name)) {
        found.push({ from: node.from, to: node.to, held: true })
        return false
      }
      if (MARKS.has(node.name)) found.push({ from: node.from, to: node.to, held: false })
      else if (node.name === 'Escape') found.push({ from: node.from, to: node.from + 1, held: false })
      else if (node.name === 'LinkTitle') found.push(...ends(node))
      else if (node.name === 'Image') found.push(...attributes(source, node.to))
      return true
    },
  })
  return found.sort((a, b) => a.from - b.from || b.to - a.to)
}

const ends = (node: SyntaxNodeRef): Cut[] => [
  { from: node.from, to: node.from + 1, held: true },
  { from: node.to - 1, to: node.to, held: true },
]

/** {credit="..."} right behind a picture. */
function attributes(source: string, at: number): Cut[] {
  const found = /^\{(?:[^"}\n]|"(?:\\.|[^"\\\n])*")*\}/.exec(source.slice(at, at + 2000))
  return found ? [{ from: at, to: at + found[0].length, held: true }] : []
}

// What the Markdown parser does not know: each row finds what is left out;
// held leaves a stand-in. Where a row has a group, only the group counts.
const PATTERNS: { find: RegExp; held: boolean }[] = [
  { find: /^:{3,}[ \t]*(?:embed[ \t]+\S+|[\w-]+)?/gm, held: true }, // a container opens or closes
  { find: /^:{3,}[^\n]*?(\{[^{}\n]*\})[ \t]*$/gdm, held: true }, // its attributes
  { find: /\{==[^]*?==\}\{>>\s*(?:cq|stet)\b[^]*?<<\}/gi, held: true }, // somebody said it is right
  { find: /\{>>[^]*?<<\}/g, held: false },
  { find: /\{==|==\}/g, held: false },
  { find: /\[\^[^\]\s]+\]:?/g, held: true }, // a footnote
  { find: /\p{L}+(?:\\?\*){2,}\p{L}+/gu, held: true }, // f***ing
  { find: /(?:https?:\/\/|www\.)[^\s<>]*[^\s<>.,;:!?)\]}"'”’]/gi, held: true },
  { find: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, held: true },
  { find: /(?<![\p{L}\p{N}/])[@#][\p{L}\p{N}_][\p{L}\p{N}_.]*/gu, held: true },
  { find: /(?<![\p{L}\p{N}])(?:(?:tk){2,}|TK|XX+)(?![\p{L}\p{N}])/giu, held: true }, // still to come: the checks say so
]

function inText(source: string): Cut[] {
  return PATTERNS.flatMap(({ find, held }) =>
    [...source.matchAll(find)].map((m) => {
      const [from, to] = m.indices?.[1] ?? [m.index, m.index + m[0].length]
      return { from, to, held }
    }),
  )
}

function assemble(source: string, found: Cut[]): Prose {
  const starts: number[] = [] // of the pieces, in the text
  const places: number[] = [] // and in the source
  let text = ''
  let at = 0
  const keep = (to: number) => {
    if (to > at) {
      starts.push(text.length)
      places.push(at)
      text += source.slice(at, to)
    }
    at = Math.max(at, to)
  }
  for (const cut of found) {
    if (cut.to <= at) continue
    keep(cut.from)
    if (cut.held && !text.endsWith(HELD)) text += HELD
    at = cut.to
  }
  keep(source.length)
  const place = (index: number) => {
    const piece = starts.findLastIndex((start) => start <= index)
    return (places[piece] ?? 0) + index - (starts[piece] ?? 0)
  }
  return {
    text,
    source: (from, to) => (from >= to || text.slice(from, to).includes(HELD) ? null : { from: place(from), to: place(to - 1) + 1 }),
  }
}
