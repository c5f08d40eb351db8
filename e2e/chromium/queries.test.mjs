// axe-core looks at the queries of a story: the slip that asks, the one that
// answers, the list beside the story, in light and in dark. And a click on a
// tag in the text opens it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const body =
  '{==They said==}{>>query: TO @Mara Lind 2026-12-03T1402Z: who said?<<} the {==keeper==}{>>query: TO: which one?<<}{>>answer: ML 2026-12-03T1415Z: The old one.<<} has the key.\n\n' +
  'אמר {==השומר==}{>>query: TO: מי אמר את זה?<<} אתמול.\n'

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts\nbylines: Mara Lind\n---\n${body}`)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('queries can be read by everyone', (t) => accessible(t, 'queries', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the tags', () => desk.ask(`document.querySelectorAll('.cm-chip-query').length === 3`))
    await browser.press('ctrl+shift+m')
    await desk.wait('listbox', 'Queries, open ones first')
    await look('list')
    await until('a click on a tag to open it', async () => {
      const box = await desk.ask(`(() => { const r = document.querySelector('.cm-chip-query').getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 } })()`)
      await browser.click(box)
      return desk.has('dialog', 'Query')
    })
    await look('answer')
    await browser.press('Escape')
    await desk.intoBody('ctrl+Home')
    await browser.press('ctrl+End')
    await browser.press('ctrl+alt+m')
    await desk.wait('dialog', 'New query')
    await look('ask')
  },
}))
