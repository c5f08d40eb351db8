import type { Extension } from '@codemirror/state'
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'

const NAME = String.raw`[\p{L}\p{N}\p{M}_]`
const WHAT = 'hed|head|headline|dek|byline|caption|cutline|credit|quote|name|number|link'

/**
 * What stands in for words that are still to come. Which of it stops a story
 * the program says (article.TKs, whose rules these are); "XX" is left to the
 * eye, since it is a number in half the languages of Europe.
 */
const HOLE = new RegExp(
  String.raw`\[[Tt][Kk]\b[^\]\n]*\]` +
    String.raw`|(?<!${NAME})(?<!://\S{0,200})(?:(?:[Tt][Kk]){2,}|TK(?![-‑]\d)(?! (?:Maxx|MAXX|Elevator)(?!${NAME}))|XXX*)(?!${NAME})` +
    String.raw`|(?<!${NAME})(?:${WHAT}|${WHAT.replace(/\b\w/g, (c) => c.toUpperCase())}) goes here(?!${NAME})`,
  'gu',
)

const hole = Decoration.mark({ class: 'cm-hole' })

/** Tints the holes of a text. english: whether XX is one. */
export function holes(english: () => boolean): Extension {
  const matcher = new MatchDecorator({ regexp: HOLE, decoration: (m) => (m[0].startsWith('X') && !english() ? null : hole) })
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view)
      }
      update(u: ViewUpdate) {
        this.decorations = matcher.updateDeco(u, this.decorations)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )
}
