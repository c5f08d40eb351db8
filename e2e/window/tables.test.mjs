// Tables and footnotes while they are written, in the real window: drawn while
// the cursor is elsewhere, as typed where it is, and worked with keys alone.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, shown } from '../lib/journey.mjs'
import { kept, open } from '../lib/onestory.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'

const cells = (desk) => desk.ask(`[...document.querySelectorAll('.cm-row')].map((r) => [...r.querySelectorAll('.cm-cell')].map((c) => c.textContent))`)
const source = (desk) => desk.ask(`document.querySelectorAll('.cm-table').length > 0`)
/** the line with the cursor, as it is on screen, and what is selected */
const here = (desk) => desk.ask(`(() => {
  const s = getSelection()
  const line = (s.anchorNode.nodeType === 1 ? s.anchorNode : s.anchorNode.parentElement).closest('.cm-line')
  const before = document.createRange()
  before.setStart(line, 0)
  before.setEnd(s.anchorNode, s.anchorOffset)
  return { before: before.toString(), line: line.textContent, selected: s.toString() }
})()`)
const middle = (desk, words) => desk.ask(`(() => {
  const cell = [...document.querySelectorAll('.cm-cell')].find((c) => c.textContent === ${JSON.stringify(words)})
  const range = document.createRange()
  range.selectNodeContents(cell)
  const r = range.getBoundingClientRect()
  return { x: (r.left + r.right) / 2, y: r.bottom - 6 }
})()`)

test('a table is put in, filled by keys, drawn, and gone back into at its cell', async (t) => {
  const { window, desk, look } = await open(t, 'The quay keeps two boats.\n\nNobody else comes.\n', 'table')
  await shown(look, async () => {
    await window.press('ctrl+Home', 'ctrl+alt+i')
    await until('the table', () => source(desk))
    await window.type('Boat')
    await window.press('Tab')
    await window.type('What she is for')
    await window.press('Tab')
    await window.type('Aurora')
    await window.press('Tab')
    await window.type('Pilots')
    await window.press('Return')
    await window.type('Coal')
    await window.press('shift+Tab')
    await window.type('Old Bo')
    await window.press('Tab')
    assert.equal((await here(desk)).selected, 'Coal')
    await window.type('Coal, and on Sundays whoever wants to see the bridge from beneath')
    await window.press('Tab') // behind the last cell: another row
    await window.type('Third')
    await look('source')
    await window.press('Return') // a row that holds nothing ends the table
    await window.press('Return')
    await until('the table to be drawn', async () => (await cells(desk)).length === 4)
    assert.deepEqual(await cells(desk), [['Boat', 'What she is for'], ['Aurora', 'Pilots'], ['Old Bo', 'Coal, and on Sundays whoever wants to see the bridge from beneath'], ['Third', '']])
    await window.type('And then there is the crane.')
    await window.press('ctrl+Home')
    await until('the page to have it', async () => flat(await desk.page()).includes('Old Bo'))
    await window.pictures(join(shots, 'table-drawn'))

    // A click goes to the cell it hits, on the second of its lines too.
    await window.click(await middle(desk, 'Aurora'))
    await until('the source', () => source(desk))
    assert.match((await here(desk)).before, /^\| Aur?o?r?$|^\| A\w*$/)
    await window.press('ctrl+Home')
    await until('the table drawn again', async () => (await cells(desk)).length === 4)
    await window.click(await middle(desk, 'Coal, and on Sundays whoever wants to see the bridge from beneath'))
    await until('the source', () => source(desk))
    const clicked = await here(desk)
    assert.match(clicked.before, /^\| Old Bo +\| Coal, and/, JSON.stringify(clicked))
    await window.press('ctrl+Home')

    // So do the arrows, from above and from below.
    await window.press('Down', 'Down')
    await until('the source', () => source(desk))
    assert.match((await here(desk)).line, /^\| Boat/)
    await window.press('ctrl+Home')
    await desk.saved()
  })
  assert.equal(
    flat(await kept(window)),
    flat('The quay keeps two boats.\n\n| Boat | What she is for |\n| --- | --- |\n| Aurora | Pilots |\n| Old Bo | Coal, and on Sundays whoever wants to see the bridge from beneath |\n| Third | |\n\nAnd then there is the crane.\n\nNobody else comes.\n').replaceAll(/\| ---/g, '| ---'),
  )
})

test('columns are added and taken out', async (t) => {
  const { window, desk, look } = await open(t, 'The tide.\n\n| Day | Height |\n|---|--:|\n| Monday | 4.1 |\n| Tuesday | 4.35 |\n\nIt rises.\n', 'table-columns')
  await shown(look, async () => {
    await window.press('ctrl+Home', 'Down', 'Down')
    await until('the source', () => source(desk))
    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type('another column')
    await window.press('Return')
    await until('the text to have the keys', () => desk.ask(`document.activeElement.classList.contains('cm-content')`))
    await window.type('Hour')
    await window.press('Return')
    await window.type('06.12')
    await window.press('ctrl+End')
    await until('three columns', async () => (await cells(desk))[1]?.length === 3)
    await look('three')
    await desk.saved()
  })
  const rows = (await kept(window)).split('\n').filter((l) => l.startsWith('|')).map((l) => l.split('|').map((c) => c.trim()).slice(1, -1))
  assert.deepEqual(rows, [['Day', 'Hour', 'Height'], ['---', '---', '--:'], ['Monday', '06.12', '4.1'], ['Tuesday', '', '4.35']])
})

test('a table of right-to-left words begins at the right', async (t) => {
  const { window, desk } = await open(t, 'وصلت السفينة.\n\n| السفينة | الحمولة |\n|---|---|\n| أورورا | 900 طن |\n| Old Bo | 12 |\n\nانتهى.\n', 'table-rtl', 'ar')
  await window.press('ctrl+Home')
  await until('the table', async () => (await cells(desk)).length === 3)
  const left = (words) => desk.ask(`[...document.querySelectorAll('.cm-cell')].find((c) => c.textContent === ${JSON.stringify(words)}).getBoundingClientRect().left`)
  assert.ok((await left('السفينة')) > (await left('الحمولة')))
  assert.ok((await left('Old Bo')) > (await left('12')), 'a row of Latin runs the other way')
  await window.pictures(join(shots, 'table-rtl'))
  await window.click(await middle(desk, 'أورورا'))
  await until('the source', () => source(desk))
  assert.match((await here(desk)).line, /أورورا/)
  await window.pictures(join(shots, 'table-rtl-source'))
  assert.match((await here(desk)).before, /^\| أ?و?ر?و?ر?ا?$/)
})

test('a footnote is a raised number, its words are a note, and a key goes between', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts at six[^b], says the keeper[^a].\n\nNobody slept.\n\n[^a]: On the night of 3 December.\n\n[^b]: Summer time.\n', 'footnotes')
  const raised = () => desk.ask(`[...document.querySelectorAll('.cm-raised')].map((r) => r.textContent)`)
  await shown(look, async () => {
    await window.press('ctrl+Home')
    await until('the numbers of the page', async () => (await raised()).join() === '1,2,2,1')
    await window.pictures(join(shots, 'footnotes'))
    await window.press('ctrl+alt+j')
    await until('its words', async () => (await here(desk)).line.endsWith('Summer time.'))
    await window.press('BackSpace')
    await window.type(', since 1916.')
    await window.press('ctrl+alt+j')
    await until('its number', async () => (await here(desk)).before.endsWith('six[^b]'))
    await window.press('ctrl+Home', 'Down', 'Down')
    await window.press('ctrl+alt+j')
    await desk.saw('There is no footnote at the cursor')
    await desk.saved()
  })
  assert.match(await kept(window), /\[\^b\]: Summer time, since 1916\./)
})
