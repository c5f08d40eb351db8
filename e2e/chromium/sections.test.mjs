// The screen of sections in every state: nothing for axe-core to find.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Tankers lay off the harbour\nsection: Ports\nlanguage: en-GB\n---\nNobody slept.\n')
  await stet('import', join(home, 'gate.md'))
  await stet('section', 'add', 'World')
  await stet('section', 'add', 'أخبار الثقافة', '--under', 'World')
  await stet('section', 'set', 'World', 'colour=#1d4ed0', 'byline=Our foreign desk', 'direction=rtl')
  writeFileSync(join(home, 'rain.md'), '---\nheadline: Rains come early\nsection: World\n---\nNobody slept.\n')
  writeFileSync(join(home, 'old.md'), '---\nheadline: Old\nsection: Ports\n---\nNobody slept.\n')
  await stet('import', join(home, 'rain.md'))
  const { stdout } = await stet('import', '--json', join(home, 'old.md'))
  await stet('trash', JSON.parse(stdout)[0].id)
}

test('the sections, and nothing for axe-core to find', (t) => accessible(t, 'sections', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await look('rail')
    await browser.press('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await look('screen')
    await browser.press('End', 'F2', 'Tab', 'Tab')
    await browser.type('red')
    await browser.press('Tab')
    await desk.saw('write one like')
    await look('refused')
    await browser.press('shift+Tab', 'Escape', 'Home', 'ctrl+m')
    await desk.wait('combobox', 'Into')
    await look('merge')
    await browser.press('Escape', 'Delete')
    await desk.wait('combobox', 'New home')
    await look('delete')
    await browser.press('Escape', 'alt+Down')
    await desk.saw('is 2 of 2 at the top')
    await look('moved')
    await browser.press('ctrl+z')
    await desk.saw('Taken back')
    await look('redo')
    await browser.press('ctrl+y')
    await desk.saw('Done again')
    await browser.press('Escape')
    await desk.click('option', 'Rains come')
    await browser.press('Return')
    await desk.wait('textbox', 'Byline')
    await desk.click('button', 'More')
    await look('defaults')
    await browser.press('alt+Left')
    await desk.wait('option', 'Tankers lay')
    await desk.click('option', 'Tankers lay')
    await browser.press('Return')
    await desk.click('button', 'Add a section')
    await desk.wait('dialog', 'New section')
    await browser.type('WORLD')
    await browser.press('Return')
    await desk.saw('exists')
    await look('new')
  },
}))
