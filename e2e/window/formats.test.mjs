// Formats of packages in the real window, by keyboard and by pointer: one is
// made like one of Stet's, a story is stopped by what is too long for it, is
// mended and goes; one is removed and comes back; a long package is stopped and
// leaves nothing behind.
import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const stories = 1200 // long enough to be stopped in the middle
const paragraphs = 'The gate shuts at nine, and opens when the tide has turned.\n\n'.repeat(60)

async function fill(home) {
  const stet = stetAt(home)
  const story = (name, headline, body, more = '') => writeFileSync(join(home, name), `---\nheadline: ${headline}\nsection: Harbour\n${more}---\n${body}\n`)
  const names = []
  for (let i = 0; i < stories; i++) {
    names.push(join(home, `${i}.md`))
    story(`${i}.md`, `Tide table ${i}`, paragraphs)
  }
  story('gate.md', 'Gate shuts for the night', 'The gate shuts at nine.', 'standfirst: It opens again when the tide has turned, says the harbour.\n')
  await stet('import', ...names, join(home, 'gate.md'))
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  return stet
}

test('formats are made, hold what goes to their limits, and a package is stopped', async (t) => {
  let stet
  const window = await Window.open(t, { program: bin('stet'), fill: async (home) => void (stet = await fill(home)) })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `formats-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `formats-${state}`))
  const named = (label) => `document.activeElement.matches('button') && (document.activeElement.ariaLabel ?? document.activeElement.textContent).trim().startsWith(${JSON.stringify(label)})`
  const focused = (label) => until(`the keys on ${label}`, () => desk.ask(named(label)))
  // By the Tab key alone, to what is called so or matches.
  const tabTo = async (what, holds) => {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await desk.ask(holds)) return
      await window.press('Tab')
    }
    assert.fail(`no way by Tab to ${what}`)
  }
  const packages = async () => {
    const folder = await desk.ask(`document.querySelector('.folder bdi')?.textContent ?? ''`)
    return { folder, names: readdirSync(folder, { withFileTypes: true }).map((f) => f.name) }
  }

  await shown(look, async () => {
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('nothing stops it')
    await pictures('package')

    // A format like one of Stet's, by keyboard.
    await tabTo('Formats…', named('Formats…'))
    await window.press('Return')
    await desk.wait('dialog', 'Package formats')
    await desk.saw('Come with Stet')
    await pictures('all')
    await tabTo('Make one like', named('Make one like'))
    await window.press('Return')
    await desk.wait('dialog', 'New package format')
    await until('the keys in the name', () => desk.ask(`document.activeElement.value === 'Our web'`))
    await window.type('Harbour site')
    await tabTo('the first file', `document.activeElement.value === 'markdown'`)
    await window.press('space')
    await tabTo('Limit a field', named('Limit a field'))
    await window.press('Return')
    await until('the keys in the field', () => desk.ask(`document.activeElement.tagName === 'SELECT'`))
    await window.type('Stand')
    await until('the standfirst', () => desk.ask(`document.activeElement.value === 'standfirst'`))
    await window.press('Tab', 'ctrl+a')
    await window.type('40')
    await pictures('new')
    await window.press('Return')
    await focused('Change ')
    await desk.saw('Harbour site')
    await window.press('Escape')
    await desk.wait('dialog', 'Save package')

    // What is too long for it is named, and stops it.
    await tabTo('Format', `document.activeElement.matches('dialog dd select')`)
    await window.type('Harbour')
    await desk.saw('the format “Harbour site” takes 40 at most.')
    await desk.saw('What takes the package takes no more.')
    assert.equal(await desk.ask(`find('button', 'Save package').disabled`), true)
    await pictures('too-long')
    await desk.ask(`document.querySelector('dialog .stories button').focus()`)
    await window.press('Return')
    await until('the keys in the standfirst', () => desk.ask(`find('textbox', 'Standfirst') === document.activeElement`))
    await window.press('ctrl+a')
    await window.type('It opens with the tide.')
    await desk.saved()
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('nothing stops it')
    assert.equal(await desk.ask(`document.querySelector('dialog dd select').value`), 'Harbour site')
    await window.press('ctrl+Return')
    await desk.saw('Package intact.')
    await desk.saw('ninjs 3.1 (JSON of the IPTC), Web page, Light web page, RSS feed')
    await pictures('saved')
    await window.press('Escape')

    // Nothing has changed since; another format had nothing of it yet.
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.click('checkbox', 'Only what has changed')
    await desk.saw('Nothing has changed since the last package in this format.')
    await pictures('unchanged')
    await window.press('Escape')

    // By pointer: it is removed, and comes back.
    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type('package formats')
    await window.press('Return')
    await desk.wait('dialog', 'Package formats')
    await desk.click('button', 'Remove ')
    await desk.saw('Removed: Harbour site')
    await pictures('removed')
    await desk.click('button', 'Undo')
    await desk.wait('button', 'Change ')
    await desk.click('button', 'Change ')
    await desk.wait('textbox', 'Name')
    await desk.click('checkbox', 'Atom feed')
    await desk.click('checkbox', 'Ghost import file')
    await desk.pick('What is too long for Ghost', 'Left out there, and told')
    await pictures('left-out')
    await desk.click('button', 'Save')
    await desk.saw('Changed: Harbour site')
    await desk.click('button', 'Undo')
    await until('the feed to be in it again', () => desk.ask(`document.querySelector('[data-format]').textContent.includes('Atom feed')`))
    await desk.click('button', 'Close')

    // A long package says how far it is, and Escape stops it.
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.click('radio', 'The whole desk')
    await desk.saw(`${(stories + 1).toLocaleString('en')} stories`)
    await window.press('ctrl+Return')
    await until('the package to be under way', () => desk.ask(`Number(document.querySelector('dialog progress')?.value) > 0`))
    if (process.env.CI !== 'true') await look('under-way') // it may be done before a picture is
    await window.press('Escape')
    await desk.saw('Stopped. Nothing of the package was left behind.')
    const { folder, names } = await packages()
    assert.deepEqual(names.filter((n) => n.startsWith('newsroom-') || n.startsWith('.stet')), [], `left in ${folder}`)
    await pictures('stopped')
    await window.press('Escape')
  })
  void stet
})
