// A story that comes again: a wire item's next version is merged with what the
// desk did, what both changed is settled side by side, a take stands behind,
// and a block of files is answered at once. By keys, and by the pointer.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { drag, fileAddress } from '../lib/drag.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const crews = 'Crews on the island ferries stopped work at six on Monday morning, the union said in a short note.'
const talks = 'Talks about pay had gone on since September and ended late on Sunday without a result.'
const sailings = 'Some 4,000 passengers were told to move their bookings to later sailings this week.'
const last = 'The company did not answer questions on Monday.'
const item = (version, standfirst, ...body) => `---
headline: Ferry crews walk out
standfirst: ${standfirst}
slugline: FERRY-STRIKE
section: Coast
source: {service: AFP, key: urn-77, version: ${version}}
---
${body.join('\n\n')}
`
const versions = {
  1: item(1, 'Sailings were cancelled.', crews, talks, sailings),
  2: item(2, 'All sailings were cancelled.', crews, talks.replace('September', 'August'), sailings.replace('4,000', '6,000'), last),
  3: item(3, 'All sailings were cancelled.', crews, talks.replace('September', 'August'), sailings.replace('4,000', '6,000'), last.replace('Monday', 'Tuesday')),
}

async function fill(home) {
  const stet = stetAt(home)
  mkdirSync(join(home, 'copy'))
  for (const [n, text] of Object.entries(versions)) writeFileSync(join(home, 'copy', `v${n}.md`), text)
  writeFileSync(join(home, 'copy', 'take.md'), '---\nslugline: FERRY-STRIKE\n---\nThe mayor spoke to the crews at noon and asked them to sail again.\n')
  writeFileSync(join(home, 'copy', 'kill.json'), JSON.stringify({ uri: 'urn-77', pubStatus: 'canceled', edNote: 'The quotes were made up.', infoSources: [{ name: 'AFP' }] }))
  writeFileSync(join(home, 'other.md'), '---\nheadline: Council votes\nslugline: COUNCIL\nsection: Town\n---\nThe council voted about the budget of the town late on Monday.\n')
  await stet('import', join(home, 'copy', 'v1.md'), join(home, 'other.md'))
  writeFileSync(join(home, 'subbed.txt'), [crews.replace('Crews', 'Staff'), talks, sailings.replace('4,000', '3,500')].join('\n\n'))
  await stet('edit', 'ferry-crews-walk-out', '--body', join(home, 'subbed.txt'))
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
}

test('a story that comes again, by keys', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `versions-${state}`))
  const focused = (match) => until(`the keys in ${match}`, () => desk.ask(`document.activeElement.matches(${JSON.stringify(match)})`))
  const gone = () => until('the screen to go', async () => !(await desk.has('dialog', '')))
  await shown((state) => window.picture(join(shots, `versions-${state}.png`)), async () => {
    await desk.saw('Council votes')

    // The next version: Enter takes the best guess, and why it is one is said.
    await window.copy(versions[2])
    await window.press('ctrl+v')
    await desk.wait('dialog', 'Where does it belong?')
    await desk.saw('same wire item, version 2; same slugline')
    await focused('[value=version]')
    await look('ask')
    await window.press('Return')
    await gone()
    await desk.saw('Wire v2 is merged with what the desk did. To settle: 1 place that both changed')
    await desk.saw('The desk and wire v2 both changed 1 place.')
    const merged = await until('the merged body', async () => (await desk.body()).includes('August') && desk.body())
    assert.ok(merged.includes('Staff on the island') && merged.includes('3,500 passengers') && merged.includes('did not answer'), merged)
    assert.equal(await desk.value('Standfirst'), 'All sailings were cancelled.')
    await look('open')

    // It stops the story: F8 leads there, and the list says so.
    await until('the stop', () => desk.ask(`document.querySelector('[data-merge]') !== null`))
    await until('the problem by F8', async () => {
      await window.press('F8')
      return (await desk.text()).includes('changed this, each in its own way')
    })
    await window.press('alt+Left')
    await desk.saw('CONFLICT')
    await look('list')
    await window.press('Return')
    await desk.wait('textbox', 'Body')

    // Settled side by side: the wire's figure, by keys.
    await window.press('shift+F4')
    await desk.wait('dialog', 'Settle: wire v2 and Now')
    assert.match(await desk.heard(), /, Body, both changed it, Now is taken\. wire v2: 6.* Now: 3/)
    await look('settle')
    await window.press('Left')
    await desk.saw('wire v2 is taken')
    await window.press('Return')
    await gone()
    await desk.saw('Settled: the story and wire v2 are one.')
    await until('the words of the wire', async () => (await desk.body()).includes('6,000 passengers'))
    assert.ok((await desk.body()).includes('Staff on the island'))
    await until('the strip to go', () => desk.ask(`document.querySelector('[data-merge]') === null`))

    // As filed: the copy that came in last, beside what the desk made of it.
    await window.press('F4')
    await desk.wait('dialog', 'Compare side by side')
    assert.match(await desk.heard(), /wire v2: Crews\. Now: Staff\./)
    await window.press('Escape')
    await gone()

    // Word for word the same changes nothing and says so.
    await window.press('alt+Left')
    await desk.wait('option', 'Ferry crews')
    await window.copy(versions[2])
    await window.press('ctrl+v')
    await desk.saw('Nothing was changed: it is word for word what “Ferry crews walk out” has already')
    await desk.wait('button', 'Make a new story of it')
    await look('same')

    // A take, by its key; it is one step back.
    await window.copy('---\nslugline: FERRY-STRIKE\n---\nThe mayor spoke to the crews at noon and asked them to sail again.\n')
    await window.press('ctrl+v')
    await desk.wait('dialog', 'Where does it belong?')
    await focused('[value=take]')
    await window.press('t')
    await gone()
    await desk.saw('Take 2 stands behind what was there')
    await until('the take', async () => /Take 2, [^\n]*\d\d:\d\d/.test(await desk.body()) && (await desk.body()).includes('The mayor spoke'))
    await look('take')
    await desk.click('button', 'Undo')
    await until('the story as it was', async () => !(await desk.body()).includes('The mayor spoke'))
    await desk.click('tab', 'History')
    for (const name of ['as filed', 'wire v2', 'take 2']) await desk.saw(name)
    await look('history')
  })
})

test('a block of files is answered at once, and one by the pointer', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `versions-${state}`))
  const path = (name) => fileAddress(join(window.home, 'copy', name))
  const place = { x: 640, y: 400 }
  await shown((state) => window.picture(join(shots, `versions-${state}.png`)), async () => {
    await desk.saw('Council votes')
    await drag(window, [path('v3.md'), path('take.md')], place)
    await desk.wait('dialog', 'Where does it belong? 1 of 2')
    await look('block')
    await window.press('shift+Return')
    await until('the answers', async () => !(await desk.has('dialog', '')))
    await desk.saw('2 pieces of copy came in')

    // By the pointer: a story of its own.
    await drag(window, [path('v2.md')], place)
    await desk.wait('dialog', 'Where does it belong?')
    await desk.saw('older than the one that came in')
    await desk.click('radio', 'New story')
    await desk.click('button', 'Take it in')
    await desk.saw('It came in as a new story')

    // A kill notice asks, and kills for its reason.
    await drag(window, [path('kill.json')], place)
    await desk.wait('dialog', 'A kill notice came in. Kill the story?')
    await desk.saw('The quotes were made up.')
    await look('kill')
    await desk.click('button', 'Kill it')
    await desk.saw('Killed. Kill notice: The quotes were made up.')
    await until('the flag', async () => (await desk.picked('Hold')) === 'Killed')

    // Left out: nothing of it came in.
    await window.press('alt+Left')
    await desk.wait('option', 'Ferry crews')
    await window.copy('---\nslugline: COUNCIL\n---\nNothing of this stood in the first take of it.\n')
    await window.press('ctrl+v')
    await desk.wait('dialog', 'Where does it belong?')
    await window.press('Escape')
    await desk.saw('The copy was left out. Nothing of it came in.')
  })
})
