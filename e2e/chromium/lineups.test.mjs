// The screen of lineups in every state: nothing for axe-core to find. And the
// room that card reckons with for a head is the room that a browser gives it.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { bin } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const WEIGHTS = ['splash', 'lead', 'standard', 'brief']
let page = ''
let places = []

async function fill(home) {
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env: environment(home) })).stdout
  const ids = []
  for (const [n, weight] of WEIGHTS.entries()) {
    const path = join(home, `${n}.md`)
    writeFileSync(path, `---\nheadline: "Storm gate at Halvern holds on its first night, and the old town stays dry: a ${weight}"\nslugline: W-${n}\nsection: Coast\nlanguage: en-GB\n---\nNobody slept.\n`)
    ids.push(JSON.parse(await stet('import', '--json', path))[0].id)
  }
  await run('convert', ['-size', '1600x1000', 'gradient:#2b5876-#dfe9f3', join(home, 'quay.jpg')])
  for (const id of ids.slice(0, 2)) await stet('picture', 'add', id, join(home, 'quay.jpg'), '--lead')
  await stet('picture', 'set', ids[0], JSON.parse(await stet('picture', 'list', ids[0], '--json'))[0].id, 'alt=The gate')
  await stet('lineup', 'set', 'Home', ...ids)
  for (const [n, id] of ids.entries()) await stet('lineup', 'slot', 'Home', id, '--set', `weight=${WEIGHTS[n]}`)
  page = await stet('lineup', 'front', 'Home')
  places = JSON.parse(await stet('lineup', 'front', 'Home', '--json')).places
  await stet('edit', ids[1], '--set', 'flag=killed', '--note', 'the wrong man')
}

test('lineups, and nothing for axe-core to find', (t) => accessible(t, 'lineups', {
  fill,
  walk: async ({ browser, desk, look }) => {
    const reader = await browser.page.context().newPage()
    for (const [n, width] of [390, 820, 1280].entries()) {
      await reader.setViewportSize({ width, height: 900 })
      await reader.setContent(page)
      const drawn = await reader.evaluate(() => [...document.querySelectorAll('.front-headline')].map((h) => Math.floor(h.getBoundingClientRect().width)))
      const lines = await reader.evaluate(() => [...document.querySelectorAll('.front-headline')].map((h) => Math.round(h.getBoundingClientRect().height / parseFloat(getComputedStyle(h).lineHeight))))
      const texts = places.map((p) => p.heads[n].texts[0])
      assert.deepEqual(drawn, texts.map((x) => x.room), `the room for heads at ${width}`)
      assert.deepEqual(lines, texts.map((x) => x.lines.length), `the lines of heads at ${width}`)
    }
    await reader.close()

    await browser.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await look('screen')
    await browser.press('Down')
    await desk.saw('it is empty (killed)')
    await look('hole')
    await browser.press('End', 'e')
    await desk.saw(' of 3')
    await browser.type('A head')
    await look('head')
    await browser.press('Escape', 'h')
    await desk.wait('combobox', 'Earlier orders')
    await look('past')
    await browser.press('Escape', 'a')
    await desk.wait('combobox', 'Add a story')
    await look('add')
    await browser.press('Escape')
    await desk.click('button', 'New lineup')
    await browser.type('home')
    await browser.press('Return')
    await desk.saw('exists')
    await look('new')
  },
}))
