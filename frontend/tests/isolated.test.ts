import { expect, it } from 'vitest'
import { isolated } from '../src/ui/isolated'

it('keeps words to themselves, and is nothing where there are none', () => {
  expect(isolated('السفينة')).toBe('\u2068السفينة\u2069')
  expect(isolated('')).toBe('')
})

// What a story or a person says within a name or a tooltip: by the names that the views give it.
it('stands round every word of a story in a name or a tooltip', () => {
  const views = import.meta.glob<string>('../src/views/*.svelte', { query: '?raw', import: 'default', eager: true })
  const bare = /\b(?:title|label|aria-label)=(?:\{`|")[^`"]*\{(?:n\.text|s\.name|name|problem\.text|head\.headline|person)\b[^`"]*/g
  const loose = Object.entries(views).flatMap(([file, text]) => [...text.matchAll(bare)].map((m) => `${file}: ${m[0]}`))
  expect(Object.keys(views).length).toBeGreaterThan(40)
  expect(loose).toEqual([])
})
