// The menu of the text in the real window: what is suggested for a wrong word,
// and cut, copy and paste by hand, with what another program copied too.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts\nlanguage: en-GB\n---\nThree tankers lay off the habrour until morning.\n')
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('the menu of the text mends a word, cuts, copies and pastes', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `menu-${state}.png`))
  const reads = (words) => until(`the body to read "${words}"`, async () => flat(await desk.body()) === words)
  const clipboard = () => window.copied()
  const choices = () => desk.ask(`[...document.querySelectorAll('dialog button:not(:disabled)')].map((b) => b.textContent.trim().replace(/\\s*Ctrl.*/, ''))`)
  const choose = async (name) => {
    for (let n = 0; n < 12; n++) {
      if ((await desk.ask('document.activeElement.textContent.trim()')).startsWith(name)) return window.press('Return')
      await window.press('Down')
    }
    assert.fail(`no "${name}" in the menu`)
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await until('the wrong word', () => desk.ask(`document.querySelector('.cm-misspelt') !== null`), { within: 20_000 })

    // By the pointer, on the word.
    const word = await desk.ask(`(() => { const b = document.querySelector('.cm-misspelt').getBoundingClientRect(); return { x: b.left + 20, y: b.top + 8 } })()`)
    await window.click(word, 3)
    await desk.wait('dialog', '“habrour”')
    const offered = await choices()
    assert.equal(offered[0], 'harbour')
    assert.deepEqual(offered.slice(-4), ['Paste', 'Paste as plain', 'Query', 'Put a snippet in'])
    await window.pictures(join(shots, 'menu'))
    await choose('harbour')
    await reads('Three tankers lay off the harbour until morning.')

    // By the keys, on what is selected.
    await desk.intoBody('ctrl+Home')
    await window.press('shift+ctrl+Right', 'Menu')
    await desk.wait('dialog', 'The text')
    assert.deepEqual(await choices(), ['Cut', 'Copy', 'Paste', 'Paste as plain', 'Query', 'Put a snippet in', 'Keep as a snippet'])
    await look('text')
    await choose('Copy')
    await until('the word on the clipboard', async () => (await clipboard()) === 'Three')
    await window.press('shift+F10')
    await desk.wait('dialog', 'The text')
    await choose('Cut')
    await reads('tankers lay off the harbour until morning.')

    // What Stet copied, and what another program did.
    await window.press('shift+F10')
    await desk.wait('dialog', 'The text')
    await choose('Paste')
    await reads('Three tankers lay off the harbour until morning.')
    await window.press('ctrl+End')
    await window.copy('<p>Nobody <b>slept</b>.</p>', 'text/html')
    await window.press('shift+F10')
    await desk.wait('dialog', 'The text')
    await choose('Paste')
    await until('bold words', () => desk.ask(`document.querySelector('.cm-content').textContent.includes('slept') && [...document.querySelectorAll('.cm-line span')].some((s) => s.textContent === 'slept' && getComputedStyle(s).fontWeight === '700')`))
    await window.copy(' *Not* shaped.', 'UTF8_STRING')
    await window.press('ctrl+End', 'shift+F10')
    await desk.wait('dialog', 'The text')
    await choose('Paste as plain')
    await until('plain words', async () => (await desk.body()).includes('*Not* shaped.'))
    await window.press('shift+F10')
    await desk.wait('dialog', 'The text')
    await window.press('Escape')
    await until('the keys in the body', () => desk.ask(`document.activeElement.matches('.cm-content')`))
    await desk.saved()
  })
})
