// German and Ukrainian are checked in the real window with the dictionaries that
// lie beside the program, and with no byte of them in it: they are under the GPL.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const german = `---
headline: Der Haffen bleibt heute geschlossen
language: de
---
Drei Tanker lagen bis zum Morgen vor dem Hafen, und der Hafenmeister sagte nichts dazu.

Die Bürgermeisterin sprach von einem Rükschritt.
`
const ukrainian = `---
headline: Порт зачинено до ранку
language: uk
---
Три танкери стояли на рейді до ранку, а начальник порту мовчав.

Капітан казав про шторрм.
`

async function fill(home) {
  for (const [name, text] of Object.entries({ german, ukrainian })) {
    writeFileSync(join(home, `${name}.md`), text)
    await run(bin('stet-cli'), ['import', join(home, `${name}.md`)], { env: environment(home) })
  }
}

test('the program holds nothing of the dictionaries beside it, and each has its licence', () => {
  const program = readFileSync(bin('stet'))
  for (const language of ['de', 'uk']) {
    for (const ending of ['aff', 'dic']) {
      const file = readFileSync(bin(join('dictionaries', `${language}.${ending}`)))
      for (let at = 0; at + 64 <= file.length; at += Math.ceil(file.length / 40)) {
        assert.equal(program.indexOf(file.subarray(at, at + 64)), -1, `${language}.${ending} from byte ${at} on is in the program`)
      }
    }
    assert.match(readFileSync(bin(join('dictionaries', `${language}.licence.txt`)), 'utf8'), /GNU GENERAL PUBLIC LICENSE\s+Version 3/)
  }
})

test('German and Ukrainian are checked with them', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `dictionaries-${state}.png`))
  const marked = (selector, ...want) => until(`the marks ${want}`, async () => String(await desk.ask(`[...document.querySelectorAll('${selector}')].map((m) => m.textContent)`)) === String(want), { within: 40_000 })

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Der Haffen')
    await window.press('Return')
    await marked('.cm-misspelt', 'Rükschritt')
    await marked('.misspelt', 'Haffen')
    await window.pictures(join(shots, 'dictionaries-german'))
    for (const file of ['de.dic', 'uk.aff']) {
      const sum = await desk.ask(`fetch('/dictionary/${file}').then((r) => r.arrayBuffer()).then((b) => crypto.subtle.digest('SHA-256', b)).then((d) => [...new Uint8Array(d)].map((n) => n.toString(16).padStart(2, '0')).join(''))`)
      assert.equal(sum, createHash('sha256').update(readFileSync(bin(join('dictionaries', file)))).digest('hex'), file)
    }
    assert.ok(!existsSync(join(window.home, 'data/stet-newsroom/dictionaries')), 'somebody put dictionaries there')

    await desk.intoBody()
    await window.press('F7', 'ctrl+period')
    await desk.wait('dialog', '“')
    await window.press('Escape', 'alt+Left')
    await desk.click('option', 'Порт')
    await window.press('Return')
    await marked('.cm-misspelt', 'шторрм')
  })
})
