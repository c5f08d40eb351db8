// Quotation marks and dashes while typing, in the real window: off until the
// house turns them on, in the story's language, and one key takes them back.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

async function fill(home) {
  writeFileSync(join(home, 'tor.md'), '---\nheadline: Das Tor\nlanguage: de\n---\nAnfang.\n')
  await run(bin('stet-cli'), ['import', join(home, 'tor.md')], { env: environment(home) })
}

test('signs are set in the language of the story, and one key takes them back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `signs-${state}.png`))
  const ends = (words) => until(`the body to end with ${words}`, async () => flat(await desk.body()).endsWith(words))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Das Tor')
    await window.press('Return')
    await desk.intoBody()
    await window.type(' "So')
    await ends('Anfang. "So')

    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type('quotation marks')
    await window.press('Return')
    await desk.saw('Quotation marks and dashes are set as you type')
    await desk.intoBody()
    await window.type(' "Na -- gut"...')
    await ends('„Na – gut“…')
    await look('set')
    await window.press('BackSpace')
    await ends('„Na – gut“...')
    await window.press('BackSpace')
    await ends('„Na – gut“..')
    await window.type(' "')
    await ends('.. „')
    await window.press('ctrl+z')
    await ends('.. "')
    await desk.saved()

    await window.press('ctrl+comma')
    await desk.wait('dialog', 'Settings')
    await window.pictures(join(shots, 'signs-settings'))
  })
})
