// Pictures in the real window: by the system's dialog, by drop and by paste;
// their words, what matters in them, their shape on the page, off the story and back.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, filesBelow, shots } from '../lib/place.mjs'
import { run, sleep, start, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const story = `---
section: Coast
headline: Harbour gate shuts for the night
author: Ines Aalto
---
Three tankers lay off the mole until morning.

The pilots waited in the customs house.
`

// A scene that shows which side is up and where the middle is, with a comment inside.
const scene = (file, size, hue) =>
  run('convert', ['-size', size, `gradient:${hue}`, '-fill', '#f4d58d', '-draw', 'circle 2300,500 2300,800', '-fill', '#20303c', '-draw', 'rectangle 0,1500 3000,2000',
    '-fill', '#a5121f', '-draw', 'rectangle 400,900 1000,1600', '-set', 'comment', 'seen from the customs house', '-quality', '88', file])

async function fill(home) {
  writeFileSync(join(home, 'story.md'), story)
  await scene(join(home, 'quay.jpg'), '3000x2000', '#2b5876-#dfe9f3')
  await scene(join(home, 'mole.png'), '3000x2000', '#6b4e71-#fbe9d7')
  await run('convert', ['-size', '60x40', 'xc:red', 'bmp3:' + join(home, 'small.jpg')])
  await run(bin('stet-cli'), ['import', join(home, 'story.md')], { env: environment(home) })
}

test('a picture comes in, says what it is, and is shown as its story says', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `pictures-${state}.png`))
  const told = (words) => desk.saw(words)
  const count = () => desk.ask(`document.querySelectorAll('[aria-label="Pictures of the story"] li').length`)
  const drawn = () => until('the pictures to be drawn', () => desk.ask(`[...document.querySelectorAll('.pictures img')].every((i) => i.complete && i.naturalWidth > 0)`))

  const choose = (name) => window.chooseFile('Choose pictures', join(window.home, name))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Harbour gate shuts')
    await window.press('Return')
    await desk.click('tab', 'Pictures')
    await told('No pictures yet.')
    await look('none')

    // by the dialog, at the cursor
    await desk.intoBody('ctrl+Home')
    await window.press('ctrl+shift+i')
    await choose('quay.jpg')
    await told('quay.jpg came in.')
    await told('Also in the file: comments.')
    await until('the figure in the text', async () => /morning\.\s+No caption yet\s+The pilots/.test(await desk.body()))
    assert.ok(await desk.ask(`document.querySelector('.cm-figure').classList.contains('cm-figure-at')`), 'nothing shows that the cursor is at the picture')
    await drawn()
    await window.pictures(join(shots, 'pictures-one'))

    // it is its address for whoever goes in, and words typed beside it are a paragraph
    await window.press('Left')
    await until('the address', async () => /!\[\]\(media\/[0-9a-f]{64}\)/.test(await desk.body()))
    await window.press('Right')
    await until('the picture again', async () => (await desk.figures()) === 1)
    await window.type('Nobody')
    await until('a paragraph behind it', async () => /No caption yet\s+Nobody\s+The pilots/.test(await desk.body()))
    await window.press('ctrl+z')
    await until('that to go', async () => !(await desk.body()).includes('Nobody'))

    // a file that is not what its name says is named, and stops nothing
    await desk.click('button', 'Add pictures')
    await choose('small.jpg')
    await told('small.jpg did not come in: this is no picture that Stet can use: this is a BMP')
    await desk.click('button', 'Add pictures')
    await choose('mole.png')
    await until('the second', async () => (await count()) === 2)
    await drawn()

    // words, what matters by keys and by a click, shape, lead: by keyboard where a key does it
    await desk.fill('Alt text', 'The mole at dusk, a red shed on it')
    await desk.fill('Credit', 'Ines Aalto/Halvern Post')
    await desk.ask(`find('slider', 'What matters').focus()`)
    const focus = () => desk.ask(`find('slider', 'What matters').getAttribute('aria-valuetext')`)
    assert.equal(await focus(), '50 % from the left, 50 % from the top')
    await window.press('Left', 'shift+Left', 'Down')
    assert.equal(await focus(), '38 % from the left, 52 % from the top')
    const box = await desk.ask(`(() => { const r = find('slider', 'What matters').getBoundingClientRect(); return { x: r.left + r.width * 0.23, y: r.top + r.height * 0.6 } })()`)
    await window.click(box)
    await until('the click to count', async () => /^2[234] %/.test(await focus()))
    await desk.ask(`document.querySelector('input[type=radio]:checked').focus()`)
    await window.press('Down', 'Down', 'Down') // round shapes: whole, 16:9, 4:3, 1:1
    await desk.click('button', 'Lead picture')
    await desk.saved()
    await desk.ask(`document.querySelector('.pictures').scrollTo(0, 9999)`)
    await look('words')

    // the page shows the shape, around what matters
    await desk.click('tab', 'Page')
    const lead = () => desk.ask(`(() => {
      const img = find('document', 'The page as readers see it').shadowRoot.querySelector('.story-lead img')
      return img && img.complete && img.naturalWidth ? { src: img.getAttribute('src'), w: img.naturalWidth, h: img.naturalHeight, shape: img.getBoundingClientRect().width / img.getBoundingClientRect().height } : null
    })()`)
    const seen = await until('the lead on the page', lead)
    assert.match(seen.src, /^\/asset\/[0-9a-f]{64}-1x1-1600-2[0-9]{2}-[0-9]+$/)
    assert.ok(seen.w === seen.h && Math.abs(seen.shape - 1) < 0.01, JSON.stringify(seen))
    await look('page')

    // what was made for the page is kept
    const kept = filesBelow(join(window.home, 'data'), '').filter((path) => /\/renditions\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(path))
    assert.ok(kept.length >= 3, `kept: ${kept}`)

    // by drop on the text, and by paste
    const before = await desk.body()
    await desk.click('tab', 'Pictures')
    await desk.ask(`new Promise((done) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
      canvas.getContext('2d').fillRect(100, 100, 300, 200)
      canvas.toBlob((blob) => {
        const data = new DataTransfer()
        data.items.add(new File([blob], 'dropped.png', { type: 'image/png' }))
        document.querySelector('.cm-content').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
        done(true)
      })
    })`)
    await until('the dropped picture', async () => (await count()) === 3)
    assert.notEqual(await desk.body(), before)
    await drawn()

    // WebKitGTK shows the page nothing of it; the desktop's own tool does
    await desk.intoBody('ctrl+Home')
    const clip = start('xclip', ['-quiet', '-selection', 'clipboard', '-t', 'image/png', '-i', join(window.home, 'mole.png')], { env: window.env })
    await sleep(500)
    const texts = await desk.figures()
    await window.press('ctrl+v')
    await until('the pasted picture in the text', async () => (await desk.figures()) === texts + 1)
    clip.signal('SIGTERM')
    await window.press('ctrl+z')
    await until('the figure to go', async () => (await desk.figures()) === texts)

    // out, with its figure, and back
    await desk.click('button', 'dropped.png')
    await desk.click('button', 'Remove')
    await until('two pictures', async () => (await count()) === 2)
    await until('the figure to go', async () => (await desk.body()) === before)
    await desk.click('button', 'Undo')
    await until('three pictures', async () => (await count()) === 3)
    await desk.saved()

    await window.press('ctrl+shift+d')
    await desk.ask(`document.querySelector('.pictures').scrollTo(0, 0)`)
    await drawn()
    await look('night')
  })
})

test('a picture within a paste comes in, and one that is elsewhere is named and not fetched', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `pictures-paste-${state}.png`))
  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Harbour gate shuts')
    await window.press('Return')
    await desk.intoBody('ctrl+End')
    await window.press('Return', 'Return')
    await run('convert', [join(window.home, 'quay.jpg'), '-resize', '640x', join(window.home, 'held.jpg')])
    const held = readFileSync(join(window.home, 'held.jpg')).toString('base64')
    const bomb = Buffer.from('89504e470d0a1a0a0000000d49484452000f4240000f42400800000000790667a1000000004944415435af061e', 'hex').toString('base64') // a million by a million
    await window.copy(`<html><body><p>The crane <b>waits</b>.<img alt="The quay at dusk" src="data:image/jpeg;base64,${held}"></p><p>It is 1913.` +
      `<img alt="An old map" src="https://pictures.example/map.png"><img alt="A bomb" src="data:image/png;base64,${bomb}"></p></body></html>`, 'text/html')
    await window.press('ctrl+v')
    await until('the picture in the text', async () => (await desk.figures()) === 1)
    await until('it to be drawn', () => desk.ask(`(() => { const i = document.querySelector('.cm-figure img'); return i && i.complete && i.naturalWidth === 640 })()`))
    assert.match(await desk.body(), /The crane (?:\*\*)?waits(?:\*\*)?\.\s+The quay at dusk\s+It is 1913\./)
    await desk.click('tab', 'Pictures')
    await until('one picture', () => desk.ask(`document.querySelectorAll('[aria-label="Pictures of the story"] li').length === 1`))
    assert.equal(await desk.value('Alt text'), 'The quay at dusk')
    await desk.ask(`document.querySelector('.strip summary').click()`)
    await desk.saw('An old map')
    await desk.saw('A picture was left out: the picture is too large')
    await desk.wait('button', 'Insert a picture: An old map')
    await window.pictures(join(shots, 'pictures-paste'))
    await desk.click('button', 'Insert a picture: An old map')
    await window.chooseFile('Choose pictures', join(window.home, 'mole.png'))
    await until('the second picture', async () => (await desk.figures()) === 2)
    await desk.saved()
  })
})
