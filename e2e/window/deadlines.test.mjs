// Deadlines in the real window: what stops a story and how long there is, in one
// key; the list and the calendar beside the board, by keys and by the pointer;
// and the fields that say until when and how long.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const DAY = 86_400_000
const date = (by) => new Date(Date.now() + by * DAY).toISOString().slice(0, 10)

async function fill(home) {
  const stet = stetAt(home)
  const copy = join(home, 'copy')
  mkdirSync(copy)
  const story = (name, head, body, more = '') => writeFileSync(join(copy, `${name}.md`), `---\nheadline: ${head}\nslugline: ${name.toUpperCase()}\n${more}---\n${body}\n`)
  story('gate', 'Gate shuts for the night', 'The gate shuts at ten, says TK.', 'section: Harbour\n')
  story('ferry', 'Council splits over the price of the winter ferry', 'The vote was close.')
  story('storm', 'Storm closes the harbour for a second day', 'It blew all night.', 'section: Harbour\n')
  story('budget', 'What the budget takes from the islands', 'Less of everything.', 'section: Harbour\n')
  await stet('import', copy)
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'editor.initials', 'AB')
  await stet('settings', 'set', 'newsroom.zone', 'UTC')
  await stet('settings', 'set', 'desk.closes', 'Print 22:55; Web 06:00')
  await stet('status', 'gate-shuts-for-the-night', '--deadline', `${date(1)} 12:30`)
  await stet('status', 'storm-closes-the-harbour-for-a-second-day', '--deadline', `${date(0)} 12:00`, '--to', 'subbing')
  // Where it goes is not there: it waits.
  await stet('target', 'add', 'Website', '--kind', 'folder', '--address', join(home, 'away'))
  await stet('send', 'storm-closes-the-harbour-for-a-second-day', '--to', 'Website').catch(() => undefined)
  await stet('embargo', 'what-the-budget-takes-from-the-islands', `${date(0)}T12:15`, 'Europe/London', '--why', 'treasury')
}

test('deadlines, and what stops a story', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `deadlines-${state}`))
  const box = (what) => desk.ask(`(() => { const r = document.querySelector(${JSON.stringify(what)}).getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + Math.min(r.height, 40) / 2 } })()`)
  const line = () => desk.ask(`document.querySelector('.cursor .name')?.textContent + ' ' + document.querySelector('.cursor .clock')?.textContent`)
  const at = (want) => until(`the cursor on ${want}`, async () => (await line()) === want)
  const dayOf = (name) => desk.ask(`[...document.querySelectorAll('[data-column]')].find((c) => c.innerText.includes(${JSON.stringify(name)}))?.dataset.column ?? ''`)

  await shown((state) => window.picture(join(shots, `deadlines-${state}.png`)), async () => {
    // One key shows only what stops the story; Enter goes there.
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+F8')
    await desk.wait('dialog', 'What stops')
    await desk.saw('1 thing stops it')
    await desk.saw('Deadline')
    await desk.saw('closes')
    await until('the keys on what stops it', () => desk.ask(`document.activeElement.matches('button.block')`))
    await look('stops')
    await window.press('Return')
    await until('the dialog to go', async () => !(await desk.has('dialog', 'What stops')))
    await until('the TK to be selected', () => desk.ask(`getSelection().toString() === 'TK'`))
    await window.type('the harbour master')
    await desk.saved()
    await window.press('ctrl+F8')
    await desk.saw('Nothing stops it')
    await look('free')
    await desk.click('button', 'Ready')
    await until('it to be ready', () => desk.ask(`document.querySelector('[data-field=status]').value === 'ready'`))
    await desk.saved()

    // The fields: a time that clocks skip is refused where it is typed, another is kept as typed.
    await desk.click('button', 'More')
    assert.equal(await desk.value('Deadline'), `${date(1)} 12:30`)
    await desk.fill('Deadline', '2026-03-29 02:30 Europe/Berlin')
    await window.press('Return')
    await desk.saw('clocks in Europe/Berlin skip this time')
    await look('refused')
    await desk.fill('Deadline', `${date(1)} 12:30`)
    await window.press('Return')
    await desk.fill('Urgency', '2')
    await window.press('Return')
    await desk.saved()
    assert.equal(await desk.value('Deadline'), `${date(1)} 12:30`)
    await window.press('alt+Left')

    // The board's other looks: the week first.
    await window.press('ctrl+shift+b')
    await desk.wait('dialog', 'Board')
    await window.press('3')
    await at('STORM 12:00')
    await desk.saw('Embargo ends')
    await desk.saw(': Waits for the network')
    await look('week')
    await window.press('alt+Right')
    await desk.saw('STORM due')
    await at('STORM 12:00')
    await window.press('alt+Down')
    await at('STORM 12:30')
    await window.press('ctrl+z')
    await at('STORM 12:00')
    await window.press('ctrl+z')
    await desk.saw('Taken back: STORM due')
    await window.press('t') // on a Sunday it had gone to the next week
    await until('it to be back', async () => (await dayOf('STORM')) === date(0))
    await at('STORM 12:00')

    // Dragged to another day of the week on screen, and taken back by the button.
    const to = await desk.ask(`[...document.querySelectorAll('[data-column]')].map((c) => c.dataset.column).find((d) => d !== ${JSON.stringify(date(0))})`)
    const [a, b] = [await box(`[data-column="${date(0)}"] [data-card]`), await box(`[data-column="${to}"] .rows`)]
    const move = ({ x, y }) => window.xdotool('mousemove', String(Math.round(x)), String(Math.round(y)))
    await move(a)
    await window.xdotool('mousedown', '1')
    for (let step = 1; step <= 6; step++) await move({ x: a.x + ((b.x - a.x) * step) / 6, y: a.y })
    await until('the day to show that it goes there', () => desk.ask(`document.querySelector('section.target') !== null`))
    await window.xdotool('mouseup', '1')
    await until('it to be there', async () => (await dayOf('STORM')) === to)
    await desk.click('button', 'Undo')
    await until('it to be back', async () => (await dayOf('STORM')) === date(0))

    // The list, then Enter opens.
    await window.press('2')
    await at('STORM 12:00')
    await look('list')
    await window.press('Down')
    await until('the cursor to go on', async () => (await line()) !== 'STORM 12:00')
    await window.press('Up')
    await at('STORM 12:00')
    await window.press('1')
    await until('the columns', () => desk.ask(`document.querySelectorAll('[data-column] h3').length === 8`))
    await window.press('2')
    await at('STORM 12:00')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    assert.equal(await desk.ask(`document.querySelector('[data-field=status]').value`), 'subbing')
  })
})
