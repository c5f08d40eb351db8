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
  '.cm-content': { minWidth: '0', padding: '0.25rem 0 40vh', caretColor: 'var(--accent)', overflowWrap: 'anywhere' },
  '.cm-line': { padding: '0' },
  '.cm-blank': { lineHeight: '1.05' },
  '.cm-dim': { color: 'var(--faint)', fontWeight: '400', fontStyle: 'normal' },
  '.cm-head': { paddingTop: '0.55em', fontWeight: '650' },
  '.cm-head-1, .cm-head-2': { fontSize: '1.12em', lineHeight: '1.35' },
  '.cm-quote': { borderInlineStart: '3px solid var(--control)', paddingInlineStart: '0.9em', color: 'var(--muted)' },
  '.cm-item': { paddingInlineStart: 'calc(1.5em * var(--depth))', textIndent: '-1.5em' },
  '.cm-number': { display: 'inline-block', width: '1.5em', textIndent: '0', color: 'var(--muted)', whiteSpace: 'pre' },
  '.cm-anchor': { color: 'var(--accent)', textDecoration: 'underline', textDecorationThickness: '1px', textUnderlineOffset: '3px' },
  '.cm-code, .cm-table': { fontFamily: 'var(--mono)', fontSize: '0.8em', lineHeight: '1.5' },
  '.cm-code': { backgroundColor: 'var(--desk)', paddingInline: '0.6em' },
  // Each row is a grid of its own, with the same columns: one can be drawn without the others. Where
  // one is wider than the text it scrolls, and a shade at its edge says that there is more.
  '.cm-row': {
    '--under': 'var(--paper)', '--shade': 'color-mix(in srgb, var(--ink) 14%, transparent)', '--rule': 'var(--line)', '--inset': '0em',
    display: 'grid', gridTemplateColumns: 'var(--columns)', maxWidth: 'var(--wide)', padding: '0.3em var(--inset) calc(0.3em + 1px)',
    font: '400 0.86em / 1.45 var(--sans)', fontVariantNumeric: 'tabular-nums', overflowX: 'auto', overflowY: 'hidden', scrollbarWidth: 'none',
    background:
      'linear-gradient(var(--rule), var(--rule)) bottom / calc(100% - 2 * var(--inset)) 1px no-repeat, ' +
      'linear-gradient(var(--under), var(--under)) left / 0.75em 100% no-repeat local, linear-gradient(var(--under), var(--under)) right / 0.75em 100% no-repeat local, ' +
      'linear-gradient(to right, var(--shade), transparent) left top / 0.7em calc(100% - 1px) no-repeat, linear-gradient(to left, var(--shade), transparent) right top / 0.7em calc(100% - 1px) no-repeat',
  },
  '.cm-row-last': { paddingBottom: 'calc(0.5em + 1px)', scrollbarWidth: 'thin' }, // room for its bar
  '.cm-row-head': { '--rule': 'var(--faint)', fontWeight: '650' },
  '.cm-row, .cm-table': { direction: 'ltr', unicodeBidi: 'isolate' },
  '.cm-row-rtl': { direction: 'rtl', marginLeft: 'auto' },
  '.cm-cell, .cm-cell-source': { unicodeBidi: 'isolate' },
  '.cm-row-rule': { height: '0', lineHeight: '0', fontSize: '0', overflow: 'hidden' },
  '.cm-cell': { minWidth: '0', paddingInlineEnd: 'clamp(0.5em, 10%, 1.1em)', cursor: 'text' },
  '.cm-cell-center': { textAlign: 'center' },
  '.cm-cell-end': { textAlign: 'end' },
  '.cm-cell-lost': { color: 'var(--warn)', textDecoration: 'line-through' },
  '.cm-raised': { padding: '0 0.15em', color: 'var(--accent)', font: '600 0.68em / 0 var(--sans)', verticalAlign: 'super', fontVariantNumeric: 'tabular-nums' },
  '.cm-note': { paddingInlineStart: '1.6em', color: 'var(--muted)', fontSize: '0.84em', lineHeight: '1.5' },
  '.cm-raised-before': { display: 'inline-block', width: '1.9em', marginInlineStart: '-1.9em', padding: '0', fontSize: '0.8em', lineHeight: '1', verticalAlign: 'baseline' },
  '.cm-cq': { backgroundColor: 'var(--found)', borderRadius: '2px' },
  '.cm-chip': {
    margin: '0 0.2em', padding: '0 0.4em', border: '1px solid var(--control)', borderRadius: '8px', color: 'var(--muted)',
    font: '500 var(--small) / 1.5 var(--sans)', verticalAlign: '0.15em', whiteSpace: 'nowrap',
    display: 'inline-block', maxWidth: '18em', overflow: 'hidden', textOverflow: 'ellipsis',
  },
  '.cm-hole': { backgroundColor: 'var(--stop-wash)', color: 'var(--stop)', borderRadius: '2px' },
  '.cm-asked': { backgroundColor: 'var(--warn-wash)', borderRadius: '2px' },
  '.cm-answered': { boxShadow: 'inset 0 -1px var(--control)' },
  '.cm-chip-query': { maxWidth: '14em', color: 'var(--warn)', borderColor: 'color-mix(in srgb, var(--warn) 40%, transparent)', cursor: 'pointer' },
  '.cm-chip-done': { color: 'var(--muted)', borderColor: 'var(--control)' },
  '.cm-box': { paddingInline: '0.9em', borderInline: '1px solid var(--line)', backgroundColor: 'var(--raised)' },
  '.cm-box-first': { borderTop: '1px solid var(--line)', borderStartStartRadius: '6px', borderStartEndRadius: '6px', paddingTop: '0.35em' },
  '.cm-box-last': { borderBottom: '1px solid var(--line)', borderEndStartRadius: '6px', borderEndEndRadius: '6px', minHeight: '0.6em', lineHeight: '1.1' },
  '.cm-box-pullquote:not(.cm-box-first)': { fontStyle: 'italic' },
  // Rows and sources of tables have letters of their own size: the box is as wide for them as for its words.
  '.cm-box.cm-row': { '--under': 'var(--raised)', '--inset': 'calc(0.9em / 0.86)', maxWidth: 'none', paddingInline: 'var(--inset)' },
  '.cm-box.cm-table': { paddingInline: 'calc(0.9em / 0.8)' },
  '.cm-box-note.cm-row': { '--under': 'var(--warn-wash)' },
  '.cm-box.cm-item': { paddingInlineStart: 'calc(0.9em + 1.5em * var(--depth))' },
  '.cm-box-note': { backgroundColor: 'var(--warn-wash)' },
  '.cm-label': { marginInlineEnd: '0.6em', color: 'var(--muted)', font: '600 var(--small) / 1.6 var(--sans)' },
  '.cm-figure': { display: 'inline-block', width: '100%', textIndent: '0' },
  '.cm-figure img': { display: 'block', maxWidth: '100%', maxHeight: '15rem', borderRadius: '3px', backgroundColor: '#fff' },
  '.cm-figure-missing': {
    display: 'block', padding: '1.5em', border: '1px dashed var(--control)', borderRadius: '3px', color: 'var(--warn)', font: '500 var(--note) / 1.4 var(--sans)',
  },
  '.cm-caption': { display: 'block', paddingTop: '0.35em', color: 'var(--muted)', font: '400 var(--note) / 1.4 var(--sans)' },
  '.cm-credit': { marginInlineStart: '0.6em', color: 'var(--faint)' },
  '.cm-figure-at': { borderRadius: '3px', outline: '2px solid var(--accent)', outlineOffset: '4px' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': { backgroundColor: 'var(--selection)' },
  '.cm-searchMatch': { backgroundColor: 'var(--found)', outline: '1px solid var(--found-line)' },
  '.cm-searchMatch :is(.cm-asked, .cm-cq)': { backgroundColor: 'transparent' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--found-now)' },
  '.cm-panels': { backgroundColor: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--line)', fontFamily: 'var(--sans)' },
  '.cm-panels-top': { border: '0' },
  '&.cm-focusmode .cm-line:not(.cm-lit)': { opacity: '0.4' },
  '&.cm-typewriter .cm-content': { paddingBottom: '50vh' }, // the last line stands in the middle too
  '.cm-finding-block': { textDecorationLine: 'underline', textDecorationStyle: 'wavy', textDecorationColor: 'var(--stop)', textUnderlineOffset: '4px', textDecorationThickness: '1px' },
  '.cm-finding-warn': { textDecorationLine: 'underline', textDecorationStyle: 'wavy', textDecorationColor: 'var(--warn)', textUnderlineOffset: '4px', textDecorationThickness: '1px' },
  '.cm-finding-note': { textDecorationLine: 'underline', textDecorationStyle: 'dotted', textDecorationColor: 'var(--muted)', textUnderlineOffset: '4px' },
})

const shapes = HighlightStyle.define([
  { tag: t.strong, fontWeight: '700' },
  { tag: t.emphasis, fontStyle: 'italic' },
  { tag: t.strikethrough, textDecoration: 'line-through' },
  { tag: t.url, color: 'var(--faint)' },
  { tag: t.monospace, fontFamily: 'var(--mono)', fontSize: '0.88em' },
  { tag: [t.processingInstruction, t.contentSeparator, t.labelName], color: 'var(--faint)', fontWeight: '400' },
])

export const look: Extension = [surface, syntaxHighlighting(shapes)]
