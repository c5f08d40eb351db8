// What is still to come, in the real window: TK, XX and "hed goes here" stand
// out in headline, standfirst and body alike, are counted in the list, F8 goes
// from one to the next, and a CQ clears one that is right.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const body = 'Police say XX people were hurt at Super Bowl XX, and the damage is $XX million.\n\nTK Maxx stayed open, and Pope John XX was not there.\n'

async function fill(home) {
  const env = environment(home)
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate falls on XX people\nstandfirst: Standfirst goes here\nsection: Harbour\n---\n${body}`)
  await run(bin('stet-cli'), ['settings', 'set', 'editor.name', 'Ada Brandt'], { env })
  await run(bin('stet-cli'), ['settings', 'set', 'newsroom.baseUrl', 'https://news.example'], { env })
  await run(bin('stet-cli'), ['import', '--section', 'Harbour', join(home, 'gate.md')], { env })
}

test('holes stand out in every field, are counted, walked through, and cleared by a CQ', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `holes-${state}.png`))
  const selected = (words) => until(`"${words}" to be selected`, () => desk.ask(`(() => {
    const el = document.activeElement
    return (el.selectionEnd === undefined ? getSelection().toString() : el.value.slice(el.selectionStart, el.selectionEnd)) === ${JSON.stringify(words)}
  })()`))
  const tinted = () => desk.ask(`[...document.querySelectorAll('.furniture .hole, .cm-hole')].map((h) => h.textContent)`)
  const tints = (...want) => until(`the tint on ${want.join('; ')}`, async () => String(await tinted()) === String(want))

  await shown(look, async () => {
    await until('the list to count them', () => desk.ask(`find('option', 'Gate falls')?.innerText.includes('TK 4')`))
    await desk.click('option', 'Gate falls')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await tints('XX', 'Standfirst goes here', 'XX', 'XX')

    // One more in a headline that stands behind More.
    await desk.click('button', 'More')
    await desk.wait('textbox', 'Push headline')
    await desk.fill('Push headline', 'TK people hurt')
    await desk.saved()
    await tints('XX', 'Standfirst goes here', 'TK', 'XX', 'XX')
    assert.match(await desk.ask(`document.getElementById(find('textbox', 'Push headline').getAttribute('aria-describedby').split(' ').at(-1)).textContent`), /Still to come: TK/)
    await window.pictures(join(shots, 'holes-furniture'))

    // F8 goes through all of them, in the order of the story.
    await desk.saw('5') // of the checks
    await until('the checks', () => desk.ask(`[...document.querySelectorAll('[role=tab]')].some((tab) => /Checks\\s*5/.test(tab.innerText))`))
    await desk.click('tab', 'Checks')
    await window.pictures(join(shots, 'holes-checks'))
    for (const words of ['XX', 'TK', 'Standfirst goes here', 'XX', 'XX']) {
      await window.press('F8')
      await selected(words)
    }

    // A CQ says that the last one is right as it stands.
    await window.press('ctrl+alt+q')
    await desk.saved()
    await tints('XX', 'Standfirst goes here', 'TK', 'XX')
    await until('one stop fewer', () => desk.ask(`[...document.querySelectorAll('[role=tab]')].some((tab) => /Checks\\s*4/.test(tab.innerText))`))
    await look('checked')
  })
  await window.quit()
  const env = environment(window.home)
  const [{ id, tks }] = JSON.parse((await run(bin('stet-cli'), ['list', '--json'], { env })).stdout)
  assert.equal(tks, 4)
  const kept = JSON.parse((await run(bin('stet-cli'), ['show', id, '--json'], { env })).stdout).body
  assert.match(flat(kept), /damage is \$\{==XX==\}\{>>cq: [^{}]*<<\} million/)
})
