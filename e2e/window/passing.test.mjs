// Past a stop, in the real window: each with a reason of its own, by somebody
// with a name, by keyboard; an embargo is broken by pointer, a kill stays.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  const story = (name, headline, body) => writeFileSync(join(home, name), `---\nheadline: ${headline}\nsection: Harbour\n---\n${body}\n`)
  story('gate.md', 'Gate shuts for the night', 'The gate shuts at TK.')
  story('report.md', 'The report is out', 'The report says so.')
  story('wrong.md', 'The wrong man', 'It was not him.')
  await stet('import', join(home, 'gate.md'), join(home, 'report.md'), join(home, 'wrong.md'))
  await stet('status', 'gate-shuts-for-the-night', '--hold')
  await stet('embargo', 'the-report-is-out', '2999-12-03T00:01', 'Europe/Kyiv')
  await stet('status', 'the-wrong-man', '--kill', '--why', 'mistaken')
}

test('stops are passed in the package', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `passing-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `passing-${state}`))
  const focused = (label) => until(`the keys on ${label}`, () => desk.ask(`(document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()) === ${JSON.stringify(label)}`))
  const reason = () => until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
  const open = async (headline) => {
    await desk.click('option', headline)
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('is stopped.')
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.click('button', 'Not now')
    await until('the question to go', async () => !(await desk.has('dialog', '')))

    // By keyboard: who it is comes first, and the package is there again after it.
    await open('Gate shuts')
    for (let tabs = 0; tabs < 12; tabs++) {
      if (await desk.ask(`document.activeElement.ariaLabel === 'Pass: hold'`)) break
      await window.press('Tab')
    }
    await focused('Pass: hold')
    await window.press('Return')
    await desk.wait('dialog', 'Who is at the desk')
    await window.type('Ada Brandt')
    await window.press('Return')
    await desk.wait('dialog', 'Save package')
    await reason()
    await window.type('the lawyer rang back')
    await pictures('reason')
    await window.press('Return')
    await focused('Pass: TK')
    await window.press('Return')
    await reason()
    await window.press('Return')
    await desk.saw('Say why in a few words')
    assert.equal(await desk.ask(`find('button', 'Save package').disabled`), true)
    await window.type('the hour comes by phone')
    await window.press('Return')
    await focused('Save package')
    await desk.saw('1 story goes past what stops it.')
    await pictures('passed')
    await window.press('Return')
    await desk.saw('Package intact.')
    await desk.saw('the lawyer rang back')
    await pictures('saved')
    await window.press('Escape')
    await window.press('ctrl+alt+shift+h')
    for (const words of ['went out past: hold', 'the lawyer rang back', 'went out past: tk', 'the hour comes by phone']) await desk.saw(words)
    await window.press('alt+Left')

    // By pointer: an embargo is broken, and stays so.
    await open('The report')
    await desk.click('button', 'Break: embargo')
    await reason()
    await window.type('it is on their own site')
    await pictures('break')
    await desk.click('button', 'Break')
    await desk.saw('nothing stops it')
    await desk.click('button', 'Cancel')
    await desk.saw('Embargo broken')
    await desk.saw('it is on their own site')
    await window.press('alt+Left')

    // A kill stays: what may go is its notice, and of the story nothing.
    await desk.click('option', 'The wrong man')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save kill notice')
    await desk.click('button', 'The story')
    await desk.saw('is stopped.')
    await desk.saw('Nobody passes it. It must not be used')
    assert.equal(await desk.ask(`find('button', 'Save package').disabled`), true)
    assert.equal(await desk.has('button', 'Pass: kill'), false)
    await pictures('never')
    await window.press('Escape')
  })
})
