// Everything that shows an Arabic story runs as the story does, in the real
// window and by keyboard: cards, outline, history, compare, tracked changes,
// queries, cuts, the words that checks quote, and the list.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { writeCanal } from '../lib/docx.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

/** a story with a past: a passage is asked about, a paragraph was cut, a headline changed */
async function fill(home) {
  const env = environment(home)
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env })).stdout
  writeCanal(join(home, 'canal.docx'))
  await stet('settings', 'set', 'newsroom.baseUrl', 'https://halvern.example')
  await stet('settings', 'set', 'newsroom.name', 'Halvern Post')
  const [{ id }] = JSON.parse(await stet('import', '--json', join(home, 'canal.docx')))
  const { body } = JSON.parse(await stet('show', '--json', id))
  const [first, , ...rest] = body.trim().split('\n\n')
  assert.match(first, /Reuters\.$/)
  writeFileSync(join(home, 'body.md'), [first.replace('Reuters', '{==Reuters==}{>>query: TO @Mara Lind 2026-12-03T1402Z: متى قالت Reuters هذا؟<<}{>>answer: ML: يوم الثلاثاء (2 ديسمبر)!<<}{>>reopen: TO<<}'), ...rest].join('\n\n'))
  await stet('edit', id, '--body', join(home, 'body.md'), '--set', 'headlines.main=NATO تقول إن 41 سفينة عبرت القناة!', '--set', 'flag=none',
    '--set', 'standfirst=Reuters: لم يُفقد أي مرشد هنا منذ أربعين عامًا، وقد يُفقد أحدهم (قريبًا).')
}

test('what shows an Arabic story runs as it does', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `runs-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `runs-${state}`))
  const ways = (selector) => desk.ask(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((e) => getComputedStyle(e).direction)`)
  const flow = (selector, most = 99) => until(`${selector} to run from the right`, async () => {
    const found = (await ways(selector)).slice(0, most)
    return found.length > 0 && found.every((way) => way === 'rtl')
  })

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.wait('option', 'NATO')
    await flow('.row .text')
    await pictures('list')
    await desk.click('option', 'NATO')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.intoBody()

    await window.press('ctrl+alt+k')
    await flow('.cards .face, .cards .title, .cards .text, .cards .rest')
    assert.deepEqual(await ways('.cards .address'), ['ltr'])
    await pictures('cards')
    await window.press('ctrl+alt+o')
    await flow('.heard .text')
    await pictures('outline')
    await window.press('F8', 'F8')
    await flow('.notice bdi')
    await look('notice')
    await desk.click('tab', 'Checks')
    await flow('.checks bdi')
    await pictures('checks')
    await window.press('ctrl+shift+m')
    await flow('#panel .passage, #panel .note')
    await pictures('queries')
    await window.press('a')
    await flow('dialog .passage, dialog .text')
    await pictures('thread')
    await window.press('Escape')
    await window.press('ctrl+alt+x')
    await flow('#cuts .text')
    await pictures('cuts')
    await window.press('Escape')

    await window.press('ctrl+alt+h')
    await until('the revisions', () => desk.ask(`document.activeElement.matches('#panel [role=listbox]')`))
    await flow('[aria-label=Headline] p, [aria-label=Standfirst] p, [aria-label=Body] p')
    await pictures('history')
    await window.press('Return')
    await flow('dialog .side p:not(.each, .none), dialog .same p')
    await pictures('compare')
    await window.press('Escape')
    await window.press('ctrl+alt+r')
    await flow('dialog li .change > p:not(.note)')
    await pictures('decide')
    await window.press('r')
    await desk.saw('Rejected: “')
    await flow('dialog [role=status] bdi')
    await look('decided')
    await window.press('Escape')
  })
})
