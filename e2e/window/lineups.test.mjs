// Lineups and fronts in the real window, by keyboard alone: a story is made the
// splash, moved, given a head of its own that is measured as it is typed,
// pinned, taken out and brought back; one is killed and leaves a hole; the spare
// goes into use; the news list is saved. Then by pointer.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const STORIES = [
  ['GATE', 'Storm gate at Halvern holds on its first night, and the old town stays dry', 'The barrier closed at 02:40 for the first time.'],
  ['FERRY', 'Ferry to Brack resumes after nine days', 'Crews had walked out over pay.'],
  ['COUNCIL', 'Council votes on a second gate', 'It would stand at the river mouth.'],
  ['HEBREW', 'שער הסערה נסגר בלילה הראשון', 'העיר העתיקה נשארה יבשה.'],
  ['TIDE', 'The people who read the tide', 'A trade of five families.'],
]

async function fill(home) {
  const env = environment(home)
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env })).stdout
  const ids = []
  for (const [n, [slugline, headline, standfirst]] of STORIES.entries()) {
    const path = join(home, `${n}.md`)
    writeFileSync(path, `---\nheadline: "${headline}"\nslugline: ${slugline}\nstandfirst: "${standfirst}"\nsection: Coast\nlanguage: ${n === 3 ? 'he' : 'en-GB'}\n---\nThey went out at dawn.\n`)
    ids.push(JSON.parse(await stet('import', '--json', path))[0].id)
  }
  await run('convert', ['-size', '1600x1000', 'gradient:#2b5876-#dfe9f3', join(home, 'quay.jpg')])
  for (const id of ids.slice(0, 2)) await stet('picture', 'add', id, join(home, 'quay.jpg'), '--lead')
  await stet('lineup', 'set', 'Home', ...ids.slice(0, 4))
  await stet('lineup', 'slot', 'Home', ids[0], '--set', 'weight=splash')
  await stet('lineup', 'slot', 'Home', ids[1], '--set', 'weight=lead')
  await stet('lineup', 'slot', 'Home', ids[2], '--set', 'weight=lead')
}

const order = (desk) => desk.ask(`[...document.querySelectorAll('[role=option][id^=place-]')].map((r) => r.querySelector('.notes bdi').textContent + ' ' + r.querySelector('.weight').textContent).join(', ')`)
const isOrder = (desk, words) => until(`the order ${words}`, async () => (await order(desk)) === words)
const says = (desk, words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))
const onFront = (desk, screen, selector) => desk.ask(`[...(find('document', 'The front as readers see it on a ${screen}')?.shadowRoot?.querySelectorAll(${JSON.stringify(selector)}) ?? [])].map((e) => e.textContent)`)

test('the front is worked by keyboard', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const pictures = (state) => window.pictures(join(shots, `lineups-${state}`))
  const look = (state) => window.picture(join(shots, `lineups-${state}.png`))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await window.press('ctrl+shift+o')
    await desk.wait('dialog', 'Lineups and fronts')
    await desk.wait('listbox', 'Places')
    await isOrder(desk, 'GATE splash, FERRY lead, COUNCIL lead, HEBREW standard')
    await until('the front', async () => (await onFront(desk, 'phone', '.front-headline')).length === 4)
    await pictures('screen')

    // The splash changes: one key, and each keeps its weight's place.
    await window.press('Down', 'Down', 'shift+s')
    await says(desk, '“Council votes on a second gate” is the splash, place 1 of 4')
    await isOrder(desk, 'COUNCIL splash, FERRY lead, GATE lead, HEBREW standard')
    await window.press('alt+Down')
    await says(desk, '“Council votes on a second gate”, place 2 of 4')
    await window.press('alt+Up', 'alt+Up')
    await says(desk, 'is the first already')
    assert.deepEqual((await onFront(desk, 'desktop', '.front-splash .front-headline')).map((s) => s.trim()), ['Council votes on a second gate'])

    // A head of the place's own, measured while it is typed.
    await window.press('End', 'e')
    await until('the line', () => desk.ask(`document.activeElement.id === 'slot-head'`))
    await window.type('A head that goes on and on, past the last line of any screen there is, because nobody had the heart to cut it while there was time, and then there was none left at all to do so')
    await desk.saw('too long')
    await pictures('too-long')
    await window.press('ctrl+a')
    await window.type('Gate shut, town dry')
    await desk.saw('1 line of 4')
    await window.press('Return')
    await says(desk, 'Place 4 reads “Gate shut, town dry”')
    await until('the words on the front', async () => (await onFront(desk, 'phone', '.front-headline')).at(-1).trim() === 'Gate shut, town dry')

    // Until when, in a zone; a moment in none is refused, and stays as it was typed.
    await window.press('e')
    await until('the line again', () => desk.ask(`document.activeElement.id === 'slot-head'`))
    await window.press('Tab', 'Tab', 'Tab')
    await until('the line of the moment', () => desk.ask(`document.activeElement.id === 'slot-until'`))
    await window.type('2030-01-01T20:00')
    await window.press('Return')
    await desk.saw('has no zone')
    await window.press('End')
    await window.type(' Europe/Oslo')
    await pictures('words')
    await window.press('Return')
    await says(desk, 'Place 4 reads')
    await desk.saw('until 1 Jan 2030')

    await window.press('p')
    await says(desk, 'is pinned')
    await window.press('k')
    await says(desk, 'This order is the spare now')

    // Out, and back.
    await window.press('Home', 'Delete')
    await isOrder(desk, 'FERRY lead, GATE lead, HEBREW standard')
    await says(desk, '3 stories left')
    await window.press('ctrl+z')
    await isOrder(desk, 'COUNCIL splash, FERRY lead, GATE lead, HEBREW standard')

    // Every order there was, and back to one by its number.
    await window.press('h')
    await until('the earlier orders', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Earlier orders'`))
    await desk.wait('option', '4')
    await window.type('splash')
    await look('past')
    await window.press('Escape')
    await until('the order again', () => desk.ask(`document.activeElement.role === 'listbox'`))

    // Another story, found by its words.
    await window.press('End', 'a')
    await until('the search', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Add a story'`))
    await window.type('tide')
    await desk.wait('option', 'The people who read')
    await look('add')
    await window.press('Return')
    await says(desk, '“The people who read the tide”, place 5 of 5')
    await window.press('4')
    await isOrder(desk, 'COUNCIL splash, FERRY lead, GATE lead, HEBREW standard, TIDE brief')
    await window.press('u')
    await says(desk, 'The spare is in use')
    await isOrder(desk, 'COUNCIL splash, FERRY lead, GATE lead, HEBREW standard')
    await window.press('u')
    await isOrder(desk, 'COUNCIL splash, FERRY lead, GATE lead, HEBREW standard, TIDE brief')
    await window.press('f')
    await until('what it fills itself with', () => desk.ask(`document.activeElement.id === 'fill-section'`))
    await window.press('Escape')
    await window.press('shift+b')
    await says(desk, 'The news list is saved:')
    const path = (await desk.ask(`document.querySelector('dialog .said').textContent`)).replace(/^.*saved: /, '').trim()
    assert.match(readFileSync(path, 'utf8'), /<th scope="row" dir="auto">COUNCIL<\/th>/)
    await window.press('Escape')
    await desk.closed()

    // A kill leaves a hole in the very save.
    await desk.click('option', 'Ferry to Brack')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.ask(`find('combobox', 'Hold').focus()`)
    await window.type('Kill')
    await until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
    await window.type('the wrong man')
    await window.press('Return')
    await desk.saved()
    await window.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await desk.saw('1 hole: this front does not go out')
    const second = await desk.ask(`document.querySelectorAll('[role=option][id^=place-]')[1].textContent`)
    assert.match(second, /2\s+Ferry to Brack resumes after nine days\s+lead\s+FERRY\s+hole: killed/)
    assert.deepEqual(await onFront(desk, 'phone', '.front-hole'), ['Place 2 is empty: killed'])
    await window.press('Home', 'Down')
    await desk.saw('it is empty (killed). Put another story there')
    await pictures('hole')

    // Such a front stays here; without the hole it goes, and what is new since is said.
    await window.press('d')
    await says(desk, 'This lineup was not sent yet')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('Put another story there')
    assert.equal(await desk.ask(`find('button', 'Save package').disabled`), true)
    await window.press('Escape')
    await desk.closed()
    await window.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await until('the place of the hole', () => desk.ask(`document.activeElement.getAttribute('aria-activedescendant') === document.querySelector('.row.hole').id`))
    await window.press('Delete')
    await says(desk, 'taken out. 4 stories left')
    await window.press('t')
    await desk.wait('document', 'The front as readers see it on a tablet')
    await look('tablet')
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await until('the package to be ready', () => desk.ask(`find('button', 'Save package of 4')?.disabled === false`))
    await pictures('package')
    await window.press('Return')
    await desk.saw('Package intact.')
    await desk.saw('data/fronts/home/index.html')
    await window.press('Escape')
    await desk.closed()
    await window.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await window.press('d')
    await says(desk, 'Nothing is new since it was sent')
    await window.press('End', 'alt+Up', 'd')
    await says(desk, 'New since it was sent: “The people who read the tide” moved from place 4 to 3')
  })
})

test('the front is worked with the pointer', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `lineups-${state}.png`))
  const place = (slug, share) => desk.ask(`(() => {
    const r = [...document.querySelectorAll('[role=option][id^=place-]')].find((row) => row.querySelector('.notes bdi').textContent === ${JSON.stringify(slug)}).getBoundingClientRect()
    return { x: Math.round(r.left + 60), y: Math.round(r.top + r.height * ${share}) }
  })()`)
  const move = ({ x, y }) => window.xdotool('mousemove', String(x), String(y))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('button', 'Lineups and fronts')
    await desk.wait('listbox', 'Places')
    await isOrder(desk, 'GATE splash, FERRY lead, COUNCIL lead, HEBREW standard')
    const [from, to] = [await place('HEBREW', 0.5), await place('FERRY', 0.1)]
    await move(from)
    await window.xdotool('mousedown', '1')
    for (let step = 1; step <= 6; step++) await move({ x: from.x, y: Math.round(from.y + ((to.y - from.y) * step) / 6) })
    await until('the place to be shown', () => desk.ask(`document.querySelector('.row.drop-before') !== null`))
    await look('drag')
    await window.xdotool('mouseup', '1')
    await isOrder(desk, 'GATE splash, HEBREW standard, FERRY lead, COUNCIL lead')
    await desk.click('button', 'Undo')
    await isOrder(desk, 'GATE splash, FERRY lead, COUNCIL lead, HEBREW standard')
    await desk.click('button', 'New lineup')
    await until('the name', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Name of the new lineup'`))
    await window.type('hOME')
    await window.press('Return')
    await desk.saw('A lineup of this name exists')
    await window.press('ctrl+a')
    await window.type('Evening')
    await window.press('Return')
    await says(desk, '“Evening” is there')
    await desk.click('button', 'Close')
    await desk.closed()
  })
})
