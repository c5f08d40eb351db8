// axe-core looks at a package that is stopped and passed, at paper that is, at
// what the lawyer did not read of a front, and at the panes of the lineups. What
// the printer gets is looked at too.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  const story = (name, headline, section, body) => writeFileSync(join(home, name), `---\nheadline: ${headline}\nsection: ${section}\nslugline: ${name.slice(0, -3).toUpperCase()}\nstandfirst: Half of the sailings are cancelled.\n---\n${body}\n`)
  story('gate.md', 'Gate shuts for the night', 'Harbour', 'The gate shuts at TK.\n\nNo pilot has been lost here in forty years, says [the harbour](https://example.org/harbour).\n\n' + Array.from({ length: 12 }, (_, n) => `Paragraph ${n + 3}: the water stood higher than anybody at the quay remembers, and the pumps ran until the morning.`).join('\n\n'))
  story('tide.md', 'The people who read the tide', 'Tides', 'A trade of five families.')
  await stet('import', join(home, 'gate.md'), join(home, 'tide.md'))
  const id = 'gate-shuts-for-the-night'
  await stet('section', 'move', 'Tides', '1', '--under', 'Harbour')
  await stet('lineup', 'new', 'Home')
  await stet('lineup', 'add', 'Home', id, '--set', 'headline=Gate to stay shut all night')
  await stet('lineup', 'new', 'Newsletter')
  await stet('status', id, '--legal', 'done', '--why', 'OK by phone')
  await stet('edit', id, '--set', 'headlines.print=Gate shut', '--set', 'standfirst=Most of the sailings are cancelled.')
  await stet('lineup', 'slot', 'Home', id, '--set', 'headline=Gate to stay shut for days')
  await stet('embargo', id, '2999-12-03T00:01', 'Europe/Kyiv')
  await stet('status', id, '--hold')
  await stet('status', 'the-people-who-read-the-tide', '--kill', '--why', 'wrong')
}

test('stops, paper and lineups can be worked by everyone', (t) => accessible(t, 'passing', {
  fill,
  walk: async ({ browser, desk, look }) => {
    const paper = async (name) => {
      await browser.page.emulateMedia({ media: 'print' })
      await browser.page.screenshot({ path: join(shots, `passing-chromium-${name}.png`), fullPage: true })
      await browser.page.emulateMedia({ media: 'screen' })
    }
    const printed = async (key, title) => {
      await browser.press(key)
      await until(title, () => desk.ask(`document.querySelector('#proof header b')?.textContent === ${JSON.stringify(title)}`))
      await paper(title.toLowerCase().replace(' ', '-'))
    }
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.saw('Home, place 1')
    await look('unread')
    await printed('ctrl+alt+shift+a', 'LEGAL COPY')

    await browser.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.wait('button', 'Pass: hold')
    await look('stops')
    await desk.click('button', 'Pass: hold')
    await browser.press('Return')
    await desk.saw('Say why in a few words')
    await look('reason')
    await browser.type('the lawyer rang back')
    await browser.press('Return')
    await desk.saw('Passed: the lawyer rang back')
    await look('passed')
    await browser.press('Escape')

    await browser.press('ctrl+alt+shift+e')
    await desk.wait('dialog', 'Print copy')
    await look('paper')
    for (const stop of ['hold', 'words changed since the legal read', 'TK']) {
      await desk.click('button', `Pass: ${stop}`)
      await browser.type('the page closes')
      await browser.press('Return')
    }
    await desk.click('button', 'Print')
    await until('the print copy', () => desk.ask(`document.querySelector('#proof header b')?.textContent === 'PRINT COPY'`))
    await paper('print-copy')
    await desk.closed()

    await browser.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await browser.press('l')
    await desk.wait('combobox', 'Add a sublink')
    await look('links')
    await browser.press('Escape')
    await browser.press('shift+f')
    await desk.wait('combobox', 'From')
    await look('fill')
    await browser.press('Escape')
    await browser.press('h')
    await desk.saw('Nothing is new since revision')
    await browser.press('Down')
    await desk.saw('New since revision')
    await look('since')
    await browser.press('Escape')
    await browser.press('r')
    await desk.wait('textbox', 'Name of the lineup')
    await look('rename')
    await browser.press('Escape')
    await browser.press('b')
    await until('the news list', () => desk.ask(`document.querySelector('#proof.budget h1') !== null`))
    await paper('news-list')
  },
}))
