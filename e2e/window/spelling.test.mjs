// Spelling and grammar in the real window, by keyboard alone: a wrong word is
// marked, mended, added to the house's own, and none of it is lost.
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
headline: Gate shuts for the night
language: en-GB
---
Three tankers lay off the habrour until morning, and the pilot from Vesterhavn said nothing.

The harbour master has a [\`mkdri\`](https://example.org/xyzt) of his own.
`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), story)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('a wrong word is marked, mended and added to the house dictionary', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `spelling-${state}.png`))
  const marked = () => desk.ask(`[...document.querySelectorAll('.cm-misspelt')].map((m) => m.textContent)`)
  const marks = (...want) => until(`the marks ${want}`, async () => String(await marked()) === String(want), { within: 20_000 })
  // What is doubtful stands between the wrong words. The selection is asked and
  // not the news, which may still be that of the key before.
  const toWord = async (word) => {
    for (let n = 0; n < 5; n++) {
      const before = await desk.ask('getSelection().toString()')
      await window.press('F7')
      const at = await until('another problem', async () => {
        const now = await desk.ask('getSelection().toString()')
        return now !== before || now === word ? now : ''
      })
      if (at === word) return
    }
    assert.fail(`F7 does not come to ${word}`)
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await marks('habrour', 'Vesterhavn')

    await desk.intoBody('ctrl+Home')
    await window.press('F7')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“habrour”')
    await look('menu')
    assert.equal((await desk.ask('document.activeElement.textContent')).trim(), 'harbour')
    await window.press('Return')
    await until('the word mended', async () => (await desk.body()).includes('off the harbour until'))
    await marks('Vesterhavn')

    await toWord('Vesterhavn')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“Vesterhavn”')
    for (let n = 0; n < 9 && !(await desk.ask(`document.activeElement.textContent.includes('house dictionary')`)); n++) await window.press('Down')
    await window.press('Return')
    await marks()

    // A word that is typed is marked once it is done, and one key undoes the mending.
    await desk.intoBody()
    await window.type(' The gaet opened. ')
    await marks('gaet')
    await toWord('gaet')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“gaet”')
    await window.press('Escape')
    await look('typed')
    await desk.saved()

    await window.press('ctrl+comma')
    await desk.wait('dialog', 'Settings')
    assert.equal(await desk.value('Words of the house dictionary'), 'Vesterhavn')
    await look('settings')
    await window.press('Escape')
  })
})
