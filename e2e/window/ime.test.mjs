// Signs that are put together by an input method: GTK's own, which makes a sign
// of its number after Ctrl+Shift+U and keeps the keys to itself meanwhile, as
// those for Chinese or Japanese do. Stet saves while it does.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window, environment } from '../lib/window.mjs'

const args = (home) => ['--newsroom', join(home, 'newsroom')]
const cli = (home, ...rest) => run(bin('stet-cli'), [...args(home), ...rest], { env: environment(home) })

async function fill(home) {
  const file = join(home, 'gate.md')
  writeFileSync(file, '---\nheadline: Gate shuts\nlanguage: en-GB\n---\nTeh keeper recieved the key.\n')
  await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
  await cli(home, 'settings', 'set', 'typing.smart', 'true')
  await cli(home, 'import', file)
}

async function open(t) {
  const window = await Window.open(t, { program: bin('stet'), args, fill })
  const desk = new Desk(window)
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await until('the story', async () => (await desk.body()).includes('Teh keeper'))
  return { window, desk }
}

const here = '(document.activeElement.value ?? document.activeElement.innerText)'
const said = `document.querySelector('[role=status][data-state]')`

/** types the sign é by its number, and waits half-way until Stet has saved what stands there */
async function compose(window) {
  const before = await window.evaluate(`${said}.textContent`)
  await window.press('ctrl+shift+u')
  await window.type('00e')
  await until('the half of a sign', async () => (await window.evaluateNow(here)).includes('u00e'))
  await until('a save meanwhile', () => window.evaluateNow(`${said}.dataset.state === 'saved' && ${said}.textContent !== ${JSON.stringify(before)}`))
  await window.type('9')
  await window.press('space')
}

test('a sign is put together while the story is saved and its spelling is marked', async (t) => {
  const { window, desk } = await open(t)
  await desk.intoBody()
  await until('the marks', () => desk.ask(`document.querySelectorAll('.cm-misspelt, .cm-grammar').length === 2`), { within: 30_000 })
  await window.type(' The "caf')
  await desk.saved()
  await compose(window)
  await window.type('" opens')
  await desk.saved()
  assert.equal((await desk.body()).trim(), 'Teh keeper recieved the key. The “café” opens')
  assert.ok((await desk.page()).includes('The “café” opens'), await desk.page())
  await window.press('ctrl+z')
  await until('a step back', async () => !(await desk.body()).includes('opens'))
  for (let n = 0; n < 12 && (await desk.body()).includes('The'); n++) {
    await window.press('ctrl+z')
    assert.doesNotMatch(await desk.body(), /u0/, 'half of a sign is a step of its own')
  }
  assert.equal((await desk.body()).trim(), 'Teh keeper recieved the key.')
})

test('and in a headline', async (t) => {
  const { window, desk } = await open(t)
  await desk.click('textbox', 'Headline')
  await window.press('End')
  await window.type(' at caf')
  await desk.saved()
  await compose(window)
  await desk.saved()
  assert.ok(await window.quit(), 'it did not end by itself')
  const [{ headline }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
  assert.equal(headline, 'Gate shuts at café')
})
