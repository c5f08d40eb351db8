// The hand-over sheet in the real window, by keyboard and by pointer: what is
// open and what was done, since when, own lines, paper, clipboard and file, and
// handing over with its way back.
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { sleep, until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const story = (headline, slugline, body) => `---\nheadline: ${headline}\nslugline: ${slugline}\nsection: Harbour\n---\n${body}\n`

async function fill(home) {
  const stet = stetAt(home)
  // where the print dialog puts a file that nobody names
  mkdirSync(join(home, 'Documents'))
  mkdirSync(join(home, 'config'), { recursive: true })
  writeFileSync(join(home, 'config', 'user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n')
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'editor.initials', 'AB')
  await stet('settings', 'set', 'newsroom.name', 'Halvern Post')
  await stet('settings', 'set', 'newsroom.zone', 'Europe/London')
  await stet('settings', 'set', 'export.folder', join(home, 'out'))
  for (const [name, text] of Object.entries({
    gate: story('Storm gate holds on its first night', 'GATE', 'The gate is nine metres high.'),
    cost: story('What the storm gate cost', 'COST', 'It cost TK million.'),
    kyiv: story('Ministry names the gate', 'KYIV', 'The ministry names the gate on Thursday.'),
    lie: story('The wrong man', 'LIE', 'He did nothing.'),
    boats: story('Boats in the harbour', 'BOATS', 'Nine boats.'),
  })) {
    writeFileSync(join(home, `${name}.md`), text)
    await stet('import', join(home, `${name}.md`))
  }
  await stet('embargo', 'ministry-names-the-gate', '2999-12-03T00:01', 'Europe/Kyiv', '--why', 'ministry, by e-mail')
  await stet('status', 'storm-gate-holds-on-its-first-night', 'sent', '--why', 'phoned through')
  await stet('status', 'storm-gate-holds-on-its-first-night', 'live', '--why', 'seen on the site')
  await stet('correct', 'storm-gate-holds-on-its-first-night', '--note', 'The gate is ten metres high.', '--why', 'the builder rang')
  await stet('status', '--kill', '--why', 'the wrong man', 'the-wrong-man')
  await stet('status', 'what-the-storm-gate-cost', '--legal', 'required')
  await stet('status', 'boats-in-the-harbour', 'ready')
}

test('the hand-over sheet', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `handover-${state}.png`))
  const lines = () => desk.ask(`[...document.querySelectorAll('dialog [role=option]')].map((o) => o.closest('[role=group]').ariaLabel + ' | ' + o.innerText.replace(/\\s+/g, ' ').trim())`)
  const dialog = () => window.xdotool('search', '--onlyvisible', '--name', '^Print$').then(({ stdout }) => stdout.trim(), () => '')
  const kept = (name) => readdirSync(join(window.home, 'out')).filter((f) => f.startsWith(name))

  await shown(look, async () => {
    await desk.wait('option', 'Storm gate holds')
    await window.press('ctrl+alt+shift+s')
    await desk.wait('dialog', 'Hand-over')
    await until('the sheet', async () => (await lines()).length === 12)
    const on = (await lines()).map((l) => l.replace(/ \d\d:\d\d /, ' '))
    for (const [i, want] of [
      /^Open: Embargoes \| 2 Dec KYIV Ministry names the gate lifts at 00:01, 3 December 2999 Europe\/Kyiv/, /^Open: Waiting to go \| BOATS/, /^Open: Changed since it was sent \| GATE/,
      /^Open: Legal read \| COST/, /^Open: Still to come \| COST .*1 TK/, /^Done: Sent, live, withdrawn \| GATE .*draft to sent; phoned through AB/, /^Done: Sent, live, withdrawn \| GATE .*sent to live/,
      /^Done: Corrected \| GATE .*correction “The gate is ten metres high.”; the builder rang AB/, /^Done: Killed and spiked \| LIE .*killed; the wrong man AB/,
    ].entries()) assert.match(on[i], want)

    // Own lines are kept as they are typed; the list has its keys.
    await desk.click('textbox', 'Own lines')
    await window.type('Ring the harbour master at six.')
    await window.pictures(join(shots, 'handover'))
    await desk.click('option', 'BOATS')
    await window.press('Down', 'Down')
    await window.press('c')
    await desk.saw('Copied as rich text')
    const clip = (type) => window.copied(type)
    assert.match(await clip('text/html'), />Open<\/h2>[\s\S]*Ring the harbour master at six\./)
    await desk.click('button', 'Shift+C copy as plain text') // by pointer: the legend is pressed where it stands
    await desk.saw('Copied as plain text')
    assert.match(await clip('UTF8_STRING'), /OPEN\n {2}Embargoes[\s\S]*AND\n {2}Ring the harbour master at six\./)
    await window.press('s')
    await desk.saw('Saved:')
    assert.match(readFileSync(join(window.home, 'out', kept('hand-over-sheet')[0]), 'utf8'), /Ring the harbour master/)

    // On paper is the sheet and nothing of the desk.
    await desk.click('button', 'Print')
    const id = await until('the dialog', dialog)
    await sleep(500) // its printers come after it
    await window.xdotool('windowfocus', id)
    await window.xdotool('mousemove', '--window', id, '100', '88', 'click', '1') // print to a file: no printer here is the default
    await sleep(500)
    await window.xdotool('key', 'Return')
    const pdf = await until('the file', () => readdirSync(join(window.home, 'Documents')).filter((f) => f.endsWith('.pdf'))[0])
    await until('the dialog to go', async () => !(await dialog()))
    const paper = join(window.home, 'Documents', pdf)
    assert.equal(readFileSync(paper).subarray(0, 5).toString(), '%PDF-')
    copyFileSync(paper, join(shots, 'handover.pdf'))
    await window.xdotool('windowfocus', window.id)
    assert.match(await desk.ask(`document.getElementById('proof').textContent`), /^Hand-over: .*Open.*Embargoes.*KYIV, Ministry names the gate.*Done.*AndRing the harbour master at six\.$/s)
    assert.equal(await desk.ask(`getComputedStyle(document.getElementById('proof')).display`), 'none')

    // Since when can be said; what is no time is named.
    await desk.fill('Since', 'soon')
    await window.press('Tab')
    await desk.saw('is no time')
    await look('no-time')
    await desk.fill('Since', '2026-01-01')
    await window.press('Tab')
    await until('the sheet again', async () => (await lines()).length === 12)

    // A line leads to its story, and the sheet is there again with own lines.
    await desk.click('option', 'GATE')
    await window.press('Return')
    await desk.closed()
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+alt+shift+s')
    await desk.wait('dialog', 'Hand-over')
    await until('own lines', async () => (await desk.value('Own lines')) === 'Ring the harbour master at six.')

    // Handed over, the next one begins there with what is open; and taken back.
    await window.press('ctrl+Return')
    await desk.closed()
    await desk.saw('Handed over. The sheet is saved')
    await window.press('ctrl+alt+shift+s')
    await desk.wait('dialog', 'Hand-over')
    await until('only what is open', async () => (await lines()).length === 5)
    await desk.saw('Nothing was done to where a story stands.')
    await look('next')
    assert.equal(await desk.value('Own lines'), '')
    await desk.click('button', 'Close')
    await desk.closed()
    await desk.click('button', 'Undo')
    await desk.saw('The sheet is as it was')
    await window.press('ctrl+alt+shift+s')
    await until('all of it', async () => (await lines()).length === 12)
    assert.equal(await desk.value('Own lines'), 'Ring the harbour master at six.')
    await window.press('Escape')
    await desk.closed()
  })
})
