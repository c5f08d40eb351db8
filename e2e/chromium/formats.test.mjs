// The formats of packages, and the package in one of them, in every state:
// nothing for axe-core to find.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts for the night\nsection: Harbour\nstandfirst: It opens again when the tide has turned.\n---\nThe gate shuts at nine.\n')
  await stet('import', join(home, 'gate.md'))
  await stet('profile', 'add', 'Harbour site', 'formats=html,rss', 'limit.standfirst=20', 'limit.pictures.alt=90')
}

test('formats of packages, and nothing for axe-core to find', (t) => accessible(t, 'formats', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await browser.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('nothing stops it')
    await look('package')
    await desk.pick('Format', 'Harbour site')
    await desk.saw('takes 20 at most')
    await look('too-long')
    await desk.click('button', 'Formats…')
    await desk.wait('dialog', 'Package formats')
    await look('all')
    await desk.click('button', 'Change Harbour site')
    await desk.wait('textbox', 'Name')
    await desk.fill('Name', 'web')
    await desk.click('button', 'Save')
    await desk.saw('comes with Stet')
    await look('taken')
    await desk.click('button', 'Cancel')
    await desk.click('button', 'Remove Harbour site')
    await desk.saw('Removed: Harbour site')
    await look('removed')
    await desk.click('button', 'Close')
    await desk.saw('nothing stops it')
    await browser.press('ctrl+Return')
    await desk.saw('Package intact.')
    await desk.click('button', 'What some formats cannot carry')
    await look('saved')
  },
}))
