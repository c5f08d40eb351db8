// axe-core looks at the merging of two stories: which one, the two side by side
// with what is there twice, and the story that leads to the other.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts\nsection: Harbour\nauthor: Ada Lind\n---\nThe gate shuts at ten.\n\nBoats wait outside.\n')
  writeFileSync(join(home, 'boats.md'), '---\nheadline: Boats wait\nsection: Harbour\nauthor: Cy Roe\n---\nNine boats wait outside the mole.\n\nThe gate shuts at ten.\n\nBoats wait outside now.\n')
  await stet('import', join(home, 'gate.md'), join(home, 'boats.md'))
  await stet('lineup', 'set', 'Home', 'boats-wait')
  await stet('status', 'boats-wait', '--hold')
}

test('the merging of two stories can be worked by everyone', (t) => accessible(t, 'merge', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await browser.press('ctrl+alt+shift+m')
    await desk.wait('dialog', 'Merge which story into this one?')
    await desk.wait('option', 'Boats wait')
    await look('pick')
    await browser.press('Return')
    await desk.wait('dialog', 'Merge two stories')
    await browser.press('j')
    await browser.press('Left')
    await desk.saw('Taken in')
    await look('sides')
    await browser.press('Return')
    await desk.closed()
    await desk.saw('is spiked and leads here')
    await look('merged')
    await browser.press('ctrl+o')
    await desk.wait('dialog', 'Open anything')
    await browser.type('Boats wait')
    await desk.wait('option', 'Boats wait')
    await browser.press('Return')
    await desk.saw('Merged into')
    await look('other')
  },
}))
