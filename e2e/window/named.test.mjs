// What the checks name, in the real window: a hole by its cell, an address that
// begins twice or hides signs, a footnote's sign where none can be.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, shown } from '../lib/journey.mjs'
import { kept, open } from '../lib/onestory.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'

const body = `The rules are [here](https://https://example.org/rules), and the map is [there](https://exam\u200bple.org/map).

| Ship | What she carries |
|---|---|
| Aurora | about TK tons, and hed goes here and credit goes here |

:::factbox Numbers[^1]
Two of them[^1].
:::

[^1]: On the night of 3 December.
`

test('holes, addresses and signs are named where they are, and an address is mended by its key', async (t) => {
  const { window, desk, look } = await open(t, body, 'named')
  await shown(look, async () => {
    await desk.click('tab', 'Checks')
    await desk.saw('Still to come: “about TK tons, and hed goes”')
    await desk.saw('“https://https://example.org/rules” begins twice: write “https://example.org/rules”.')
    await desk.saw('has signs that nobody sees: write “https://example.org/map” anew.')
    await desk.saw('Readers see [^1] as it is typed')
    assert.ok(!flat(await desk.text()).includes('“| Aurora'), 'strokes are quoted')
    await window.pictures(join(shots, 'named-checks'))
    const holes = () => desk.ask(`[...document.querySelectorAll('.cm-hole')].map((h) => h.textContent).join('')`) // the speller's marks may part them
    await until('the holes to be tinted', async () => (await holes()) === 'TKhed goes herecredit goes here')

    for (const words of ['here', 'there']) {
      await desk.intoBody('ctrl+Home')
      for (let n = 0; n < 24; n++) {
        await window.press('F8')
        if ((await desk.ask('getSelection().toString()')).startsWith(`[${words}]`)) break
      }
      await window.press('ctrl+k')
      await until('the slip', () => desk.ask(`document.querySelector('dialog [role=status]')?.innerText.includes('Goes to https://example.org/')`))
      await window.press('Return')
      await until('the text to have the keys', () => desk.ask(`document.activeElement.classList.contains('cm-content')`))
    }
    await until('both to be mended', async () => !flat(await desk.text()).includes('leaves out the link'))
    await desk.saved()
  })
  assert.match(await kept(window), /\[here\]\(https:\/\/example\.org\/rules\).*\[there\]\(https:\/\/example\.org\/map\)/)
})
