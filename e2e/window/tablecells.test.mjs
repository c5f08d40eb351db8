// Tables that are more than two columns of plain words, in the real window:
// strokes in their cells, tables in boxes, and those wider than the text.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, shown } from '../lib/journey.mjs'
import { kept, open } from '../lib/onestory.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'

const cells = (desk) => desk.ask(`[...document.querySelectorAll('.cm-row')].map((r) => [...r.querySelectorAll('.cm-cell')].map((c) => c.textContent))`)
const source = (desk) => desk.ask(`document.querySelectorAll('.cm-table').length > 0`)

test('a table goes into the box with the cursor, and a stroke in a cell is a letter', async (t) => {
  const { window, desk, look } = await open(t, ':::factbox The boats\nThere are two.\n:::\n\nNobody else comes.\n', 'tablecells')
  await shown(look, async () => {
    await window.press('ctrl+Home', 'Down', 'ctrl+alt+i')
    await until('the table', () => source(desk))
    await window.type('Boat')
    await window.press('Tab')
    await window.type('In')
    await window.press('Tab')
    await window.type('Aurora ')
    await window.type('|')
    await until('the stroke', async () => flat(await desk.body()).includes('Aurora \\|'))
    await window.press('BackSpace')
    await until('the stroke to go whole', async () => !(await desk.body()).includes('\\'))
    await window.type('|')
    await until('the stroke', async () => flat(await desk.body()).includes('Aurora \\|'))
    await window.press('ctrl+z')
    await until('it to be taken back', async () => !(await desk.body()).includes('\\'))
    await window.press('ctrl+y')
    await window.type(' Bo')
    await window.press('Tab')
    await window.type('1911')
    await window.press('Return', 'Return')
    await window.type('So they say.')
    await until('the table drawn', async () => (await cells(desk)).length === 2)
    assert.deepEqual(await cells(desk), [['Boat', 'In'], ['Aurora | Bo', '1911']])
    const wide = (what) => desk.ask(`(() => { const r = document.querySelector('${what}').getBoundingClientRect(); return [r.left, r.right] })()`)
    assert.deepEqual(await wide('.cm-row'), await wide('.cm-box-first'), 'the table is not as wide as its box')
    await until('the page to have it in the box', () => desk.ask(`find('document', 'The page as readers see it')?.shadowRoot?.querySelector('.factbox td')?.textContent === 'Aurora | Bo'`))
    await window.press('ctrl+End')
    await window.pictures(join(shots, 'tablecells-box'))
    await desk.saved()
  })
  assert.equal(
    flat((await kept(window)).replaceAll(/ +/g, ' ')),
    flat(':::factbox The boats\nThere are two.\n\n| Boat | In |\n| --- | --- |\n| Aurora \\| Bo | 1911 |\n\nSo they say.\n:::\n\nNobody else comes.'),
  )
})

const league = `The table after the last day.

| Club | Played | Won | Drawn | Lost | Difference | Points |
|---|--:|--:|--:|--:|--:|--:|
| Halvern Harbour Athletic | 38 | 25 | 7 | 6 | +41 | 82 |
| Marrow Quay | 38 | 22 | 9 | 7 | +28 | 75 |
| Ness Lighthouse | 38 | 19 | 11 | 8 | +17 | 68 |

Who gets what of the fund.

| Borough | Neighbourhoods | Construction | Administration | Environmental | Infrastructure | Contingencies |
|---|---|---|---|---|---|---|
| Halvern | Marrow, Ness | Quay and gate | Two half-time posts | Reed beds upstream | The signal box | Everything else |
| Saltfleet | Saltfleet Haven | Sea wall | Shared with Halvern | None for now | Telephone exchange | Everything else |

It is read again in May.
`

/** the words that are drawn on more than one line, though they hold no place to break at */
const broken = (desk) => desk.ask(`[...document.querySelectorAll('.cm-row .cm-cell')].flatMap((cell) => {
  const range = document.createRange()
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  const found = []
  for (let n = walk.nextNode(); n; n = walk.nextNode()) for (const m of n.data.matchAll(/[^\\s-]+/g)) {
    range.setStart(n, m.index)
    range.setEnd(n, m.index + m[0].length)
    if (new Set([...range.getClientRects()].filter((r) => r.width > 2).map((r) => Math.round(r.top))).size > 1) found.push(m[0])
  }
  return found
})`)
const rows = (desk) => desk.ask(`[...document.querySelectorAll('.cm-row')].map((r) => ({ wider: r.scrollWidth - r.clientWidth, at: r.scrollLeft, right: r.getBoundingClientRect().right }))`)

test('a table of seven columns breaks between words, and scrolls as one where it is too wide', async (t) => {
  const { window, desk, look } = await open(t, league, 'tablewide')
  await shown(look, async () => {
    await window.press('ctrl+Home')
    await until('both tables', async () => (await rows(desk)).length === 7)
    for (const size of [{ width: 1024, height: 700 }, { width: 1280, height: 800 }]) {
      await window.resize(size)
      assert.deepEqual(await broken(desk), [], `${size.width}: broken in the middle`)
    }
    assert.deepEqual((await rows(desk)).slice(0, 4).map((r) => r.wider), [0, 0, 0, 0], 'a table that has room scrolls')
    await window.pictures(join(shots, 'tablewide'))

    await window.press(...Array(5).fill('ctrl+equal'))
    await until('200 %', () => desk.ask(`document.documentElement.style.fontSize === '200%'`))
    await window.resize({ width: 1024, height: 700 })
    await desk.ask(`document.querySelectorAll('.cm-row')[5].scrollIntoView({ block: 'center' })`)
    await until('the second table', async () => (await rows(desk)).some((r) => r.wider > 50))
    assert.deepEqual(await broken(desk), [], '200 %: broken in the middle')
    const width = await desk.ask(`document.querySelector('.cm-content').getBoundingClientRect().right`)
    for (const r of await rows(desk)) assert.ok(r.right <= width + 1, 'a row stands over the text')
    await look('200')

    // One row that is moved takes its table with it, and no other.
    const at = await desk.ask(`(() => { const r = [...document.querySelectorAll('.cm-row')].at(-1).getBoundingClientRect(); return { x: r.left + 60, y: r.top + 20 } })()`)
    await window.xdotool('mousemove', String(Math.round(at.x)), String(Math.round(at.y)), 'keydown', 'shift', 'click', '5', 'click', '5', 'keyup', 'shift')
    const moved = await until('the row to move', async () => (await rows(desk)).filter((r) => r.at > 0))
    await until('all rows of the table', async () => new Set((await rows(desk)).slice(-3).map((r) => r.at)).size === 1)
    assert.ok(moved.length > 0 && (await rows(desk)).slice(0, -3).every((r) => r.at === 0), 'another table moved')
    await look('200-moved')
    await window.press('ctrl+0')
  })
})
