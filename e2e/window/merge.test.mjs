// Two stories become one in the real window, by keyboard alone and by the
// pointer, and are two again; and a story goes to another newsroom as one file
// and comes back.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { drag, fileAddress } from '../lib/drag.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const ferry = `---
headline: Ferry crews walk out as pay talks fail
slugline: FERRY
section: World
author: Ada Lind
language: en-GB
---
Crews on the island ferries stopped work at six on Monday morning.

Half of the sailings were cancelled by noon, the operator said.

Talks are to go on in the evening.
`
const port = `---
headline: Port at a standstill
slugline: PORT
section: World
author: Cy Roe
keywords: [harbour, lorries]
language: en-GB
---
Lorries queue for nine miles outside the eastern port.

Half of all the sailings were cancelled by noon, the operator said.

Crews on the island ferries stopped work at six on Monday morning.

The harbour master spoke of the worst day in thirty years.
`

const stetIn = (home, ...args) => run(bin('stet-cli'), args, { env: environment(home) })

async function fill(home) {
  writeFileSync(join(home, 'ferry.md'), ferry)
  writeFileSync(join(home, 'port.md'), port)
  await stetIn(home, 'import', join(home, 'ferry.md'), join(home, 'port.md'))
  await stetIn(home, 'status', 'port-at-a-standstill', '--hold')
  await stetIn(home, 'lineup', 'set', 'Home', 'port-at-a-standstill')
  await stetIn(home, 'lineup', 'set', 'Letter', 'ferry-crews-walk-out-as-pay-talks-fail', 'port-at-a-standstill')
}

async function openFerry(t) {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  await desk.sitDown()
  await desk.click('option', 'Ferry crews walk out')
  await window.press('Return')
  await desk.intoBody()
  return { window, desk, pictures: (state) => window.pictures(join(shots, `merge-${state}`)) }
}

const heard = (desk) => desk.heard()
test('another story is merged into the open one by keyboard, and both are had back', async (t) => {
  const { window, desk, pictures } = await openFerry(t)
  await shown(pictures, async () => {
    await window.type(' Nobody knows when.') // not saved yet: it is part of what is merged
    await window.press('ctrl+alt+shift+m')
    await desk.wait('dialog', 'Merge which story into this one?')
    await window.type('port')
    await desk.wait('option', 'Port at a standstill')
    assert.ok(!(await desk.ask(`[...document.querySelectorAll('dialog [role=option]')].some((o) => o.textContent.includes('Ferry crews'))`)), 'the story itself is offered')
    await pictures('pick')
    await window.press('Return')
    await desk.wait('dialog', 'Merge two stories')
    await desk.saw('The story is held: the other is.')
    await desk.saw('Home: this story takes the other’s place.'.replace('’', "'"))
    assert.match(await heard(desk), /^Change 1 of \d, Headline, This story is taken\. The other story: /)
    await window.press('j')
    assert.match(await heard(desk), /Body, left out\. The other story: Lorries queue .* This story: nothing/)
    await window.press('Left')
    await desk.saw('Taken in')
    await window.press('j')
    assert.match(await heard(desk), /Nearly the same stands in this story already, as its paragraph 2\./)
    await pictures('sides')
    await window.press('k', 'Right')
    await desk.saw('Left out')
    await window.press('b')
    await desk.saw('Taken in')
    await window.press('s')
    await desk.saw('This story stands left')
    await window.press('s')
    await pictures('taken')
    await window.press('ctrl+Return')
    await desk.closed()
    await desk.saw('Merged: “Port at a standstill” is spiked and leads here')
    await until('the paragraph to come in', async () => (await desk.body()).includes('Lorries queue'))
    const body = await desk.body()
    assert.ok(body.includes('Nobody knows when.') && !body.includes('Half of all') && !body.includes('worst day'), body)
    assert.equal(await desk.value('Headline'), 'Ferry crews walk out as pay talks fail')
    assert.equal(await desk.value('Byline'), 'Ada Lind; Cy Roe')
    await pictures('merged')

    // The other one says where it went, and leads there.
    await window.press('ctrl+o')
    await desk.wait('dialog', 'Open anything')
    await window.type('standstill')
    await desk.wait('option', 'Port at a standstill')
    await window.press('Return')
    await desk.closed()
    await desk.saw('Merged into “Ferry crews walk out')
    await pictures('other')
    await desk.ask(`find('button', 'Open it').focus()`)
    await window.press('Return')
    await until('the story', async () => (await desk.value('Headline')) === 'Ferry crews walk out as pay talks fail')

    // One undo for all of it.
    await window.press('F1')
    await desk.wait('dialog', '')
    await window.type('take back that another')
    await window.press('Return')
    await desk.saw('Taken back: the two stories are as they were')
    await until('its words', async () => !(await desk.body()).includes('Lorries queue'))
    assert.equal(await desk.value('Byline'), 'Ada Lind')
  })
  await window.quit()
  const show = async (id) => JSON.parse((await stetIn(window.home, 'show', id, '--json')).stdout)
  const [f, p] = [await show('ferry-crews-walk-out-as-pay-talks-fail'), await show('port-at-a-standstill')]
  assert.equal(p.flag, 'hold')
  assert.equal(f.flag, undefined)
  assert.equal(p.mergedInto, undefined)
  const letter = JSON.parse((await stetIn(window.home, 'lineup', 'show', 'Letter', '--json')).stdout)
  assert.deepEqual(letter.slots.map((s) => s.story), [f.id, p.id])
})

test('the same by the pointer', async (t) => {
  const { window, desk } = await openFerry(t)
  await window.press('F1')
  await desk.wait('dialog', '')
  await window.type('Merge another')
  await desk.click('option', 'Merge another story into this one')
  await desk.wait('dialog', 'Merge which story into this one?')
  await desk.click('option', 'Port at a standstill')
  await desk.wait('dialog', 'Merge two stories')
  const change = (words) => desk.ask(`(() => { const el = [...document.querySelectorAll('dialog [data-change]')].find((c) => c.textContent.includes(${JSON.stringify(words)})); el.scrollIntoView({ block: 'center' }); const r = el.getBoundingClientRect(); return { x: r.left + 150, y: r.top + 16 } })()`)
  await window.click(await change('worst day in thirty'))
  await until('the change to be the one looked at', () => desk.ask(`document.querySelector('dialog .here')?.textContent.includes('worst day')`))
  await desk.click('button', '← Take it in')
  await desk.saw('Taken in')
  await desk.click('button', 'Merge')
  await desk.closed()
  await until('the paragraph to come in', async () => (await desk.body()).includes('worst day'))
  await desk.click('button', 'Undo')
  await desk.saw('Taken back')
  await until('its words', async () => !(await desk.body()).includes('worst day'))
})

test('a story goes to another newsroom as one file, and what is done there comes back', async (t) => {
  const { window, desk, pictures } = await openFerry(t)
  await shown(pictures, async () => {
    await window.press('ctrl+alt+shift+p')
    const said = await until('word of the file', async () => /Handed over, not for publication: (.*\.zip), with (\d+) revision/.exec(await desk.text()))
    await pictures('handed')
    const file = said[1]
    assert.ok(existsSync(file), file)
    const other = ['--newsroom', join(window.home, 'other')]
    await stetIn(window.home, ...other, 'import', file)
    const id = JSON.parse((await stetIn(window.home, ...other, 'list', '--json')).stdout)[0].id
    await stetIn(window.home, ...other, 'edit', id, '--set', 'standfirst=Half of the island sailings were cancelled.', '--set', 'headlines.main=Theirs')
    const back = join(window.home, 'back.zip')
    await stetIn(window.home, ...other, 'hand-over', id, back)

    // Both desks work on: the same headline, and other words.
    await desk.fill('Headline', 'Ours')
    await desk.saved()
    await desk.intoBody()
    await drag(window, [fileAddress(back)], await desk.ask(`(() => { const r = document.querySelector('.cm-content').getBoundingClientRect(); return { x: r.left + 200, y: r.top + 60 } })()`))
    await desk.saw('Merged with what Newsroom made of it')
    await desk.saw('Both changed the same words in 1 place: yours stand')
    await until('their standfirst', async () => (await desk.value('Standfirst')) === 'Half of the island sailings were cancelled.')
    assert.equal(await desk.value('Headline'), 'Ours')
    await pictures('back')
  })
})
