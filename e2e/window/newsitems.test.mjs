// News items of agencies: pasted and dropped, with the picture beside them, a
// next version in another format, one that is older, and a kill. By keys, and by the pointer.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { drag, fileAddress } from '../lib/drag.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const crews = 'Crews on the island ferries accepted the offer on Sunday night after a long meeting at the harbour office.'
const ninjs = JSON.stringify({
  uri: 'urn:x:ferry', type: 'text', version: '3', pubstatus: 'usable', urgency: 2, language: 'en-GB', slugline: 'FERRY-STRIKE', headline: 'Ferry strike called off', byline: 'By Mara Lind',
  source: 'Harbour Agency', ednote: 'Adds the vote.', place: [{ name: 'Halvern' }], subject: [{ name: 'transport' }], body_html: `<p>${crews}</p><h2>What next</h2><p>Ships sail on Monday.</p>`,
})
const newsItem = (version, status, note, body) => `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:ferry" version="${version}" standard="NewsML-G2" standardversion="2.29">
<itemMeta><itemClass qcode="ninat:text"/><provider><name>Harbour Agency</name></provider><versionCreated>2026-11-29T08:00:00Z</versionCreated><pubStatus qcode="stat:${status}"/>${note}</itemMeta>
<contentMeta><slugline>FERRY-STRIKE</slugline><headline>Ferry strike called off</headline></contentMeta>${body}</newsItem>`
const xhtml = `<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>${crews}</p><h2>What next</h2><p>Ships sail on Tuesday.</p></body></html></inlineXML></contentSet>`
const nitf = `<nitf><head><docdata><doc-id id-string="urn:x:wall" regsrc="Harbour Agency"/><du-key key="WALL" version="2"/></docdata></head><body><body.head><hedline><hl1>The old wall stands</hl1></hedline></body.head>
<body.content><media media-type="image"><media-reference source="wall.jpg" alternate-text="Stones"/><media-caption>The wall at low tide</media-caption><media-producer>Ines Aalto</media-producer></media>
<p>The old wall at the harbour stands for another year, the board of the port has said.</p></body.content></body></nitf>`

async function fill(home) {
  const stet = stetAt(home)
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  writeFileSync(join(home, 'other.md'), '---\nheadline: Council votes\nsection: Town\n---\nThe council voted about the budget of the town late on Monday.\n')
  await stet('import', join(home, 'other.md'))
  mkdirSync(join(home, 'copy'))
  const files = { 'v2.xml': newsItem(2, 'usable', '', xhtml.replace('Tuesday', 'Sunday')), 'v4.xml': newsItem(4, 'usable', '', xhtml), 'kill.xml': newsItem(5, 'canceled', '<edNote>The vote was made up.</edNote>', ''), 'wall.nitf': nitf, 'bomb.xml': '<!DOCTYPE nitf [<!ENTITY a "b">]>\n<nitf>&a;</nitf>' }
  for (const [name, data] of Object.entries(files)) writeFileSync(join(home, 'copy', name), data)
  await run('convert', ['-size', '1200x800', 'gradient:#2b5876-#dfe9f3', join(home, 'copy', 'wall.jpg')])
}

test('an item comes in, comes again and is killed', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `newsitems-${state}`))
  const path = (name) => fileAddress(join(window.home, 'copy', name))
  const place = { x: 640, y: 400 }
  await shown((state) => window.picture(join(shots, `newsitems-${state}.png`)), async () => {
    // By keys: an item that lies on the clipboard as text.
    await desk.saw('Council votes')
    await window.copy(ninjs)
    await window.press('ctrl+v')
    await until('the headline', async () => (await desk.value('Headline')) === 'Ferry strike called off')
    const body = await until('the body', async () => (await desk.body()).includes('Ships sail') && desk.body())
    assert.ok(body.includes('What next') && !body.includes('<p>'), body)
    await desk.saw('place: Halvern')
    await look('receipt')

    // The next version, as NewsML-G2 and by the pointer: it says itself where it
    // belongs, and one step leads back. Once more, it is asked about.
    await drag(window, [path('v4.xml')], place)
    await until('the words of the version', async () => (await desk.body()).includes('Ships sail on Tuesday'))
    await desk.saw('Wire v4 is merged with what the desk did')
    await look('version')
    await desk.click('button', 'Undo')
    await until('the words before', async () => (await desk.body()).includes('Ships sail on Monday'))
    await desk.saw('Wire v4 is in its history.')
    await drag(window, [path('v4.xml')], place)
    await desk.wait('dialog', 'Where does it belong?')
    await window.press('Return')
    await until('the words of the version', async () => (await desk.body()).includes('Ships sail on Tuesday'))

    // An older one is named and left out.
    await drag(window, [path('v2.xml')], place)
    await desk.saw('this is version 2')
    await look('older')

    // Its picture lies beside it and comes along, with its words.
    await drag(window, [path('wall.nitf')], place)
    await until('the other story', async () => (await desk.value('Headline')) === 'The old wall stands')
    await desk.click('tab', 'Pictures')
    await until('the caption', async () => (await desk.value('Caption')) === 'The wall at low tide')
    assert.equal(await desk.value('Credit'), 'Ines Aalto')
    await look('picture')

    // What two readers would take differently is refused by name.
    await drag(window, [path('bomb.xml')], place)
    await desk.saw('bomb.xml')
    await desk.saw('line 1')

    // A canceled item is a kill notice.
    await drag(window, [path('kill.xml')], place)
    await desk.wait('dialog', 'A kill notice came in. Kill the story?')
    await desk.saw('The vote was made up.')
    await look('kill')
    await desk.click('button', 'Kill it')
    await desk.saw('Killed. Kill notice: The vote was made up.')
  })
})
