// axe-core looks at the question where copy belongs, at what a new version leaves
// open, at the screen that settles it, and at much copy coming in.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

const item = (version, standfirst) => `---
headline: Ferry crews walk out
standfirst: ${standfirst}
slugline: FERRY-STRIKE
section: Coast
source: {service: AFP, key: urn-77, version: ${version}}
---
Crews on the island ferries stopped work at six on Monday morning, the union said in a short note.
`

const feed = (n) => `<rss version="2.0"><channel><title>Quay</title><link>https://quay.example/</link>${Array.from({ length: n }, (_, i) => `<item><title>Result ${i}</title><guid>tag:${i}</guid><description>Result ${i} of the day.</description></item>`).join('')}</channel></rss>`

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'v1.md'), item(1, 'Sailings were cancelled.'))
  await stet('import', join(home, 'v1.md'))
  await stet('edit', 'ferry-crews-walk-out', '--set', 'standfirst=Half of the sailings were cancelled.')
}

test('a story that comes again can be worked by everyone', (t) => accessible(t, 'versions', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.wait('option', 'Ferry crews')
    await browser.copy(item(2, 'All sailings were cancelled.'))
    await browser.press('ctrl+v')
    await desk.wait('dialog', 'Where does it belong?')
    await look('ask')
    await browser.press('Return')
    await desk.saw('both changed 1 place')
    await until('the strip', () => desk.ask(`document.querySelector('[data-merge]') !== null`))
    await look('open')
    await browser.press('shift+F4')
    await desk.wait('dialog', 'Settle: wire v2 and Now')
    await look('settle')
    await browser.press('Escape')
    await browser.press('alt+ArrowLeft')
    await desk.wait('option', 'Ferry crews')
    await desk.saw('CONFLICT')
    await browser.copy('---\nheadline: MANDATORY KILL\nslugline: FERRY-STRIKE\n---\nThe quotes were made up.\n')
    await browser.press('ctrl+v')
    await desk.wait('dialog', 'A kill notice came in. Kill the story?')
    await look('kill')
    await browser.press('Escape')

    // Much of it comes in for a while, and can be stopped.
    await until('the question to go', async () => !(await desk.has('dialog', '')))
    await browser.copy(feed(4000))
    await browser.press('ctrl+v')
    await desk.wait('dialog', 'Copy is coming in')
    await look('coming')
    await browser.press('Escape')
    await desk.saw('Stopped.')
  },
}))
