// Copying out by hand in the real window: the story or one of its fields, as
// rich text, plain text and HTML, as another program then finds it.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const story = `---
headline: Gate shuts
standfirst: Nobody slept.
---
Three {==tankers==}{>>query: AB: three?<<} lay {==**off**==}{>>stet<<} the gate.
`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), story)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('a story and its fields go to the clipboard as readers see them', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `copyout-${state}.png`))
  const clipboard = (type) => window.copied(type)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.intoBody()
    await window.type(' Late words.')
    await window.press('ctrl+alt+c')
    await desk.saw('Copied as rich text: the whole story')
    await look('rich')
    const rich = await clipboard('text/html')
    const words = flat(rich.replace(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' '))
    assert.equal(words, 'Gate shuts Nobody slept. Three tankers lay off the gate. Late words.')
    assert.match(rich, /<h1[^>]*>Gate shuts<\/h1>/)
    assert.match(rich, /<strong[^>]*>off<\/strong>/)
    assert.equal(await clipboard('UTF8_STRING'), 'Gate shuts\n\nNobody slept.\n\nThree tankers lay off the gate. Late words.')

    await window.press('ctrl+alt+e')
    await desk.saw('Copied as HTML: the whole story')
    assert.ok((await clipboard('UTF8_STRING')).endsWith('<p>Three tankers lay <strong>off</strong> the gate. Late words.</p>'))

    await desk.click('textbox', 'Standfirst')
    await window.press('ctrl+alt+p')
    await desk.saw('Copied as plain text: Standfirst')
    assert.equal(await clipboard('UTF8_STRING'), 'Nobody slept.')
  })
})
