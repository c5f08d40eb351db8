// A story for the printed page and for a lawyer, in the real window: stopped as
// the table says, saved as PDF and printed.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { sleep, until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  const body = ['The gate shuts at ten.', 'No pilot has been lost here in forty years, says [the harbour](https://example.org/harbour).', ...Array.from({ length: 24 }, (_, n) => `Paragraph ${n + 3}: the water stood higher than anybody at the quay remembers, and the pumps ran until the morning without a pause.`)]
  writeFileSync(join(home, 'gate.md'), `---\nheadline: Gate shuts for the night\nstandfirst: Half of the sailings are cancelled.\nslugline: GATE\nsection: Harbour\nauthor: Ada Brandt\n---\n${body.join('\n\n')}\n`)
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'newsroom.zone', 'Europe/London')
  await stet('import', join(home, 'gate.md'))
  const id = 'gate-shuts-for-the-night'
  await stet('lineup', 'new', 'Home')
  await stet('lineup', 'add', 'Home', id, '--set', 'headline=Gate to stay shut all night')
  await stet('status', id, '--legal', 'done', '--why', 'OK by phone')
  await stet('edit', id, '--set', 'headlines.print=Gate shut', '--set', 'standfirst=Most of the sailings are cancelled.')
  await stet('lineup', 'slot', 'Home', id, '--set', 'headline=Gate to stay shut for days')
  await stet('embargo', id, '2999-12-03T00:01', 'Europe/Kyiv')
  await stet('status', id, '--hold')
}

test('a story on paper', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `paper-${state}.png`))
  const reason = () => until('the keys in the reason', () => desk.ask(`document.activeElement.matches('[data-why]')`))
  const dialog = () => window.xdotool('search', '--onlyvisible', '--name', '^Print$').then(({ stdout }) => stdout.trim(), () => '')
  // What was set is told by the page; the system's dialog is left as it came.
  const printed = async (key) => {
    await window.press(key)
    const id = await until('the dialog', dialog)
    await sleep(500)
    await window.xdotool('windowfocus', id)
    await window.xdotool('key', 'Escape')
    await until('the dialog to go', async () => !(await dialog()))
    await window.xdotool('windowfocus', window.id)
    return desk.ask(`(() => {
      const lines = [...document.querySelectorAll('#proof .line')]
      return {
        words: lines.map((l) => l.querySelector('.words').textContent).join(' '),
        numbers: lines.map((l) => Number(l.querySelector('.number').textContent)).filter(Boolean),
        title: document.querySelector('#proof header b').textContent,
        stamps: [...document.querySelectorAll('#proof .sheet')].map((s) => s.querySelector('.stamp')?.textContent ?? ''),
        fresh: [...document.querySelectorAll('#proof .changed .underline')].map((s) => s.textContent).join('|'),
        out: [...document.querySelectorAll('#proof .out')].map((s) => s.textContent).join('|'),
      }
    })()`)
  }
  const saved = async (words) => {
    await desk.saw(words)
    const path = /saved: (\/\S+\.pdf)/.exec(await desk.text())[1]
    assert.equal(readFileSync(path).subarray(0, 5).toString(), '%PDF-')
    return path
  }

  await shown(look, async () => {
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.saw('Gate to stay shut')

    // The lawyer's: never stopped, stamped, what is new marked.
    await window.press('ctrl+alt+a')
    const legal = await saved('Legal copy saved')
    assert.match(legal, /legal-copy-gate-shuts-for-the-night-r\d+\.pdf$/)
    const copy = await printed('ctrl+alt+shift+a')
    assert.equal(copy.title, 'LEGAL COPY')
    for (const words of ['Headline: Gate shuts for the night', 'Print headline: Gate shut', 'Web address: gate-shuts-for-the-night', 'Home, place 1: Gate to stay shut', 'OK by phone']) assert.ok(copy.words.includes(words), words)
    assert.ok(copy.stamps.length > 1 && copy.stamps.every((s) => s.includes('ON HOLD') && s.includes('EMBARGOED UNTIL 00:01, 3 December 2999 Europe/Kyiv (22:01, 2 December 2999 Europe/London)')), copy.stamps.join('\n'))
    assert.match(copy.fresh, /Most/)
    assert.match(copy.out, /Half/)
    assert.match(copy.out, /all night/)
    assert.deepEqual(copy.numbers, copy.numbers.map((_n, i) => i + 1))

    // The page's: a hold is passed first.
    await window.press('ctrl+alt+shift+v')
    await desk.wait('dialog', 'Print copy')
    await desk.saw('It is stopped.')
    for (const stop of ['hold', 'words changed since the legal read']) {
      await until('the next stop', () => desk.ask(`(() => { const b = find('button', ${JSON.stringify(`Pass: ${stop}`)}); b?.focus(); return !!b })()`))
      await window.press('Return')
      await reason()
      await window.type('the page closes')
      if (stop === 'hold') await window.pictures(join(shots, 'paper-stops'))
      await window.press('Return')
    }
    await until('the keys on the way out', () => desk.ask(`document.activeElement.textContent.trim() === 'Save as PDF'`))
    await window.pictures(join(shots, 'paper-passed'))
    await window.press('Return')
    const page = await saved('Print copy saved')
    assert.ok(existsSync(page))
    await window.press('ctrl+alt+shift+h')
    await desk.saw('went out past: hold')
    await desk.saw('the page closes')

    // The proof is as it was.
    const proof = await printed('ctrl+shift+p')
    assert.equal(proof.title, 'PROOF')
    assert.ok(proof.words.startsWith('HARBOUR Gate shuts for the night'), proof.words.slice(0, 60))

    // A kill: not for the page, by anybody.
    await window.press('F1')
    await desk.wait('dialog', '')
    await window.type('Kill')
    await window.press('Return')
    await reason()
    await window.type('the wrong gate')
    await window.press('Return')
    await desk.saved()
    await window.press('ctrl+alt+shift+e')
    await desk.wait('dialog', 'Print copy')
    await desk.saw('Nobody passes it.')
    await window.pictures(join(shots, 'paper-never'))
    await window.press('Escape')
  })
})
