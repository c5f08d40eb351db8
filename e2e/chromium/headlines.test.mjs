// The bench of headlines in every state: nothing for axe-core to find.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Tankers lay off the harbour\nsection: Ports\nlanguage: en-GB\n---\nNobody slept.\n')
  await stet('import', join(home, 'gate.md'))
  const [{ id }] = JSON.parse((await stet('list', '--json')).stdout)
  writeFileSync(join(home, 'boats.md'), '---\nheadline: عبّارات هالفرن تتوقف عن العمل ليلة ثالثة\nsection: Ports\nlanguage: ar\n---\nتوقفت العبّارات.\n')
  await stet('import', join(home, 'boats.md'))
  await stet('headline', 'add', id, 'search', 'Tankers lie off 12 harbours.', '--note', 'numbers sell')
  await stet('headline', 'add', id, 'print', '🚢 ناقلات قبالة الميناء')
  await stet('headline', 'choose', id, 'search', '1', '--why', 'it is late')
}

test('the bench, and nothing for axe-core to find', (t) => accessible(t, 'headlines', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Tankers lay')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await look('story')
    await browser.press('F2')
    await desk.wait('listbox', 'Headlines by channel')
    await look('bench')
    await browser.press('n')
    await desk.wait('textbox', 'Main headline')
    await browser.type('Tankers lie off Brightport.')
    await desk.saw('no full stop')
    await look('form')
    await browser.press('Return')
    await desk.saw('new option')
    await browser.press('shift+Return')
    await desk.wait('textbox', 'Why this one')
    await look('why')
    await browser.press('Escape', 'h')
    await desk.saw('Tankers lay off the harbour')
    await look('before')
    await browser.press('m')
    await desk.wait('region', 'All channels side by side')
    await look('mocks')
    await browser.press('Escape', 'Escape', 'ctrl+,')
    await desk.wait('dialog', 'Settings')
    await look('settings')
    await browser.press('Escape', 'ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await desk.saw('Where its headlines go')
    await look('section')
    await browser.press('Escape', 'alt+Left')
    await desk.click('option', 'عبّارات')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await browser.press('F2')
    await desk.wait('listbox', 'Headlines by channel')
    await look('right-to-left')
  },
}))
