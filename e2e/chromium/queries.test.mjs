// axe-core looks at the queries of a story: the slip that asks, the one that
// answers, the list beside the story, in light and in dark. And a click on a
// tag in the text opens it.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Browser } from '../lib/chromium.mjs'
import { Desk } from '../lib/desk.mjs'
import { bin, root, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const body =
  '{==They said==}{>>query: TO @Mara Lind 2026-12-03T1402Z: who said?<<} the {==keeper==}{>>query: TO: which one?<<}{>>answer: ML 2026-12-03T1415Z: The old one.<<} has the key.\n\n' +
  'אמר {==השומר==}{>>query: TO: מי אמר את זה?<<} אתמול.\n'

test('queries can be read by everyone', async (t) => {
  const browser = await Browser.open(t, {
    program: bin('stet-dev'),
    assets: join(root, 'frontend/dist'),
    fill: async (home) => {
      writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts\nbylines: Mara Lind\n---\n${body}`)
      await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
    },
  })
  const desk = new Desk(browser)
  await desk.sitDown()
  await desk.click('option', 'Gate shuts')
  await browser.press('Return')
  await desk.wait('textbox', 'Body')
  await until('the tags', () => desk.ask(`document.querySelectorAll('.cm-chip-query').length === 3`))

  const found = []
  const seen = async (state) => {
    for (const theme of ['light', 'dark']) {
      await browser.theme(theme)
      await browser.picture(join(shots, `queries-chromium-${state}-${theme}.png`))
      for (const line of await browser.accessibility()) found.push(`${state}, ${theme}: ${line}`)
    }
  }
  await browser.press('ctrl+shift+m')
  await desk.wait('listbox', 'Queries, open ones first')
  await seen('list')
  await until('a click on a tag to open it', async () => {
    const box = await desk.ask(`(() => { const r = document.querySelector('.cm-chip-query').getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 } })()`)
    await browser.click(box)
    return desk.has('dialog', 'Query')
  })
  await seen('answer')
  await browser.press('Escape')
  await desk.intoBody('ctrl+Home')
  await browser.press('ctrl+End')
  await browser.press('ctrl+alt+m')
  await desk.wait('dialog', 'New query')
  await seen('ask')
  assert.deepEqual(found, [])
  assert.deepEqual(browser.errors, [])
})
