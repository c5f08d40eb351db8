// Files dragged from another program's window onto Stet's, with the pointer:
// copy becomes stories, a picture goes where it was let go, and nothing else
// gets into the text.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { writeBridge } from '../lib/docx.mjs'
import { drag, fileAddress } from '../lib/drag.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

async function fill(home) {
  writeBridge(join(home, 'bridge.docx'))
  writeFileSync(join(home, 'Gate at 10 %.md'), '---\nheadline: Harbour gate shuts\n---\nThree tankers lay off the mole.\n\nThe pilots waited.\n\nAt ten it opened.\n')
  writeFileSync(join(home, 'tide.txt'), 'Tide turns early\n\nHigh water was at three, an hour before the table says so, the pilots said.\n')
  for (const name of ['quay.jpg', 'mole.jpg']) await run('convert', ['-size', '900x600', `gradient:${name === 'quay.jpg' ? '#2b5876-#dfe9f3' : '#6b4e71-#fbe9d7'}`, join(home, name)])
}

test('files are dragged onto the desk and the text', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const at = (name) => fileAddress(join(window.home, name))
  const middle = (find) => desk.ask(`(() => { const r = (${find}).getBoundingClientRect(); return { x: r.left + Math.min(r.width / 2, 200), y: r.top + r.height / 2 } })()`)
  const line = (words) => middle(`[...document.querySelectorAll('.cm-line')].find((l) => l.textContent.includes('${words}'))`)
  const list = () => middle(`document.querySelector('[aria-label=Stories]')`)
  const look = (state) => window.pictures(join(shots, `drag-${state}`))

  await shown(look, async () => {
    await desk.sitDown()
    await look('empty')

    // onto the desk: copy, some of it with changes to decide; a picture is no story
    await drag(window, [at('bridge.docx'), at('Gate at 10 %.md')], await list())
    await desk.saw('2 stories came in')
    await desk.wait('option', 'Old bridge stays open')
    await drag(window, [at('quay.jpg')], await list())
    await desk.saw('quay.jpg did not come in: it is a picture. Open the story that it is for, then drop it there.')
    await look('refused')

    // a link is no file: dropped beside words it does not take the window with it
    await drag(window, ['https://quay.example/a.html'], await list())
    assert.ok(await desk.has('option', 'Harbour gate shuts'))

    // onto the text: the picture goes where it was let go
    await desk.click('option', 'Harbour gate shuts')
    await window.press('Return')
    await desk.intoBody('ctrl+Home')
    await drag(window, [at('quay.jpg')], await line('The pilots'))
    await until('the figure behind its paragraph', async () => /waited\.\s+No caption yet\s+At ten/.test(await desk.body()))
    assert.doesNotMatch(await desk.body(), /file:/)
    await desk.saw('quay.jpg came in')
    await desk.saved()
    await look('figure')
    await window.press('ctrl+z')
    await until('the figure to go', async () => (await desk.figures()) === 0)

    // beside the text, two at once: a picture of the story, and a story
    await drag(window, [at('mole.jpg'), at('tide.txt')], await middle(`find('textbox', 'Headline')`))
    await until('the story to be opened', async () => (await desk.value('Headline')) === 'Tide turns early')
    await window.press('Escape')
    await desk.click('option', 'Harbour gate shuts')
    await window.press('Return')
    await until('the story', async () => (await desk.value('Headline')) === 'Harbour gate shuts')
    await desk.click('tab', 'Pictures')
    await until('both pictures', () => desk.ask(`document.querySelectorAll('[aria-label="Pictures of the story"] li').length === 2`))
    assert.doesNotMatch(await desk.body(), /file:/)
    assert.equal(await desk.figures(), 0)

    // a link goes into the text as its address
    await drag(window, ['https://quay.example/a.html'], await line('At ten'))
    await until('the address', async () => (await desk.body()).includes('https://quay.example/a.html'))
    await desk.saved()
  })
})
