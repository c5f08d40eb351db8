// The writing surface, in the real window: what a key does to the text, how
// Markdown looks while the cursor is elsewhere and while it is there, finding
// and replacing, and a calm screen.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, shown } from '../lib/journey.mjs'
import { kept, open } from '../lib/onestory.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { size } from '../lib/window.mjs'

const lines = (desk) => desk.ask(`[...document.querySelectorAll('.cm-line')].map((l) => l.innerText.trim())`)

test('keys and buttons shape the text, and marks show where the cursor is', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts at six.\n', 'surface')
  await shown(look, async () => {
    await window.type(' Nobody slept.')
    await window.press('ctrl+shift+Left', 'ctrl+shift+Left') // its full stop is a word of its own
    await window.press('ctrl+b')
    assert.match(await desk.body(), /\*\*slept\.\*\*/)
    await window.press('ctrl+End', 'Return', 'Return')
    await window.press('ctrl+shift+k')
    await window.type('The night')
    await window.press('Return')
    await window.press('ctrl+shift+8')
    await window.type('One keeper')
    await window.press('Return')
    await window.type('Two keys')
    await window.press('Return', 'Return')
    await window.press('ctrl+shift+9')
    await window.type('It was always ours.')
    await window.press('Return', 'Return') // the second leaves the quotation
    await window.type('See the council')
    await window.press('ctrl+shift+Left')
    await window.press('ctrl+k')
    await window.type('https://example.org/council')
    await window.press('Return')
    await window.press('ctrl+End')
    await window.press('Return', 'Return')
    await window.press('ctrl+alt+t')
    await desk.click('button', 'Fact box')
    await window.type('The quay in figures')
    await window.press('ctrl+Home')
    await desk.saved()

    const seen = await lines(desk)
    for (const want of ['The night', 'One keeper', 'Two keys', 'It was always ours.', 'See the council']) assert.ok(seen.some((l) => l.endsWith(want)), `${want} is not among ${JSON.stringify(seen)}`)
    assert.ok(!seen.join('\n').includes('https://example.org'), 'the address of a link shows away from the cursor')
    assert.ok(!seen.some((l) => l.startsWith('## ')), 'the mark of a crosshead shows away from the cursor')
    assert.ok(await desk.ask(`document.querySelectorAll('.cm-box').length >= 2`), 'no box is drawn')
    const letters = (words) => desk.ask(`parseFloat(getComputedStyle([...document.querySelectorAll('.cm-line, .cm-line *')].filter((e) => e.textContent.includes(${JSON.stringify(words)})).at(-1)).fontSize)`)
    assert.ok((await letters('The night')) > (await letters('Nobody')), 'a crosshead is no larger than the text')
    await window.pictures(join(shots, 'surface-shaped'))
    await window.press('ctrl+End')
    await window.type('After ') // the box is closed: a paragraph of its own
    await window.press('ctrl+b')
    await window.type('it')
    await window.press('ctrl+b')
    await window.type(' all')
    await desk.click('textbox', 'Headline')
    await window.press('ctrl+b')
    await desk.saw('This works in the body')
    await desk.intoBody('ctrl+Home')

    // A mark is there again as soon as the cursor is.
    await until('the mark of the crosshead', async () => {
      await window.press('Down')
      return (await lines(desk)).some((l) => l.startsWith('## The night'))
    })
    await look('marks')
    await window.press('ctrl+z')
    await until('the last words to go', async () => !(await desk.page()).includes('it all'))
    await window.press('ctrl+shift+z')
    await until('them to come back', async () => flat(await desk.page()).includes('After it all'))
    await desk.saved()
  })
  assert.equal(
    flat(await kept(window)),
    flat('The gate shuts at six. Nobody **slept.**\n\n## The night\n\n- One keeper\n- Two keys\n\n> It was always ours.\n\nSee the [council](https://example.org/council)\n\n:::factbox The quay in figures\n:::\n\nAfter **it** all'),
  )
})

test('a paste says what it left out, and puts it back', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts at six.\n', 'paste')
  const html =
    '<html><body><aside>More from the quay</aside><p>The <b>keeper</b> has <a href="https://example.org/key?utm_source=mail&amp;utm_medium=feed">the key</a>.</p>' +
    '<ul><li>One lamp</li><li>Two lamps</li></ul></body></html>'
  await shown(look, async () => {
    await window.press('Return', 'Return')
    await window.copy(html, 'text/html')
    await window.press('ctrl+v')
    await desk.saw('Pasted')
    await until('the copy on the page', async () => flat(await desk.page()).includes('The keeper has the key.'))
    assert.ok(await desk.ask(`find('document', 'The page as readers see it').shadowRoot.querySelector('b, strong')?.textContent === 'keeper'`), 'bold is lost')
    await window.press('Escape', 'shift+Tab') // back out of the text, which ends in a list, to what stands above it
    await until('the note to be reached by keys', async () => {
      if (await desk.ask(`document.activeElement.matches('summary')`)) return true
      await window.press('shift+Tab')
      return false
    })
    await window.press('Return')
    await desk.wait('button', 'Put back: More from the quay')
    await window.pictures(join(shots, 'paste-note'))
    await window.press('Tab', 'Return')
    await desk.saw('Put back behind what was pasted')
    await until('it on the page', async () => flat(await desk.page()).includes('More from the quay'))
    const offered = (yes) => until(`the note ${yes ? 'to offer' : 'not to offer'} it`, async () => (await desk.has('button', 'Put back: More from the quay')) === yes)

    // The note follows undo and redo, of what was put back and of the paste.
    await desk.intoBody()
    await window.press('ctrl+z')
    await offered(true)
    await window.press('ctrl+z')
    await until('the note to go with the paste', async () => !(await desk.has('button', 'Close this note')))
    await window.press('ctrl+shift+z')
    await desk.wait('button', 'Close this note')
    await window.press('ctrl+shift+z')
    await until('what was put back', async () => (await desk.body()).includes('More from the quay'))
    await offered(false)
    await desk.saved()
  })
  const body = flat(await kept(window))
  assert.ok(body.includes('[the key](https://example.org/key)'), `a tracking address is kept: ${body}`)
  assert.ok(body.endsWith('More from the quay'), body)
})

test('words are found and replaced, and what stands is left', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts. A gate is a {==gate==}{>>stet: AB<<}. Gatekeepers sleep.\n', 'find')
  const says = (words) => until(`the bar to say ${words}`, () => desk.ask(`document.querySelector('[role=search] [role=status]').textContent === ${JSON.stringify(words)}`))
  await shown(look, async () => {
    await window.press('ctrl+f')
    await desk.wait('search', 'Find and replace')
    await window.type('gate')
    await says('5 found')
    await window.press('Return')
    await says('1 of 5, in the headline')
    await window.press('shift+Return')
    await says('5 of 5')
    await look('found')
    await desk.click('checkbox', 'Whole words')
    await says('4 found')
    await desk.click('checkbox', 'Case')
    await desk.fill('Replace with', 'door')
    await window.pictures(join(shots, 'find-replace'))
    await desk.click('button', 'Replace all')
    await says('2 replaced, 1 place marked STET or CQ left')
    await window.press('Escape')
    assert.ok(await desk.ask(`document.activeElement.classList.contains('cm-content')`), 'the keys are not in the text')
    assert.ok(flat(await desk.page()).includes('The door shuts. A door is a gate. Gatekeepers sleep.'), await desk.page())
    await window.press('ctrl+z')
    await until('one step to take it back', async () => flat(await desk.page()).includes('The gate shuts. A gate is a gate.'))

    await window.press('ctrl+h')
    await desk.click('checkbox', 'Pattern')
    await desk.fill('Find', '(g)ate (is')
    await says('This pattern has a mistake')
    await desk.fill('Find', '[[]a-z]+keepers')
    await window.press('Escape')
  })
})

test('what is checked is marked, and stands out of no page', async (t) => {
  const { window, desk, look } = await open(t, 'The keeper is TK 84.\n', 'checked')
  await shown(look, async () => {
    await window.press('Left', 'shift+ctrl+Left', 'shift+ctrl+Left') // TK 84
    await window.press('ctrl+alt+q')
    await until('the mark', () => desk.ask(`document.querySelector('.cm-cq') !== null`))
    await window.press('ctrl+Home')
    await look('marked')
    assert.equal(flat(await desk.page()).split('UTC').at(-1).trim(), 'The keeper is TK 84.')
    await desk.saved()
  })
  assert.match(await kept(window), /\{==TK 84==\}\{>>cq: Ada Brandt<<\}/)
})

test('a calm screen: one paragraph, one line, larger letters, and they stay', async (t) => {
  const paragraphs = Array.from({ length: 30 }, (_, n) => `Paragraph ${n} says that the crane waits at the quay.`).join('\n\n')
  const { window, desk, look } = await open(t, `${paragraphs}\n`, 'calm')
  const letters = () => desk.ask(`parseFloat(getComputedStyle(document.querySelector('.cm-content')).fontSize)`)
  await shown(look, async () => {
    await window.press('ctrl+alt+f')
    await desk.saw('Only this paragraph stands out')
    assert.equal(await desk.ask(`[...document.querySelectorAll('.cm-lit')].map((l) => l.innerText.trim()).filter(Boolean).join()`), 'Paragraph 29 says that the crane waits at the quay.')
    await window.press('ctrl+alt+l')
    for (const key of ['ctrl+Home', 'ctrl+End']) await window.press(key)
    const middle = () => desk.ask(`(() => {
      const r = document.querySelector('.cm-lit').getBoundingClientRect()
      const box = document.querySelector('.cm-content').closest('.scroll, .story')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
      return (r.top - box.top) / (box.bottom - box.top)
    })()`)
    await until('the line in the middle', async () => Math.abs((await middle()) - 0.5) < 0.15)
    await window.resize({ width: 1280, height: 500 })
    await until('the line in the middle of a smaller window', async () => Math.abs((await middle()) - 0.5) < 0.15)
    await window.resize(size)
    await look('typewriter')
    const before = await letters()
    await window.press('ctrl+equal', 'ctrl+equal')
    assert.ok((await letters()) > before, 'the letters are no larger')
    await window.pictures(join(shots, 'calm'))
    await desk.saved()
  })
  const larger = await letters()
  await window.quit()
  await window.start()
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await desk.wait('textbox', 'Body')
  assert.equal(await letters(), larger)
  assert.ok(await desk.ask(`document.querySelector('.cm-focusmode') !== null`), 'the calm does not last')
})

test('the page follows the cursor, leads back into the text, and has other widths', async (t) => {
  const paragraphs = Array.from({ length: 40 }, (_, n) => (n % 10 === 5 ? `## Part ${n}` : `Paragraph ${n} says that the crane waits at the quay, and that nobody knows who owns the ground below.`)).join('\n\n')
  const { window, desk, look } = await open(t, `${paragraphs}\n`, 'follow')
  const seen = (words) => desk.ask(`(() => {
    const page = find('document', 'The page as readers see it')
    const block = [...page.shadowRoot.querySelectorAll('.story-body > *')].find((b) => b.textContent.includes(${JSON.stringify(words)}))
    const [r, box] = [block.getBoundingClientRect(), page.getBoundingClientRect()]
    return r.bottom > box.top && r.top < box.bottom ? { x: r.left + 40, y: (Math.max(r.top, box.top) + Math.min(r.bottom, box.bottom)) / 2 } : null
  })()`)
  const wide = () => desk.ask(`find('document', 'The page as readers see it').offsetWidth`)
  await shown(look, async () => {
    await until('the end of the page', () => seen('Paragraph 39 '))
    await window.press('ctrl+Home')
    await until('its beginning', () => seen('Paragraph 0 '))
    assert.equal(await seen('Paragraph 39 '), null)
    await window.press('ctrl+End', 'alt+Left')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await until('the line where the cursor was left', () => desk.ask(`(() => {
      const r = [...document.querySelectorAll('.cm-line')].at(-1).getBoundingClientRect()
      return r.top > 0 && r.bottom < innerHeight && document.activeElement.classList.contains('cm-content')
    })()`))
    await window.press('ctrl+Home')
    await until('the beginning of the page', () => seen('Paragraph 2 '))
    await window.click(await seen('Paragraph 2 '))
    await window.type('HERE ')
    await until('the words where the page was clicked', async () => flat(await desk.page()).includes('HERE Paragraph 2 says'))
    for (const [name, px] of [['Phone', 390], ['Tablet', 820], ['Desktop', 1280]]) {
      await desk.click('button', name)
      await until(`the page as on a ${name}`, async () => (await wide()) === px)
      await look(name.toLowerCase())
    }
    await desk.click('button', 'Mobile')
    await until('the light page', () => desk.ask(`find('document', 'The page as readers see it').shadowRoot.querySelector('.stet-mobile, .stet-page') !== null`))
    await look('mobile')
  })
})
