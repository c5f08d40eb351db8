// The furniture is looked after like the body, in the real window: a wrong word
// in a headline is marked and mended, by keys and by the right button, and its
// menu cuts, copies and pastes.
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
headline: Three tankers lay off the habrour until the morning tide came in
standfirst: The pilot of Vesterhavn shut the gaet.
language: en-GB
---
Nobody slept in Vesterhavn.
`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), story)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('words of the furniture are marked and mended, and its menu works', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `furniture-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `furniture-${state}`))
  const marks = (...want) => until(`the marks ${want}`, async () => String(await desk.ask(`[...document.querySelectorAll('.misspelt')].map((m) => m.textContent)`)) === String(want), { within: 25_000 })
  const reads = (field, words) => until(`${field} to read "${words}"`, async () => (await desk.value(field)) === words)
  const keysIn = () => desk.ask('document.activeElement.dataset.field')
  const choices = () => desk.ask(`[...document.querySelectorAll('dialog button:not(:disabled)')].map((b) => b.textContent.trim().replace(/\\s*Ctrl.*/, ''))`)
  const choose = async (name) => {
    for (let n = 0; n < 12; n++) {
      if ((await desk.ask('document.activeElement.textContent.trim()')).startsWith(name)) return window.press('Return')
      await window.press('Down')
    }
    assert.fail(`no "${name}" in the menu`)
  }
  const word = (text) => desk.ask(`(() => { const m = [...document.querySelectorAll('.misspelt')].find((m) => m.textContent === '${text}').getBoundingClientRect(); return { x: m.left + m.width / 2, y: m.top + m.height / 2 } })()`)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Three tankers')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await marks('habrour', 'Vesterhavn', 'gaet')
    await pictures('marked')

    // F7 walks from the headline through the standfirst into the body; Ctrl+. suggests.
    await desk.click('textbox', 'Headline')
    await window.press('ctrl+Home', 'F7')
    await desk.saw(': “habrour”. ')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“habrour”')
    await pictures('suggests')
    await window.press('Return')
    await reads('Headline', 'Three tankers lay off the harbour until the morning tide came in')
    assert.equal(await keysIn(), 'headlines.main')
    await marks('Vesterhavn', 'gaet')
    await window.press('ctrl+z')
    await reads('Headline', 'Three tankers lay off the habrour until the morning tide came in')
    await window.press('ctrl+shift+z')
    await reads('Headline', 'Three tankers lay off the harbour until the morning tide came in')

    await window.press('F7')
    await until('the standfirst to have the keys', async () => (await keysIn()) === 'standfirst')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“Vesterhavn”')
    await choose('Add to the house dictionary')
    await marks('gaet')
    await until('the body to know the name', async () => !(await desk.ask(`document.querySelector('.cm-misspelt') !== null`)))

    // By the right button, on the word.
    await window.click(await word('gaet'), 3)
    await desk.wait('dialog', '“gaet”')
    const offered = await choices()
    assert.ok(offered.includes('gate'), String(offered))
    assert.deepEqual(offered.slice(-2), ['Paste', 'Put a snippet in'])
    await pictures('menu')
    await choose('gate')
    await reads('Standfirst', 'The pilot of Vesterhavn shut the gate.')
    await marks()

    // Cut, copy and paste by the Menu key and Shift+F10, on what is selected.
    await window.press('Home', 'shift+ctrl+Right', 'Menu')
    await desk.wait('dialog', 'The text')
    assert.deepEqual(await choices(), ['Cut', 'Copy', 'Paste', 'Put a snippet in', 'Keep as a snippet'])
    await look('text')
    await choose('Cut')
    await reads('Standfirst', ' pilot of Vesterhavn shut the gate.')
    await desk.saved()
    assert.equal(await keysIn(), 'standfirst')
    await window.press('shift+F10')
    await desk.wait('dialog', 'The text')
    await choose('Paste')
    await reads('Standfirst', 'The pilot of Vesterhavn shut the gate.')
    await window.copy('Two\nlines ', 'UTF8_STRING')
    await window.press('Home', 'shift+F10')
    await desk.wait('dialog', 'The text')
    await choose('Paste')
    await reads('Standfirst', 'Two lines The pilot of Vesterhavn shut the gate.')
    await window.press('ctrl+z')
    await reads('Standfirst', 'The pilot of Vesterhavn shut the gate.')

    // A word that is being typed is left alone until it is done.
    await window.press('End')
    await window.type(' The gaet opened')
    await marks('gaet')
    await pictures('typed')
    await desk.saved()
  })
})
