// A feed, a site's folder and a package come in: chosen by keys and dropped by
// the pointer. What cannot come in is named and stops nothing.
import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { drag, fileAddress } from '../lib/drag.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const item = (id, title, text) => `<item><title>${title}</title><guid>tag:${id}</guid><content:encoded><![CDATA[${text}]]></content:encoded></item>`
const feed = (...items) => `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Wire</title><link>https://wire.example/</link>${items.join('\n')}</channel></rss>`
const tide = item(1, 'Tide rises over the quay', '<p>The tide rose over the quay on Monday night and fell again by dawn.</p>')
const ferry = item(2, 'Ferry sails after all', '<p>The ferry sailed after all, four hours late and half empty.</p>')
const later = item(1, 'Tide rises over the quay', '<p>The tide rose over the quay on Monday night and fell again by dawn.</p><p>Nobody was hurt.</p>')
const page = `+++
title = "The old wall stands"
authors = ["Mara Lind"]
date = 2026-11-27
+++
The old wall at the harbour stands for another year.

{{< figure src="wall.jpg" alt="Stones" caption="The wall at low tide" attr="Ines Aalto" >}}
`

const LONG = 6000

async function fill(home) {
  const stet = stetAt(home)
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  const folder = join(home, 'copy')
  const wall = join(folder, 'site', 'content', 'harbour', 'wall')
  mkdirSync(wall, { recursive: true })
  for (const [name, text] of Object.entries({
    'other.md': '---\nheadline: Council votes\nsection: Town\n---\nThe council voted about the budget of the town late on Monday.\n',
    'feed.xml': feed(tide, '<item></item>', ferry), 'later.xml': feed(later, ferry),
    'site/hugo.toml': 'title = "Quay"\n', 'site/content/harbour/_index.md': '---\ntitle: Harbour and quay\n---\n', 'site/content/harbour/wall/index.md': page,
    'long.xml': feed(...Array.from({ length: LONG }, (_, i) => item(`long-${i}`, `Result ${i} of the day`, `<p>${i} boats came in, and as many went out again.</p>`))),
    'pumps.md': '---\nheadline: Two pumps fail\nsection: Harbour\n---\nTwo pumps at the gate failed on Friday.\n',
  })) writeFileSync(join(folder, name), text)
  await run('convert', ['-size', '1200x800', 'gradient:#2b5876-#dfe9f3', join(wall, 'wall.jpg')])
  await stet('import', join(folder, 'other.md'))
  const elsewhere = ['--newsroom', join(home, 'elsewhere')]
  await stet('import', ...elsewhere, join(folder, 'pumps.md'))
  await stet('export', ...elsewhere, '--all', '--out', join(folder, 'package.zip'))
  await stet('export', ...elsewhere, '--all', '--out', join(folder, 'damaged'))
  appendFileSync(join(folder, 'damaged', 'data', 'articles', 'two-pumps-fail', 'article.md'), 'One word more.\n')
}

test('feeds, sites and packages come in', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `sites-${state}`))
  const at = (name) => join(window.home, 'copy', name)
  const place = { x: 640, y: 400 }
  const take = async (name) => {
    await window.press('F1')
    await window.type('Take files in')
    await window.press('Return')
    await window.chooseFile('Take copy in', at(name))
  }
  await shown((state) => window.picture(join(shots, `sites-${state}.png`)), async () => {
    // By keys: a feed gives its stories; one of nothing is named.
    await desk.wait('option', 'Council votes')
    await take('feed.xml')
    await desk.wait('option', 'Tide rises over the quay')
    await desk.wait('option', 'Ferry sails after all')
    await desk.saw('feed.xml: item 2 did not come in')
    await look('feed')

    // What came in before is not doubled; a story that goes on does so by itself.
    await take('later.xml')
    await desk.saw('1 story came in as a new version; 1 story said nothing new')
    await look('version')
    await desk.click('option', 'Tide rises over the quay')
    await window.press('Return')
    await until('the words of the version', async () => (await desk.body()).includes('Nobody was hurt'))
    const headlines = await desk.ask(`[...document.querySelectorAll('[role=option]')].filter((o) => o.innerText.includes('Ferry sails')).length`)
    assert.equal(headlines, 1)

    // By the pointer: a whole folder, with the picture beside its story.
    await drag(window, [fileAddress(at('site'))], place)
    await until('the page', async () => (await desk.value('Headline')) === 'The old wall stands')
    assert.match(await desk.body(), /The old wall at the harbour stands/)
    await desk.click('tab', 'Pictures')
    await until('the caption', async () => (await desk.value('Caption')) === 'The wall at low tide')
    assert.equal(await desk.value('Credit'), 'Ines Aalto')
    await look('page')

    // A package that does not hold what it says is refused whole; one that does comes in.
    await drag(window, [fileAddress(at('damaged'))], place)
    await desk.saw('data/articles/two-pumps-fail/article.md: changed')
    assert.equal(await desk.has('option', 'Two pumps fail'), false)
    await look('refused')
    await take('package.zip')
    await until('the story', async () => (await desk.value('Headline')) === 'Two pumps fail')
    assert.match(await desk.body(), /Two pumps at the gate failed/)

    // A long feed says how far it is; Escape ends it, and what is in stays.
    await take('long.xml')
    await desk.wait('dialog', 'Copy is coming in')
    await desk.saw(' of 6,000')
    await look('coming')
    await window.press('Escape')
    await desk.saw('Stopped.')
    await desk.saw('stories came in. Take it in again for the rest')
    await look('stopped')
    await window.press('Escape')
  })
})
