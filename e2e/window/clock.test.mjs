// A clock that went forward by itself, in the real window. No test sets the
// machine's clock: what the checks say is put before the page, which has the
// rest of the program as it is; how a clock is held against time is tested there.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const MESSAGE = "This machine's clock stands at 00:10, 3 December 2026: it went forward by 3 h 20 min without that time having passed. The embargo ended only by that, and stays locked until somebody says that the time is right."

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts\nsection: Harbour\n---\nThe gate shuts at ten.\n')
  await stet('import', join(home, 'gate.md'))
  await stet('embargo', 'gate-shuts', '2026-01-03T00:01', 'Europe/Kyiv', '--why', 'ministry')
}

test('that the time is right is said by somebody with a name', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `clock-${state}.png`))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.click('button', 'Not now')
    await until('the question to go', async () => !(await desk.has('dialog', '')))
    await window.evaluate(`void (() => {
      const { App } = window.go.main
      const [check, confirm] = [App.Check, App.ConfirmClock]
      const ahead = [{ code: 'clock-ahead', severity: 'warn', message: ${JSON.stringify(MESSAGE)}, field: 'embargo', from: 0, to: 0 }]
      App.Check = async (...words) => [...ahead, ...(await check(...words))]
      App.ConfirmClock = async (...words) => { const said = await confirm(...words); ahead.pop(); return said }
    })()`)
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.saw('The clock may be wrong.')
    await desk.saw('went forward by 3 h 20 min')
    await window.pictures(join(shots, 'clock-ahead'))

    // By keyboard, from the text: nobody without a name.
    await desk.intoBody()
    for (let tabs = 0; tabs < 30; tabs++) {
      if (await desk.ask(`document.activeElement.textContent.trim() === 'The time is right'`)) break
      await window.press('shift+Tab')
    }
    await window.press('Return')
    await desk.wait('dialog', 'Who is at the desk')
    await window.type('Ada Brandt')
    await window.press('Return')
    await until('the question to go', async () => !(await desk.has('dialog', '')))
    await desk.click('button', 'The time is right')
    await desk.saw('The time is taken as it is shown')
    await until('the line to go', async () => !(await desk.text()).includes('The clock may be wrong.'))
  })
})
