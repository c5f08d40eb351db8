// The words of a picture are looked after like the story's, in the real window:
// marked, walked through with F7 behind the body, mended by keys and by the
// right button, and each change goes back by Ctrl+Z.
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
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env: environment(home) })).stdout
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Three tankers lay off the mole\nlanguage: en-GB\n---\nNobody slept, the tankrs least of all.\n')
  const [id] = (await stet('import', join(home, 'gate.md'))).match(/[0-9a-f-]{36}/)
  await run('convert', ['-size', '1200x800', 'gradient:#2b5876-#dfe9f3', join(home, 'quay.jpg')])
  await stet('picture', 'add', id, join(home, 'quay.jpg'))
  const [quay] = JSON.parse(await stet('picture', 'list', id, '--json'))
  await stet('picture', 'set', id, quay.id, 'alt=A mole runs out into the habrour at dusk', 'caption=The pilot shut the gaet at ten.', 'credit=Ynes Aallto')
}

test('words of a picture are marked and mended, and go back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `picturewords-${state}`))
  const marks = (...want) => until(`the marks ${want}`, async () => String(await desk.ask(`[...document.querySelectorAll('.pictures .misspelt')].map((m) => m.textContent)`)) === String(want), { within: 25_000 })
  const reads = (field, words) => until(`${field} to read "${words}"`, async () => (await desk.value(field)) === words)
  const keysIn = (field) => until(`the keys in ${field}`, () => desk.ask(`document.activeElement.dataset.field === '${field}'`))

  await shown(look, async () => {
    await desk.sitDown()
    await desk.click('option', 'Three tankers')
    await window.press('Return')
    await desk.click('tab', 'Pictures')
    await marks('habrour', 'gaet') // a credit is names
    await until('the body to be marked', () => desk.ask(`document.querySelector('.cm-misspelt') !== null`))
    await desk.ask(`find('textbox', 'Caption').scrollIntoView({ block: 'end' })`)
    await look('marked')

    // F7 goes from the body to the picture beside it; Ctrl+. suggests.
    await desk.intoBody('ctrl+Home')
    await window.press('F7')
    await desk.saw('1 of 3: “tankrs”')
    await window.press('F7')
    await desk.saw('2 of 3: “habrour”')
    await keysIn('pictures.alt')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“habrour”')
    await look('suggests')
    await window.press('Return')
    await reads('Alt text', 'A mole runs out into the harbour at dusk')
    await keysIn('pictures.alt')
    await marks('gaet')
    await window.press('ctrl+z')
    await reads('Alt text', 'A mole runs out into the habrour at dusk')
    await window.press('ctrl+shift+z')
    await reads('Alt text', 'A mole runs out into the harbour at dusk')

    // By the right button, on the word.
    await desk.ask(`find('textbox', 'Caption').scrollIntoView({ block: 'center' })`)
    await window.click(await desk.ask(`(() => { const m = document.querySelector('.pictures .misspelt').getBoundingClientRect(); return { x: m.left + m.width / 2, y: m.top + m.height / 2 } })()`), 3)
    await desk.wait('dialog', '“gaet”')
    await look('menu')
    for (let n = 0; n < 12 && !(await desk.ask(`document.activeElement.textContent.trim()`)).startsWith('gate'); n++) await window.press('Down')
    await window.press('Return')
    await reads('Caption', 'The pilot shut the gate at ten.')
    await marks()

    // What is typed goes back too, in a line whose words are not checked, and all of it is saved.
    await desk.click('textbox', 'Credit')
    await window.press('ctrl+a')
    await window.type('Ines Aalto')
    await reads('Credit', 'Ines Aalto')
    await window.press('ctrl+z', 'ctrl+z')
    await reads('Credit', 'Ynes Aallto')
    await window.press('ctrl+y', 'ctrl+y')
    await reads('Credit', 'Ines Aalto')
    await desk.saved()
    await desk.intoBody('ctrl+End')
    assert.equal(await desk.value('Alt text'), 'A mole runs out into the harbour at dusk')
    assert.equal(await desk.value('Credit'), 'Ines Aalto')
  })
})

async function fillThree(home) {
  const stet = async (...args) => (await run(bin('stet-cli'), args, { env: environment(home) })).stdout
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Three tankers lay off the mole\nlanguage: en-GB\n---\nNobody slept, the tankrs least of all.\n')
  const [id] = (await stet('import', join(home, 'gate.md'))).match(/[0-9a-f-]{36}/)
  const said = { quay: ['A mole at dusk', 'The pilot shut the gaet at ten.'], lamp: ['A lamp on the mole', 'A lamp'], gate: ['The gate of the habrour', 'A 🚢 at the gate, TK'] }
  for (const [name, [alt, caption]] of Object.entries(said)) {
    const before = new Set(JSON.parse(await stet('picture', 'list', id, '--json')).map((p) => p.id))
    await run('convert', ['-size', `12${before.size}0x800`, 'gradient:#2b5876-#dfe9f3', join(home, `${name}.jpg`)])
    await stet('picture', 'add', id, join(home, `${name}.jpg`))
    const picture = JSON.parse(await stet('picture', 'list', id, '--json')).find((p) => !before.has(p.id))
    await stet('picture', 'set', id, picture.id, `alt=${alt}`, `caption=${caption}`, 'credit=Ynes Aallto')
  }
}

test('the words of pictures that are not on screen are walked through, too', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill: fillThree })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `picturewords-${state}`))
  const selected = (field, words) => until(`"${words}" in ${field} to be selected`, () => desk.ask(`(() => {
    const el = document.activeElement
    return el.dataset.field === '${field}' && el.value.slice(el.selectionStart, el.selectionEnd) === ${JSON.stringify(words)}
  })()`))

  await shown(look, async () => {
    await desk.sitDown()
    await desk.click('option', 'Three tankers')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the body to be marked', () => desk.ask(`document.querySelector('.cm-misspelt') !== null`), { within: 25_000 })
    // Nothing of a picture is on screen, and its words are among those counted.
    await until('all words to be looked at', async () => {
      await desk.intoBody('ctrl+Home')
      await window.press('F7')
      return (await desk.text()).includes('1 of 3: “tankrs”')
    }, { within: 25_000 })
    await window.press('F7')
    await desk.saw('2 of 3: “gaet”')
    await selected('pictures.caption', 'gaet')
    await window.press('F7')
    await desk.saw('3 of 3: “habrour”')
    await selected('pictures.alt', 'habrour')
    assert.equal(await desk.value('Caption'), 'A 🚢 at the gate, TK')
    await look('third')
    await window.press('ctrl+period')
    await desk.wait('dialog', '“habrour”')
    await window.press('Return')
    await until('the word to be mended', async () => (await desk.value('Alt text')) === 'The gate of the harbour')
    await window.press('shift+F7')
    await selected('pictures.caption', 'gaet')
    await desk.saw('2 of 2: “gaet”')
    await desk.saved()

    // F8 goes to what is still to come in the words of another one.
    await desk.click('tab', 'Checks')
    await desk.saw('Still to come: “A 🚢 at the gate, TK”')
    await desk.intoBody('ctrl+Home')
    await until('the hole', async () => {
      await window.press('F8')
      return desk.ask(`document.activeElement.dataset.field === 'pictures.caption'`)
    })
    await selected('pictures.caption', 'TK')

    // And to a picture that no reader sees, which says so itself.
    await until('the picture', async () => {
      await window.press('F8')
      if (await desk.has('dialog', 'Settings')) await window.press('Escape')
      return desk.ask(`document.activeElement.closest('.grid button') !== null`)
    })
    assert.match(await desk.ask(`document.activeElement.textContent`), /Not shown/)
    await look('unshown')
  })
})
