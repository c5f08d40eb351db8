// Takes the picture in the README: the real window on the sample newsroom.
//
// usage: make build && node e2e/picture.mjs
import { join } from 'node:path'
import { Desk } from './lib/desk.mjs'
import { ferry, flat } from './lib/journey.mjs'
import { bin, root } from './lib/place.mjs'
import { run, sleep, until } from './lib/processes.mjs'
import { Window } from './lib/window.mjs'

const ends = []
const room = (home) => ['--newsroom', join(home, 'newsroom')]
try {
  const window = await Window.open(
    { after: (end) => ends.push(end) },
    {
      program: bin('stet'),
      args: room,
      fill: async (home) => {
        const stet = (...args) => run(bin('stet-cli'), [...room(home), ...args])
        await stet('settings', 'set', 'newsroom.name', 'Marrow Quay Courier')
        await stet('settings', 'set', 'newsroom.baseUrl', 'https://courier.example')
        await stet('import', join(root, 'build/sample'))
      },
    },
  )
  const desk = new Desk(window)
  await desk.sitDown()
  await desk.click('option', ferry.headline)
  await window.press('Return')
  await until('the page', async () => flat(await desk.page()).includes(ferry.headline))
  await sleep(6000) // what the desk said on the way is gone by then
  await window.picture(join(root, 'docs/screenshot.png'))
} finally {
  for (const end of ends) await end()
}
