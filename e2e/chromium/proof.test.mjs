// axe-core looks at the sign of what changed since it went out, at the line above
// the revisions, and at a package that is signed with a passphrase.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Storm gate holds on its first night\nsection: Harbour\nslugline: GATE\n---\nThe gate held through the night.\n')
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'export.folder', join(home, 'out'))
  await stet('import', join(home, 'gate.md'))
  await stet('export', '--out', join(home, 'first.zip'), 'storm-gate-holds-on-its-first-night')
  await stet('edit', 'storm-gate-holds-on-its-first-night', '--set', 'headlines.main=Storm gate held all night')
}

test('what left and who signed can be worked by everyone', (t) => accessible(t, 'proof', {
  fill,
  seated: true,
  walk: async ({ browser, desk, look }) => {
    await desk.wait('option', 'Storm gate')
    await until('the sign', () => desk.ask(`document.querySelector('[role=img][aria-label*="since it went out"]') !== null`))
    await look('list')
    await desk.click('option', 'Storm gate')
    await browser.press('Enter')
    await desk.wait('textbox', 'Body')
    await browser.press('Control+Alt+h')
    await desk.click('button', 'See what')
    await desk.wait('region', 'Changes')
    await look('since')
    await browser.press('Control+Enter')
    await desk.click('button', 'Save package')
    await desk.saw('Not signed')
    await look('unsigned')
    await desk.click('button', 'Sign it')
    await until('the keys in the passphrase', () => desk.ask(`document.activeElement.type === 'password'`))
    await browser.type('nine metres high')
    await look('passphrase')
  },
}))
