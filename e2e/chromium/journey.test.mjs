// The same journey in Chromium, where axe-core looks at every state on the way,
// in light and in dark.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Browser } from '../lib/chromium.mjs'
import { Desk } from '../lib/desk.mjs'
import { bringBack, chooseSection, ferry, goOut, pullProof, seedStory, shown, takeIn, write } from '../lib/journey.mjs'
import { bin, root, seed, shots } from '../lib/place.mjs'

async function walk(t, story, name) {
  const browser = await Browser.open(t, { program: bin('stet-dev'), assets: join(root, 'frontend/dist') })
  const desk = new Desk(browser)
  const found = []
  const look = async (state) => {
    for (const theme of ['light', 'dark']) {
      await browser.theme(theme)
      await browser.picture(join(shots, `${name}-chromium-${state.replaceAll(' ', '-')}-${theme}.png`))
      for (const line of await browser.accessibility()) found.push(`${state}, ${theme}: ${line}`)
    }
  }

  await shown(look, async () => {
    await takeIn(desk, story, look)
    await write(desk, 'Words typed at the end.')
    await bringBack(desk, look)
    await chooseSection(desk, 'Economy', look)
    await goOut(desk, join(browser.home, 'Stet'), look)
    await pullProof(desk, join(browser.home, 'Stet'), look)
  })
  await browser.press('F1')
  await browser.type('Backups')
  await browser.press('Return')
  await desk.wait('dialog', 'Backups')
  await look('backups')
  await browser.press('Escape')
  for (const key of ['F1', 'ctrl+comma', 'ctrl+slash', 'ctrl+o']) {
    await browser.press(key)
    await desk.wait('dialog', '')
    await look(`dialog ${key.replace('+', ' ')}`)
    await browser.press('Escape')
  }
  assert.deepEqual(found, [], `axe-core found ${found.length}:\n${found.join('\n')}`)
  assert.deepEqual(browser.errors, [], 'errors in the page')
}

test('the main job, and nothing for axe-core to find', (t) => walk(t, ferry, 'ferry'))

test('the seed, the same way', (t) => {
  const copy = seed(t)
  return copy && walk(t, seedStory(copy), 'seed')
})
