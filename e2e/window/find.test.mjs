// Find and replace look into the furniture as well as into the body, in the real
// window: what is found is counted, walked through and replaced in both, and all
// of it is one step back. Words of pictures: findpictures; over marks: findseen.
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

    // All of them, by keys; what a sub let stand stays.
    await window.press('ctrl+h')
    await until('the keys in the bar', () => desk.ask(`document.activeElement.matches('[data-replace]')`))
    await window.press('Tab', 'Tab', 'Return')
    const all = '6 replaced, 2 in the headline, 1 in the standfirst, 1 in the front headline, 1 place marked STET or CQ left'
    await says(all)
    await pictures('replaced')
    await reads('Headline', 'Harbour gate shuts on harbour pilots')
    assert.match(await desk.body(), /The harbour gate shut at six\. The Harbor Board.* said nothing of the harbour\./)

    // All of it is one step back, and one forth: from a button of the bar,
    const before1 = { Headline: 'Harbor gate shuts on harbor pilots', Standfirst: 'The harbor lay dark, and nobody knew who had the key.', 'Front headline': 'Harbor shut' }
    const after1 = { Headline: 'Harbour gate shuts on harbour pilots', Standfirst: 'The harbour lay dark, and nobody knew who had the key.', 'Front headline': 'Harbour shut' }
    const isAll = async (texts, body) => {
      for (const [field, words] of Object.entries(texts)) await reads(field, words)
      await until(`the body to have "${body}"`, async () => (await desk.body()).includes(body))
    }
    await window.press('ctrl+z')
    await isAll(before1, 'The harbor gate shut')
    await says('Taken back')
    await pictures('taken-back')
    await window.press('ctrl+shift+z')
    await isAll(after1, 'The harbour gate shut')
    await says(all)
    // by what the bar offers,
    await window.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab')
    assert.equal(await desk.heard(), 'Undo')
    await window.press('Return')
    await isAll(before1, 'The harbor gate shut')
    assert.equal(await desk.heard(), 'Redo')
    await window.press('Return')
    await isAll(after1, 'The harbour gate shut')
    // and in the body.
    await window.press('Escape')
    await desk.click('textbox', 'Body')
    await window.press('ctrl+z')
    await isAll(before1, 'The harbor gate shut')
    await window.press('ctrl+y')
    await isAll(after1, 'The harbour gate shut')

    // A line has its own way back; one that was written in since stays, and that is said.
    await desk.click('textbox', 'Standfirst')
    await window.press('ctrl+z')
    await reads('Standfirst', before1.Standfirst)
    await window.press('ctrl+z')
    await reads('Standfirst', before1.Standfirst)
    await window.press('ctrl+y')
    await reads('Standfirst', after1.Standfirst)
    await desk.click('textbox', 'Headline')
    await window.press('ctrl+End')
    await window.type('!')
    await reads('Headline', 'Harbour gate shuts on harbour pilots!')
    await desk.click('textbox', 'Body')
    await window.press('ctrl+z')
    await isAll({ ...before1, Headline: 'Harbour gate shuts on harbour pilots!' }, 'The harbor gate shut')
    await desk.saw('Headline was changed since: it stays as it reads')
    await pictures('stays')

    // The furniture can be left alone.
    await window.press('ctrl+h')
    await desk.click('checkbox', 'Body only')
    await says('3 found')
    await desk.click('checkbox', 'Body only')
    await says('5 found')
    await desk.saved()
  })
  await window.quit()
  const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
  const { headlines, standfirst, body } = JSON.parse((await cli(window.home, 'show', id, '--json')).stdout)
  assert.deepEqual(headlines, { main: 'Harbour gate shuts on harbour pilots!', front: 'Harbor shut' })
  assert.match(standfirst, /^The harbor lay/)
  assert.match(body, /^The harbor gate/)
})
