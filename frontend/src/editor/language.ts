import { Language } from '@codemirror/language'
import { markdownLanguage } from '@codemirror/lang-markdown'
import type { BlockParser, InlineParser, MarkdownParser } from '@lezer/markdown'
import { isFence } from './containers'

// A line of colons ends a paragraph; the Markdown package would read on.
const fences: BlockParser = {
  name: 'Fence',
  before: 'SetextHeading',
  endLeaf: (_cx, line) => isFence(line.text),
  parse(cx, line) {
    if (line.next !== COLON || !isFence(line.text)) return false
    const start = cx.lineStart + line.pos
    const element = cx.elt('Fence', start, cx.lineStart + line.text.length)
    cx.nextLine()
    cx.addElement(element)
    return true
  },
}

// The words of a footnote; of a single one the Markdown package makes an address.
const notes: BlockParser = {
  name: 'FootnoteWords',
  before: 'LinkReference',
  leaf: (_cx, leaf) => (!/^\[\^[^\]\n]+\]:/.test(leaf.content) ? null : {
    nextLine: () => false,
    finish(cx, { start, content }) {
      cx.addLeafElement(leaf, cx.elt('Paragraph', start, start + content.length, cx.parser.parseInline(content, start)))
      return true
    },
  }),
}

const COLON = 58
const STAR = 42
// A letter of a script written without spaces is no reason to leave a star be.
const JOINS = /[\p{L}\p{Nd}\p{M}]/u
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const joins = (char: string) => JOINS.test(char) && !SPACELESS.test(char)

// Stars between two letters are letters of the word (f***ing).
const stars: InlineParser = {
  name: 'StarsInWord',
  before: 'Emphasis',
  parse(cx, next, pos) {
    if (next !== STAR) return -1
    let end = pos
    while (cx.char(end) === STAR) end++
    return joins(cx.slice(Math.max(cx.offset, pos - 1), pos)) && joins(cx.slice(end, Math.min(cx.end, end + 1))) ? end : -1
  },
}

// Stet's dialect as the editor sees it: what the program turns off in its own
// parser is off here too, so that nothing is shaped that will not ship. It
// keeps the Markdown package's data facet, by which that package's Enter and
// Backspace commands know the language.
const parser = (markdownLanguage.parser as MarkdownParser).configure({
  remove: ['SetextHeading', 'IndentedCode', 'HTMLBlock', 'HTMLTag', 'Subscript', 'Superscript', 'Emoji'],
  defineNodes: [{ name: 'Fence', block: true }],
  parseBlock: [fences, notes],
  parseInline: [stars],
})

export const stetMarkdown = new Language(markdownLanguage.data, parser, [], 'stet-markdown')
