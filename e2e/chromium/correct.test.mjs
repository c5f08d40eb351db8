// axe-core looks at the correction of a story: its places, what is missing, what
// was corrected before, a retraction on the page, and a story that never went out.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate holds\nsection: Harbour\n---\nThe gate is **nine** metres high. Nine metres is a lot.\n')
  writeFileSync(join(home, 'cost.md'), '---\nheadline: Gate cost\nsection: Harbour\n---\nA wall of nine metres.\n')
  await stet('import', join(home, 'gate.md'))
  await stet('import', join(home, 'cost.md'))
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('status', 'gate-holds', 'sent', '--why', 'on the site')
  await stet('correct', 'gate-holds', '--type', 'retraction', '--note', 'We take this back.', '--why', 'wrong')
}

test('a correction can be made by everyone', (t) => accessible(t, 'correct', {
  fill,
  seated: true,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate holds')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.saw('RETRACTED')
    await desk.intoBody()
    await browser.press('F9')
    await desk.wait('dialog', 'Correct:')
    await look('past')
    await desk.fill('Wrong words', 'nine metres')
    await desk.wait('listbox', 'Places that have the words')
    await desk.saw('by hand')
    await desk.fill('Right words', 'ten metres')
    await browser.press('ctrl+Return')
    await desk.saw('The note for readers is missing')
    await look('missing')
    await desk.fill('Wrong words', 'no such words')
    await desk.saw('has these words')
    await look('none')
    await browser.press('Escape')
    await desk.click('option', 'Gate cost')
    await browser.press('Return')
    await desk.intoBody()
    await browser.press('F9')
    await desk.saw('This story never went out')
    await look('never-out')
  },
}))
