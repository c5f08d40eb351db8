import type { Picture, Shape } from '../types'

/** The shapes in which a page can show a picture, in the order the desk shows them. */
export const SHAPES: { shape: Shape; name: string; ratio: number }[] = [
  { shape: '', name: 'Whole', ratio: 0 },
  { shape: '16:9', name: '16:9', ratio: 16 / 9 },
  { shape: '4:3', name: '4:3', ratio: 4 / 3 },
  { shape: '1:1', name: '1:1', ratio: 1 },
]

/** Where the focus lies, in per mille; nobody has said: the middle. */
export const focusOf = (p: Picture): [number, number] => (p.focusX || p.focusY ? [p.focusX ?? 0, p.focusY ?? 0] : [500, 500])

/** Where a picture is to be had, about so wide. One that goes out as it is comes as it is. */
export const pictureUrl = (p: Picture, width: 480 | 960): string => `/asset/${p.id}${p.asIs || !p.width ? '' : `-${width}`}`

/** How wide a picture is shown that may be 12 rem high, said before it has come: what stands below it does not move then. */
export const widthOf = ({ width: w, height: h }: Picture): string | undefined => (w && h ? `min(${w}px, ${(12 * w) / h}rem)` : undefined)

/**
 * The part of a picture that a crop shows, as CSS's object-position has it. The
 * sums are those of the program, so that this is what ships.
 */
export function positionOf(p: Picture, ratio: number): string {
  const { width: w = 0, height: h = 0 } = p
  if (!ratio || !w || !h) return '50% 50%'
  const [x, y] = focusOf(p)
  const wide = Math.min(w, Math.round(h * ratio))
  const high = Math.min(h, Math.round(w / ratio))
  return `${part(w, wide, x)}% ${part(h, high, y)}%`
}

function part(all: number, shown: number, focus: number): number {
  if (all <= shown) return 50
  const from = Math.min(Math.max(0, (all * focus) / 1000 - shown / 2), all - shown)
  return Math.round((from / (all - shown)) * 1000) / 10
}

/** What stands in the body for a picture, as a paragraph of its own behind the one at a place. */
export function figureAt(text: string, at: number, id: string): { at: number; insert: string } {
  const figure = `![](media/${id})`
  const end = (from: number) => (text.indexOf('\n', from) + 1 || text.length + 1) - 1
  const start = text.lastIndexOf('\n', at - 1) + 1
  let to = end(at)
  if (text.slice(start, to).trim() === '') {
    const before = start === 0 || text[start - 2] === '\n' || start === 1 ? '' : '\n'
    const behind = to >= text.length || text[to + 1] === '\n' ? '' : '\n'
    return { at: to, insert: before + figure + behind }
  }
  while (to < text.length && text.slice(to + 1, end(to + 1)).trim() !== '') to = end(to + 1)
  return { at: to, insert: `\n\n${figure}` }
}

/** The body without the paragraphs that are only this picture. */
export function withoutFigure(text: string, id: string): string {
  const figure = new RegExp(`^!\\[(?:\\\\.|[^\\]\\\\\\n])*\\]\\(media/${id}(?:[ \\t]+"(?:\\\\.|[^"\\\\\\n])*")?\\)(?:\\{[^}\\n]*\\})?[ \\t]*$\\n{0,2}`, 'gm')
  return text.replace(figure, '')
}
