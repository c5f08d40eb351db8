// A newsroom of a thousand stories worked by keyboard alone: no click, no focus
// set from outside. bench/bykeys.mjs walks the same way through a hundred
// thousand and says how long each key takes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { close, lookBack, openAnything, walkTheList } from '../lib/bykeys.mjs'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

const stories = 1000
const sections = ['Coast', 'Politics', 'Courts', 'Culture', 'Sport']
const words = 'harbour gate pilot tide vote budget strike storm ferry lamp court judge choir match keeper council winter signal bridge market'.split(' ')

/** copy number i: another mix of the same words each time */
function copy(i) {
  const word = (n) => words[(i * 7 + n * n + n) % words.length]
  const sentence = (n) => `The ${word(n)} and the ${word(n + 1)} met ${word(n + 2)} ${i % 97} times.`
  return `---
title: ${word(0)[0].toUpperCase()}${word(0).slice(1)} and ${word(3)} number ${i}
section: ${sections[i % sections.length]}
---
${[1, 2, 3].map(sentence).join(' ')}
`
}

async function fill(home) {
  const room = ['--newsroom', join(home, 'newsroom')]
  const folder = join(home, 'copy')
  mkdirSync(folder)
  for (let i = 0; i < stories; i++) writeFileSync(join(folder, `${i}.md`), copy(i))
  await run(bin('stet-cli'), [...room, 'import', folder], { maxBuffer: 1 << 24 })
  // One of them has a past: two people changed its headline and its body.
  const { stdout } = await run(bin('stet-cli'), [...room, 'list', '--section', 'Culture'], { maxBuffer: 1 << 24 })
  const id = stdout.split(/\s/)[0]
  const body = join(home, 'body.md')
  for (const line of ['A paragraph that stood first.', 'Another one that took its place.', 'The last of them.']) {
    writeFileSync(body, `${line}\n\nAnd the pelican watched.\n`)
    await run(bin('stet-cli'), [...room, 'edit', id, '--set', `headlines.main=${line}`, '--body', body])
  }
}

test('the list, quick open and the history by keyboard alone', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), args: (home) => ['--newsroom', join(home, 'newsroom')], fill })
  const desk = new Desk(window)
  const press = (what, ...keys) => window.press(...keys)
  const look = (state) => window.picture(join(shots, `large-${state}.png`))
  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await window.press('Return')
    await walkTheList(desk, { stories, press, look })
    await openAnything(desk, { needle: 'pelican', section: 'Politics', press, look })
    await lookBack(desk, { press, look })
    await close(desk, { press })
  })
})
