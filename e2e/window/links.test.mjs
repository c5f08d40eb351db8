// Links in the real window, by keyboard alone: an address is made whole while
// it is entered, one that readers would not get says so in the slip, and the
// checks lead to every link that the page leaves out.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const body = 'The harbour office says more on [its page](www.example.org/gate), and the rules are [here](/rules).\n\nThe council met on Monday.\n'

async function fill(home) {
  const env = environment(home)
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts for the night\nsection: Harbour\n---\n${body}`)
  await run(bin('stet-cli'), ['settings', 'set', 'editor.name', 'Ada Brandt'], { env })
  await run(bin('stet-cli'), ['settings', 'set', 'newsroom.baseUrl', 'https://news.example'], { env })
  await run(bin('stet-cli'), ['import', '--section', 'Harbour', join(home, 'gate.md')], { env })
}

test('a link is made whole in its slip, and the checks name those that readers do not get', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `links-${state}.png`))
  const focus = (expression) => until(`the keys in ${expression}`, () => desk.ask(`document.activeElement.matches(${JSON.stringify(expression)})`))
  const says = (words) => until(`the slip to say ${words}`, () => desk.ask(`document.querySelector('dialog [role=status]')?.innerText.includes(${JSON.stringify(words)})`))
  const selected = (words) => until(`"${words}" to be selected`, () => desk.ask(`getSelection().toString() === ${JSON.stringify(words)}`))
  const links = () => desk.ask(`[...(find('document', 'The page as readers see it')?.shadowRoot.querySelectorAll('.stet-page a') ?? [])].map((a) => a.getAttribute('href'))`)

  await shown(look, async () => {
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the body', async () => flat(await desk.body()).includes('council'))

    // A bare host is completed in sight, and goes in whole.
    await desk.intoBody('ctrl+End')
    await window.press('Up', 'Home')
    await window.press('ctrl+Right', 'ctrl+shift+Right')
    await window.press('ctrl+k')
    await focus('dialog input')
    await window.type('example.org/council')
    await says('Goes to https://example.org/council')
    await window.pictures(join(shots, 'links-slip'))

    // What cannot ship says so, and stays in the slip.
    await window.press('ctrl+a')
    await window.type('minutes.html')
    await window.press('Return')
    await says('does not say on which site')
    await window.pictures(join(shots, 'links-trouble'))
    await window.press('ctrl+a')
    await window.type('example.org/council')
    await window.press('Return')
    await focus('.cm-content')
    await until('the page to carry the link', async () => (await links()).includes('https://example.org/council'))
    await desk.saved()

    // F8 leads to the one that was typed without its beginning; Ctrl+K mends it.
    await until('the checks', () => desk.ask(`[...document.querySelectorAll('[role=tab]')].some((tab) => /2/.test(tab.innerText))`))
    await desk.click('tab', 'Checks')
    await desk.saw('The page leaves out the link at “its page”.')
    await window.pictures(join(shots, 'links-checks'))
    await desk.intoBody('ctrl+Home')
    await window.press('F8')
    await selected('[its page](www.example.org/gate)')
    await window.press('ctrl+k')
    await focus('dialog input')
    await says('Goes to https://www.example.org/gate')
    await window.press('Return')
    await focus('.cm-content')
    await desk.saved()
    await desk.saw('The page leaves out the link at “here”.')
    await until('one to be left', () => desk.ask(`!document.body.innerText.includes('link at “its page”')`))

    // A key takes a link out and leaves its words.
    await window.press('F8')
    await selected('[here](/rules)')
    await window.press('ctrl+k')
    await focus('dialog input')
    await says('does not say on which site')
    await look('edit')
    await desk.click('button', 'Take the link out')
    await focus('.cm-content')
    await desk.saved()
    await desk.saw('Nothing stands in the way of this story.')
  })
  await window.quit()
  const env = environment(window.home)
  const [{ id }] = JSON.parse((await run(bin('stet-cli'), ['list', '--json'], { env })).stdout)
  const kept = JSON.parse((await run(bin('stet-cli'), ['show', id, '--json'], { env })).stdout).body
  assert.equal(flat(kept), 'The harbour office says more on [its page](https://www.example.org/gate), and the rules are here. The [council](https://example.org/council) met on Monday.')
})
