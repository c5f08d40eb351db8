// The pictures beside a story with text at twice its size: all of it is in
// reach, nothing is cut off, by day and by night and on a small screen.
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
  writeFileSync(join(home, 'gate.md'), '---\nheadline: Harbour gate shuts for the night\n---\nThree tankers lay off the mole. {==They said so==}{>>query: who said?<<}.\n\nThe pilots waited.\n\nShare this article\n')
  const id = (await stet('import', join(home, 'gate.md'), '--json')).match(/[0-9a-f-]{36}/)[0]
  const scenes = {
    'harbour-mole-at-dusk-seen-from-the-customs-house-2026-11-28.jpg': ['3000x2000', '#2b5876-#dfe9f3'],
    'portrait.jpg': ['1200x1800', '#6b4e71-#fbe9d7'],
    'panorama.jpg': ['3000x800', '#14532d-#d9f99d'],
    'drawing.gif': ['640x480', '#ffffff-#888888'],
  }
  for (const [name, [size, hue]] of Object.entries(scenes)) {
    await run('convert', ['-size', size, `gradient:${hue}`, '-fill', '#f4d58d', '-draw', 'circle 300,300 300,400', '-set', 'comment', 'seen', join(home, name)])
    await stet('picture', 'add', id, join(home, name), ...(name === 'panorama.jpg' ? ['--lead'] : []))
  }
  const [first] = JSON.parse(await stet('picture', 'list', id, '--json'))
  await stet('picture', 'set', id, first.id, 'alt=A mole of dark stone runs out into a calm sea at dusk, a red shed on its end, and three tankers wait beyond it with their lights on', 'caption=The tankers on Friday', 'credit=Ines Aalto/Halvern Post')
}

test('the panel with text at 200 %', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `picturepanel-${state}`))
  const drawn = () => until('the pictures to be drawn', () => desk.ask(`(() => { const all = [...document.querySelectorAll('.pictures img')]; return all.length > 3 && all.every((i) => i.complete && i.naturalWidth > 0) })()`))
  const command = async (name) => {
    await window.press('F1')
    await desk.wait('dialog', 'All commands')
    await window.type(name)
    await window.press('Return')
  }

  // What stands over an edge of its box, or is wider than it.
  const cut = () => desk.ask(`(() => {
    const box = document.querySelector('.pictures').getBoundingClientRect()
    const wide = [...document.querySelectorAll('.pictures, .pictures *, .tabs')].filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).textOverflow !== 'ellipsis' && getComputedStyle(e).display !== 'inline')
    const out = [...document.querySelectorAll('.pictures *')].filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.left < box.left - 1 || r.right > box.right + 1) })
    const tabs = [...document.querySelectorAll('.tabs [role=tab]')].filter((e) => { const r = e.getBoundingClientRect(), p = e.parentElement.getBoundingClientRect(); return r.right > p.right + 1 || r.bottom > p.bottom + 2 })
    return [...wide, ...out, ...tabs].map((e) => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 30))
  })()`)

  // Where the keys are, and whether all of it can be seen.
  const here = () => desk.ask(`(() => {
    const e = document.activeElement, r = (e.closest('.shapes label, .field') ?? e).getBoundingClientRect(), panel = document.querySelector('#panel').getBoundingClientRect()
    const name = e.getAttribute('aria-label') || (e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent)
    return { name: name.replace(/\\s+/g, ' ').trim(), inside: !!e.closest('.pictures'), seen: r.top >= panel.top - 1 && r.bottom <= panel.bottom + 1 && r.left >= panel.left - 1 && r.right <= panel.right + 1 }
  })()`)

  async function walk() {
    const found = []
    await desk.ask(`find('button', 'Add pictures').focus()`)
    for (let at = await here(); at.inside && found.length < 40; at = await here()) {
      found.push(at)
      await window.press('Tab')
    }
    return found
  }

  await shown(look, async () => {
    await desk.sitDown()
    await desk.click('option', 'Harbour gate')
    await window.press('Return')
    await desk.intoBody('ctrl+Home')
    await window.press(...Array(5).fill('ctrl+equal'))
    await until('200 %', () => desk.ask(`document.documentElement.style.fontSize === '200%'`))
    await command('Pictures of the story')
    await drawn()
    for (const size of [{ width: 1024, height: 700 }, { width: 1280, height: 800 }]) {
      await window.resize(size)
      assert.deepEqual(await cut(), [], `${size.width}: over the edge`)
      const found = await walk()
      assert.deepEqual(found.filter((f) => !f.seen), [], `${size.width}: not to be seen whole`)
      const names = found.map((f) => f.name).join('|')
      for (const name of ['Add pictures', 'portrait.jpg', 'Lead picture', 'Put into the text', 'Remove', 'What matters', 'Whole', 'Alt text', 'Caption', 'Credit', 'Rights', 'Source']) assert.ok(names.includes(name), `${size.width}: no ${name} in ${names}`)
    }
    await desk.ask(`document.querySelector('.pictures').scrollTo(0, 0)`)
    await look('grid')
    for (const [state, find] of Object.entries({ focus: `find('slider', 'What matters')`, shape: `document.querySelector('.shapes :checked')`, words: `find('textbox', 'Rights')` })) {
      await desk.ask(`${find}.focus()`)
      await look(state)
    }
    await desk.click('button', 'drawing.gif')
    await drawn()
    await desk.ask(`find('textbox', 'Source').focus()`)
    await look('as-it-is')
  })
})
