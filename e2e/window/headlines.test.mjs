// The bench of headlines in the real window, by keyboard alone: options are
// written, judged while they are typed, chosen with a reason, changed, dropped
// and taken back; the history knows, and a package holds none of them.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const cli = (home, ...args) => run(bin('stet-cli'), args, { env: environment(home) })
const copy = 'Crews at Halvern stopped work on Monday. The union said 1,200 sailors were out, and Ada Lindqvist, who runs the ferries, would not talk.\n'

async function fill(home) {
  writeFileSync(join(home, 'ferry.md'), `---\nheadline: Ferry crews walk out at Halvern\nsection: Transport\nslugline: FERRY-STRIKE\nlanguage: en-GB\n---\n${copy}`)
  writeFileSync(join(home, 'twin.md'), '---\nheadline: Halvern ferries stop\nsection: Transport\nlanguage: en-GB\n---\nNothing sails.\n')
  await cli(home, 'import', join(home, 'ferry.md'), join(home, 'twin.md'))
  const [{ id }] = JSON.parse((await cli(home, 'list', '--json')).stdout).filter((s) => s.slugline)
  await cli(home, 'headline', 'add', id, 'print', 'Halvern ferry crews walk out for the third night as talks with the operator come to nothing', '--note', 'far too long')
}

test('headlines are written, chosen and taken back on the bench', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const pictures = (state) => window.pictures(join(shots, `headlines-${state}`))
  const look = (state) => window.picture(join(shots, `headlines-${state}.png`))
  const rows = (channel) => desk.ask(`[...document.querySelectorAll('[role=group][aria-label=${channel}] [role=option]')].map((r) => (r.querySelector('.face, .plain')?.textContent ?? r.textContent).trim())`)
  const holds = (channel, ...want) => until(`${channel} to hold ${want.join(' | ')}`, async () => (await rows(channel)).join(' | ') === want.join(' | '))
  const says = (words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))
  const at = (channel, words) => until(`the cursor at ${channel}: ${words}`, () => desk.ask(`(() => {
    const list = document.activeElement
    const row = list?.role === 'listbox' && document.getElementById(list.getAttribute('aria-activedescendant'))
    return !!row && row.closest('[role=group]').ariaLabel === ${JSON.stringify(channel)} && row.textContent.includes(${JSON.stringify(words)})
  })()`))
  const writing = () => until('the keys in the form', () => desk.ask(`/headline$/.test(document.activeElement.getAttribute('aria-label') ?? '')`))
  const warned = (words) => until(`a warning: ${words}`, () => desk.ask(`(document.querySelector('dialog form ul')?.textContent ?? '').includes(${JSON.stringify(words)})`))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Ferry crews walk out')
    await window.press('Return')
    await desk.intoBody()
    await window.type(' More on this later.')
    await window.press('F2')
    await desk.wait('dialog', 'Headlines: FERRY-STRIKE')
    await at('Main', 'Ferry crews walk out at Halvern')
    await holds('Search', 'Ferry crews walk out at Halvern')
    await desk.saw('As main')
    await desk.saw('Too long for Two columns')
    await pictures('bench')

    // A new option for search, judged while it is typed.
    await window.press('Next', 'Next')
    await at('Search', 'As main')
    await window.press('n')
    await writing()
    await window.type('Halvern ferry strike: 1,300 sailors out on Tuesday.')
    await warned('“1,300” is not in the body, which has 1,200.')
    await warned('“Tuesday” is not in the body, which has Monday.')
    await warned('A headline has no full stop at its end.')
    await pictures('typing')
    await window.press('ctrl+a')
    await window.type('Halvern ferry strike: Lindquist will not talk')
    await warned('The body spells it “Lindqvist”.')
    await window.press('ctrl+a')
    await window.type('Halvern ferry strike: 1,200 sailors out')
    await window.press('Tab')
    await window.type('what people look for')
    await window.press('Return')
    await at('Search', 'Halvern ferry strike: 1,200 sailors out')
    await holds('Search', 'Ferry crews walk out at Halvern', 'Halvern ferry strike: 1,200 sailors out')
    await desk.saw('what people look for')

    // Chosen, with a reason; taken back and chosen again.
    await window.press('shift+Return')
    await until('the question why', () => desk.ask(`document.activeElement.getAttribute('aria-label') === 'Why this one'`))
    await window.type('has the number')
    await window.press('Return')
    await says('Search: “Halvern ferry strike: 1,200 sailors out”')
    await at('Search', 'has the number')
    await holds('Search', 'Halvern ferry strike: 1,200 sailors out', 'As main: take this channel’s own headline away')
    await pictures('chosen')
    await window.press('ctrl+z')
    await says('Taken back: Search: “Halvern')
    await holds('Search', 'Ferry crews walk out at Halvern', 'Halvern ferry strike: 1,200 sailors out')
    await window.press('Return')
    await says('Search: “Halvern')

    // Another story has these words already; used all the same, the one before stays.
    await window.press('Home', 'n')
    await writing()
    await window.type('Stop: Halvern ferries')
    await warned('Another story has the same words: “Halvern ferries stop”.')
    await window.press('ctrl+a')
    await window.type('Halvern ferries: 1,200 walk out')
    await window.press('ctrl+Return')
    await at('Main', 'Halvern ferries: 1,200 walk out')
    await holds('Main', 'Halvern ferries: 1,200 walk out', 'Ferry crews walk out at Halvern')

    // What it was before, and all channels side by side.
    await window.press('h')
    await desk.saw('main headline chosen')
    await pictures('before')
    await window.press('m')
    await until('the cards', () => desk.ask(`document.querySelectorAll('.mocks section').length === 7`))
    await pictures('mocks')
    await window.press('Escape')
    await until('the places again', () => desk.ask(`!document.querySelector('.mocks section')`))

    // Dropped and taken back; changed.
    await window.press('End')
    await at('Print', 'far too long')
    await pictures('print')
    await window.press('Delete')
    await says('Dropped: “Halvern ferry crews walk out for the third night')
    await window.press('ctrl+z')
    await holds('Print', 'Halvern ferries: 1,200 walk out', 'Halvern ferry crews walk out for the third night as talks with the operator come to nothing')
    await window.press('End', 'e')
    await writing()
    await window.press('ctrl+a')
    await window.type('Ferry crews out for third night')
    await window.press('Return')
    await at('Print', 'Ferry crews out for third night')
    await window.press('Return')
    await says('Print: “Ferry crews out')
    await window.press('Home')
    await desk.saw('It follows this headline until the story first goes out')
    await desk.click('option', 'Ferry crews walk out at Halvern')
    await desk.click('button', 'Use')
    await says('Main: “Ferry crews walk out at Halvern”')
    await at('Main', 'Ferry crews walk out at Halvern')
    await pictures('mouse')
    await desk.click('button', 'Undo')
    await holds('Main', 'Halvern ferries: 1,200 walk out', 'Ferry crews walk out at Halvern')
    await window.press('Escape')
    await desk.closed()
    await until('the main headline in the story', async () => (await desk.value('Headline')) === 'Halvern ferries: 1,200 walk out')
    assert.match(await desk.body(), /More on this later\./)
    await desk.saved()

    // A list that names its lines with F2 keeps that key.
    await window.press('ctrl+alt+h')
    await desk.wait('listbox', 'Revisions, newest first')
    await window.press('F2')
    await until('the name of a revision', () => desk.ask(`/name/i.test(document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent ?? '')`))
    await window.press('Escape')
    await window.quit()
  })

  const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout).filter((s) => s.slugline)
  const story = JSON.parse((await cli(window.home, 'show', id, '--json')).stdout)
  assert.equal(story.headlines.search, 'Halvern ferry strike: 1,200 sailors out')
  assert.equal(story.headlines.print, 'Ferry crews out for third night')
  assert.equal(story.slug, 'halvern-ferries-1-200-walk-out')
  assert.equal(story.slugline, 'FERRY-STRIKE')
  assert.equal(story.options.find((o) => o.channel === 'search').chosen.by, 'AB')
  const out = join(window.home, 'bag')
  await cli(window.home, 'export', id, '--out', out)
  const found = await run('grep', ['-rlE', 'what people look for|has the number|Ferry crews walk out at', out]).catch((err) => err)
  assert.equal((found.stdout ?? '').trim(), '', 'options are in no package')
})
