// A package by hand, from start to end by keyboard: new, the same again, an update
// that says so, and the kill of what is out there, with its notice. And whoever
// drops a story that readers have is told, with the way to take it down.
import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

test('an update and a kill by hand', async (t) => {
  let home = ''
  const stet = (...args) => stetAt(home)(...args)
  const window = await Window.open(t, { program: bin('stet'), fill: async (folder) => {
    home = folder
    const story = (name, headline, body) => writeFileSync(join(home, name), `---\nheadline: ${headline}\nslugline: ${name.split('.')[0].toUpperCase()}\nsection: Harbour\n---\n${body}\n`)
    story('gate.md', 'Gate shuts for the night', 'The gate shuts at ten.')
    story('report.md', 'The report is out', 'The report says so.')
    await stet('settings', 'set', 'editor.name', 'Ada Brandt')
    await stet('settings', 'set', 'export.folder', join(home, 'packages'))
    await stet('import', join(home, 'gate.md'), join(home, 'report.md'))
    await stet('export', '--out', join(home, 'report.zip'), 'the-report-is-out')
  } })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `killnotice-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `killnotice-${state}`))
  const focused = (label) => until(`the keys on ${label}`, () => desk.ask(`(document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()) === ${JSON.stringify(label)}`))
  const tabTo = async (label, key = 'Tab') => {
    for (let tabs = 0; tabs < 25; tabs++) {
      if ((await desk.heard()).trim() === label) return
      await window.press(key)
    }
    await focused(label)
  }
  const open = async (headline) => {
    await desk.click('option', headline)
    await until('the cursor on it', () => desk.ask(`find('option', ${JSON.stringify(headline)})?.ariaSelected === 'true'`))
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await until('its headline', async () => (await desk.value('Headline')).startsWith(headline))
  }
  const command = async (words) => {
    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type(words)
    await desk.wait('option', words)
    await window.press('Return')
  }

  await shown(look, async () => {
    await open('Gate shuts')

    // New, and by Enter alone.
    await window.press('ctrl+shift+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('New: it never went out')
    await focused('Save package')
    await pictures('new')
    await window.press('Return')
    await desk.saw('Package intact.')
    await focused('Done')
    await pictures('saved')
    await window.press('Return')
    await desk.closed()

    // The same again; then other words, which make it an update.
    await window.press('ctrl+shift+Return')
    await desk.saw('The same again, as it went out')
    await window.press('Escape')
    await desk.fill('Headline', 'Gate shuts at ten')
    await window.press('ctrl+shift+Return')
    await desk.saw('Update of what went out')
    await desk.saw('F9 tells readers')
    await pictures('update')

    // The kill: it asks why, and both are one act.
    await tabTo('Kill notice')
    await window.press('space')
    await until('the reason', () => desk.ask(`document.activeElement.matches('input.line-box')`))
    assert.equal(await desk.ask(`find('button', 'Kill it, and save the notice').disabled`), true)
    await window.type('the wrong gate')
    await pictures('why')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Kill notice saved')
    await desk.saw('Package intact.')
    await pictures('notice')
    await window.press('Return')
    assert.ok(readdirSync(join(home, 'packages')).some((name) => name.startsWith('kill-gate')), 'its name says what it is')

    // Of a killed story it is all that can go.
    await window.press('ctrl+shift+Return')
    await desk.wait('dialog', 'Save kill notice')
    await desk.saw('1 story must not be used.')
    await pictures('killed')
    await window.press('Escape')
    await window.press('alt+Left')

    // Into the trash: readers still have it. The kill is one step away, and so is its notice.
    await open('The report')
    await command('Put in the trash')
    await desk.saw('Readers may still have it, in a package that was saved. Only a kill takes it down.')
    await pictures('trash')
    await desk.click('button', 'Kill…')
    await desk.wait('textbox', 'Why?')
    await window.type('never happened')
    await window.press('Return')
    await desk.saw('whoever has that is not told by itself')
    await pictures('told')
    await desk.click('button', 'Kill notice…')
    await desk.wait('dialog', 'Save kill notice')
    await desk.saw('Kill of what went out')
    await focused('Save kill notice')
    await window.press('Return')
    await desk.saw('Package intact.')
    await window.press('Return')
    assert.equal(readdirSync(join(home, 'packages')).filter((name) => name.startsWith('kill-')).length, 2)
  })
})
