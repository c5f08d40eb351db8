// axe-core looks at the hand-over sheet: an empty one, a full one, and a time that is none.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate holds\nsection: Harbour\n---\nThe gate holds.\n')
  await stet('import', join(home, 'gate.md'))
}

test('the hand-over sheet can be read by everyone', (t) => accessible(t, 'handover', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.wait('option', 'Gate holds')
    await browser.press('ctrl+alt+shift+s')
    await desk.wait('dialog', 'Hand-over')
    await desk.saw('Nothing is open.')
    await look('empty')
    await browser.press('Escape')
    await desk.click('option', 'Gate holds')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.intoBody()
    await browser.type(' It cost TK.')
    await browser.press('alt+5')
    await desk.saved()
    await browser.press('ctrl+alt+shift+s')
    await desk.saw('draft to ready')
    await look('full')
    await desk.fill('Since', 'soon')
    await browser.press('Tab')
    await desk.saw('is no time')
    await look('no-time')
  },
}))
