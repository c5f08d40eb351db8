import { Language } from '@codemirror/language'
import { markdownLanguage } from '@codemirror/lang-markdown'
import type { MarkdownParser } from '@lezer/markdown'

// Stet's dialect as the editor sees it: what the program turns off in its own
// parser is off here too, so that nothing is shaped that will not ship. It
// keeps the Markdown package's data facet, by which that package's Enter and
// Backspace commands know the language.
const parser = (markdownLanguage.parser as MarkdownParser).configure({
  remove: ['SetextHeading', 'IndentedCode', 'HTMLBlock', 'HTMLTag', 'Subscript', 'Superscript', 'Emoji'],
})

export const stetMarkdown = new Language(markdownLanguage.data, parser, [], 'stet-markdown')
