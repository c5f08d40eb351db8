// Quick open in the real window, by keyboard alone.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const stories = [
  `---
section: Coast
headline: Harbour gate shuts for the night
author: Ines Aalto
slugline: GATE
---
Three tankers lay off the mole until morning.

The pilots waited in the customs house, and the oldest of them said nothing.
`,
  `---
section: Politics
headline: Budget passes by a single vote
---
The storm in parliament is over, and the pilots of the airline stay on strike.
`,
  `---
headline: Громади готуються до виборів
---
У п’яти громадах оновили списки.
`,
]

async function fill(home) {
  const files = stories.map((text, i) => join(home, `${i}.md`))
  files.forEach((file, i) => writeFileSync(file, stories[i]))
  await run(bin('stet-cli'), ['import', ...files], { env: environment(home) })
}

test('a story is found by any word, opened, and found by what was just written', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `search-${state}.png`))
  const ask = async (words) => {
    await window.press('ctrl+o')
    await desk.wait('combobox', 'Open anything')
    await window.type(words)
  }
  const says = (words) => until(`the news "${words}"`, () => desk.ask(`(document.querySelector('dialog [role=status]')?.textContent ?? '').startsWith(${JSON.stringify(words)})`))
  const marked = () => desk.ask(`[...document.querySelectorAll('dialog mark')].map((m) => m.textContent)`)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()

    await ask('pilots wait')
    await says('1 story')
    await desk.wait('option', 'Harbour gate shuts')
    assert.deepEqual(await marked(), ['pilots', 'waited'])
    await look('found')
    await window.press('Return')
    await until('the story', async () => (await desk.value('Headline')) === 'Harbour gate shuts for the night')

    await until('the focus in the body', () => desk.ask(`document.activeElement === find('textbox', 'Body')`))
    await window.press('ctrl+End')
    await window.type(' A zeppelin was seen.') // with no click first
    await desk.saved()
    await ask('')
    await until('the new word to be found', async () => {
      await window.press('ctrl+a')
      await window.type('zepp')
      return desk.has('option', 'zeppelin')
    })
    await window.press('Escape')
    await until('the dialog to close', async () => !(await desk.has('dialog', '')))

    await window.press('ctrl+shift+d') // by night
    await ask('pilots')
    await says('2 stories')
    await look('two')
    await window.press('ctrl+a')
    await window.type('section:pol pilots')
    await says('1 story')
    await window.press('ctrl+a')
    await window.type('parlamant')
    await until('the guess', () => desk.ask(`document.querySelector('dialog [role=status]').textContent.includes('Spelt almost so')`))
    await look('guessed')
    await window.press('ctrl+a')
    await window.type('colour:red')
    await says('There is no field')
    await look('refused')
    await window.press('ctrl+a')
    await window.type('keys')
    await desk.wait('option', 'Keys')
    await window.press('Return')
    await desk.wait('dialog', 'Keys')
  })
})
