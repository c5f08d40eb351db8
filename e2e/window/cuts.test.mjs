// The Cuts drawer in the real window, by keyboard alone: a paragraph that is
// cut lies there, also after the program was killed, and one key brings it back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const paragraphs = [
  'The gate shuts at ten every night of the winter, the harbour master said on Tuesday.',
  'No pilot has been lost here in forty years, and nobody on the quay wants to be the first.',
  'High water is at half past three, which is when the tankers come in, whatever the weather.',
]

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts for the night\n---\n${paragraphs.join('\n\n')}\n`)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('a cut paragraph lies in the drawer until it is put back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `cuts-${state}.png`))
  const drawer = () => desk.ask(`[...document.querySelectorAll('#cuts .text')].map((l) => l.textContent.slice(0, 8))`)
  const holds = (...want) => until(`the drawer to hold ${want}`, async () => String(await drawer()) === String(want))
  const reads = (...order) => until(`the body to read ${order}`, async () => flat(await desk.body()) === flat(order.map((n) => paragraphs[n]).join(' ')))
  const focus = (expression) => until(`the keys in ${expression}`, () => desk.ask(`document.activeElement.matches(${JSON.stringify(expression)})`))
  // The paragraph at the cursor, taken whole.
  const cutHere = async (...left) => {
    await window.press('Home', 'shift+Down', 'shift+Down', 'shift+Down', 'Delete')
    await reads(...left)
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await reads(0, 1, 2)
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+alt+x')
    await desk.saw('A paragraph that is cut from the story lies here')
    await focus('#cuts [role=listbox]')
    await window.press('Escape')
    await focus('.cm-content')

    // Taken out by keys, and back by one.
    await window.press('ctrl+Home')
    await cutHere(1, 2)
    await window.press('ctrl+alt+z')
    await reads(0, 1, 2)
    await focus('.cm-content')

    // Undo takes a cut out of the drawer, as it takes back the cut.
    await window.press('ctrl+Home')
    await cutHere(1, 2)
    await desk.saved()
    await window.press('ctrl+alt+x')
    await holds('The gate')
    await window.press('Escape', 'ctrl+z')
    await reads(0, 1, 2)
    await desk.saved()
    await window.press('ctrl+alt+x')
    await holds()
    await window.press('Escape')

    // What was cut an evening ago is there after a power cut.
    await window.press('ctrl+Home')
    await cutHere(1, 2)
    await desk.saved()
    await cutHere(2)
    await desk.saved()
    await window.kill()
    await window.start()
    await desk.wait('textbox', 'Body')
    await desk.intoBody()
    await window.press('ctrl+alt+x')
    await holds('No pilot', 'The gate')
    await window.pictures(join(shots, 'cuts'))
    await window.press('Down', 'Return')
    await reads(0, 2)
    await holds('No pilot')
    await focus('#cuts [role=listbox]')
    await window.press('ctrl+c')
    await desk.saw('Copied')
    const stdout = await window.copied()
    assert.equal(stdout, paragraphs[1])
    await window.press('Delete')
    await holds()
    await desk.saw('Let go; the history still has it.')
    await look('let go')

    // Marks are not shown, and a paragraph of a word is one.
    await window.press('Escape', 'ctrl+End', 'Return', 'Return')
    await window.type('## The **long** night')
    await window.press('Return', 'Return')
    await window.type('Quite.')
    await desk.saved()
    await window.press('shift+Home', 'Delete', 'Up', 'Up', 'Home', 'shift+End', 'Delete')
    await desk.saved()
    await window.press('ctrl+alt+x')
    await until('both in the drawer', async () => String((await desk.ask(`[...document.querySelectorAll('#cuts .text')].map((l) => l.textContent)`)).sort()) === 'Quite.,The long night')
    await window.pictures(join(shots, 'cuts-plain'))
  })
})
