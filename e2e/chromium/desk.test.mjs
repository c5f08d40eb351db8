// What stands below and over the text, as axe-core sees it, in light and in dark.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const paragraph = (n) => `Paragraph ${n} says that the gate shuts at ten every night of the winter.`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts\ncommissionedLength: 20\n---\n${[1, 2, 3].map(paragraph).join('\n\n')}\n`)
  writeFileSync(join(home, 'tide.md'), '---\nheadline: Tide turns\n---\nHigh water is at three.\n')
  await run(bin('stet-cli'), ['import', join(home, 'tide.md'), join(home, 'gate.md')], { env: environment(home) })
}

test('counts, cuts, the menu of the text, all furniture and two stories have nothing for axe-core to find', (t) => accessible(t, 'desk', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.saw('22 over')
    await look('over')
    await desk.intoBody('ctrl+Home')
    await browser.press('shift+Down', 'shift+Down', 'shift+Down', 'Delete')
    await desk.saw('8 over')
    await desk.saved()
    await browser.press('ctrl+alt+x')
    await desk.wait('option', 'Paragraph 1')
    await look('cuts')
    await browser.press('Escape', 'shift+F10')
    await desk.wait('dialog', 'The text')
    await look('menu')
    await browser.press('Escape')
    await browser.press('ctrl+h')
    await desk.wait('search', 'Find and replace')
    await browser.type('gate')
    await desk.saw('3 found')
    await browser.press('shift+Return')
    await desk.saw('1 of 3, in the headline')
    await look('find')
    await browser.press('Return')
    await desk.saw('2 of 3')
    await desk.fill('Replace with', 'door')
    await browser.press('Tab', 'Tab', 'Return')
    await desk.saw('3 replaced, 1 in the headline')
    await look('replaced')
    await browser.press('ctrl+z')
    await desk.saw('Taken back')
    await look('taken back')
    await browser.press('Escape', 'End')
    await browser.evaluate(`navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob(['<aside>More from the quay</aside><p>One <b>lamp</b>.</p>'], { type: 'text/html' }),
      'text/plain': new Blob(['One lamp.'], { type: 'text/plain' }),
    })])`)
    await browser.press('ctrl+v')
    await desk.wait('button', 'As plain text')
    await desk.ask(`void document.querySelector('details summary').click()`)
    await desk.wait('button', 'Put back: More from the quay')
    await look('pasted')
    await desk.click('button', 'As plain text')
    await until('the words alone', () => desk.ask(`find('button', 'As plain text') === null && !find('document', 'The page as readers see it').shadowRoot.querySelector('strong, b')`))
    await browser.evaluate(`navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob(['<p>One <b>lamp</b>.</p>'], { type: 'text/html' }),
      'text/plain': new Blob(['One lamp. '.repeat(300_000)], { type: 'text/plain' }),
    })])`)
    await browser.press('ctrl+v')
    await desk.wait('button', 'Paste the words')
    await look('too large')
    await desk.click('button', 'Read')
    await desk.click('button', 'More')
    await desk.wait('combobox', 'Direction')
    await browser.press('ctrl+shift+x', 'ctrl+shift+x')
    await desk.saw('Text direction: right to left')
    await look('direction')
    await browser.press('ctrl+alt+b')
    await desk.wait('dialog', 'Open beside this story')
    await look('open beside')
    await desk.saw('Tide turns')
    await browser.press('Return')
    await desk.wait('region', 'Right story')
    await look('side by side')
  },
}))
