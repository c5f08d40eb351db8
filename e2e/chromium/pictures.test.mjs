// The pictures of a story and their words, as axe-core sees them, in light and
// in dark, at once and with text at twice its size.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

async function fill(home) {
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env: environment(home) })).stdout
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts\n---\nNobody slept.\n')
  writeFileSync(join(home, 'tide.md'), '---\nheadline: Tide turns\n---\nHigh water is at three.\n')
  const [id] = (await stet('import', join(home, 'gate.md'), join(home, 'tide.md'))).match(/[0-9a-f-]{36}/)
  for (const [name, size] of [['quay.jpg', '1200x800'], ['mole.png', '800x1200'], ['drawing.gif', '320x240']]) {
    await run('convert', ['-size', size, 'gradient:#2b5876-#dfe9f3', '-set', 'comment', 'seen', join(home, name)])
    await stet('picture', 'add', id, join(home, name), ...(name === 'mole.png' ? ['--lead'] : []))
  }
}

test('pictures and their words have nothing for axe-core to find', (t) => accessible(t, 'pictures', {
  fill,
  walk: async ({ browser, desk, look }) => {
    const drawn = () => until('the pictures to be drawn', () => desk.ask(`[...document.querySelectorAll('.pictures img')].every((i) => i.complete && i.naturalWidth > 0)`))
    await desk.click('option', 'Tide turns')
    await browser.press('Return')
    await desk.click('tab', 'Pictures')
    await desk.saw('No pictures yet')
    await look('none')
    await browser.press('Escape')
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await until('the pictures', () => desk.has('button', 'mole.png'))
    await drawn()
    await look('grid')
    await desk.fill('Alt text', 'The mole at dusk, a red shed on it')
    await look('words')
    await desk.ask(`find('slider', 'What matters').focus()`)
    await browser.press('Left', 'shift+Down')
    await look('focus')
    await desk.click('button', 'drawing.gif')
    await desk.saw('goes out as it is')
    await drawn()
    await look('as it is')
    await browser.press(...Array(5).fill('ctrl+='))
    await until('200 %', () => desk.ask(`document.documentElement.style.fontSize === '200%'`))
    await browser.press('F1')
    await desk.wait('dialog', 'All commands')
    await browser.type('Pictures of the story')
    await browser.press('Enter')
    await desk.wait('button', 'mole.png')
    await drawn()
    await look('large')
  },
}))
