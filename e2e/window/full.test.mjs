// Full screen in the real window. The test's screen has no window manager that
// could give it, so what the window asks of one is listened to on the root
// window; giving it back is told by the next press, which asks again.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, start, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts\n---\nThe gate shuts at ten.\n')
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('F11 asks for the whole screen, Escape gives it back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const ears = start('xev', ['-root', '-event', 'substructure'], { env: window.env })
  t.after(() => ears.signal('SIGTERM'))
  const asked = () => ears.log.split('(_NET_WM_STATE)').length - 1
  const look = (state) => window.picture(join(shots, `full-${state.replaceAll(' ', '-')}.png`))
  /** it was asked for so often, and the page knows that it has it */
  const asks = async (n) => {
    await until(`the whole screen to be asked for, time ${n}`, () => asked() === n)
    await desk.saw('Full screen. F11 or Escape leaves it.')
  }
  const gone = () => until('the news to go', async () => !(await desk.text()).includes('Full screen.'))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.intoBody()
    await window.press('F11')
    await asks(1)
    await look('taken')
    await gone()

    // What is on the screen has Escape first.
    await window.press('ctrl+f')
    await desk.wait('search', 'Find and replace')
    await window.press('Escape')
    await until('the bar to go', async () => !(await desk.has('search', 'Find and replace')))
    await window.press('Escape', 'F11') // gives it back, and asks again
    await asks(2)
    await window.press('F11', 'F11')
    await asks(3)
    await window.press('Escape', 'Escape', 'F1')
    await desk.wait('dialog', 'All commands')
    await window.type('full screen')
    await window.press('Return')
    await asks(4)
    assert.equal((await desk.body()).trim(), 'The gate shuts at ten.')
  })
})
