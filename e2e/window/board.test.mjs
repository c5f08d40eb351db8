// The board in the real window: 5,000 open stories in columns, moved by keys and
// by the pointer, and scrolled without a frame that anybody would see.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const STORIES = 5000

async function fill(home) {
  const env = { env: environment(home), maxBuffer: 1 << 28 }
  const copy = join(home, 'copy')
  mkdirSync(copy)
  for (let i = 0; i < STORIES; i++) {
    const status = ['draft', 'filed', 'subbing', 'revise', 'ready'][i % 5]
    writeFileSync(join(copy, `${String(i).padStart(5, '0')}.md`), `---\nheadline: The ${i}th ferry of the winter sails for the islands\nslugline: FERRY-${i}\nsection: Harbour\nstatus: ${status}\n---\nThe ferry sails at ten.\n`)
  }
  await run(bin('stet-cli'), ['import', copy], env)
  await run(bin('stet-cli'), ['settings', 'set', 'editor.name', 'Ada Brandt'], env)
}

test('the board of 5,000 stories', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `board-${state}`))
  const counts = () => desk.ask(`[...document.querySelectorAll('[data-column] h3 .num')].map((n) => Number(n.textContent))`)
  const counted = (...want) => until(`the columns to hold ${want}`, async () => String(await counts()) === String(want))
  const cursor = () => desk.ask(`document.activeElement.closest('[data-column]')?.dataset.column + ' ' + (document.querySelector('.card.chosen .slug')?.textContent ?? '')`)

  await shown((state) => window.picture(join(shots, `board-${state}.png`)), async () => {
    await desk.saw('FERRY-')
    await window.press('ctrl+shift+b')
    await desk.wait('dialog', 'Board')
    await counted(1000, 1000, 1000, 1000, 1000, 0, 0, 0)
    await until('the cursor in the first column', async () => (await cursor()).startsWith('draft FERRY-'))
    const [, first] = (await cursor()).split(' ')

    // By keys: on, on, back; the cursor goes along.
    await window.press('alt+Right')
    await counted(999, 1001, 1000, 1000, 1000, 0, 0, 0)
    await until('the cursor to go along', async () => (await cursor()) === `filed ${first}`)
    await window.press('alt+5')
    await counted(999, 1000, 1000, 1000, 1001, 0, 0, 0)
    await until('the cursor in ready', async () => (await cursor()) === `ready ${first}`)

    // Sent asks why, in the foot of the board.
    await window.press('alt+Right')
    await until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
    await window.type('phoned through')
    await look('ask')
    await window.press('Return')
    await counted(999, 1000, 1000, 1000, 1000, 1, 0, 0)
    await look('moved')

    // Each frame of a long scroll, beside as many in which nothing is done.
    const frames = (by) => desk.ask(`new Promise((done) => {
      const box = document.querySelector('[data-column=subbing] [role=listbox]')
      const took = []
      let last = 0
      const frame = (now) => {
        if (last) took.push(Math.round(now - last))
        last = now
        box.scrollTop += ${by}
        if (took.length < 150) requestAnimationFrame(frame)
        else done(took.toSorted((a, b) => b - a))
      }
      requestAnimationFrame(frame)
    })`)
    const [still, scrolled] = [await frames(0), await frames(400)]
    for (const [what, f] of [['still', still], ['scrolled', scrolled]]) t.diagnostic(`${what}: the slowest of 150 frames ${f.slice(0, 5).join(', ')} ms; the middle ${f[75]} ms`)
    assert.ok(await desk.ask(`document.querySelectorAll('[data-column=subbing] .card').length < 40`), 'only what is on screen exists')

    // By the pointer: a card goes to the column it is let go over.
    const box = (what) => desk.ask(`(() => { const r = document.querySelector(${JSON.stringify(what)}).getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + Math.min(r.height, 60) / 2 } })()`)
    const [from, to] = [await box('[data-column=draft] .card'), await box('[data-column=revise] [role=listbox]')]
    const move = ({ x, y }) => window.xdotool('mousemove', String(Math.round(x)), String(Math.round(y)))
    await move(from)
    await window.xdotool('mousedown', '1')
    for (let step = 1; step <= 6; step++) await move({ x: from.x + ((to.x - from.x) * step) / 6, y: from.y })
    await until('the column to show where it goes', () => desk.ask(`document.querySelector('[data-column=revise].target') !== null`))
    await window.xdotool('mouseup', '1')
    await counted(998, 1000, 1000, 1001, 1000, 1, 0, 0)

    // Enter opens the story.
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    assert.equal(await desk.ask(`document.querySelector('[data-field=status]').value`), 'revise')
  })
})
