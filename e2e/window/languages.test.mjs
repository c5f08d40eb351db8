// Two stories side by side in two languages, in the real window and by
// keyboard: each is marked in its own, F7 walks the one with the keys, and a
// key waits for neither.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const stories = {
  'Gate shuts for the night': ['en-GB', 'Three tankers lay off the habrour until morning.'],
  'Fermeture de la porte du port': ['fr', 'Trois pétroliers ont attendu devant le porrt jusqu’au matin.'],
}

async function fill(home) {
  for (const [n, [headline, [language, body]]] of Object.entries(stories).entries()) {
    writeFileSync(join(home, `${n}.md`), `---\nheadline: ${headline}\nlanguage: ${language}\n---\n${body}\n`)
    await run(bin('stet-cli'), ['import', join(home, `${n}.md`)], { env: environment(home) })
  }
}

test('two stories in two languages are each checked in their own', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `languages-${state}.png`))
  const marked = () => desk.ask(`[...document.querySelectorAll('.story')].map((s) => [...s.querySelectorAll('.cm-misspelt')].map((m) => m.textContent).join())`)
  const marks = (...want) => until(`the marks ${want}`, async () => JSON.stringify(await marked()) === JSON.stringify(want), { within: 30_000 })
  const selects = (word) => until(`${word} to be selected`, () => desk.ask(`getSelection().toString() === ${JSON.stringify(word)}`))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await marks('habrour')
    await window.press('ctrl+alt+b')
    await desk.wait('dialog', 'Open beside this story')
    await window.type('Fermeture')
    await until('the French story', () => desk.ask(`document.querySelector('dialog [aria-selected=true]')?.textContent.includes('Fermeture')`))
    await window.press('Return')
    await marks('habrour', 'porrt')
    await window.pictures(join(shots, 'languages'))

    // F7 and the suggestions are of the story with the keys, and of its language.
    await desk.ask(`document.querySelectorAll('.story .cm-content')[1].focus()`)
    await window.press('ctrl+Home', 'F7')
    await selects('porrt')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“porrt”')
    await until('a French word', () => desk.ask(`[...document.querySelectorAll('dialog button')].some((b) => b.textContent.trim() === 'port')`))
    await look('menu')
    await window.press('Escape')
    await window.press('shift+F6')
    await until('the keys in the English story', () => desk.ask(`document.querySelectorAll('.story')[0].contains(document.activeElement)`))
    await desk.ask(`document.querySelectorAll('.story .cm-content')[0].focus()`)
    await window.press('ctrl+Home', 'F7')
    await selects('habrour')

    // What is typed in one is checked in its language, while the other keeps its marks.
    await window.press('ctrl+End')
    await window.type(' The pillot slept.')
    await marks('habrour,pillot', 'porrt')
    await window.press('shift+F6', 'F6')
    await desk.saved()
    assert.deepEqual(await marked(), ['habrour,pillot', 'porrt'])
  })
})
