// Several stories at once in the real window, by keyboard and by the pointer:
// chosen together in the list and on the board, changed in one go, told by name
// where one cannot be, and taken back as one.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const STORIES = 12

async function fill(home) {
  const stet = stetAt(home)
  const copy = join(home, 'copy')
  mkdirSync(copy)
  for (let i = 0; i < STORIES; i++) writeFileSync(join(copy, `${String(i).padStart(2, '0')}.md`), `---\nheadline: The ${i}th ferry of the winter sails for the islands\nslugline: FERRY-${i}\nsection: Harbour\n---\nThe ferry sails at ten.\n`)
  await stet('import', copy)
  await stet('section', 'add', 'World')
  await stet('settings', 'set', 'newsroom.zone', 'Europe/Kyiv')
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'editor.initials', 'AB')
}

test('several stories at once', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `selection-${state}`))
  /** how many stories a view at the left has */
  const view = (name) => desk.ask(`Number([...document.querySelectorAll('nav button')].find((b) => b.innerText.startsWith(${JSON.stringify(name)}))?.querySelector('.count')?.textContent ?? 0)`)
  const holds = (name, want) => until(`${name} to hold ${want}`, async () => (await view(name)) === want)
  const chosen = (want) => until(`${want} to be chosen`, () => desk.ask(`document.querySelectorAll('.rows [aria-selected=true]').length === ${want}`))
  const told = (words) => desk.saw(words)
  const box = (what) => desk.ask(`(() => { const r = document.querySelector(${JSON.stringify(what)}).getBoundingClientRect(); return { x: r.left + Math.min(r.width / 2, 200), y: r.top + Math.min(r.height, 36) / 2 } })()`)
  const row = (n) => `.rows [aria-posinset="${n}"]`
  const held = async (key, { x, y }) => {
    await window.xdotool('keydown', key)
    await window.click({ x, y })
    await window.xdotool('keyup', key)
  }
  const inList = () => until('the keys in the list', () => desk.ask(`document.activeElement.matches('.rows')`))

  await shown((state) => window.picture(join(shots, `selection-${state}.png`)), async () => {
    await desk.saw('FERRY-0')
    await holds('In', STORIES)
    await inList()

    // By keys: three, made ready with the key of the status, and taken back with Ctrl+Z.
    await window.press('shift+Down', 'shift+Down')
    await chosen(3)
    await told('3 stories')
    assert.equal(await desk.ask(`document.querySelector('.rows').ariaMultiSelectable ?? document.querySelector('.rows').getAttribute('aria-multiselectable')`), 'true')
    assert.ok(await desk.ask(`[...document.querySelectorAll('[role=status]')].some((s) => s.textContent === '3 stories chosen')`), 'it is said')
    await look('chosen')
    await window.press('alt+5')
    await told('3 stories moved to Ready')
    await holds('Ready', 3)
    await look('done')
    await window.press('ctrl+z')
    await told('Taken back: 3 stories moved to Ready')
    await holds('Ready', 0)
    await holds('In', STORIES)

    // One more and one less; a plain arrow and Escape choose none.
    await window.press('Home', 'shift+Down', 'shift+Down')
    await chosen(3)
    await window.press('ctrl+Down', 'ctrl+space')
    await chosen(4)
    await window.press('ctrl+space')
    await chosen(3)
    await window.press('Escape')
    await chosen(1)

    // All, held by the list of what can be done, and let go by the button of the notice.
    await window.press('ctrl+a')
    await chosen(STORIES)
    await window.press('ctrl+shift+a')
    await desk.wait('dialog', `What to do to ${STORIES} stories`)
    await look('what')
    await window.type('hold')
    await window.press('Return')
    await told(`${STORIES} stories held`)
    await holds('Held', STORIES)
    await desk.click('button', 'Undo')
    await told(`Taken back: ${STORIES} stories held`)
    await holds('Held', 0)

    // By the pointer: three of them, spiked with one reason.
    await window.press('Escape')
    await window.click(await box(row(2)))
    await held('ctrl', await box(row(4)))
    await chosen(2)
    await held('shift', await box(row(6)))
    await chosen(3)
    await desk.click('button', 'Hold…')
    await desk.click('option', 'Spike')
    await desk.wait('textbox', 'Why?')
    await window.press('Return')
    await told('Say why in a few words')
    await window.type('overtaken by the storm')
    await look('why')
    await window.press('Return')
    await told('3 stories spiked')
    await holds('In', STORIES - 3)
    await window.press('ctrl+z')
    await holds('In', STORIES)
    await desk.click('button', 'Choose none')
    await inList()

    // A deadline that clocks skip is refused where it was typed; a section and a name go without a word.
    await window.press('ctrl+a', 'ctrl+shift+a')
    await window.type('deadline')
    await window.press('Return')
    await desk.wait('textbox', 'Until when?')
    await window.type('2026-03-29 03:30')
    await window.press('Return')
    await told('clocks in Europe/Kyiv skip this time')
    await look('skipped')
    await window.press('ctrl+a')
    await window.type('2026-12-03 18:00')
    await window.press('Return')
    await told(`${STORIES} stories due 2026-12-03 18:00`)
    await inList()
    await window.press('ctrl+shift+a')
    await window.type('world')
    await window.press('Return')
    await told(`${STORIES} stories moved to World`)
    await window.press('ctrl+z')
    await told(`Taken back: ${STORIES} stories moved to World`)
    await window.press('ctrl+z')
    await told(`Taken back: ${STORIES} stories due 2026-12-03 18:00`)

    // Where one cannot be changed, the rest is, and it is told by name.
    await window.press('Escape', 'Home', 'ctrl+shift+a')
    await window.type('status: sent')
    await window.press('Return')
    await desk.wait('textbox', 'Why?')
    await window.type('phoned through')
    await window.press('Return')
    await holds('Live', 1)
    await inList()
    await window.press('ctrl+a', 'alt+3')
    await told(`${STORIES - 1} stories moved to Subbing.`)
    await told('Left as it is: FERRY-')
    await look('left')
    await desk.click('button', 'Undo')
    await holds('In', STORIES - 1)

    // On the board: two go on together, come back, and the undo is heard there.
    await window.press('ctrl+shift+b')
    await desk.wait('dialog', 'Board')
    const counts = () => desk.ask(`[...document.querySelectorAll('[data-column] h3 .num')].map((n) => Number(n.textContent)).join()`)
    const counted = (...want) => until(`the columns to hold ${want}`, async () => (await counts()) === want.join())
    await counted(STORIES - 1, 0, 0, 0, 0, 1, 0, 0)
    await window.press('shift+Down')
    await told('2 stories chosen')
    await look('board')
    await window.press('alt+Right')
    await counted(STORIES - 3, 2, 0, 0, 0, 1, 0, 0)
    await told('2 stories moved to Filed')
    await window.press('ctrl+z')
    await counted(STORIES - 1, 0, 0, 0, 0, 1, 0, 0)
    await told('Taken back: 2 stories moved to Filed')

    // And dragged together.
    await window.click(await box('[data-column=draft] .card'))
    await held('ctrl', await box('[data-column=draft] .card[aria-posinset="3"]'))
    const [from, to] = [await box('[data-column=draft] .card'), await box('[data-column=revise] [role=listbox]')]
    const move = ({ x, y }) => window.xdotool('mousemove', String(Math.round(x)), String(Math.round(y)))
    await move(from)
    await window.xdotool('mousedown', '1')
    for (let step = 1; step <= 6; step++) await move({ x: from.x + ((to.x - from.x) * step) / 6, y: from.y })
    await until('the column to show where they go', () => desk.ask(`document.querySelector('[data-column=revise].target') !== null`))
    await window.xdotool('mouseup', '1')
    await counted(STORIES - 3, 0, 0, 2, 0, 1, 0, 0)
    await desk.click('button', 'Undo')
    await counted(STORIES - 1, 0, 0, 0, 0, 1, 0, 0)
  })
})
