// Copy that is far too long for a story, pasted from a program that offers
// plain text and nothing else, as a terminal does.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat } from '../lib/journey.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window, environment } from '../lib/window.mjs'

const args = (home) => ['--newsroom', join(home, 'newsroom')]
const cli = (home, ...rest) => run(bin('stet-cli'), [...args(home), ...rest], { env: environment(home), maxBuffer: 1 << 28 })

async function fill(home) {
  const file = join(home, 'gate.md')
  writeFileSync(file, '---\nheadline: Gate shuts\n---\nNobody slept.\n')
  await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
  await cli(home, 'import', file)
}

const cases = {
  'ten megabytes of copy': Array.from({ length: 90_000 }, (_, n) => `Paragraph ${n} says that the crane waits, and that nobody knows who owns the ground below it.`).join('\n\n').slice(0, 10_000_000),
  'copy of a hundred thousand lines': Array.from({ length: 100_000 }, (_, n) => `Line ${n} of the copy`).join('\n'),
  'a word of a megabyte': 'crane'.repeat(200_000),
}

for (const [name, text] of Object.entries(cases)) {
  test(`${name}, pasted, written in, left and opened again, is kept to the last word`, async (t) => {
    const window = await Window.open(t, { program: bin('stet'), args, fill })
    const desk = new Desk(window)
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await until('the story', async () => (await desk.body()).includes('Nobody slept.'))
    await window.copy(text)
    await desk.intoBody()
    await window.press('ctrl+v')
    await until('the copy', async () => !(await desk.body()).includes('Nobody slept.'), { within: 60_000 }) // it is far above
    await window.type(' Written by hand.')
    await desk.saved()
    await window.press('alt+Left')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))
    await window.press('Return')
    await until('the story again', async () => (await desk.body()) !== '')
    await desk.intoBody()
    await window.type(' And once more.')
    await desk.saved()
    assert.ok(await window.quit(), 'it did not end by itself')
    const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
    const { stdout } = await cli(window.home, 'show', id, '--json')
    const body = flat(JSON.parse(stdout).body)
    assert.ok(body.includes('Written by hand. And once more.'), body.slice(-100))
    assert.ok(body.includes(flat(text.slice(-200))), 'its end is missing')
    assert.ok(body.length >= flat(text).length, `${body.length} of ${flat(text).length} characters`)
  })
}
