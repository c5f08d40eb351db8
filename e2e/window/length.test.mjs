// How long a story is, in the real window: words against what was asked for,
// those that are selected, and the line where the commissioned length ends.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const paragraph = 'The harbour office will close its night desk from January, ending a watch that has been kept without a break since the lighthouse was wired in the autumn of 1911 by two brothers.'
const story = `---
headline: Gate shuts for the night
commissionedLength: 45
---
${paragraph}

${paragraph}
`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), story)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], { env: environment(home) })
}

test('a story says how long it is, and where it should have ended', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `length-${state}.png`))
  const foot = () => desk.ask(`document.querySelector('.story > .foot').textContent.replace(/\\s+/g, ' ').trim()`)
  const says = (words) => until(`the foot to say "${words}"`, async () => (await foot()).includes(words))
  // Where the hairline stands, beside the word behind which it belongs.
  const line = () => desk.ask(`(() => {
    const lines = [...document.querySelectorAll('.cm-length-line')].map((l) => l.getBoundingClientRect())
    return lines.length === 3 ? { x: lines[2].left, y: lines[1].top, high: lines[1].height } : null
  })()`)
  const wordBox = (nth) => desk.ask(`(() => {
    const [first, , second] = document.querySelectorAll('.cm-line')
    const range = document.createRange()
    const text = second.firstChild
    const words = [...text.data.matchAll(/\\S+/g)]
    range.setStart(text, words[${nth} - 1].index)
    range.setEnd(text, words[${nth} - 1].index + words[${nth} - 1][0].length)
    const box = range.getBoundingClientRect()
    return { right: box.right, top: box.top }
  })()`)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await says('66/45 words, 21 over')
    await says('66 of 45 words, 21 over; 356 characters; 1 min to read')
    const at = await until('the hairline', line)
    const word = await wordBox(45 - 33)
    assert.ok(Math.abs(at.x - word.right) < 3 && Math.abs(at.y - word.top) < 12, `the line is at ${JSON.stringify(at)}, the word ends at ${JSON.stringify(word)}`)
    await window.pictures(join(shots, 'length'))

    // The line keeps its word while others are typed before it, and no text moves by it.
    await desk.intoBody('ctrl+Home')
    await window.type('Two words ')
    await says('68/45 words, 23 over')
    const later = await wordBox(45 - 35)
    await until('the line at its word', async () => Math.abs((await line()).x - later.right) < 3)

    await window.press('ctrl+Home')
    await window.press('shift+ctrl+Right', 'shift+ctrl+Right')
    await says('Selected: 2 words of 68')
    await look('selected')

    // A line above the body has the keys: what is selected there is counted, or nothing is.
    await desk.click('textbox', 'Headline')
    await says('68/45 words')
    await window.press('Home', 'shift+ctrl+Right', 'shift+ctrl+Right', 'shift+ctrl+Right')
    await says('Selected: 3 words · ')
    await window.pictures(join(shots, 'length-line'))
    await window.press('End')
    await says('68/45 words')
    await desk.intoBody('ctrl+Home')
    await window.press('shift+ctrl+Right')
    await says('Selected: 1 word of 68')
    await window.press('Right')
    await says('68/45 words')

    await window.press('ctrl+alt+w')
    await desk.saw('68 of 45 words, 23 over')
    await desk.saved()
  })
})
