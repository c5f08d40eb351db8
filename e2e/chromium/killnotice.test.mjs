// axe-core looks at a package that says which kind it is, at a kill and its
// notice, and at the word that readers still have a story.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  const story = (name, headline, body) => writeFileSync(join(home, name), `---\nheadline: ${headline}\nsection: Harbour\nslugline: ${name.slice(0, -3).toUpperCase()}\n---\n${body}\n`)
  story('gate.md', 'Gate shuts for the night', 'The gate shuts at ten.')
  story('tide.md', 'The people who read the tide', 'A trade of five families.')
  await stet('import', join(home, 'gate.md'), join(home, 'tide.md'))
  await stet('settings', 'set', 'newsroom.zone', 'UTC')
  await stet('export', '--out', join(home, 'both.zip'), '--all')
  await stet('edit', 'gate-shuts-for-the-night', '--set', 'standfirst=All of it.')
  mkdirSync(join(home, 'drop'))
  await stet('target', 'add', 'Website', '--kind', 'folder', '--address', join(home, 'drop'))
  await stet('send', 'the-people-who-read-the-tide', '--to', 'Website')
  const today = new Date().toISOString().slice(0, 10)
  await stet('embargo', 'gate-shuts-for-the-night', '2020-01-01T00:01', 'UTC')
  await stet('status', 'the-people-who-read-the-tide', '--deadline', `${today} 12:00`)
}

test('kills and what readers still have can be worked by everyone', (t) => accessible(t, 'killnotice', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('button', 'Changed since out')
    await until('one story', () => desk.ask(`document.querySelectorAll('[id^="story-"]').length === 1`))
    await look('changed')
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await browser.press('ctrl+shift+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('Update of what went out')
    await look('update')
    await desk.click('button', 'Kill notice')
    await desk.saw('Kill it: why?')
    await look('why')
    await browser.type('wrong gate')
    await browser.press('ctrl+Return')
    await desk.wait('dialog', 'Kill notice saved')
    await desk.saw('Package intact.')
    await look('saved')
    await browser.press('Return')
    await browser.press('ctrl+shift+Return')
    await desk.saw('1 story must not be used.')
    await look('killed')
    await browser.press('Escape')
    await browser.press('alt+ArrowLeft')
    await desk.click('button', 'All stories')
    await desk.click('option', 'The people')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.click('button', 'Put in the trash')
    await desk.saw('Readers still have it at Website')
    await look('still')
  },
}))
