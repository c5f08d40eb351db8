// The screen on which tracked changes are decided, in every state: nothing for
// axe-core to find.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Browser } from '../lib/chromium.mjs'
import { Desk } from '../lib/desk.mjs'
import { writeBridge } from '../lib/docx.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, root, shots } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

async function fill(home) {
  const file = join(home, 'bridge.docx')
  writeBridge(file)
  await run(bin('stet-cli'), ['import', file], { env: environment(home) })
}

test('tracked changes, and nothing for axe-core to find', async (t) => {
  const browser = await Browser.open(t, { program: bin('stet-dev'), assets: join(root, 'frontend/dist'), fill })
  const desk = new Desk(browser)
  const found = []
  const look = async (state) => {
    for (const theme of ['light', 'dark']) {
      await browser.theme(theme)
      await browser.picture(join(shots, `changes-chromium-${state}-${theme}.png`))
      for (const line of await browser.accessibility()) found.push(`${state}, ${theme}: ${line}`)
    }
  }
  await shown(look, async () => {
    await desk.sitDown()
    await desk.click('option', 'Old bridge')
    await browser.press('Return')
    await desk.saw('4 tracked changes and 1 comment to decide.')
    await look('strip')
    await desk.click('button', 'Decide')
    await desk.wait('dialog', 'Changes to decide')
    await look('screen')
    await browser.press('a', 'r')
    await desk.saw('Rejected: not')
    await look('rejected')
    await browser.press('shift+A', 'a')
    await desk.saw('Everything is decided.')
    await look('done')
    await browser.press('Escape')
  })
  assert.deepEqual(found, [], `axe-core found ${found.length}:\n${found.join('\n')}`)
  assert.deepEqual(browser.errors, [], 'errors in the page')
})
