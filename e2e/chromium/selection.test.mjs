// axe-core looks at several stories at once, at what stops a story, and at the
// list and the calendar beside the board.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  mkdirSync(join(home, 'copy'))
  for (const i of [1, 2, 3, 4]) writeFileSync(join(home, 'copy', `${i}.md`), `---\nheadline: Ferry ${i} sails\nslugline: FERRY-${i}\nsection: Harbour\n---\nIt sails at TK.\n`)
  await stet('import', join(home, 'copy'))
  const today = new Date().toISOString().slice(0, 10)
  await stet('settings', 'set', 'newsroom.zone', 'UTC')
  await stet('settings', 'set', 'desk.closes', 'Print 22:55')
  await stet('status', 'ferry-1-sails', 'ferry-2-sails', '--deadline', `${today} 12:00`)
  await stet('embargo', 'ferry-3-sails', `${today}T12:01`, 'Europe/Kyiv', '--why', 'ministry')
}

test('several stories, stops and the calendar can be read by everyone', (t) => accessible(t, 'selection', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'FERRY-1')
    await browser.press('Shift+ArrowDown')
    await desk.saw('2 stories')
    await look('chosen')
    await browser.press('Control+Shift+a')
    await desk.wait('dialog', 'What to do to 2 stories')
    await look('what')
    await browser.type('deadline')
    await browser.press('Enter')
    await desk.wait('textbox', 'Until when?')
    await browser.press('Enter')
    await desk.saw('Write a day and a time')
    await look('until')
    await browser.press('Escape')
    await browser.press('Escape')
    await desk.click('option', 'FERRY-1')
    await browser.press('Enter')
    await desk.wait('textbox', 'Body')
    await browser.press('Control+F8')
    await desk.saw('1 thing stops it')
    await look('stops')
    await browser.press('Escape')
    await browser.press('Control+Shift+b')
    await desk.wait('dialog', 'Board')
    await desk.wait('option', 'FERRY-1')
    await browser.press('Shift+ArrowDown')
    await desk.saw('2 stories chosen')
    await look('board')
    await browser.press('3')
    await until('the week', () => desk.ask(`document.querySelectorAll('[data-column] [role=option]').length === 3`))
    await look('week')
    await browser.press('2')
    await until('the list', () => desk.ask(`document.querySelectorAll('.calendar.list [role=option]').length === 3`))
    await look('list')
  },
}))
