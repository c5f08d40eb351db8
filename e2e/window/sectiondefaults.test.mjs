// What a section says for its stories, seen where it would be typed and on the
// page; what is in the trash counted where a section ends; what was taken back
// done again; and a template whose section is gone.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  const take = async (headline, section) => {
    const path = join(home, `${section}.md`)
    writeFileSync(path, `---\nheadline: ${headline}\nsection: ${section}\n---\nThey went out at dawn.\n`)
    const { stdout } = await stet('import', '--json', path)
    return JSON.parse(stdout)[0].id
  }
  await stet('section', 'add', 'World')
  await stet('section', 'add', 'Africa', '--under', 'World')
  await stet('section', 'set', 'World', 'byline=Our foreign desk', 'usageTerms=Not for use after 31 January', 'language=fa', 'direction=rtl')
  await take('Rains come early', 'Africa')
  const gone = await take('Keeper saves two', 'Sport')
  await stet('template', 'add', 'Match report', gone)
  await stet('trash', gone)
}

test('what a section says stands where it would be typed, and what it did is done again', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const pictures = (state) => window.pictures(join(shots, `section-defaults-${state}`))
  const look = (state) => window.picture(join(shots, `section-defaults-${state}.png`))
  const hint = (label) => desk.ask(`find('textbox', ${JSON.stringify(label)}).placeholder`)
  const says = (words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))
  const at = (name) => until(`the cursor at ${name}`, () => desk.ask(`document.activeElement.role === 'tree' && document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.querySelector('bdi').textContent === ${JSON.stringify(name)}`))
  const within = (label) => until(`the keys in ${label}`, () => desk.ask(`document.activeElement.labels?.[0]?.textContent === ${JSON.stringify(label)} || document.activeElement.textContent.trim() === ${JSON.stringify(label)}`))
  const names = () => desk.ask(`[...document.querySelectorAll('[role=treeitem] bdi')].map((n) => n.textContent).join()`)
  const are = (...want) => until(`the sections ${want}`, async () => (await names()) === want.join())

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Rains come early')
    await window.press('Return')
    await desk.wait('textbox', 'Byline')
    assert.equal(await hint('Byline'), 'Our foreign desk, from the section')
    await until('the byline on the page', async () => (await desk.page()).includes('Our foreign desk'))
    await until('the terms on the page', async () => (await desk.page()).includes('Not for use after 31 January'))
    assert.equal(await desk.ask(`getComputedStyle(find('textbox', 'Headline')).direction`), 'rtl')
    await desk.click('button', 'More')
    await desk.wait('textbox', 'Usage terms')
    assert.equal(await hint('Usage terms'), 'Not for use after 31 January, from the section')
    assert.equal(await hint('Language'), 'fa, from the section')
    assert.equal(await desk.picked('Direction'), 'Right to left, from the section')
    await desk.ask(`find('textbox', 'Usage terms').scrollIntoView({ block: 'center' })`)
    await pictures('more')
    await desk.click('button', 'Less')
    await desk.ask(`find('textbox', 'Headline').scrollIntoView({ block: 'center' })`)
    await pictures('story')
    await desk.fill('Byline', 'Mara Lind')
    await desk.saved()
    await until('its own byline on the page', async () => !(await desk.page()).includes('Our foreign desk'))
    await desk.fill('Byline', '')
    await window.press('ctrl+a', 'BackSpace')
    await desk.saved()
    await until('the byline of the section', async () => (await desk.page()).includes('Our foreign desk'))

    // By keys: a section that holds nothing but what is in the trash.
    await window.press('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await at('Africa')
    await pictures('above')
    await window.press('End')
    await at('Sport')
    await window.press('Delete')
    await within('New home')
    await desk.saw('It has 1 story in the trash, which needs a new home.')
    await pictures('trash')
    await window.type('Worl')
    await window.press('Tab', 'Tab')
    await within('Delete')
    await window.press('Return')
    await says('“Sport” deleted, 1 story in the trash moved')
    await are('World', 'Africa')
    await window.press('ctrl+z')
    await says('Taken back: “Sport” deleted, 1 story in the trash moved.')
    await are('World', 'Africa', 'Sport')
    await pictures('undone')
    await window.press('ctrl+y')
    await says('Done again: “Sport” deleted, 1 story in the trash moved.')
    await are('World', 'Africa')
    await window.press('ctrl+z')
    await are('World', 'Africa', 'Sport')
    await window.press('ctrl+shift+z')
    await are('World', 'Africa')
    // And with the pointer.
    await desk.click('button', 'Undo')
    await are('World', 'Africa', 'Sport')
    await desk.click('button', 'Redo')
    await are('World', 'Africa')

    // What no section can be called.
    await window.press('Insert')
    await window.type('x'.repeat(90))
    await window.press('Return')
    await desk.saw('at most 80 characters, and this one 90')
    await pictures('refused')
    await window.press('Escape', 'Escape')
    await desk.closed()

    // The template's section is gone.
    await window.press('F1')
    await desk.wait('dialog', '')
    await window.type('template')
    await desk.click('option', 'New story from a template')
    await desk.saw('its section is gone')
    await pictures('template')
    await window.press('Return')
    await desk.saw('The section of “Match report” is gone: the story is in none yet')
    await until('the new story in no section', async () => (await desk.value('Headline')) === 'Keeper saves two')
    await pictures('gone')
  })
})
