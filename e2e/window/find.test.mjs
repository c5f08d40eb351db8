// Find and replace look into the furniture as well as into the body, in the real
// window: what is found is counted, walked through and replaced in both, and each
// line takes its own step back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const story = `---
headline: Harbor gate shuts on harbor pilots
standfirst: The harbor lay dark, and nobody knew who had the key.
headlines:
  front: Harbor shut
language: en-GB
---
The harbor gate shut at six. The {==Harbor Board==}{>>stet: AB<<} said nothing of the harbor.
`

const room = (home) => ['--newsroom', join(home, 'newsroom')]
const cli = (home, ...args) => run(bin('stet-cli'), [...room(home), ...args], { env: environment(home) })

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), story)
  await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
  await cli(home, 'import', join(home, 'gate.md'))
}

test('words are found and replaced in headline, standfirst and body', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), args: room, fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `find-lines-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `find-lines-${state}`))
  const says = (words) => until(`the bar to say ${words}`, () => desk.ask(`document.querySelector('[role=search] [role=status]').textContent === ${JSON.stringify(words)}`))
  const reads = (field, words) => until(`${field} to read "${words}"`, async () => (await desk.value(field)) === words)
  const marked = () => desk.ask(`[...document.querySelectorAll('.under .found-now')].map((m) => m.textContent).join()`)

  await shown(look, async () => {
    await desk.click('option', 'Harbor gate')
    await window.press('Return')
    await desk.intoBody('ctrl+Home')
    const before = await desk.ask(`document.querySelector('[data-find]').offsetHeight`)
    assert.equal(before, 0, 'the place of the bar takes room while it is away')

    // From the body on, round through the furniture, the closed lines too.
    await window.press('ctrl+h')
    await desk.wait('search', 'Find and replace')
    await window.type('harbor')
    await says('7 found')
    await window.press('Return', 'Return', 'Return')
    await says('7 of 7')
    await window.press('Return')
    await says('1 of 7, in the headline')
    assert.equal(await marked(), 'Harbor')
    await pictures('headline')
    await window.press('Return', 'Return')
    await says('3 of 7, in the standfirst')
    await window.press('Return')
    await says('4 of 7, in the front headline')
    await desk.wait('textbox', 'Front headline')
    await until('the front headline to be seen', () => desk.ask(`(() => {
      const { top, bottom } = document.querySelector('[data-field="headlines.front"]').getBoundingClientRect()
      return top >= document.querySelector('[role=search]').getBoundingClientRect().bottom && bottom <= innerHeight
    })()`))
    await pictures('more')

    // Escape goes where find stands.
    await window.press('Escape')
    assert.equal(await desk.ask('document.activeElement.dataset.field'), 'headlines.front')
    assert.equal(await desk.ask('document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)'), 'Harbor')

    // One by one, beginning in the line that has the keys.
    await desk.click('textbox', 'Headline')
    await window.press('ctrl+Home', 'ctrl+h')
    await window.press('ctrl+f')
    await says('7 found')
    await window.press('Return')
    await says('1 of 7, in the headline')
    await desk.fill('Replace with', 'harbour')
    await window.press('Return')
    await reads('Headline', 'Harbour gate shuts on harbor pilots')
    await says('1 of 6, in the headline')
    await window.press('Return')
    await reads('Headline', 'Harbour gate shuts on harbour pilots')
    await says('1 of 5, in the standfirst')
    await desk.click('textbox', 'Headline')
    await window.press('ctrl+z')
    await reads('Headline', 'Harbour gate shuts on harbor pilots')
    await window.press('ctrl+z')
    await reads('Headline', 'Harbor gate shuts on harbor pilots')

    // All of them; what a sub let stand stays, and every line has its own way back.
    await window.press('ctrl+h')
    await desk.click('button', 'Replace all')
    await says('6 replaced, 2 in the headline, 1 in the standfirst, 1 in the front headline, 1 place marked STET or CQ left')
    await pictures('replaced')
    await reads('Headline', 'Harbour gate shuts on harbour pilots')
    assert.match(await desk.body(), /The harbour gate shut at six\. The Harbor Board.* said nothing of the harbour\./)
    await window.press('Escape')
    await desk.click('textbox', 'Front headline')
    await window.press('ctrl+z')
    await reads('Front headline', 'Harbor shut')
    await reads('Standfirst', 'The harbour lay dark, and nobody knew who had the key.')
    await desk.click('textbox', 'Body')
    await window.press('ctrl+z')
    await until('the body as it was', async () => (await desk.body()).includes('The harbor gate shut'))
    await reads('Headline', 'Harbour gate shuts on harbour pilots')

    // The furniture can be left alone.
    await window.press('ctrl+h')
    await desk.click('checkbox', 'Body only')
    await says('3 found')
    await desk.click('checkbox', 'Body only')
    await says('4 found')
    await desk.saved()
  })
  await window.quit()
  const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
  const { headlines, standfirst, body } = JSON.parse((await cli(window.home, 'show', id, '--json')).stdout)
  assert.deepEqual(headlines, { main: 'Harbour gate shuts on harbour pilots', front: 'Harbor shut' })
  assert.match(standfirst, /^The harbour lay/)
  assert.match(body, /^The harbor gate/)
})
