// Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y in the text boxes of dialogs and panels, in
// the real window: the engine has the steps there, and no key for them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

async function fill(home) {
  const env = environment(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts for the night\n---\nThe gate shuts at ten every night of the winter.\n')
  await run('convert', ['-size', '800x600', 'gradient:#27415e-#c98f4e', join(home, 'gate.jpg')])
  const { stdout } = await run(bin('stet-cli'), ['import', '--json', join(home, 'gate.md')], { env })
  await run(bin('stet-cli'), ['picture', 'add', JSON.parse(stdout)[0].id, join(home, 'gate.jpg'), '--lead'], { env })
}

test('a text box of a dialog or a panel goes back and forth', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `wayback-${state}.png`))
  const reads = (want) => until(`the box to read ${JSON.stringify(want)}`, async () => (await desk.ask('document.activeElement.value')) === want)
  const keysIn = (tag) => until(`the keys in a ${tag}`, () => desk.ask(`document.activeElement.matches('${tag}')`))

  /** types in the box with the keys, and goes through it */
  async function through(before = '') {
    await keysIn('textarea')
    await window.press('ctrl+End')
    await window.type('One')
    await window.press('BackSpace')
    await reads(`${before}On`)
    await window.press('ctrl+z')
    await reads(`${before}One`)
    await window.press('ctrl+z', 'ctrl+z') // once more than there is
    await reads(before)
    await window.press('ctrl+shift+z', 'ctrl+y')
    await reads(`${before}On`)
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')

    // A question to the writer: what is asked is what stands there.
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+shift+Right', 'ctrl+alt+m')
    await through()
    await look('query')
    await window.press('Return')
    await desk.saw('The query stands in the text')
    await until('what was typed again', () => desk.ask(`document.querySelector('.cm-content').textContent.includes('Query On')`))

    // A snippet's text, of more than one line.
    await window.press('ctrl+End', 'ctrl+shift+Left', 'ctrl+shift+j')
    await desk.wait('dialog', 'Keep as a snippet')
    await window.press('Tab')
    await through(await desk.ask('document.activeElement.value'))
    await look('keep')
    await window.press('Escape')

    // The house's words, in the settings.
    await window.press('ctrl+comma')
    await desk.click('textbox', 'Words of the house dictionary')
    await through()
    await look('settings')
    await window.press('Escape')

    // Copy that is pasted by hand.
    await window.press('ctrl+shift+n')
    await desk.wait('dialog', 'Paste copy in')
    await through()
    await window.pictures(join(shots, 'wayback-paste'))
    await window.press('Escape')

    // A picture's words, in the panel.
    await desk.click('tab', 'Pictures')
    await desk.click('textbox', 'Caption')
    await through()
    await look('caption')
    await desk.saved()
  })
})

test('the engine keeps no steps of a story that was left', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const keeps = () => desk.ask(`document.queryCommandEnabled('undo')`)
  await desk.wait('dialog', 'Who is at the desk')
  await desk.sitDown()
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await desk.wait('textbox', 'Body')
  await window.press('ctrl+End')
  await window.type(' It freezes.')
  await desk.saved()
  await until('steps of the engine', keeps) // else this test shows nothing
  await window.press('alt+Left')
  await until('the steps to be forgotten', async () => !(await keeps()))
  await window.press('Return')
  await desk.wait('textbox', 'Body')
  await window.press('ctrl+z')
  await until('the way back', async () => !(await desk.body()).includes('freezes'))
})
