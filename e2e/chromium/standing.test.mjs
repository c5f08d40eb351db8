// axe-core looks at where a story stands: the line that asks why, with what is
// wrong, the embargo, the legal read, and the log beside the story, and the board.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts\nsection: Harbour\n---\nThe gate shuts at ten.\n')
  await stet('import', join(home, 'gate.md'))
  await stet('embargo', 'gate-shuts', '2999-12-03T00:01', 'Europe/Kyiv', '--why', 'ministry, by e-mail')
  await stet('status', 'gate-shuts', '--legal', 'required')
}

test('where a story stands can be read by everyone', (t) => accessible(t, 'standing', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.saw('Embargoed until')
    await desk.saw('A lawyer must read it first')
    await look('stops')
    await browser.press('ctrl+shift+h')
    await desk.wait('textbox', 'Hold it: why?')
    await browser.press('Escape')
    await browser.press('F1')
    await desk.wait('dialog', '')
    await browser.type('Kill')
    await browser.press('Return')
    await desk.wait('textbox', 'Kill it: why?')
    await browser.press('Return')
    await desk.saw('Say why in a few words')
    await look('ask')
    await browser.press('Escape')
    await browser.press('ctrl+alt+shift+h')
    await until('the log', () => desk.has('region', 'Log of the story, newest first'))
    await desk.saw('legal read: required')
    await look('log')
    await browser.press('ctrl+shift+b')
    await desk.wait('dialog', 'Board')
    await desk.wait('option', 'Harbour')
    await look('board')
  },
}))
