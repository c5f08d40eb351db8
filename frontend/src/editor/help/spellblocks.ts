import type { Text } from '@codemirror/state'

/** A stretch of the body that is checked by itself, in UTF-16 units. */
export interface Block {
  from: number
  to: number
  text: string
}

/** A longer stretch is checked in parts, and a longer line is no prose. */
export const LONGEST = 8000
/** Past this the page beside it pauses as well. */
export const WHOLE = 2_000_000

const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})/

/**
 * The paragraphs of a body: lines without an empty one between them. Code in
 * fences is left out.
 */
export function blocksOf(doc: Text): Block[] {
  const found: Block[] = []
  let from = 0
  let lines: string[] = []
  let fence = ''
  let at = 0
  let size = 0
  const close = () => {
    if (lines.length > 0) found.push({ from, to: from + size, text: lines.join('\n') })
    lines = []
    size = 0
  }
  for (const line of doc.iterLines()) {
    const mark = FENCE.exec(line)?.[1] ?? ''
    if (fence ? mark.startsWith(fence) && line.trim() === mark : mark) fence = fence ? '' : mark
    const prose = !fence && !mark && line.trim() !== '' && line.length <= LONGEST
    if (!prose || size + line.length >= LONGEST) close()
    if (prose) {
      if (lines.length === 0) from = at
      size += line.length + (lines.length > 0 ? 1 : 0)
      lines.push(line)
    }
    at += line.length + 1
  }
  close()
  return found
}

/** The words before and after a place: by these it is known again after edits elsewhere. */
export function neighbours(text: string, from: number, to: number): { before: string; after: string } {
  const reach = 80
  return {
    before: /[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u.exec(text.slice(Math.max(0, from - reach), from))?.[0] ?? '',
    after: /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u.exec(text.slice(to, to + reach))?.[1] ?? '',
  }
}
