// The desk in Chromium, looked at in state after state: each by day and by
// night, as a picture and by axe-core.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Browser } from './chromium.mjs'
import { Desk } from './desk.mjs'
import { shown } from './journey.mjs'
import { bin, root, shots } from './place.mjs'

/** seated: who is at the desk is known already. walk({ browser, desk, look }) goes through the states; look(state) looks. Fails when axe-core found anything, or the page failed. */
export async function accessible(t, name, { fill, walk, seated = false }) {
  const browser = await Browser.open(t, { program: bin('stet-dev'), assets: join(root, 'frontend/dist'), fill })
  const desk = new Desk(browser)
  const found = []
  const look = async (state) => {
    for (const theme of ['light', 'dark']) {
      await browser.theme(theme)
      await browser.picture(join(shots, `${name}-chromium-${state}-${theme}.png`))
      for (const line of await browser.accessibility()) found.push(`${state}, ${theme}: ${line}`)
    }
  }
  await shown(look, async () => {
    if (!seated) await desk.sitDown()
    await walk({ browser, desk, look })
  })
  assert.deepEqual(found, [], `axe-core found ${found.length}:\n${found.join('\n')}`)
  assert.deepEqual(browser.errors, [], 'errors in the page')
}
