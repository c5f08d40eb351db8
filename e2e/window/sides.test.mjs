// Two stories side by side in the real window, by keyboard alone: each with its
// own words, undo, find and saved state, through a kill, until one is closed.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, size, Window } from '../lib/window.mjs'

const stories = {
  Gate: 'The gate shuts at ten every night of the winter, the harbour master said.',
  Tide: 'High water is at half past three, which is when the tankers come in.',
  Pilot: 'No pilot has been lost here in forty years.',
}

async function fill(home) {
  for (const [name, body] of Object.entries(stories)) {
    writeFileSync(join(home, `${name}.md`), `---\nheadline: ${name} of the harbour tonight\nslugline: ${name.toUpperCase()}\n---\n${body}\n`)
    await run(bin('stet-cli'), ['import', join(home, `${name}.md`)], { env: environment(home) })
  }
}

test('two stories are written side by side', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `sides-${state.replaceAll(' ', '-')}.png`))
  const bodies = () => desk.ask(`[...document.querySelectorAll('.story .cm-content')].map((b) => b.innerText)`)
  const read = (...want) => until(`the bodies to read ${want}`, async () => JSON.stringify((await bodies()).map(flat)) === JSON.stringify(want.map(flat)))
  const keysIn = (n) => until(`the keys in story ${n}`, () => desk.ask(`document.querySelectorAll('.story')[${n}]?.contains(document.activeElement) && document.activeElement.matches('.cm-content')`))
  const offers = (title, name) => until(name, () => desk.ask(`find('dialog', '${title}')?.querySelector('[aria-selected=true]')?.textContent.includes('${name}')`))
  async function openBeside(name) {
    await window.press('ctrl+alt+b')
    await desk.wait('dialog', 'Open beside this story')
    await window.type(name)
    await offers('Open beside this story', name)
    await window.press('Return')
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate')
    await window.press('Return')
    await read(stories.Gate)
    await keysIn(0)
    await openBeside('Tide')
    await read(stories.Gate, stories.Tide)
    await keysIn(1)
    await window.press('ctrl+End')
    await window.type(' Nobody minds.')
    await read(stories.Gate, `${stories.Tide} Nobody minds.`)
    await window.press('shift+F6')
    await keysIn(0)
    await window.press('ctrl+End')
    await window.type(' Nobody goes.')
    await read(`${stories.Gate} Nobody goes.`, `${stories.Tide} Nobody minds.`)
    await desk.saved()
    assert.equal(await desk.ask(`document.querySelectorAll('[role=status][data-state]').length`), 2)
    await window.pictures(join(shots, 'sides'))

    // Undo and find are of the story with the keys.
    await window.press('ctrl+z')
    await read(stories.Gate, `${stories.Tide} Nobody minds.`)
    await window.press('ctrl+shift+z')
    await read(`${stories.Gate} Nobody goes.`, `${stories.Tide} Nobody minds.`)
    await window.press('ctrl+f')
    await window.type('winter')
    await until('the bar in the left story alone', () => desk.ask(`[...document.querySelectorAll('.story')].map((s) => s.querySelectorAll('[role=search]').length).join() === '1,0'`))
    await window.press('Escape')
    await keysIn(0)
    await window.press('F6')
    await keysIn(1)

    // What is asked for of a story stands in place of the other, and goes again.
    await window.press('ctrl+alt+h')
    await desk.wait('tabpanel', 'History')
    await read(`${stories.Tide} Nobody minds.`)
    await window.press('ctrl+backslash')
    await read(`${stories.Gate} Nobody goes.`, `${stories.Tide} Nobody minds.`)

    // Never the same story twice; Shift+Enter in quick open is the way beside.
    await window.press('ctrl+o')
    await desk.wait('dialog', 'Open anything')
    await window.type('Gate')
    await offers('Open anything', 'GATE')
    await window.press('shift+Return')
    await keysIn(0)
    await read(`${stories.Gate} Nobody goes.`, `${stories.Tide} Nobody minds.`)
    await window.press('ctrl+o')
    await desk.wait('dialog', 'Open anything')
    await window.type('Pilot')
    await offers('Open anything', 'PILOT')
    await look('quick open')
    await window.press('shift+Return')
    await read(`${stories.Gate} Nobody goes.`, stories.Pilot)
    await keysIn(1)
    await window.press('ctrl+End')
    await window.type(' Not one.')
    await read(`${stories.Gate} Nobody goes.`, `${stories.Pilot} Not one.`)
    await desk.saved()

    // Both are there after a power cut, and a key pressed right ahead of an end in order too.
    await window.kill()
    await window.start()
    await read(`${stories.Gate} Nobody goes.`, `${stories.Pilot} Not one.`)
    await keysIn(0)
    await window.press('F6')
    await keysIn(1)
    await window.press('ctrl+z')
    await read(`${stories.Gate} Nobody goes.`, stories.Pilot)
    await window.press('ctrl+End')
    await window.type(' Never.')
    await read(`${stories.Gate} Nobody goes.`, `${stories.Pilot} Never.`)
    await window.quit()
    await window.start()
    await desk.click('option', 'Pilot')
    await window.press('Return')
    await read(`${stories.Pilot} Never.`)

    // From the list beside the story, and closed one at a time.
    await window.press('shift+F6')
    await until('the keys in the list', () => desk.ask(`document.activeElement.matches('[role=listbox]')`))
    await window.press('Down', 'shift+Return')
    await until('two stories', async () => (await bodies()).length === 2)
    await keysIn(1)
    await window.press('shift+F6')
    await keysIn(0)
    await window.press('ctrl+w')
    await until('one story', async () => (await bodies()).length === 1)
    await keysIn(0)

    // There is not always room for two.
    await window.resize({ width: 900, height: 700 })
    await window.press('ctrl+alt+b')
    await desk.saw('need a wider window')
    await look('no room')
    await window.resize(size)
    await window.press('ctrl+w')
    await until('the list alone', async () => (await bodies()).length === 0)
  })
})
