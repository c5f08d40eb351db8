// From the draft to a destination in the real window, by keyboard: a destination
// is set up and tried, a story goes there, newer words follow, it is held back,
// and what went is told on the screen Going out.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { fill, rowsOf } from '../lib/going.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

test('stories go out', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `going-${state}`))
  const rows = () => rowsOf(desk)
  const there = () => readdirSync(join(window.home, 'incoming')).sort()

  await shown((state) => window.picture(join(shots, `going-${state}.png`)), async () => {
    await desk.wait('option', 'Storm gate holds')

    // Nothing is set up: the screen says what to do, and D does it.
    await window.press('ctrl+shift+g')
    await desk.wait('dialog', 'Going out')
    await desk.saw('There is no destination yet')
    await look('nowhere')
    await window.press('d')
    await desk.wait('dialog', 'A new destination')
    await desk.pick('Kind', 'Folder')
    await desk.fill('Name', 'The website')
    await desk.fill('Folder', join(window.home, 'nowhere'))
    await desk.click('button', 'Test the connection')
    await desk.saw('It does not work yet.')
    await look('test-failed')
    await desk.fill('Folder', join(window.home, 'incoming'))
    await desk.click('button', 'Test the connection')
    await desk.saw('It can be reached.')
    await look('test')
    await desk.click('textbox', 'Name')
    await window.press('Return')
    await desk.wait('option', 'The website')
    await look('destinations')
    await window.press('Escape')
    await desk.wait('dialog', 'Going out')
    await window.press('Escape')
    await desk.closed()

    // Three keys send the story: chosen, asked, sent.
    await desk.click('option', 'Storm gate holds')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Send')
    await desk.saw('nothing stops it')
    await look('send')
    await window.press('ctrl+Return')
    await desk.closed()
    await until('it to be there', () => there().length === 1)
    await window.press('ctrl+shift+g')
    await until('it to be told', async () => (await rows())[0]?.includes('Handed over'))
    assert.match((await rows())[0], /^Over \| New Storm gate holds on its first night Handed over The website/)
    await desk.saw('by nobody: this machine has no keyring')
    await look('there')
    await window.press('Escape')
    await desk.closed()

    // Newer words: said until they have gone.
    await desk.click('textbox', 'Body')
    await window.press('ctrl+End')
    await window.type(' It holds.')
    await desk.saved()
    await window.press('ctrl+shift+g')
    await until('newer words to be told', async () => (await rows())[0]?.includes('newer words are saved'))
    await look('newer')
    await window.press('Escape')
    await desk.closed()
    await window.press('ctrl+Return')
    await desk.saw('newer words are saved')
    await window.press('ctrl+Return')
    await desk.closed()
    await window.press('ctrl+shift+g')
    await until('the update to be there', async () => /^Over \| Update Storm gate .*Handed over/.test((await rows())[0]) && !(await rows())[0].includes('newer'))
    await window.press('Escape')
    await desk.closed()

    // What a check stops does not go; the rest of several does.
    await window.press('alt+Left')
    await desk.click('option', 'What the storm gate cost')
    await window.press('shift+Up')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Send 2 stories')
    await desk.saw('1 story is stopped.')
    await look('stopped')
    await desk.click('checkbox', 'Leave out 1 stopped story')
    await window.press('ctrl+Return')
    await desk.saw('did not go')
    await window.press('Escape')
    await desk.closed()
    await until('the other to be there', () => there().length === 2)

    // A lineup brings its front along; another order is newer than what went.
    await window.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Send the front')
    await desk.saw('The website gets the front as well')
    await look('lineup')
    await window.press('ctrl+Return')
    await desk.closed()
    await until('the front to be there', () => there().some((name) => name.startsWith('stet-front-home-')))
    await window.press('ctrl+shift+g')
    await until('the front to be told', async () => (await rows()).some((r) => /^Over \| New Home, front Handed over The website/.test(r)))
    await desk.click('option', 'Home, front')
    await look('front')
    await window.press('Return')
    await desk.wait('listbox', 'Places')
    await window.press('alt+Down')
    await desk.saw('BOATS')
    await window.press('Escape')
    await desk.closed()
    await window.press('ctrl+shift+g')
    await until('another order to be told', async () => (await rows()).some((r) => /Home, front .*its order or words are newer/.test(r)))
    await window.press('Escape')
    await desk.closed()

    // It is held back: asked why, and said who.
    await window.press('ctrl+shift+g')
    await until('all to be told', async () => (await rows()).length === 3)
    await desk.click('option', 'Storm gate holds')
    await window.press('h')
    await desk.wait('dialog', 'Hold back GATE')
    await desk.wait('textbox', 'Why')
    await window.type('The lawyer rang.')
    await look('hold')
    await window.press('ctrl+Return')
    await desk.closed()
    await window.press('ctrl+shift+g')
    await until('it to be down', async () => (await rows()).some((r) => /Take down Storm gate/.test(r)))
    await desk.click('option', 'Storm gate holds')
    await look('down')
  })
})
