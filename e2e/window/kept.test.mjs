// Snippets and story templates in the real window, by keyboard alone: words are
// kept, put in again where the cursor stands and taken back by one key; a story
// starts as another stood.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const story = `---
headline: Assizes open on Monday
section: Courts
language: en-GB
---
The assizes open on Monday.

Anyone affected can call 116 123.

## The verdict

TK
`

async function fill(home) {
  writeFileSync(join(home, 'court.md'), story)
  writeFileSync(join(home, 'correction.md'), ':::correction\nOn {date} this article was changed: {here}\n:::\n')
  const stet = stetAt(home)
  await stet('import', join(home, 'court.md'))
  await stet('snippet', 'add', 'Correction', join(home, 'correction.md'))
}

test('words are kept and put in again, a story starts as another stood', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const pictures = (state) => window.pictures(join(shots, `kept-${state}`))
  const look = (state) => window.picture(join(shots, `kept-${state}.png`))
  const body = (what, holds) => until(`the body to ${what}`, async () => holds(flat(await desk.body())))
  const chosen = (name) => until(`${name} to be chosen`, () => desk.ask(`document.querySelector('dialog [aria-selected=true]')?.textContent.includes(${JSON.stringify(name)})`))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Assizes open')
    await window.press('Return')
    await desk.wait('textbox', 'Body')

    // Nothing is selected, then a sentence is.
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+shift+J')
    await desk.saw('Select the words first')
    await window.press('Down', 'Down', 'Home', 'shift+End', 'ctrl+shift+J')
    await desk.wait('dialog', 'Keep as a snippet')
    assert.equal(await desk.value('Text'), 'Anyone affected can call 116 123.')
    await window.type('Helpline')
    await pictures('keep')
    await window.press('Return')
    await desk.saw('Kept as the snippet Helpline')
    await desk.closed()

    // A few letters, at the caret; one key takes it back.
    await window.press('ctrl+End')
    await window.type(' ')
    await window.press('ctrl+j')
    await desk.wait('dialog', 'Put a snippet in')
    await pictures('snippets')
    await window.type('help')
    await chosen('Helpline')
    await window.press('Return')
    await body('end with it', (b) => b.endsWith('TK Anyone affected can call 116 123.'))
    await window.press('ctrl+z')
    await body('be without it', (b) => b.endsWith('TK'))

    // A box stands apart, and typing goes on in it.
    await window.press('ctrl+j')
    await desk.wait('dialog', 'Put a snippet in')
    await window.type('corr')
    await chosen('Correction')
    await window.press('Return')
    await desk.closed()
    await window.type('the day was wrong.')
    await body('be corrected', (b) => /On \d+ \w+ \d{4} this article was changed: the day was wrong\./.test(b))
    await window.press('ctrl+z', 'ctrl+z')
    await body('be as it was', (b) => b.endsWith('TK'))

    // In a line of the furniture, with the engine's own undo.
    await desk.click('textbox', 'Standfirst')
    await window.type('Told today. ')
    await desk.saved()
    await window.press('ctrl+j')
    await desk.wait('dialog', 'Put a snippet in')
    await window.type('help')
    await chosen('Helpline')
    await window.press('Return')
    await until('the standfirst', async () => (await desk.value('Standfirst')) === 'Told today. Anyone affected can call 116 123.')
    await window.press('ctrl+z')
    await until('the standfirst as it was', async () => (await desk.value('Standfirst')).trim() === 'Told today.')
    await window.press('ctrl+shift+z')
    await until('the snippet again', async () => (await desk.value('Standfirst')).endsWith('116 123.'))
    await window.press('ctrl+z', 'ctrl+z', 'ctrl+z')
    await until('no standfirst', async () => (await desk.value('Standfirst')) === '')
    await desk.saved()

    // A template of the story, and a story of the template.
    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type('as a template')
    await window.press('Return')
    await desk.wait('dialog', 'Keep the story as a template')
    await window.type('Court report')
    await pictures('template-keep')
    await window.press('Return')
    await desk.saw('Kept as the template Court report')
    await window.press('ctrl+alt+n')
    await desk.wait('dialog', 'New story from a template')
    await window.type('cou')
    await chosen('Court report')
    await pictures('templates')
    await window.press('Return')
    await desk.saw('revision 1')
    await body('start as the other', (b) => b.includes('The verdict'))
    assert.equal(await desk.value('Headline'), 'Assizes open on Monday')
    assert.equal(await desk.picked('Section'), 'Courts')

    // They are looked after in the settings.
    await window.press('ctrl+comma')
    await desk.wait('dialog', 'Settings')
    await desk.click('button', 'Snippets and templates')
    await desk.wait('dialog', 'Snippets and templates')
    await pictures('all')
    await desk.ask(`find('button', 'Change Helpline').focus()`)
    await window.press('Return')
    await desk.wait('textbox', 'Name')
    await window.press('ctrl+a')
    await window.type('correction')
    await window.press('Return')
    await desk.saw('there is a snippet called "Correction" already')
    await pictures('change')
    await window.press('ctrl+a')
    await window.type('Help line')
    await window.press('Return')
    await desk.wait('button', 'Change Help line')
    await desk.ask(`find('button', 'Remove Help line').focus()`)
    await window.press('Return')
    await desk.saw('Removed: Help line')
    await pictures('removed')
    await until('the way back has the keys', () => desk.ask(`document.activeElement.textContent.trim() === 'Undo'`))
    await window.press('Return')
    await desk.wait('button', 'Change Help line')
    await window.press('Escape')
    await desk.closed()
  })
})
