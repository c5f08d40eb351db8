// The screen on which tracked changes are decided, in every state: nothing for
// axe-core to find.
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { writeBridge } from '../lib/docx.mjs'
import { bin } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

async function fill(home) {
  const file = join(home, 'bridge.docx')
  writeBridge(file)
  await run(bin('stet-cli'), ['import', file], { env: environment(home) })
}

test('tracked changes, and nothing for axe-core to find', (t) => accessible(t, 'changes', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Old bridge')
    await browser.press('Return')
    await desk.saw('4 tracked changes and 1 comment to decide.')
    await look('strip')
    await desk.click('button', 'Decide')
    await desk.wait('dialog', 'Changes to decide')
    await look('screen')
    await browser.press('a', 'r')
    await desk.saw('Rejected: “not')
    await look('rejected')
    await browser.press('shift+A', 'a')
    await desk.saw('Everything is decided.')
    await look('done')
    await browser.press('Escape')
  },
}))
