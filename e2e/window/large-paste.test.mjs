// Copy that is far too long for a story, pasted from a program that offers
// plain text and nothing else, as a terminal does, and from one that shapes it,
// as a browser does: then its words alone go in.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { copied } from '../lib/copied.mjs'
import { Desk } from '../lib/desk.mjs'
import { flat } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window, environment } from '../lib/window.mjs'

const args = (home) => ['--newsroom', join(home, 'newsroom')]
const cli = (home, ...rest) => run(bin('stet-cli'), [...args(home), ...rest], { env: environment(home), maxBuffer: 1 << 28 })

async function fill(home) {
  const file = join(home, 'gate.md')
  writeFileSync(file, '---\nheadline: Gate shuts\n---\nNobody slept.\n')
  await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
  await cli(home, 'import', file)
}

const cases = {
  'ten megabytes of copy': Array.from({ length: 90_000 }, (_, n) => `Paragraph ${n} says that the crane waits, and that nobody knows who owns the ground below it.`).join('\n\n').slice(0, 10_000_000),
  'copy of a hundred thousand lines': Array.from({ length: 100_000 }, (_, n) => `Line ${n} of the copy`).join('\n'),
  'a word of a megabyte': 'crane'.repeat(200_000),
}

for (const [name, text] of Object.entries(cases)) {
  test(`${name}, pasted, written in, left and opened again, is kept to the last word`, async (t) => {
    const window = await Window.open(t, { program: bin('stet'), args, fill })
    const desk = new Desk(window)
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await until('the story', async () => (await desk.body()).includes('Nobody slept.'))
    await window.copy(text)
    await desk.intoBody()
    await window.press('ctrl+v')
    await until('the copy', async () => !(await desk.body()).includes('Nobody slept.'), { within: 60_000 }) // it is far above
    await window.type(' Written by hand.')
    await desk.saved({ within: 60_000 })
    await window.press('alt+Left')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))
    await window.press('Return')
    await until('the story again', async () => (await desk.body()) !== '')
    await desk.intoBody()
    await window.type(' And once more.')
    await desk.saved({ within: 60_000 })
    assert.ok(await window.quit(), 'it did not end by itself')
    const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
    const { stdout } = await cli(window.home, 'show', id, '--json')
    const body = flat(JSON.parse(stdout).body)
    assert.ok(body.includes('Written by hand. And once more.'), body.slice(-100))
    assert.ok(body.includes(flat(text.slice(-200))), 'its end is missing')
    assert.ok(body.length >= flat(text).length, `${body.length} of ${flat(text).length} characters`)
  })
}

const shaped = (n) => Array.from({ length: n }, (_, i) => `<p>Paragraph ${i} says that the <b style="color:red">crane</b> <a href="https://example.org/${i}">waits</a>, and that nobody knows who owns the ground below.</p>`).join('\n')
const words = (n) => Array.from({ length: n }, (_, i) => `Paragraph ${i} says that the crane waits, and that nobody knows who owns the ground below.`).join('\n\n')

test('ten megabytes of a page are refused at once, and its words go in by one click or one key', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), args, fill })
  const desk = new Desk(window)
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await until('the story', async () => (await desk.body()).includes('Nobody slept.'))
  const long = await copied(t, window, { html: shaped(70_000), text: words(70_000) })
  await desk.intoBody()
  await window.press('ctrl+v')
  await desk.saw('Too long to paste with its formatting: the words alone are 7 MB.', { within: 60_000 })
  assert.doesNotMatch(long.log, /asked text\/html/, 'the page was read for nothing')
  await window.pictures(join(shots, 'paste-too-large'))
  await desk.click('button', 'Paste the words')
  await until('the words', async () => (await desk.body()).includes('Paragraph 69999 says'), { within: 60_000 })
  await until('the offer to go', async () => !(await desk.has('button', 'Paste the words')))
  assert.ok(await desk.ask(`document.activeElement.classList.contains('cm-content')`), 'the keys are not in the text')
  await window.press('ctrl+z')
  await until('one step to take it back', async () => (await desk.body()).trim() === 'Nobody slept.', { within: 60_000 })

  // Few words in much markup: that is known once it was read, and read only once.
  const heavy = await copied(t, window, { html: `<p>Few words.</p><p><span title="${'x'.repeat(21_000_000)}">in much</span></p>`, text: 'Few words.\n\nin much' })
  await window.press('ctrl+v')
  await desk.saw('Too large to paste with its formatting: it is 21 MB, and at most 20 MB', { within: 60_000 })
  assert.ok((heavy.log.match(/asked text\/html/g) ?? []).length <= 1, heavy.log)
  await window.press('ctrl+shift+v')
  await until('the words', async () => (await desk.body()).includes('in much'), { within: 60_000 })
  await until('the offer to go', async () => !(await desk.has('button', 'Paste the words')))
  await desk.saved()
})

// A picture of one colour, another for each number.
function tiny(n) {
  const row = Buffer.alloc(4 * 4 + 1)
  for (let x = 0; x < 4; x++) row.writeUInt32BE((n << 8) | 255, 1 + 4 * x)
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const head = Buffer.from([0, 0, 0, 4, 0, 0, 0, 4, 8, 6, 0, 0, 0])
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(Array(4).fill(row)))), chunk('IEND', Buffer.alloc(0))]).toString('base64')
}

test('ten thousand pictures within a paste come in, and the window says so meanwhile', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), args, fill })
  const desk = new Desk(window)
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await until('the story', async () => (await desk.body()).includes('Nobody slept.'))
  const html = Array.from({ length: 10_000 }, (_, n) => `<p>Paragraph ${n}.<img alt="Picture ${n}" src="data:image/png;base64,${tiny(n)}"></p>`).join('')
  await copied(t, window, { html, text: 'x' })
  await desk.intoBody()
  await desk.ask(`void (() => {
    addEventListener('paste', () => (window.pastedAt = performance.now()), true)
    new MutationObserver(() => (window.tookIn ??= document.querySelector('.notices').innerText.includes('pictures came in') ? performance.now() - window.pastedAt : undefined))
      .observe(document.querySelector('.notices'), { childList: true, subtree: true, characterData: true })
  })()`)
  await window.press('ctrl+v')
  const text = await until('it to be said', async () => /Coming in: .*|.* came in/.exec(await desk.text())?.[0], { within: 60_000 })
  if (text.startsWith('Coming')) { // else it took no second
    assert.equal(text, 'Coming in: 10,000 pictures and the words with them')
    await window.pictures(join(shots, 'paste-pictures'))
  }
  await until('the pictures', () => desk.ask(`!document.body.innerText.includes('Coming in: ')`), { within: 60_000 })
  t.diagnostic(`in after ${Math.round(await until('what it took', () => desk.ask('window.tookIn'), { within: 60_000 }))} ms`)
  await desk.saved()
  assert.ok(await window.quit(), 'it did not end by itself')
  const [{ id }] = JSON.parse((await cli(window.home, 'list', '--json')).stdout)
  const { pictures, body } = JSON.parse((await cli(window.home, 'show', id, '--json')).stdout)
  assert.equal(pictures.length, 10_000)
  assert.ok(body.includes('Paragraph 9999.'))
})
