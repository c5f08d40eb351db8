// Undo in the real window, by keyboard alone: it goes back through what was
// done before the program was killed, or ended in order, and forward again.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const gate = 'The gate shuts at ten every night of the winter.'
const pilot = 'No pilot has been lost here in forty years.'
const typed = 'High water is at half past three.'

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts for the night\n---\n${gate}\n\n${pilot}\n`)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('undo survives a kill and an end in order', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `undo-${state.replaceAll(' ', '-')}.png`))
  const reads = (...want) => until(`the body to read ${want}`, async () => flat(await desk.body()) === flat(want.join(' ')))
  // What undo needs lies in the newsroom's folder, a moment after the save.
  const kept = () => {
    const folder = readdirSync(window.home, { recursive: true }).find((path) => path.endsWith('/undo'))
    return folder ? readdirSync(join(window.home, folder)).map((name) => readFileSync(join(window.home, folder, name), 'utf8')).join('') : ''
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.intoBody()
    await window.type(` ${typed}`)
    await desk.saved()
    await window.press('ctrl+Home', 'shift+Down', 'shift+Down', 'Delete')
    await reads(pilot, typed)
    await desk.saved()
    await until('what was cut to be among the steps of undo', () => kept().includes(gate))

    await window.kill()
    await window.start()
    await desk.wait('textbox', 'Body')
    await reads(pilot, typed)
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+z')
    await reads(gate, pilot, typed)
    await window.press('ctrl+z')
    await reads(gate, pilot)
    await look('gone back')
    await window.press('ctrl+shift+z')
    await reads(gate, pilot, typed)
    await window.press('ctrl+shift+z')
    await reads(pilot, typed)
    await window.press('ctrl+z')
    await reads(gate, pilot, typed)

    // An end in order, right behind a key: the words and the way back are there.
    await desk.saved()
    await window.press('ctrl+End')
    await window.type(' The last words.')
    await reads(gate, pilot, typed, 'The last words.')
    await window.quit()
    await window.start()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await reads(gate, pilot, typed, 'The last words.')
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+z')
    await reads(gate, pilot, typed)
    await window.press('ctrl+z') // the key before: the cut that was undone is not a step
    await reads(gate, pilot)
    await desk.saved()

    // Words that came from elsewhere meanwhile are never undone by steps of others.
    await window.quit()
    const { stdout } = await run(bin('stet-cli'), ['list', '--json'], { env: environment(window.home) })
    const [story] = JSON.parse(stdout)
    await run(bin('stet-cli'), ['edit', story.id, '--set', 'body=From the command line.'], { env: environment(window.home) })
    await window.start()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await reads('From the command line.')
    await desk.intoBody()
    await window.press('ctrl+z', 'ctrl+z')
    await desk.saved()
    assert.equal(flat(await desk.body()), 'From the command line.')
    await look('another body')
  })
})
