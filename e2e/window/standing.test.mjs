// Where a story stands, in the real window, by keyboard: hold in two keys, spike
// and kill with a reason, what may follow, the embargo in both clocks, the legal
// read, and the log of it all.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

async function fill(home) {
  const env = { env: environment(home) }
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Gate shuts for the night\nslugline: GATE\nsection: Harbour\n---\nThe gate shuts at ten.\n\nNo pilot has been lost here in forty years.\n')
  await run(bin('stet-cli'), ['settings', 'set', 'newsroom.zone', 'Europe/London'], env)
  await run(bin('stet-cli'), ['import', join(home, 'gate.md')], env)
  await run(bin('stet-cli'), ['settings', 'set', 'editor.name', 'Ada Brandt'], env)
  await run(bin('stet-cli'), ['settings', 'set', 'editor.initials', 'AB'], env)
  await run(bin('stet-cli'), ['embargo', 'gate-shuts-for-the-night', '2999-12-03T00:01', 'Europe/Kyiv', '--why', 'ministry, by e-mail'], env)
}

test('where a story stands', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `standing-${state}.png`))
  const flag = (want) => until(`the flag to be ${want}`, () => desk.ask(`document.querySelector('[data-field=flag]').value === ${JSON.stringify(want)}`))
  const status = (want) => until(`the status to be ${want}`, () => desk.ask(`document.querySelector('[data-field=status]').value === ${JSON.stringify(want)}`))
  const asked = () => until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
  const inBody = () => until('the keys in the body', () => desk.ask(`document.activeElement.matches('.cm-content')`))
  const command = async (words) => {
    await window.press('F1')
    await desk.wait('dialog', '')
    await window.type(words)
    await window.press('Return')
  }

  await shown(look, async () => {
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.intoBody()
    await desk.saw('Embargoed until 00:01, 3 Dec 2999 Kyiv (22:01, 2 Dec 2999 London)')
    await desk.saw('ministry, by e-mail')

    // Hold is two keys; letting go is one.
    await window.press('ctrl+shift+h')
    await asked()
    await look('hold')
    await window.press('Return')
    await flag('hold')
    await inBody()
    await window.press('ctrl+shift+h')
    await flag('')
    await desk.saved()

    // What may follow, and no more.
    await window.press('alt+5')
    await status('ready')
    await window.press('alt+6')
    await desk.saw('A story that is ready cannot become live')
    assert.deepEqual(await desk.ask(`[...document.querySelector('[data-field=status]').options].map((o) => o.value)`), ['ready', 'draft', 'filed', 'subbing', 'revise', 'sent'])

    // A kill without a reason is refused in the same line; Escape leaves everything as it was.
    await command('Kill')
    await asked()
    await window.press('Return')
    await desk.saw('Say why in a few words')
    await look('kill')
    await window.press('Escape')
    await inBody()
    await flag('')
    await command('Spike')
    await asked()
    await window.type('overtaken by events')
    await window.press('Return')
    await flag('spiked')
    await command('Spike')
    await flag('')
    await desk.saved()

    // Sent, and live when somebody saw it.
    await command('Status: Sent')
    await asked()
    await window.type('phoned through')
    await window.press('Return')
    await status('sent')
    await window.press('alt+6')
    await asked()
    await window.type('seen on the site')
    await window.press('Return')
    await status('live')

    // A legal read covers what was read; words typed later are unread.
    await command('Legal read: a lawyer')
    await desk.saw('A lawyer must read it first')
    await command('Legal read: done')
    await asked()
    await window.type('OK by phone, 22:48')
    await window.press('Return')
    await until('the legal line to go', async () => !(await desk.text()).includes('A lawyer must read it first'))
    await desk.intoBody()
    await window.type(' Nobody wants to be the first.')
    await desk.saw('Words changed since the lawyer’s read')
    await desk.saw('OK by phone, 22:48')
    await look('unread')
    await desk.click('button', 'The changed words')
    await desk.wait('dialog', '')
    await desk.saw('As the lawyer read it')
    await look('unread-words')
    await window.press('Escape')

    // The embargo is broken with a reason.
    await command('Embargo: break')
    await asked()
    await window.type('it is on their own site')
    await look('break')
    await window.press('Return')
    await desk.saw('Embargo broken')
    await desk.saw('it is on their own site')

    // All of it stands in the log.
    await window.press('ctrl+alt+shift+h')
    for (const words of ['embargo broken', 'sent to live', 'seen on the site', 'unspiked', 'overtaken by events', 'held', 'let go']) await desk.saw(words)
    await window.pictures(join(shots, 'standing-log'))
  })
})
