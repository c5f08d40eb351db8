// A correction in the real window: from the wrong words by keyboard, within its
// budget of keys, to every place that has them; then by pointer; undo; what
// readers get; a retraction; and a story that never went out.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const story = (headline, slugline, body, more = '') => `---\nheadline: ${headline}\nslugline: ${slugline}\nsection: Harbour\n${more}---\n${body}\n`

async function fill(home) {
  const stet = stetAt(home)
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'editor.initials', 'AB')
  for (const [name, text] of Object.entries({
    gate: story('Storm gate holds on its first night', 'GATE', 'The gate is nine metres high and took six years to build.\n\nEngineers watched it through the night. Nine metres of steel is a lot, one said.'),
    cost: story('What the storm gate cost', 'COST', 'A wall of nine metres was built across the mouth of the harbour.', 'standfirst: Nine metres of steel for forty million.\n'),
    boats: story('Nineteen boats in the harbour', 'BOATS', 'Nine boats, some of them ten metres long.'),
  })) {
    writeFileSync(join(home, `${name}.md`), text)
    await stet('import', join(home, `${name}.md`))
  }
  for (const slug of ['storm-gate-holds-on-its-first-night', 'nineteen-boats-in-the-harbour']) {
    await stet('status', slug, 'sent', '--why', 'on the site')
    await stet('status', slug, 'live', '--why', 'seen there')
  }
  await stet('lineup', 'set', 'Home', 'storm-gate-holds-on-its-first-night')
  await stet('lineup', 'slot', 'Home', 'storm-gate-holds-on-its-first-night', '--set', 'headline=The gate of nine metres holds')
}

test('a correction', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `correct-${state}.png`))
  const pressed = []
  const press = async (...keys) => {
    pressed.push(...keys)
    await window.press(...keys)
  }
  const opened = () => desk.wait('dialog', 'Correct:')
  const ticked = (n, of) => desk.saw(`${n} of ${of} place${of === 1 ? '' : 's'} ticked`)
  const focused = (what) => until(`the keys in ${what}`, () => desk.ask(`document.activeElement.matches(${JSON.stringify(what)}) || document.activeElement.closest('label')?.innerText.startsWith(${JSON.stringify(what)})`))

  await shown(look, async () => {
    // The first screen is the one of last time: the list may move under the pointer.
    await until('the story to be chosen', async () => {
      await desk.click('option', 'Storm gate holds')
      return until('it', () => desk.ask(`find('option', 'Storm gate holds')?.ariaSelected === 'true'`), { within: 2000 })
    })
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.intoBody('ctrl+Home')
    await window.press(...Array(3).fill('ctrl+Right'))
    await window.press('shift+ctrl+Right', 'shift+ctrl+Right') // "nine metres"

    // By keyboard: 8 keys beyond the words.
    await press('F9')
    await opened()
    await focused('Right words')
    await ticked(2, 5)
    assert.deepEqual(await desk.ask(`[...document.querySelectorAll('[role=option][aria-selected]')].filter((o) => o.closest('dialog')).map((o) => o.innerText.replace(/\\s+/g, ' ').replace(/ Show/, '').trim())`), [
      '✓ GATE Body The gate is nine metres high and took six years to build. live',
      '✓ GATE Body Engineers watched it through the night. Nine metres of steel is a lot, one said. live',
      'COST Standfirst Nine metres of steel for forty million. draft',
      'COST Body A wall of nine metres was built across the mouth of the harbour. draft',
      'Home Place 1: headline The gate of nine metres holds lineup',
    ])
    await window.type('ten metres')
    await press('Tab')
    await press('a')
    await ticked(5, 5)
    await press('Tab')
    await window.type('An earlier version said that the gate is nine metres high. It is ten metres high.')
    await press('Tab')
    await window.type('the builder rang')
    await window.pictures(join(shots, 'correct-dialog'))
    await press('ctrl+Return')
    await desk.closed()
    await desk.saw('Put right 5 times in 2 stories and in 1 lineup; 1 correction noted')
    assert.ok(pressed.length <= 8, `${pressed.length} keys: ${pressed}`)
    await until('the page to say it', async () => (await desk.page()).includes('Correction'))
    assert.match(await desk.page(), /is ten metres high and took six years[\s\S]*Ten metres of steel[\s\S]*Correction, .*: An earlier version said/)
    await desk.saw('COR')
    await window.pictures(join(shots, 'correct-done'))

    // One undo for the lot; what somebody else has is untouched.
    await desk.click('button', 'Undo')
    await desk.saw('Taken back')
    await until('the old words', async () => (await desk.page()).includes('is nine metres high') && !(await desk.page()).includes('Correction'))
    await until('the small word to go', async () => !/\bCOR\b/.test(await desk.text()))

    // By pointer: only the first place.
    await desk.click('textbox', 'Body')
    await window.press('F9')
    await opened()
    await desk.fill('Wrong words', 'nine metres')
    await ticked(2, 5)
    await desk.click('option', 'Engineers watched')
    await ticked(1, 5)
    await desk.fill('Right words', 'ten metres')
    await desk.click('radio', 'Clarification')
    await desk.fill('Note for readers', 'The gate is ten metres high, its steel nine.')
    await desk.fill('Why, for the desk', 'the architect wrote')
    await desk.click('button', 'Put right 1 time')
    await desk.closed()
    await until('the first place alone', async () => /is ten metres high[\s\S]*Nine metres of steel/.test(await desk.page()))
    await desk.saw('CLAR')

    // What is missing is said, and nothing is lost; a kind by its letter; Escape leaves.
    await desk.intoBody()
    await window.press('F9')
    await opened()
    await window.press('r')
    await window.press('ctrl+Return')
    await desk.saw('The note for readers is missing')
    await window.pictures(join(shots, 'correct-past'))
    await desk.fill('Note for readers', 'This story is taken back: the gate was not shut.')
    await desk.fill('Why, for the desk', 'the harbour master showed us the log')
    await window.press('ctrl+Return')
    await desk.closed()
    await until('the retraction on top', async () => /^\s*Retraction, /.test(await desk.page()))
    await desk.saw('RETRACTED')
    await window.pictures(join(shots, 'correct-retracted'))

    // In the story's foot, and in its log; changed, and taken back.
    await desk.click('button', 'Corrections2')
    await opened()
    await desk.click('button', 'Change')
    await until('its words', async () => (await desk.value('Note for readers')) === 'This story is taken back: the gate was not shut.')
    await desk.fill('Note for readers', 'This story is taken back.')
    await window.press('ctrl+Return')
    await desk.closed()
    await until('the new words', async () => (await desk.page()).includes('This story is taken back.'))
    await desk.click('button', 'Corrections2')
    await opened()
    await desk.click('button', 'Take back')
    await desk.closed()
    await until('the retraction to go', async () => !(await desk.page()).includes('taken back'))
    await window.press('ctrl+alt+shift+h')
    for (const words of ['clarification “The gate is ten metres high, its steel nine.”', 'the architect wrote', 'taken back: retraction “This story is taken back.”', 'the harbour master showed us the log']) await desk.saw(words)
    await look('log')

    // A place is gone to, and the dialog is there again as it was.
    await desk.intoBody('ctrl+Home')
    await window.press('F9')
    await opened()
    await desk.fill('Wrong words', 'forty million')
    await ticked(0, 1)
    await window.press('Tab', 'Tab')
    await window.press('Return')
    await desk.closed()
    await until('the other story', () => desk.ask(`document.activeElement.matches('[data-field=standfirst]') && document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd) === 'forty million'`))

    // A story that never went out is edited.
    await window.press('F9')
    await opened()
    await desk.saw('This story never went out')
    await ticked(1, 1)
    await look('never-out')
    await desk.fill('Right words', 'fifty million')
    await window.press('ctrl+Return')
    await desk.closed()
    await until('the right words', () => desk.ask(`document.querySelector('[data-field=standfirst]').value === 'Nine metres of steel for fifty million.'`))
    await desk.saved()
  })
})
