// Two versions side by side, by keyboard alone: one passage comes back, and a
// stale save keeps both.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

const filed = `---
title: Harbour keeps its night watch
section: Coast
---
The harbour keeps its night watch until spring, the council said on Monday.

Skippers had asked for a delay. Nine boats ran aground last winter.

## What it costs

The watch costs 212,000 a year, most of it for nights.

It was set up in 1911.

A vote follows in March.
`
const subbed = `The harbour keeps its night watch until April, the council said on Monday evening.

Skippers had asked for a delay. Nine boats ran aground last winter.

## What it costs

The watch costs 212,000 a year.

It was set up in 1911.

A vote follows in March.

Nobody spoke against it.
`
const headline = 'Harbour keeps its watch'

/** a window on a story that was filed and then subbed, open at its history */
async function openPast(t) {
  const window = await Window.open(t, {
    program: bin('stet'),
    fill: async (home) => {
      const cli = (...args) => run(bin('stet-cli'), ['--newsroom', join(home, 'newsroom'), ...args])
      const [copy, body] = [join(home, 'copy.md'), join(home, 'body.md')]
      writeFileSync(copy, filed)
      writeFileSync(body, subbed)
      await cli('import', copy)
      await cli('edit', 'harbour-keeps-its-night-watch', '--set', `headlines.main=${headline}`, '--body', body)
    },
    args: (home) => ['--newsroom', join(home, 'newsroom')],
  })
  const desk = new Desk(window)
  await desk.sitDown()
  await desk.click('option', headline)
  await window.press('Return')
  await desk.wait('tab', 'History')
  return { window, desk, look: (state) => window.picture(join(shots, `compare-${state}.png`)) }
}

/** what a screen reader says where the focus is */
const heard = (desk) => desk.heard()

test('one passage comes back, and its revision gets a name', async (t) => {
  const { window, desk, look } = await openPast(t)
  await shown(look, async () => {
    await desk.click('tab', 'History')
    await desk.wait('option', '1')
    await desk.saw('as filed')
    await window.press('Tab', 'Tab', 'End') // past the button that closes, into the list, to the first revision
    await window.press('Tab', 'Tab', 'space', 'shift+Tab', 'shift+Tab') // against now, and back into the list
    await window.press('F2')
    await desk.wait('textbox', 'Name of revision 1')
    await look('name')
    await window.press('ctrl+a')
    await window.type('first take')
    await window.press('Return')
    await until('the name in the list', () => desk.ask(`document.getElementById('rev-1').textContent.includes('first take')`))

    await window.press('Return')
    await desk.wait('dialog', 'Compare')
    assert.match(await heard(desk), /^Change 1 of \d, Headline, Now is taken\. “first take”: night/)
    await window.press('j', 'j')
    assert.match(await heard(desk), /, Body, Now is taken\. “first take”: spring.* Now: April/)
    await window.press('Left')
    await desk.saw('“first take” is taken')
    assert.match(await heard(desk), /“first take” is taken/)
    await look('sides')
    await window.press('j', 'b', 's')
    await desk.saw('Now stands left')
    await look('swapped')
    await window.press('s', 'Right', 'Return')
    await until('the screen to go', async () => !(await desk.has('dialog', '')))
    await desk.saw('Both versions are in the history')
    const body = await desk.body()
    assert.ok(body.includes('until spring, the council said on Monday.'), body)
    assert.ok(body.includes('Nobody spoke against it.') && !body.includes('most of it for nights'), body)
    assert.equal(await desk.value('Headline'), headline)
  })
})

// WebKit types at the selection, wherever the focus is.
test('keys meant for what stands beside a story do not go into it', async (t) => {
  const { window, desk } = await openPast(t)
  await desk.intoBody()
  await window.press('ctrl+Home', 'Right', 'Right', 'Right')
  await desk.click('tab', 'History')
  await desk.wait('option', '1')
  const before = await desk.body()
  await window.press('Tab', 'Tab') // past the button that closes, into the list
  await window.type('astray')
  await window.press('Tab')
  await window.type('astray')
  assert.equal(await desk.body(), before)
  for (let n = 0; n < 6 && (await heard(desk)) !== 'Body'; n++) await window.press('F6')
  await window.type('!')
  await until('the key where the cursor was', async () => (await desk.body()).startsWith('The! harbour'))
})

test('a stale save shows both versions and keeps both', async (t) => {
  const { window, desk, look } = await openPast(t)
  const token = `(/stet-token" content="(\\w+)/.exec(await fetch('/').then((r) => r.text()))[1])`
  await shown(look, async () => {
    const id = await window.evaluate(`localStorage.getItem('stet.open')`)
    // Somebody else saves it, as the same program with another window would.
    await window.evaluate(`(async () => window.go.main.App.Save(${token}, { id: '${id}', base: 2, note: '', set: { body: 'The harbour loses its night watch.', 'headlines.main': 'Theirs' } }))()`)
    await desk.intoBody('ctrl+Home')
    await window.type('Mine: ')
    await desk.wait('button', 'Compare side by side')
    await look('conflict')
    await desk.ask(`find('button', 'Compare side by side').focus()`)
    await window.press('Return')
    await desk.wait('dialog', 'Compare')
    await desk.saw('Saved elsewhere')
    assert.match(await heard(desk), /^Change 1 of \d/)
    await look('conflict-sides')
    await window.press('Left', 'Return')
    await until('the screen to go', async () => !(await desk.has('dialog', '')))
    await until('their words', async () => (await desk.body()).includes('loses its night watch'))
    await desk.click('tab', 'History')
    await desk.wait('option', '5') // filed, subbed, theirs, mine, what was made of both
  })
})
