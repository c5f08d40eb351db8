// The same evening with the pointer alone: what is typed are words.
import { join } from 'node:path'
import { test } from 'node:test'
import { choose, command, open, retype } from '../lib/bypointer.mjs'
import { Desk } from '../lib/desk.mjs'
import { drag, fileAddress } from '../lib/drag.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'
import { ITEMS, RIGHT, WRONG, wire } from '../lib/wire.mjs'

// Opened and made ready one by one; the others together.
const ONE_BY_ONE = 6

test('an evening by pointer alone', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill: (home) => wire(join(home, 'wire')) })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `evening-pointer-${state}.png`))
  const rows = () => desk.ask(`Number(document.querySelector('.rows [role=option]')?.getAttribute('aria-setsize') ?? 0)`)
  const field = (path, want) => until(`${path} to be ${want}`, () => desk.ask(`document.querySelector('[data-field=${path}]').value === '${want}'`))
  const says = (words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))
  /** finds a story by its slugline, and opens it */
  const toStory = async ({ slugline, headline }) => {
    await retype(desk, 'textbox', 'Filter the list', slugline)
    await until(`one story of ${slugline}`, async () => (await rows()) === 1)
    await open(desk, slugline)
    await until('the story', async () => (await desk.value('Headline')) === headline)
  }
  const item = (slugline) => ITEMS.find((i) => i.slugline === slugline)
  const reason = async (words, verb) => {
    await until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
    await window.type(words)
    await desk.click('button', verb)
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await retype(desk, 'textbox', 'Name', 'Ada Brandt')
    await desk.click('button', 'Start')
    await desk.closed()
    const middle = await desk.ask(`(() => { const r = document.querySelector('[aria-label=Stories]').getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 } })()`)
    await drag(window, ITEMS.map((i) => fileAddress(join(window.home, 'wire', `${i.name}.md`))), middle)
    await desk.saw('40 stories came in', { within: 60_000 })
    await until('forty stories', async () => (await rows()) === 40)

    for (const one of ITEMS.slice(0, ONE_BY_ONE)) {
      await toStory(one)
      await choose(desk, 'Status', 'Ready')
      await field('status', 'ready')
      await desk.saved()
    }
    await desk.click('button', 'Back to the list')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))
    const cross = await desk.ask(`(() => { const r = find('textbox', 'Filter the list').getBoundingClientRect(); return { x: r.right - 14, y: r.top + r.height / 2 } })()`)
    await window.click(cross)
    const others = ITEMS.length - ONE_BY_ONE
    await desk.click('button', 'In 34')
    await until('those that are not ready', async () => (await rows()) === others)
    const row = (n) => desk.ask(`(() => { const r = document.querySelector('.rows [aria-posinset="${n}"]')?.getBoundingClientRect(); return r && { x: r.left + 200, y: r.top + r.height / 2 } })()`)
    await window.click(await row(1))
    const end = await until('the last line', async () => {
      await window.xdotool('click', '--repeat', '10', '5') // the wheel
      return row(others)
    })
    await window.xdotool('keydown', 'shift')
    await window.click(end)
    await window.xdotool('keyup', 'shift')
    await desk.saw(`${others} stories`)
    await look('chosen')
    await desk.click('button', 'Status…')
    await desk.click('option', 'Status: Ready')
    await desk.saw(`${others} stories moved to Ready`)
    await desk.click('button', 'All stories')
    await look('read')

    // Held, to the lawyer, killed, under embargo.
    await toStory(item('SLUICE-HALVERN'))
    await choose(desk, 'Hold', 'Held')
    await reason('the lawyer calls', 'Hold')
    await field('flag', 'hold')
    await toStory(item('SCHOOL-HALVERN'))
    await command(desk, 'Legal read: a lawyer')
    await desk.saw('A lawyer must read it first')
    for (const [slugline, why] of [['ROWING-BRACK', 'the race was last year'], ['FERRY-SUND', 'the wire took it back']]) {
      await toStory(item(slugline))
      await choose(desk, 'Hold', 'Kill')
      await reason(why, 'Kill')
      await field('flag', 'killed')
    }
    await toStory(item('SLUICE-ORME'))
    await desk.click('button', 'More')
    await until('the keys in the line', async () => {
      await desk.click('textbox', 'Embargo')
      return desk.ask(`document.activeElement.dataset.field === 'embargo'`)
    })
    await window.type('2999-12-03T00:01 Europe/Kyiv')
    await desk.click('textbox', 'Headline')
    await desk.saw('Embargoed until 00:01, 3 Dec 2999')
    await desk.saved()
    await desk.click('button', 'Back to the list')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))

    // Sections become one.
    await desk.click('button', 'Sections: add')
    await desk.wait('dialog', 'Sections')
    await desk.click('treeitem', 'Schools')
    await desk.click('button', 'Merge into')
    await choose(desk, 'Into', 'Politics')
    await desk.click('button', 'Merge')
    await desk.saw('“Schools” became part of “Politics”, 10 stories moved')
    await desk.click('button', 'Close')
    await desk.closed()

    // The front, its splash, and another.
    await desk.click('button', 'Lineups and fronts')
    await desk.wait('dialog', 'Lineups and fronts')
    await desk.click('button', 'New lineup')
    await until('the name', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Name of the new lineup'`))
    await window.type('Home')
    await desk.click('button', 'Add')
    await says('“Home” is there')
    for (const words of ['Ferry to Halvern', 'Council of Brack', 'School in Sund', 'Tolsta wins']) {
      await desk.click('button', 'A add')
      await until('the search', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Add a story'`))
      await window.type(words)
      await desk.click('option', words)
      await says(`“${words}`)
    }
    await desk.click('option', 'School in Sund')
    await desk.click('button', 'Shift+S make splash')
    await says('“School in Sund opens its doors to the old” is the splash')
    await look('front')
    await desk.click('button', 'Save package')
    await desk.wait('dialog', 'Save package')
    await desk.click('button', 'Save package of 4')
    await desk.saw('Package intact.')
    await desk.saw('data/fronts/home/index.html')
    await desk.click('button', 'Done')
    await desk.closed()

    // The whole desk goes, without what is stopped.
    await desk.click('button', 'Save package')
    await desk.wait('dialog', 'Save package')
    await desk.click('radio', 'The whole desk')
    await desk.saw('5 stories are stopped.')
    await desk.click('checkbox', 'Leave out')
    await desk.click('button', 'Save package of 35')
    await desk.saw('Package intact.', { within: 60_000 })
    await desk.click('button', 'Done')
    await desk.closed()

    // A name was wrong, in three stories that are out.
    await toStory(item('SLUICE-BRACK'))
    await command(desk, 'Correct: tell readers')
    await desk.wait('dialog', 'Correct:')
    await retype(desk, 'textbox', 'Wrong words', WRONG)
    await desk.saw('of 3 places ticked')
    await desk.click('option', 'SCHOOL-TOLSTA')
    await desk.click('option', 'ROWING-CARRICK')
    await desk.saw('3 of 3 places ticked')
    await retype(desk, 'textbox', 'Right words', RIGHT)
    await retype(desk, 'textbox', 'Note for readers', 'An earlier version had the name of the harbour master wrong.')
    await retype(desk, 'textbox', 'Why, for the desk', 'she rang')
    await desk.click('button', 'Put right 3 times')
    await desk.closed()
    await desk.saw('Put right 3 times in 3 stories; 3 corrections noted')
    await command(desk, 'Hand-over sheet')
    await desk.wait('dialog', 'Hand-over')
    await until('the sheet', () => desk.ask(`document.querySelectorAll('dialog [role=option]').length > 10`))
    await look('sheet')
    await desk.click('button', 'Close')
    await desk.closed()
  })
})
