// A proof of a story in letters that no PDF of ours has: it is printed by the
// system's own dialog, and what is printed is the proof, not the desk.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, sleep, until } from '../lib/processes.mjs'
import { Window, environment } from '../lib/window.mjs'

const cli = (home, ...args) => run(bin('stet-cli'), args, { env: environment(home) })
const paragraphs = Array.from({ length: 16 }, (_, n) => `وصلت السفينة إلى الميناء رقم ${n + 1} في الساعة السادسة، وقال **القبطان** إن البحر كان هادئا طوال الليل، ولم ينم أحد من الطاقم. Reuters قالت ذلك أيضا.`)

async function fill(home) {
  writeFileSync(join(home, 'ship.md'), `---\nheadline: السفينة في الميناء\nlanguage: ar\n---\n${paragraphs.join('\n\n')}\n`)
  // where the dialog puts a file that nobody names
  mkdirSync(join(home, 'Documents'))
  mkdirSync(join(home, 'config'), { recursive: true })
  writeFileSync(join(home, 'config', 'user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n')
  await cli(home, 'settings', 'set', 'editor.name', 'Ada Brandt')
  await cli(home, 'import', join(home, 'ship.md'))
}

test('a proof in Arabic is printed, with its lines numbered', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `print-${state}.png`))
  const dialog = () => window.xdotool('search', '--onlyvisible', '--name', '^Print$').then(({ stdout }) => stdout.trim(), () => '')
  await shown(look, async () => {
    await desk.click('option', 'السفينة')
    await window.press('Return')
    await desk.wait('textbox', 'Body')

    // the PDF says why it is not made; that waits while a dialog is read, and is there behind it
    await window.press('ctrl+p')
    await desk.saw('A proof as PDF has Latin, Greek and Cyrillic letters only; this story has Arabic too.')
    await window.pictures(join(shots, 'print-refused'))
    await window.press('ctrl+slash')
    await desk.wait('dialog', 'Keys')
    await until('the message to wait', async () => !(await desk.text()).includes('this story has Arabic too'))
    await window.press('Escape')
    await desk.saw('this story has Arabic too')

    await window.press('ctrl+shift+p')
    const id = await until('the dialog', dialog)
    await sleep(500) // its printers come after it
    await look('dialog')
    await window.xdotool('windowfocus', id)
    await window.xdotool('mousemove', '--window', id, '100', '88', 'click', '1') // print to a file: no printer here is the default
    await sleep(500)
    await window.xdotool('key', 'Return')
    const made = () => readdirSync(join(window.home, 'Documents')).filter((f) => f.endsWith('.pdf'))
    await until('the file', () => made().length === 1)
    await until('the dialog to go', async () => !(await dialog()))
    const pdf = readFileSync(join(window.home, 'Documents', made()[0]))
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    await window.xdotool('windowfocus', window.id)

    const printed = await desk.ask(`(() => {
      const lines = [...document.querySelectorAll('#proof .line')]
      return {
        words: lines.map((l) => l.querySelector('.words').textContent).join(' '),
        numbers: lines.map((l) => Number(l.querySelector('.number').textContent)),
        sheets: document.querySelectorAll('#proof .sheet').length, dir: document.getElementById('proof').dir,
        seen: getComputedStyle(document.getElementById('proof')).display,
      }
    })()`)
    assert.deepEqual(printed.numbers, printed.numbers.map((_n, i) => i + 1))
    assert.ok(printed.numbers.length > paragraphs.length * 2, `${printed.numbers.length} lines`)
    assert.ok(printed.words.startsWith('السفينة في الميناء وصلت السفينة إلى الميناء رقم 1 '), printed.words.slice(0, 80))
    for (const p of paragraphs) assert.ok(printed.words.includes(p.replaceAll('**', '')), p)
    assert.equal(printed.dir, 'rtl')
    assert.ok(printed.sheets >= 2)
    assert.equal(printed.seen, 'none')
    assert.ok(!(await desk.text()).includes('this story has Arabic too'), 'the message is still there')

    // the desk goes on
    await desk.intoBody('ctrl+End')
    await window.type(' Fin')
    await desk.saved()
  })
})
