// Which way a story's words run, in the real window and by keyboard: body,
// furniture, page, list and package follow, and a restart keeps it.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, filesBelow, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const story = `---
headline: NATO تقول إن البوابة تُغلق في العاشرة
standfirst: 'Reuters: لم يُفقد أي مرشد هنا منذ أربعين عامًا.'
section: World
language: en
direction: ltr
---
البوابة تُغلق في العاشرة كل ليلة من ليالي الشتاء، كما قال مدير الميناء يوم الثلاثاء.

NATO لم تعلق على ذلك حتى الآن، وقالت إنها تنتظر تقرير الميناء.
`

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), story)
  await run(bin('stet-cli'), ['section', 'add', 'World'], { env: environment(home) })
  await run(bin('stet-cli'), ['import', '--section', 'World', join(home, 'gate.md')], { env: environment(home) })
}

test('a story says which way its words run', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `direction-${state.replaceAll(' ', '-')}.png`))
  const ways = () => desk.ask(`JSON.stringify([
    [...document.querySelectorAll('.story .cm-line:not(.cm-blank)')].map((l) => getComputedStyle(l).direction),
    ['headlines.main', 'standfirst'].map((f) => getComputedStyle(document.querySelector('[data-field="' + f + '"]')).direction),
    find('document', 'The page as readers see it')?.shadowRoot?.querySelector('.stet-page')?.getAttribute('dir'),
    [...document.querySelectorAll('.row .text')].map((r) => getComputedStyle(r).direction),
  ])`)
  const flow = (body, furniture, page, row) => until(`words to run ${page}`, async () => (await ways()) === JSON.stringify([body, furniture, page, [row]]))
  const all = (way) => flow([way, way], [way, way], way, way)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'NATO')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await all('ltr')
    await desk.intoBody()
    await window.press('ctrl+shift+x')
    await desk.saw('Text direction: right to left')
    await all('rtl')
    await desk.saved()
    await window.pictures(join(shots, 'direction-rtl'))

    // Automatic: body and furniture by their own letters, the page by its language.
    await window.press('ctrl+shift+x')
    await desk.saw('Text direction: automatic')
    await flow(['rtl', 'ltr'], ['ltr', 'ltr'], 'ltr', 'ltr')

    // By name in the palette, and at the control beside the language.
    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type('right to left')
    await window.press('Return')
    await all('rtl')
    await desk.click('button', 'More')
    await desk.wait('combobox', 'Direction')
    assert.equal(await desk.picked('Direction'), 'Right to left')
    await desk.ask(`find('combobox', 'Direction').scrollIntoView({ block: 'center' })`)
    await window.pictures(join(shots, 'direction-control'))
    await desk.pick('Direction', 'Left to right')
    await all('ltr')
    await window.press('Down')
    await all('rtl')
    await desk.saved()

    await window.kill()
    await window.start()
    await desk.wait('textbox', 'Body')
    await all('rtl')
    await window.press('alt+Left')
    await until('the list alone', async () => !(await desk.has('textbox', 'Body')))
    await window.pictures(join(shots, 'direction-list'))
  })
  await window.quit()
  const env = environment(window.home)
  const { stdout } = await run(bin('stet-cli'), ['list', '--json'], { env })
  const [{ id }] = JSON.parse(stdout)
  const out = join(window.home, 'package')
  await run(bin('stet-cli'), ['export', '--out', out, id], { env })
  for (const page of ['index.html', 'mobile.html']) {
    assert.match(readFileSync(filesBelow(out, page)[0], 'utf8'), /class="stet-page[^"]*" lang="en" dir="rtl"/)
  }
})
