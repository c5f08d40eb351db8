// axe-core looks at the slip of a link, at what it says of an address that
// readers would not get, at the checks, and at what is still to come in the
// furniture and in the words of a picture.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

async function fill(home) {
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env: environment(home) })).stdout
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate falls on XX people\n---\nMore on [its page](www.example.org/gate), at the gate.\n')
  const [id] = (await stet('import', join(home, 'gate.md'))).match(/[0-9a-f-]{36}/)
  await run('convert', ['-size', '1200x800', 'gradient:#2b5876-#dfe9f3', join(home, 'quay.jpg')])
  await stet('picture', 'add', id, join(home, 'quay.jpg'))
  const [quay] = JSON.parse(await stet('picture', 'list', id, '--json'))
  await stet('picture', 'set', id, quay.id, 'alt=Alt text goes here', 'caption=A gate, TK', 'credit=TK')
}

test('links and what is still to come can be read by everyone', (t) => accessible(t, 'links', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate falls')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the tint', () => desk.ask(`document.querySelector('.furniture .hole') !== null`))
    await desk.intoBody('ctrl+End')
    await browser.press('ctrl+k')
    await desk.wait('dialog', 'New link')
    await look('new')
    await browser.type('/minutes')
    await browser.press('Enter')
    await desk.saw('does not say on which site')
    await look('trouble')
    await browser.press('Escape')
    await desk.intoBody('ctrl+Home')
    for (let n = 0; n < 10; n++) await browser.press('ArrowRight')
    await browser.press('ctrl+k')
    await desk.wait('dialog', 'Link')
    await desk.saw('Goes to https://www.example.org/gate')
    await look('edit')
    await browser.press('Escape')
    await desk.click('tab', 'Checks')
    await desk.saw('The page leaves out the link')
    await look('checks')
    await desk.click('tab', 'Pictures')
    await desk.wait('textbox', 'Caption')
    await desk.ask(`find('textbox', 'Credit').scrollIntoView({ block: 'end' })`)
    await look('holes')
  },
}))
