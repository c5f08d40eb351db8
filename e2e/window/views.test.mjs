// Saved views in the real window, by keyboard and by the pointer: what the list
// shows is kept under a name, stands at the left with a count, and is renamed,
// moved, deleted and brought back.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

async function fill(home) {
  const env = { env: environment(home) }
  const copy = join(home, 'copy')
  mkdirSync(copy)
  for (const name of ['ferry-1', 'ferry-2', 'ferry-3', 'gate']) writeFileSync(join(copy, `${name}.md`), `---\nheadline: About ${name}\nslugline: ${name.toUpperCase()}\nsection: Harbour\n---\nIt sails.\n`)
  await run(bin('stet-cli'), ['import', copy], env)
  await run(bin('stet-cli'), ['view', 'add', 'Harbour, longest first', '--section', 'harbour', '--sort', 'words'], env)
  await run(bin('stet-cli'), ['settings', 'set', 'editor.name', 'Ada Brandt'], env)
  await run(bin('stet-cli'), ['export', '--out', join(home, 'gate.zip'), 'about-gate'], env)
  await run(bin('stet-cli'), ['edit', '--set', 'standfirst=It sails again.', 'about-gate'], env)
}

test('saved views', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `views-${state}`))
  const rail = () => desk.ask(`[...document.querySelectorAll('nav ul:nth-of-type(2) button')].map((b) => b.innerText.replace(/\\s+/g, ' ').trim()).join(' | ')`)
  const reads = (want) => until(`the rail to read ${want}`, async () => (await rail()) === want)
  const rows = (want) => until(`${want} stories in the list`, () => desk.ask(`document.querySelectorAll('.rows [id^="story-"]').length === ${want}`))

  await shown((state) => window.picture(join(shots, `views-${state}.png`)), async () => {
    await desk.saw('FERRY-1')
    await reads('Harbour, longest first 4')

    // What was changed since it went out is counted from the start; by keys, it is shown.
    await until('the count', async () => (await desk.ask(`find('button', 'Changed since out')?.innerText ?? ''`)).split(/\s+/).join(' ').trim() === 'Changed since out 1')
    await until('the keys at the left', async () => {
      await window.press('F6')
      return desk.ask(`document.activeElement.closest('nav') !== null`)
    })
    for (let tabs = 0; tabs < 12 && !(await desk.heard()).trim().startsWith('Changed since out'); tabs++) await window.press('Tab')
    await window.press('Return')
    await rows(1)
    await desk.saw('GATE')
    await look('changed')
    await desk.click('button', 'All stories')
    await rows(4)
    await window.press('F6')

    // By keys: filter, keep, and it stands at the left.
    await window.type('ferry')
    await rows(3)
    await window.press('ctrl+shift+e')
    await desk.wait('dialog', 'Saved views')
    await until('the keys in the name', () => desk.ask(`document.activeElement.id === 'view-name'`))
    await window.type('Ferries')
    await window.press('Return')
    await desk.saw('“Ferries” kept')
    await look('kept')

    // Moved to the first place, renamed; a name that is taken is refused.
    await until('the keys in the list of them', () => desk.ask(`document.activeElement.matches('[role=listbox]')`))
    await window.press('alt+Up')
    await desk.saw('“Ferries” is number 1 now')
    await window.press('F2')
    await until('the keys in the new name', () => desk.ask(`document.activeElement.ariaLabel === 'Another name'`))
    await window.press('ctrl+a')
    await window.type('HARBOUR, longest first')
    await window.press('Return')
    await desk.saw('There is a saved view of that name already')
    await look('taken')
    await window.press('ctrl+a')
    await window.type('Boats')
    await window.press('Return')
    await desk.saw('“Ferries” is “Boats” now')
    await window.press('Escape')
    await reads('Boats 3 | Harbour, longest first 4')

    // By the pointer: the other one is shown, then this again; counts follow.
    await desk.click('button', 'Harbour, longest first')
    await rows(4)
    await desk.click('button', 'Boats')
    await rows(3)
    assert.equal(await desk.ask(`document.querySelector('input[type=search]').value`), 'ferry')
    await look('shown')
    await desk.click('option', 'About ferry-2')
    await window.press('Delete')
    await reads('Boats 2 | Harbour, longest first 3')
    await desk.click('button', 'Undo')
    await reads('Boats 3 | Harbour, longest first 4')

    // Deleted and brought back.
    await desk.click('button', 'Saved views: keep')
    await desk.wait('dialog', 'Saved views')
    await desk.click('option', 'Boats')
    await desk.click('button', 'Delete')
    await desk.saw('“Boats” deleted')
    await reads('Harbour, longest first 4')
    await desk.click('button', 'Undo')
    await reads('Boats 3 | Harbour, longest first 4')
  })
})
