// Find and replace look into the words of a story's pictures, in the real window:
// behind the body, shown in the panel, and part of the one step back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const room = (home) => ['--newsroom', join(home, 'newsroom')]
const cli = (home, ...args) => run(bin('stet-cli'), [...room(home), ...args], { env: environment(home) })

const WORDS = {
  quay: { alt: 'A mole runs out into the harbor at dusk', caption: 'The pilot shut the harbor gate at ten.', credit: 'Ines Aalto/Harbor Press' },
  lamp: { alt: 'A lamp on the mole', caption: 'Harbor lamps, and no harbor master', source: 'Harbor Office' },
}

async function fill(home) {
  writeFileSync(join(home, 'gate.md'), '---\nheadline: The harbor gate\nlanguage: en-GB\n---\nNobody slept in the harbor.\n')
  await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
  const [id] = (await cli(home, 'import', join(home, 'gate.md'))).stdout.match(/[0-9a-f-]{36}/)
  for (const [name, words] of Object.entries(WORDS)) {
    const before = await told(home, id)
    await run('convert', ['-size', `12${before.length}0x800`, 'gradient:#2b5876-#dfe9f3', join(home, `${name}.jpg`)])
    await cli(home, 'picture', 'add', id, join(home, `${name}.jpg`))
    const { id: picture } = (await told(home, id)).find((p) => !before.some((b) => b.id === p.id))
    await cli(home, 'picture', 'set', id, picture, ...Object.entries(words).map(([k, v]) => `${k}=${v}`))
  }
}

const told = async (home, id) => JSON.parse((await cli(home, 'picture', 'list', id, '--json')).stdout)

test('words of pictures are found, shown, replaced and taken back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), args: room, fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `find-pictures-${state}`))
  const says = (words) => until(`the bar to say ${words}`, () => desk.ask(`document.querySelector('[role=search] [role=status]').textContent === ${JSON.stringify(words)}`))
  const reads = (field, words) => until(`${field} to read "${words}"`, async () => (await desk.value(field)) === words)
  const marked = (...want) => until(`the mark on ${want}`, async () => String(await desk.ask(`[...document.querySelectorAll('.pictures .found-now')].map((m) => m.textContent)`)) === String(want))
  const inSight = (field) => until(`${field} in sight`, () => desk.ask(`(() => {
    const panel = document.getElementById('panel').getBoundingClientRect()
    const { top, bottom } = find('textbox', '${field}').getBoundingClientRect()
    return top >= panel.top && bottom <= panel.bottom
  })()`))

  await shown(look, async () => {
    await desk.click('option', 'The harbor gate')
    await window.press('Return')
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+h')
    await window.type('harbor')
    await says('7 found')
    await window.press('Return')
    await says('2 of 7')
    await window.press('Return')
    await says('3 of 7, in the alt text of picture 1')
    await marked('harbor')
    await inSight('Alt text')
    await look('alt')
    await window.press('Return', 'Return')
    await says('5 of 7, in the credit of picture 1')
    await inSight('Credit')
    await window.press('Return')
    await says('6 of 7, in the caption of picture 2')
    await reads('Caption', WORDS.lamp.caption)
    await inSight('Caption')
    await look('caption')

    // Escape goes into the box, with the match selected; find begins from there.
    await window.press('Escape')
    assert.deepEqual(await desk.ask(`[document.activeElement.dataset.field, document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)]`), ['pictures.caption', 'Harbor'])
    await window.press('ctrl+h')
    await says('6 of 7, in the caption of picture 2')

    // One by one: the next one, and round to the headline.
    await desk.fill('Replace with', 'harbour')
    await window.press('Return')
    await reads('Caption', 'Harbour lamps, and no harbor master')
    await says('6 of 6, in the caption of picture 2')
    await window.press('Return')
    await reads('Caption', 'Harbour lamps, and no harbour master')
    await says('1 of 5, in the headline')
    await look('replaced')

    // All of them, and all of it back.
    await window.press('Tab', 'Tab', 'Return')
    await says('5 replaced, 1 in the headline, 1 in the alt text of picture 1, 1 in the caption of picture 1, 1 in the credit of picture 1')
    await desk.saved()
    await look('all')
    await window.press('ctrl+z')
    await says('Taken back')
    await reads('Headline', 'The harbor gate')
    await window.press('Escape')
    await desk.intoBody()
    await window.press('ctrl+z', 'ctrl+z')
    await reads('Caption', WORDS.lamp.caption)
    await window.press('ctrl+y', 'ctrl+y', 'ctrl+y')
    await reads('Headline', 'The harbour gate')
    await reads('Caption', 'Harbour lamps, and no harbour master')

    // Where there is no room for both, the bar keeps its place, and Escape goes there.
    await window.press('ctrl+equal', 'ctrl+equal', 'ctrl+equal', 'ctrl+equal')
    await window.resize({ width: 1024, height: 700 })
    await desk.click('textbox', 'Body')
    await window.press('ctrl+f')
    await desk.fill('Find', 'mole')
    await window.press('Return')
    await says('1 of 2, in the alt text of picture 1: Escape shows it')
    await window.picture(join(shots, 'find-pictures-narrow.png'))
    await window.press('Escape')
    await until('the keys in the alt text', () => desk.ask(`document.activeElement.dataset.field === 'pictures.alt' && document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd) === 'mole'`))
    await window.press('ctrl+backslash')
    await window.press('ctrl+0')
    await desk.saved()
  })
  await window.quit()
  const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
  const [quay, lamp] = await told(window.home, id)
  assert.deepEqual([quay.alt, quay.caption, quay.credit], ['A mole runs out into the harbour at dusk', 'The pilot shut the harbour gate at ten.', 'Ines Aalto/Harbour Press'])
  assert.deepEqual([lamp.caption, lamp.source], ['Harbour lamps, and no harbour master', 'Harbor Office'])
})
