// A lineup's name, what it fills itself with, where its places lead on to, what
// it was, and its news list on paper; what the lawyer did not read of it. By
// keyboard, then by pointer.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, sleep, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const STORIES = [
  ['GATE', 'Storm gate holds on its first night', 'Coast'],
  ['FERRY', 'Ferry to Brack resumes after nine days', 'Coast'],
  ['TIDE', 'The people who read the tide', 'Tides'],
  ['PUMPS', 'Pumps ran until the morning', 'Coast'],
]

async function fill(home) {
  const env = environment(home)
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env })).stdout
  const ids = []
  for (const [slugline, headline, section] of STORIES) {
    const path = join(home, `${slugline}.md`)
    writeFileSync(path, `---\nheadline: "${headline}"\nslugline: ${slugline}\nstandfirst: "It is so."\nsection: ${section}\n---\nThey went out at dawn.\n`)
    ids.push(JSON.parse(await stet('import', '--json', path))[0].id)
  }
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('section', 'move', 'Tides', '1', '--under', 'Coast')
  for (const id of ids.slice(2)) await stet('status', id, 'ready')
  await stet('lineup', 'set', 'Home', ...ids.slice(0, 2))
  await stet('lineup', 'slot', 'Home', ids[0], '--set', 'weight=splash', '--set', 'headline=Gate holds')
  await stet('lineup', 'new', 'Newsletter')
  await stet('status', ids[0], '--legal', 'done', '--why', 'OK by phone')
}

const order = (desk) => desk.ask(`[...document.querySelectorAll('[role=option][id^=place-]')].map((r) => r.querySelector('.notes bdi').textContent).join(' ')`)
const isOrder = (desk, words) => until(`the order ${words}`, async () => (await order(desk)) === words)
const says = (desk, words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').replace(/[\\u2068\\u2069]/g, '').includes(${JSON.stringify(words)})`))
const onFront = (desk, selector) => desk.ask(`[...(find('document', 'The front as readers see it on a phone')?.shadowRoot?.querySelectorAll(${JSON.stringify(selector)}) ?? [])].map((e) => e.textContent.trim())`)
const inOrder = (desk) => until('the keys in the order', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Places'`))

test('a lineup is worked by keyboard', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const pictures = (state) => window.pictures(join(shots, `fronts-${state}`))
  const look = (state) => window.picture(join(shots, `fronts-${state}.png`))
  const dialog = () => window.xdotool('search', '--onlyvisible', '--name', '^Print$').then(({ stdout }) => stdout.trim(), () => '')

  await shown(look, async () => {
    await desk.wait('listbox', 'Stories')
    await window.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await isOrder(desk, 'GATE FERRY')

    // Its name, and back.
    await window.press('r')
    await until('the name', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Name of the lineup'`))
    await window.type('Newsletter')
    await window.press('Return')
    await desk.saw('lineup of this name exists')
    await window.press('ctrl+a')
    await window.type('Morning')
    await pictures('rename')
    await window.press('Return')
    await says(desk, 'It is called “Morning” now')
    await inOrder(desk)
    await window.press('ctrl+z')
    await says(desk, 'Taken back: it is called “Home”')

    // Where a place leads on to.
    await window.press('Home', 'l')
    await until('the search', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Add a sublink'`))
    await window.type('tide')
    await desk.wait('option', 'The people who read')
    await window.press('Return')
    await says(desk, 'Place 1: 1 sublink')
    await window.type('pumps')
    await desk.wait('option', 'Pumps ran')
    await window.press('Return')
    await says(desk, 'Place 1: 2 sublinks')
    await pictures('links')
    assert.deepEqual(await desk.ask(`[...document.querySelectorAll('ol[aria-label="Sublinks of this place"] .head')].map((e) => e.textContent)`), ['The people who read the tide', 'Pumps ran until the morning'])
    await until('them on the front', async () => (await onFront(desk, '.front-links li')).join('|') === 'The people who read the tide|Pumps ran until the morning')
    await window.press('Escape')
    await inOrder(desk)
    await desk.saw('2 sublinks')
    await window.press('ctrl+z', 'ctrl+z')
    await until('none', async () => (await onFront(desk, '.front-links li')).length === 0)

    // What it fills itself with: a section, and those below it.
    await window.press('shift+f')
    await until('the rule', () => desk.ask(`document.activeElement.id === 'fill-section'`))
    await window.type('Coast')
    await desk.saw('And the sections below it')
    await window.press('Tab', 'space')
    await pictures('fill')
    await window.press('Tab', 'Return')
    await says(desk, 'Filled: 2 new stories')
    await until('the order filled', async () => (await order(desk)).split(' ').sort().join(' ') === 'FERRY GATE PUMPS TIDE')

    // What is new since an earlier order.
    await window.press('h')
    await until('the earlier orders', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Earlier orders'`))
    await desk.saw('Nothing is new since revision')
    await window.press('Down')
    await until('what is new', async () => /New since revision \d+\n[^]*The people who read the tide/.test((await desk.text()).replace(/[\u2068\u2069]/g, '')))
    await pictures('since')
    await window.press('Escape')
    await inOrder(desk)

    // Deleted, and back.
    await window.press('shift+Delete')
    await says(desk, '“Home” is deleted')
    assert.equal(await desk.has('option', 'Home'), false)
    await pictures('deleted')
    await window.press('ctrl+z')
    await says(desk, '“Home” is back, with 4 stories')

    // The news list on paper: two keys from the desk.
    await window.press('Escape')
    await desk.closed()
    await window.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await window.press('b')
    const id = await until('the dialog', dialog)
    await sleep(500)
    await window.xdotool('windowfocus', id)
    await window.xdotool('key', 'Escape')
    await until('the dialog to go', async () => !(await dialog()))
    await window.xdotool('windowfocus', window.id)
    const rows = await desk.ask(`[...document.querySelectorAll('#proof tbody tr')].map((r) => r.querySelector('th').textContent)`)
    assert.deepEqual(rows.toSorted(), ['FERRY', 'GATE', 'PUMPS', 'TIDE'])
    assert.match(await desk.ask(`document.querySelector('#proof h1').textContent`), /^News list: Home/)
    assert.equal(await desk.ask(`getComputedStyle(document.getElementById('proof')).display`), 'none')

    // What a story is called here is read by the lawyer too.
    await desk.ask(`document.querySelector('[aria-label=Places]').focus()`)
    await window.press('Home', 'e')
    await until('the line', () => desk.ask(`document.activeElement.id === 'slot-head'`))
    await window.press('ctrl+a')
    await window.type('Gate fails')
    await window.press('Return')
    await says(desk, 'reads “Gate fails”')
    await window.press('Escape')
    await desk.closed()
    await desk.click('option', 'Storm gate')
    await window.press('Return')
    await desk.saw('Words changed since the lawyer’s read')
    await desk.saw('Home, place 1')
    assert.deepEqual(await desk.ask(`[...document.querySelectorAll('[data-legal] :is(ins, del)')].map((e) => e.textContent.trim())`), ['holds', 'fails'])
    assert.equal(await desk.has('button', 'The changed words'), false)
    await pictures('unread')
  })
})

test('a lineup is worked with the pointer', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `fronts-${state}.png`))

  await shown(look, async () => {
    await desk.click('button', 'Lineups and fronts')
    await desk.wait('listbox', 'Places')
    await isOrder(desk, 'GATE FERRY')
    await desk.click('button', 'Rename the lineup')
    await until('the name', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Name of the lineup'`))
    await window.type('Evening')
    await desk.click('button', 'Rename')
    await says(desk, 'It is called “Evening” now')
    await desk.click('button', 'Delete the lineup')
    await says(desk, '“Evening” is deleted')
    await desk.click('button', 'Undo')
    await says(desk, '“Evening” is back, with 2 stories')
    await isOrder(desk, 'GATE FERRY')

    // A click shows what an earlier order was; another goes back to it.
    await window.press('h')
    await desk.wait('option', '1')
    await desk.click('option', '1')
    await desk.saw('New since revision 1')
    await look('since-pointer')
    await desk.click('button', 'Go back to revision 1')
    await says(desk, 'As in revision 1')
  })
})
