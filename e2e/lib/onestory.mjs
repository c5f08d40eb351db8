// A newsroom of one story, opened with the keys in its text, and what of it is
// on disk at the end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Desk } from './desk.mjs'
import { bin, shots } from './place.mjs'
import { run } from './processes.mjs'
import { Window, environment } from './window.mjs'

const room = (home) => ['--newsroom', join(home, 'newsroom')]
const cli = (home, ...args) => run(bin('stet-cli'), [...room(home), ...args], { env: environment(home) })

/** name: of its pictures, as in NAME-found.png */
export async function open(t, body, name, language = 'en-GB') {
  const window = await Window.open(t, {
    program: bin('stet'),
    args: room,
    fill: async (home) => {
      writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts\nlanguage: ${language}\n---\n${body}`)
      await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
      await cli(home, 'import', join(home, 'gate.md'))
    },
  })
  const desk = new Desk(window)
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await desk.wait('textbox', 'Body')
  await desk.intoBody()
  return { window, desk, look: (state) => window.picture(join(shots, `${name}-${state}.png`)) }
}

/** the body as it is kept, with its marks: what is on disk once the window has ended */
export async function kept(window) {
  await window.quit()
  const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
  return JSON.parse((await cli(window.home, 'show', id, '--json')).stdout).body
}
