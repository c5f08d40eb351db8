import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags as t } from '@lezer/highlight'
import type { Extension } from '@codemirror/state'

// All colours are custom properties of the window, so that light and dark
// need no second theme.
const surface = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: 'var(--body-size)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--serif)', lineHeight: '1.6', overflow: 'visible' },
  '.cm-content': { padding: '0.25rem 0 40vh', caretColor: 'var(--accent)', overflowWrap: 'anywhere' },
  '.cm-line': { padding: '0' },
  '.cm-blank': { lineHeight: '1.05' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': { backgroundColor: 'var(--selection)' },
  '.cm-searchMatch': { backgroundColor: 'var(--found)', outline: '1px solid var(--found-line)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--found-now)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)', fontFamily: 'var(--sans)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)', position: 'sticky', top: '0', zIndex: '5' },
  '.cm-panel.cm-search': { padding: '0.5rem 2rem 0.5rem 0.5rem', fontSize: '0.8125rem' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': { fontSize: '0.8125rem', fontFamily: 'var(--sans)' },
  '.cm-textfield': { background: 'var(--paper)', border: '1px solid var(--control)', borderRadius: '4px', color: 'var(--ink)', padding: '2px 6px' },
  '.cm-button': { background: 'var(--paper)', backgroundImage: 'none', border: '1px solid var(--control)', borderRadius: '4px', color: 'var(--ink)' },
  '.cm-finding-block': { textDecoration: 'underline wavy var(--stop)', textUnderlineOffset: '4px', textDecorationThickness: '1px' },
  '.cm-finding-warn': { textDecoration: 'underline wavy var(--warn)', textUnderlineOffset: '4px', textDecorationThickness: '1px' },
  '.cm-finding-note': { textDecoration: 'underline dotted var(--muted)', textUnderlineOffset: '4px' },
})

const shapes = HighlightStyle.define([
  { tag: t.heading1, fontSize: '1.3em', fontWeight: '650' },
  { tag: t.heading2, fontSize: '1.12em', fontWeight: '650' },
  { tag: [t.heading3, t.heading4, t.heading5, t.heading6], fontWeight: '650' },
  { tag: t.strong, fontWeight: '700' },
  { tag: t.emphasis, fontStyle: 'italic' },
  { tag: t.strikethrough, textDecoration: 'line-through' },
  { tag: t.quote, color: 'var(--muted)' },
  { tag: t.link, color: 'var(--accent)' },
  { tag: t.url, color: 'var(--faint)' },
  { tag: t.monospace, fontFamily: 'var(--mono)', fontSize: '0.88em' },
  { tag: [t.processingInstruction, t.contentSeparator, t.labelName], color: 'var(--faint)', fontWeight: '400' },
])

export const look: Extension = [surface, syntaxHighlighting(shapes)]
