// A whole evening at the desk, by keyboard alone: forty stories come in from the
// wire and are read, some opened, most at a glance; two are killed, one is embargoed, one goes to the lawyer;
// sections become one, the front is set and goes out, and what went is proved.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'
import { ITEMS, RIGHT, WRONG, wire } from '../lib/wire.mjs'

const RAW = 'Coast\n\nLamp of the outer mole burns again\n\nA keeper had to climb the stairs for the first time in forty years.\n\nThe lamp of the outer mole was lit at six on Tuesday, said Oda Lind, who keeps it. It had been dark for nine nights.\n\nBoats may come in by night again from Wednesday on, the harbour said.\n'
// Opened and made ready one by one; the others together.
const ONE_BY_ONE = 6

const folder = (home) => join(home, 'wire')

/** what the windowless program says of the newsroom, which is read beside the window */
const asked = (window) => async (...args) => JSON.parse((await run(bin('stet-cli'), ['--json', ...args], { env: environment(window.home), maxBuffer: 1 << 26 })).stdout)

/** what the newsroom and its packages have of the evening */
async function told(window) {
  await window.quit()
  const stet = asked(window)
  const stories = await stet('list')
  assert.equal(stories.length, 41)
  const count = (has) => stories.filter(has).length
  assert.equal(count((s) => s.status === 'ready'), 41)
  assert.deepEqual(stories.filter((s) => s.flag === 'killed').map((s) => s.slugline).sort(), ['FERRY-SUND', 'ROWING-BRACK'])
  assert.equal(count((s) => s.flag === 'hold'), 1)
  assert.equal(count((s) => s.embargo), 1)
  assert.equal(count((s) => s.corrected === 'correction'), 3)
  assert.equal(count((s) => s.section === 'Politics'), 20)
  const packages = join(window.home, 'Stet')
  const names = readdirSync(packages).filter((n) => n.endsWith('.zip'))
  assert.equal(names.length, 3)
  for (const name of names) assert.equal((await stet('verify', join(packages, name))).ok, true, name)
}

test('an evening by keyboard alone', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill: (home) => wire(folder(home)) })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `evening-${state}.png`))
  const pressed = []
  /** presses keys and counts them, for the budgets */
  const keys = async (...names) => {
    pressed.push(...names)
    await window.press(...names)
  }
  /** a deed that may take so many keys beyond its words */
  const within = async (most, deed, steps) => {
    pressed.length = 0
    await steps()
    assert.ok(pressed.length <= most, `${deed} takes ${pressed.length} keys (${pressed.join(' ')}), at most ${most} wanted`)
    t.diagnostic(`${deed}: ${pressed.length} keys of ${most}`)
  }
  const command = async (words) => {
    await keys('F1')
    await desk.wait('dialog', '')
    await window.type(words)
    await keys('Return')
  }
  const rows = () => desk.ask(`Number(document.querySelector('.rows [role=option]')?.getAttribute('aria-setsize') ?? 0)`)
  const filtered = async (words) => {
    await window.type(words)
    await until(`one story of ${words}`, async () => (await rows()) === 1)
  }
  /** opens a story from the list by its slugline */
  const open = async (slugline) => {
    await filtered(slugline)
    await keys('Return')
    await desk.wait('textbox', 'Body')
    await desk.saved()
  }
  const back = async () => {
    await desk.saved()
    await keys('alt+Left')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))
    await keys('Escape')
    await until('all stories', async () => (await rows()) > 1)
  }
  const reason = async (words) => {
    await until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
    await window.type(words)
    await keys('Return')
  }

  const says = (words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))
  /** waits until a line of the dialog has the keys, by what its label begins with */
  const inDialog = (name) => until(`the keys in ${name}`, () => desk.ask(`document.activeElement.closest('dialog') !== null && (document.activeElement.type === ${JSON.stringify(name)} || (document.activeElement.labels?.[0]?.textContent ?? document.activeElement.ariaLabel ?? '').trim().startsWith(${JSON.stringify(name)}))`))
  const tabTo = async (what, there) => {
    for (let n = 0; n < 20 && !(await desk.ask(there)); n++) await keys('Tab')
    assert.ok(await desk.ask(there), `Tab does not reach ${what}`)
  }
  const status = (want) => until(`the status to be ${want}`, () => desk.ask(`document.querySelector('[data-field=status]').value === '${want}'`))
  const flag = (want) => until(`the flag to be ${want}`, () => desk.ask(`document.querySelector('[data-field=flag]').value === '${want}'`))

  await shown(look, async () => {
    // 17:45: the wire.
    await desk.wait('dialog', 'Who is at the desk')
    await window.type('Ada Brandt')
    await keys('Return')
    await until('the question to go', async () => !(await desk.has('dialog', '')))
    await command('Take files in')
    await window.chooseFile('Take', `${folder(window.home)}/`)
    await desk.saw('40 stories came in', { within: 60_000 })
    await until('forty stories', async () => (await rows()) === 40)
    await look('in')

    // Some are opened and go on one by one; the others are read where they stand, and go on together.
    for (const { slugline } of ITEMS.slice(0, ONE_BY_ONE)) {
      await open(slugline)
      await keys('alt+5')
      await status('ready')
      await back()
    }
    const others = ITEMS.length - ONE_BY_ONE
    await keys('Home', ...Array(ONE_BY_ONE).fill('Down'), 'space')
    await keys(...Array(others - 1).fill('Down'))
    const last = `document.querySelector('.rows [aria-selected=true][aria-posinset="${ITEMS.length}"] .text')?.textContent`
    await until('the last of them to be read', async () => {
      const headline = await desk.ask(last)
      return headline && flat(await desk.page()).includes(headline)
    })
    await look('peek')
    await keys('space', ...Array(others - 1).fill('shift+Up'), 'alt+5')
    await desk.saw(`${others} stories moved to Ready`)
    await look('read')

    // 19:20: raw copy is a story, ready, and out.
    await window.copy(RAW)
    await within(6, 'raw copy to send', async () => {
      await keys('ctrl+v')
      await until('the headline', async () => (await desk.value('Headline')) === 'Lamp of the outer mole burns again')
      await keys('alt+5')
      await status('ready')
      await desk.saved()
      await keys('ctrl+Return')
      await until('the package to be ready', () => desk.ask(`document.activeElement.textContent.includes('Save package')`))
      await keys('Return')
      await desk.saw('Package intact.')
    })
    await look('raw')
    await keys('Escape')
    await desk.closed()
    await back()

    // 20:40: the lawyer calls; one is on hold, one must be read first.
    await open('SLUICE-HALVERN')
    await within(2, 'hold', async () => {
      await keys('ctrl+shift+h')
      await until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
      await keys('Return')
    })
    await flag('hold')
    await back()
    await open('SCHOOL-HALVERN')
    await command('Legal read: a lawyer')
    await desk.saw('A lawyer must read it first')
    await back()

    // Two are killed; one is under embargo.
    for (const [slugline, why] of [['ROWING-BRACK', 'the race was last year'], ['FERRY-SUND', 'the wire took it back']]) {
      await open(slugline)
      await command('Kill: it')
      await reason(why)
      await flag('killed')
      await back()
    }
    await open('SLUICE-ORME')
    await command('To the line: Embargo')
    await until('the keys in the line', () => desk.ask(`document.activeElement.dataset.field === 'embargo'`))
    await window.type('2999-12-03T00:01 Europe/Kyiv')
    await keys('Return')
    await desk.saw('Embargoed until 00:01, 3 Dec 2999')
    await look('embargo')
    await back()

    // Sections become one.
    await keys('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await keys('Home', 's', 'c')
    await until('the cursor at Schools', () => desk.ask(`document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.querySelector('bdi').textContent === 'Schools'`))
    await keys('ctrl+m')
    await until('the list of sections', () => desk.ask(`document.activeElement.tagName === 'SELECT'`))
    await window.type('Poli')
    await keys('Tab', 'Tab', 'Return')
    await desk.saw('“Schools” became part of “Politics”, 10 stories moved')
    await look('merged')
    await keys('Escape')
    await desk.closed()

    // 22:40: the front, its splash, and the splash changes.
    await keys('ctrl+shift+o')
    await desk.wait('dialog', 'Lineups and fronts')
    await desk.wait('listbox', 'Places')
    await keys('f')
    await says('Filled: ')
    await look('filled')
    await keys('shift+Tab', 'Return')
    await until('the name', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Name of the new lineup'`))
    await window.type('Home')
    await keys('Return')
    await says('“Home” is there')
    for (const words of ['Lamp of the outer mole', 'Ferry to Halvern', 'Council of Brack', 'School in Sund', 'Tolsta wins']) {
      await until('the places', () => desk.ask(`document.activeElement.role === 'listbox'`))
      await keys('a')
      await until('the search', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Add a story'`))
      await window.type(words)
      await desk.wait('option', words)
      await keys('Return')
      await says(`“${words}`)
    }
    await keys('Home', 'shift+s')
    await says('is the splash')
    await keys('Escape')
    await desk.closed()
    await within(5, 'the splash changes', async () => {
      await keys('ctrl+shift+o')
      await until('the places', () => desk.ask(`document.activeElement.role === 'listbox' && document.querySelectorAll('[role=option][id^=place-]').length === 5`))
      await keys('Down', 'shift+s')
      await says('“Ferry to Halvern sails again after nine days” is the splash')
    })
    await look('front')

    // The front goes out, and what went is proved.
    await keys('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await until('the package to be ready', () => desk.ask(`document.activeElement.textContent.includes('Save package of 5')`))
    await keys('Return')
    await desk.saw('Package intact.')
    await desk.saw('data/fronts/home/index.html')
    await keys('Escape')
    await desk.closed()

    // The whole desk goes, without what is stopped.
    await keys('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await tabTo('the scopes', `document.activeElement.name === 'scope'`)
    await keys('Right', 'Right', 'Right')
    await desk.saw('5 stories are stopped.')
    await tabTo('what is left out', `document.activeElement.closest('.skip') !== null`)
    await look('whole')
    await keys('space')
    await desk.wait('button', 'Save package of 36')
    await keys('ctrl+Return')
    await desk.saw('Package intact.', { within: 60_000 })
    await keys('Escape')
    await desk.closed()

    // 23:55: a name was wrong, in three stories that are out.
    await open('SLUICE-BRACK')
    await within(8, 'the correction', async () => {
      await keys('F9')
      await desk.wait('dialog', 'Correct:')
      await inDialog('radio')
      await keys('Tab')
      await inDialog('Wrong words')
      await window.type(WRONG)
      await keys('Tab')
      await window.type(RIGHT)
      await desk.saw('1 of 3 places ticked') // the list is there only then
      await keys('Tab', 'a')
      await desk.saw('3 of 3 places ticked')
      await keys('Tab')
      await inDialog('Note for readers')
      await window.type('An earlier version had the name of the harbour master wrong.')
      await keys('Tab')
      await inDialog('Why')
      await window.type('she rang')
      await look('correct')
      await keys('ctrl+Return')
      await desk.closed()
    })
    await desk.saw('Put right 3 times in 3 stories; 3 corrections noted')
    await back()

    // 00:30: the sheet fills itself.
    await keys('ctrl+alt+shift+s')
    await desk.wait('dialog', 'Hand-over')
    await until('the sheet', () => desk.ask(`document.querySelectorAll('dialog [role=option]').length > 10`))
    await look('sheet')
    await keys('Escape')
    await desk.closed()
  })
  await told(window)
})
