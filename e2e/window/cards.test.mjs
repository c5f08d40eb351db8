// The story where readers meet it first, and as it is heard, in the real window
// and by keyboard alone: both follow the keys, and lead back into the text.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const story = `---
headline: Storm gate at Halvern holds on its first night, and the old town stays dry
standfirst: The barrier closed at 02:40 for the first time. Engineers had expected to have another year before it was needed.
overline: Harbour defences
section: Coast
language: en-GB
---
The steel gate closed for the first time in the early hours of Wednesday.

What the council said in June is [here](https://halvern.example/plan).

## What happens next

- the southern track must be inspected
- both pumps must be repaired
`

async function fill(home) {
  const env = environment(home)
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env })).stdout
  writeFileSync(join(home, 'gate.md'), story)
  await run('convert', ['-size', '1600x1000', 'gradient:#27415e-#c98f4e', join(home, 'gate.jpg')])
  const [{ id }] = JSON.parse(await stet('import', '--json', join(home, 'gate.md')))
  await stet('picture', 'add', id, join(home, 'gate.jpg'), '--lead')
  await stet('settings', 'set', 'newsroom.baseUrl', 'https://halvern.example')
  await stet('settings', 'set', 'newsroom.name', 'Halvern Post')
}

const flat = (text) => text.replace(/\s+/g, ' ')

test('a story as cards and as it is heard, by keyboard', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `cards-${state}`))
  const cardText = (name) => desk.ask(`[...document.querySelectorAll('section')].find((s) => s.querySelector('h2')?.textContent === ${JSON.stringify(name)})?.innerText ?? ''`).then(flat)
  const says = (name, words) => until(`${name} to say "${words}"`, async () => (await cardText(name)).includes(words))
  const focus = () => desk.ask(`document.activeElement.getAttribute('aria-label') || document.activeElement.dataset.field || document.activeElement.textContent.trim()`)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Storm gate')
    await window.press('Return')
    await desk.wait('textbox', 'Body')

    await window.press('ctrl+alt+k')
    await until('the cards to have the keys', async () => (await focus()) === 'The story as cards')
    await says('Search result', 'and the old town …')
    await says('Search result', 'The main headline is cut: …stays dry')
    await says('Push, iPhone', 'Halvern Post')
    await says('Front teaser', 'Harbour defences')
    await until('the pictures', () => desk.ask(`[...document.querySelectorAll('.face img')].filter((i) => i.naturalWidth > 0).length === 2`))
    await look('cards')

    // Nothing is drawn wider than its card: the lines are the program's.
    const wide = await desk.ask(`[...document.querySelectorAll('.face')].flatMap((f) => [...f.querySelectorAll('p')].filter((p) => p.scrollWidth > p.clientWidth + 2).map((p) => p.innerText))`)
    assert.deepEqual(wide, [])

    // What is used leads to the field that would take its place.
    await window.press('Tab')
    assert.equal(await focus(), 'The main headline')
    await window.press('Return')
    await until('the field', async () => (await focus()) === 'headlines.search')
    await window.type('Halvern storm gate holds')
    await says('Search result', 'Its own search headline fits')
    await says('Search result', 'Halvern storm gate holds')
    await window.press('ctrl+alt+d')
    await until('dark cards', () => desk.ask(`document.querySelectorAll('.face.dark').length === 5`))
    await window.picture(join(shots, 'cards-dark-on-light.png'))
    await window.press('ctrl+alt+d')

    await window.press('ctrl+alt+o')
    const heard = () => desk.ask(`find('listbox', 'The story as a screen reader hears it')?.innerText ?? ''`).then(flat)
    await until('the outline', async () => (await heard()).includes('Heading 2 What happens next'))
    assert.match(await heard(), /In British English Article/)
    assert.match(await heard(), /List, 2 items/)
    assert.match(await heard(), /Picture No description/)
    await desk.saw('2 things to look at')
    await look('outline')
    await window.press('p', 'p')
    await until('the link that says nothing', () => desk.ask(`document.querySelector('.heard [aria-selected=true]').innerText.includes('does not say where the link leads')`))
    await window.press('Return')
    await until('its place in the body', () => desk.ask(`!!document.activeElement.closest('.cm-content')`))
    await window.press('End')
    await window.type(' It was long.')
    await window.press('Return', 'Return')
    await window.type('#### Deep')
    await until('the outline to follow', async () => (await heard()).includes('A level is left out: heading 1 is followed by heading 4.'))

    await window.press('ctrl+alt+g')
    await until('the page', async () => flat(await desk.page()).includes('It was long.'))
    assert.equal(await focus(), 'The page as readers see it')
    await look('page')
  })
})
