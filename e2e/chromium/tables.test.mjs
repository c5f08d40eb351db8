// axe-core looks at a story with a table, footnotes and a picture: drawn, with
// the cursor in the table, and at the message that offers to print.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { bin } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const body = `The quay[^1] keeps two boats.

| Boat | Tons | For |
|:-----|-----:|:---:|
| **Aurora** | 900 | pilots |
| السفينة | 1,200 | coal, and on Sundays whoever wants to see it |

![A gate](media/${'0'.repeat(64)} "The gate")

[^1]: On the night of 3 December.
`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts\nbylines: Mara Lind\n---\n${body}`)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('tables and footnotes can be read by everyone', (t) => accessible(t, 'tables', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the table', () => desk.ask(`document.querySelectorAll('.cm-row').length === 3`))
    // A row that begins with Arabic stands in the columns of the others.
    assert.ok(await desk.ask(`(() => { const lefts = [...document.querySelectorAll('.cm-row')].at(-1).querySelectorAll('.cm-cell'); const at = [...lefts].map((c) => c.getBoundingClientRect().left); return at[0] < at[1] && at[1] < at[2] })()`), 'the row of Arabic runs the other way')
    await look('drawn')
    await desk.intoBody('ctrl+Home')
    await browser.press('Down', 'Down')
    await until('its source', () => desk.ask(`document.querySelectorAll('.cm-table').length === 4`))
    await browser.press('ctrl+alt+t')
    await desk.wait('button', 'Table')
    await look('source')
    // Tab stays within the table; Escape, then Tab, leaves the text.
    await browser.press('Tab')
    await until('the next cell', () => desk.ask(`getSelection().toString() === 'Tons'`))
    await browser.press('Escape', 'Tab')
    await until('the text to be left', () => desk.ask(`!document.activeElement.classList.contains('cm-content')`))
    await browser.press('ctrl+p')
    await desk.wait('button', 'Print it')
    await look('print')
  },
}))

const wide = `Who gets what.

| Borough | Neighbourhoods | Construction | Administration | Environmental | Infrastructure | Contingencies |
|---|---|---|---|---|---|---|
| Halvern | Marrow, Ness | Quay and gate | Two half-time posts | Reed beds upstream | The signal box | Everything else |

:::factbox Numbers
| Ship | Tons |
|---|--:|
| Aurora | 900 |
:::
`

test('a table wider than the text, and one in a box', (t) => accessible(t, 'tables-wide', {
  fill: async (home) => {
    writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts\nbylines: Mara Lind\n---\n${wide}`)
    await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
  },
  walk: async ({ browser, desk, look }) => {
    await desk.click('option', 'Gate shuts')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await browser.press(...Array(5).fill('ctrl+='))
    await until('a row that scrolls', () => desk.ask(`[...document.querySelectorAll('.cm-row')].some((r) => r.scrollWidth > r.clientWidth + 50)`))
    await look('200')
    await browser.press('ctrl+0')
    await until('all rows', () => desk.ask(`document.querySelectorAll('.cm-row').length === 4`))
    await look('box')
  },
}))
