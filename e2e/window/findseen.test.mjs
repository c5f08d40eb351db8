// Words are found by what is seen of them, in the real window: over a link, bold
// and a query. One can be replaced between the marks; Replace all leaves them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shown } from '../lib/journey.mjs'
import { kept, open } from '../lib/onestory.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { join } from 'node:path'

const BODY = `The council said so. Later the [council](https://council.example/the-council) said it again.

The {==council==}{>>query: which one?<<} said less, and **the council** said nothing.
`

test('words are found over links, bold and queries', async (t) => {
  const { window, desk } = await open(t, BODY, 'find-seen')
  const pictures = (state) => window.pictures(join(shots, `find-seen-${state}`))
  const says = (words) => until(`the bar to say ${words}`, () => desk.ask(`document.querySelector('[role=search] [role=status]').textContent === ${JSON.stringify(words)}`))
  const has = (words) => until(`the body to have "${words}"`, async () => (await desk.body()).includes(words))

  await shown(pictures, async () => {
    await window.press('ctrl+Home', 'ctrl+h')
    await window.type('the council said')
    await says('4 found')
    await until('all of them to be marked', () => desk.ask(`new Set([...document.querySelectorAll('.cm-searchMatch')].map((m) => m.closest('.cm-line').textContent)).size === 2`))
    await pictures('found')
    await window.press('Return')
    await says('1 of 4')
    await window.press('Return')
    await says('2 of 4')
    await pictures('link')

    // The words between the marks are replaced, and the marks stay.
    await desk.fill('Replace with', 'the board said')
    await says('2 of 4')
    await window.press('Return')
    await says('2 of 3')
    await has('Later the board said it again')
    await pictures('query')

    // What would go over a mark is refused, and said; the match stays selected.
    await desk.fill('Replace with', 'nobody spoke')
    await window.press('Return')
    await says('A link or mark stands in the way: change these words in the text')
    await pictures('refused')
    await window.press('Escape')
    await window.press('ctrl+h')
    await says('2 of 3')
    assert.deepEqual([await desk.value('Find'), await desk.value('Replace with')], ['the council said', 'nobody spoke'])

    // All of them: the one that is whole.
    await window.press('Tab', 'Tab', 'Return')
    await says('1 replaced, 2 run over links or marks, left')
    await pictures('all')
    await window.press('ctrl+z')
    await says('Taken back')
    await window.press('Escape')
    await desk.saved()
  })
  assert.equal(await kept(window), BODY.replace('[council](', '[board](').trimEnd())
})
