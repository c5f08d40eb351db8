// Snippets, templates and the checked furniture, in every state: nothing for
// axe-core to find.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Tankers lay off the habrour\nsection: Ports\nlanguage: en-GB\n---\nNobody slept.\n')
  writeFileSync(join(home, 'help.md'), 'Anyone affected can call 116 123.\n')
  await stet('import', join(home, 'gate.md'))
  await stet('snippet', 'add', 'Helpline', join(home, 'help.md'))
}

test('snippets, templates and furniture, and nothing for axe-core to find', (t) => accessible(t, 'kept', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Tankers lay')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the mark in the headline', () => desk.ask(`document.querySelector('.misspelt')?.textContent === 'habrour'`), { within: 25_000 })
    await look('marked')
    await desk.click('textbox', 'Headline')
    await browser.press('ctrl+End', 'ctrl+.')
    await desk.wait('dialog', '“habrour”')
    await look('suggests')
    await browser.press('Return')
    await until('the headline', async () => (await desk.value('Headline')) === 'Tankers lay off the harbour')
    await browser.press('ctrl+z')
    await until('the headline as it was', async () => (await desk.value('Headline')) === 'Tankers lay off the habrour')
    await browser.press('ctrl+a', 'shift+F10')
    await desk.wait('dialog', 'The text')
    await look('menu')
    await browser.press('Escape')
    await desk.closed()

    await browser.press('ctrl+shift+j')
    await desk.wait('dialog', 'Keep as a snippet')
    await desk.fill('Name', 'helpline')
    await desk.saw('There is one called Helpline')
    await look('keep')
    await browser.press('Escape')
    await desk.closed()
    await browser.press('ctrl+j')
    await desk.wait('dialog', 'Put a snippet in')
    await look('snippets')
    await browser.press('Escape')
    await desk.closed()
    await browser.press('ctrl+alt+n')
    await desk.wait('dialog', 'New story from a template')
    await desk.saw('No templates yet')
    await look('templates')
    await browser.press('Escape')
    await desk.closed()

    await browser.press('ctrl+,')
    await desk.click('button', 'Snippets and templates')
    await desk.click('button', 'New snippet')
    await desk.fill('Name', 'Helpline')
    await desk.fill('Text', 'Other words')
    await browser.press('Tab', 'Tab', 'Return')
    await desk.saw('already')
    await look('change')
    await browser.press('Escape')
    await desk.click('button', 'Remove Helpline')
    await desk.saw('Removed: Helpline')
    await look('removed')
  },
}))
