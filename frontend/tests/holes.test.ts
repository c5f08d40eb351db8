// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import lines from '../../internal/article/testdata/holes.txt?raw'
import placeholder from '../../internal/article/placeholder.go?raw'
import check from '../../internal/check/tk.go?raw'
import { holes } from '../src/editor/help/holes'
import { holesIn } from '../src/editor/help/holesin'
import * as words from '../src/editor/help/holewords'
import { FIELDS, goesOut } from '../src/state/fields'

let view: EditorView | undefined
afterEach(() => view?.destroy())

function tinted(text: string): string[] {
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc: text, extensions: holes }) })
  return [...view.contentDOM.querySelectorAll('.cm-hole')].map((h) => h.textContent ?? '')
}

const marked = (text: string) => holesIn(text).reduceRight((t, { from, to }) => `${t.slice(0, from)}⟦${t.slice(from, to)}⟧${t.slice(to)}`, text)

describe('the program and the window find the same', () => {
  const cases = lines.split('\n').filter((l) => l && !l.startsWith('#')).map((l) => l.replaceAll('\\n', '\n'))
  it.each(cases)('%s', (line) => expect(marked(line.replace(/[⟦⟧]/g, ''))).toBe(line))

  it('by the same words', () => {
    for (const [name, list] of Object.entries(words)) {
      const called = name.toLowerCase().replace(/_(\w)/g, (_m, c: string) => c.toUpperCase())
      const value = new RegExp(`\\t${called}\\s*=\\s*(?:ownStandIns \\+ )?((?:"[^"]*"(?:\\s*\\+\\s*)?)+)`).exec(placeholder)?.[1] ?? ''
      const own = name === 'STAND_INS' ? words.OWN_STAND_INS : ''
      expect(own + [...value.matchAll(/"([^"]*)"/g)].map((m) => m[1]).join('')).toBe(list)
    }
  })
})

it('the fields that readers get are those that the check looks at', () => {
  const internal = [...(/internal = \[\]string\{([^}]*)\}/.exec(check)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map((m) => m[1])
  expect(internal.length).toBeGreaterThan(10)
  for (const spec of FIELDS) expect([spec.path, goesOut(spec)]).toEqual([spec.path, !internal.includes(spec.path)])
})

it.each([
  ['XX people paid $XX.', ['XX', 'XX']],
  ['A {==TK==}{>>cq: ML<<} and {==XX people==}{>>cq<<}, but TK.', ['TK']],
  ['{==TK==}{>>stet<<} {==TK==}{>>query: cq?<<}', ['TK', 'TK']],
  ['{==a==}{>>cq<<} TK {==b==}{>>cq<<}', ['TK']],
])('in the body: %j', (text, want) => expect(tinted(text)).toEqual(want))

it('follows what is typed', () => {
  expect(tinted('A T')).toEqual([])
  view?.dispatch({ changes: { from: 3, insert: 'K.' } })
  expect(view?.contentDOM.querySelector('.cm-hole')?.textContent).toBe('TK')
})
