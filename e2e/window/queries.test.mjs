// A question to the writer in the real window, by keyboard alone: asked about
// selected words, found by F8 and in the list, answered where it stands, and in
// no page that readers get.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const first = 'The gate shuts at ten every night of the winter, the harbour master said on Tuesday.'
const second = 'No pilot has been lost here in forty years, and nobody on the quay wants to be the first.'

async function fill(home) {
  const env = environment(home)
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts for the night\nsection: Harbour\nbylines: Mara Lind\n---\n${first}\n\n${second}\n`)
  await run(bin('stet-cli'), ['import', '--section', 'Harbour', join(home, 'gate.md')], { env })
}

test('a query is asked, found, answered, opened again and taken out', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `queries-${state}.png`))
  const reads = (words) => until(`the body to read ${words}`, async () => flat(await desk.body()).includes(words))
  const focus = (expression) => until(`the keys in ${expression}`, () => desk.ask(`document.activeElement.matches(${JSON.stringify(expression)})`))
  const selected = (words) => until(`"${words}" to be selected`, () => desk.ask(`getSelection().toString() === ${JSON.stringify(words)}`))
  const lines = () => desk.ask(`[...document.querySelectorAll('#panel .query')].map((q) => q.querySelector('.state').textContent + ' ' + q.querySelector('.note').textContent)`)
  const lists = (...want) => until(`the list to hold ${want.join('; ')}`, async () => String(await lines()) === String(want))
  const page = async () => flat(await desk.page())
  const inList = async (...keys) => {
    await window.press('ctrl+shift+m')
    await focus('#panel [role=listbox]') // keys that come before it are the text's
    await window.press(...keys)
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await reads('The gate shuts')

    // Asked about the first two words, in a question with signs of the dialect.
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+shift+Right', 'ctrl+shift+Right')
    await window.press('ctrl+alt+m')
    await focus('dialog textarea')
    await window.type('Which gate: the <<old}} one | "or"')
    await window.press('shift+Return')
    await window.type('the new one?')
    await window.pictures(join(shots, 'queries-ask'))
    await window.press('Return')
    await desk.saw('The query stands in the text')
    await focus('.cm-content')
    await reads('The gateQuery Which gate')

    // One undo takes it back, and one redo brings it.
    await window.press('ctrl+z')
    await reads('The gate shuts at ten')
    await window.press('ctrl+shift+z')
    await reads('The gateQuery Which gate')

    // The second one goes to somebody by name.
    await window.press('ctrl+End')
    await window.press('ctrl+alt+m')
    await focus('dialog textarea')
    await window.type('Did he say so?')
    await window.press('Tab')
    await window.type('Tom Ode')
    await window.press('Return')
    await reads('firstQuery Did he say so?')
    await desk.saved()
    await desk.wait('img', '2 open queries') // in its row of the list

    // The page has none of it; F8 walks to what is open.
    await until('the page', async () => (await page()).includes('The gate shuts at ten'))
    assert.ok(!(await page()).includes('Which gate'))
    await until('the checks', () => desk.ask(`/2/.test(document.getElementById('tab-checks').textContent) || /3/.test(document.getElementById('tab-checks').textContent)`))
    await window.press('F8')
    await desk.saw('Open query from AB')
    await selected('The gate')

    // The list: open ones first, and the passage is where Enter goes.
    await window.press('ctrl+shift+m')
    await focus('#panel [role=listbox]')
    await lists('Open Which gate: the <<old}} one | "or"\nthe new one?', 'Open Did he say so?')
    await window.pictures(join(shots, 'queries-list'))
    await window.press('Down', 'Return')
    await focus('.cm-content')
    await selected('first')

    // Answered at the passage.
    await window.press('ctrl+alt+m')
    await focus('dialog textarea')
    await desk.saw('asks Tom Ode')
    await window.type('He did, twice.')
    await window.pictures(join(shots, 'queries-answer'))
    await window.press('Return')
    await desk.saw('Answered. 1 query open')
    await reads('firstAnswered')
    await desk.saved()
    await window.press('ctrl+shift+m')
    await lists('Open Which gate: the <<old}} one | "or"\nthe new one?', 'Answered Did he say so?')
    await desk.wait('img', '1 open query')
    await window.press('End', 'a')
    await desk.saw('He did, twice.')
    await window.pictures(join(shots, 'queries-answered'))
    await window.press('Escape')
    await focus('#panel [role=listbox]')

    // It moves with edits, and the cursor goes over its signs in one step.
    await desk.intoBody('ctrl+Home')
    await window.type('Today: ')
    await reads('Today: The gateQuery Which')
    await inList('Home', 'Return')
    await selected('The gate')
    await window.press('Right', 'Right')
    await window.type('!')
    await reads('the new one?! shuts')
    await window.press('BackSpace', 'BackSpace')
    await reads('Today: The gate shuts')
    await window.press('ctrl+z')
    await reads('Today: The gateQuery Which')
    await desk.saved()

    // A paragraph that ends in the passage leaves the query with its first words.
    await inList('Home', 'Return')
    await selected('The gate')
    await window.press('Left', 'Right', 'Right', 'Right', 'Return', 'Return')
    await reads('Today: TheQuery Which')
    await until('undo to join it again', async () => {
      await window.press('ctrl+z')
      return flat(await desk.body()).includes('Today: The gateQuery Which')
    })
    await desk.saved()

    // Open again, after the program was killed, and taken out; the words stay.
    await window.kill()
    await window.start()
    await desk.wait('textbox', 'Body')
    await desk.intoBody()
    await reads('firstAnswered')
    await window.press('ctrl+shift+m')
    await lists('Open Which gate: the <<old}} one | "or"\nthe new one?', 'Answered Did he say so?')
    await window.press('End', 'r')
    await desk.saw('Open again. 2 queries open')
    await lists('Open Which gate: the <<old}} one | "or"\nthe new one?', 'Open Did he say so?')
    await window.press('Delete')
    await desk.saw('The query is out')
    await window.press('Home', 'Delete')
    await lists()
    await desk.saved()
    await until('no query in the row', () => desk.ask(`!document.querySelector('.row .asked')`))
    await reads(flat(`Today: ${first} ${second}`))
    await window.pictures(join(shots, 'queries-none'))

    // What is still to come stands out while it is typed.
    await desk.intoBody()
    await window.type(' XX pilots of TKTK, caption goes here')
    await until('the holes', () => desk.ask(`[...document.querySelectorAll('.cm-hole')].map((h) => h.textContent).join() === 'XX,TKTK,caption goes here'`))
    await desk.saved()
    await window.pictures(join(shots, 'queries-holes'))
  })
})
