// A house with 1,500 sections: what is drawn and asked for stays as small as
// with ten, and a section is moved about as quickly.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window } from '../lib/window.mjs'

const MANY = 1500
const name = (n) => `Section ${String(n).padStart(4, '0')}`

async function fill(home) {
  const folder = join(home, 'copy')
  mkdirSync(folder)
  for (let n = 1; n <= MANY; n++) writeFileSync(join(folder, `${name(n)}.md`), `---\nheadline: Story ${n}\nsection: ${name(n)}\n---\nThey went out.\n`)
  await run(bin('stet-cli'), ['import', folder], { env: environment(home) })
}

test('a section among 1,500 is moved by keys', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `sections-large-${state}.png`))
  const rows = () => desk.ask(`document.querySelectorAll('[role=treeitem]').length`)
  const at = (words) => until(`the cursor at ${words}`, () => desk.ask(`document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.querySelector('bdi').textContent === ${JSON.stringify(words)}`))
  const says = (words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await window.press('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await window.press('Home')
    await at(name(1))
    assert.ok((await rows()) < 90, `${await rows()} rows stand on the page`)
    await window.press('End')
    await at(name(MANY))
    assert.ok((await rows()) < 90, `${await rows()} rows stand on the page at the end`)
    await look('end')

    // From the key to the row in its new place, as the page's own clock has it.
    await desk.ask(`(() => {
      window.took = []
      addEventListener('keydown', (e) => {
        if (e.key !== 'ArrowUp' || !e.altKey) return
        const from = performance.now()
        const was = document.querySelector('dialog .said')?.textContent
        const wait = () => (document.querySelector('dialog .said')?.textContent === was ? requestAnimationFrame(wait) : window.took.push(Math.round(performance.now() - from)))
        wait()
      }, { capture: true })
    })()`)
    for (let n = 1; n <= 6; n++) {
      await window.press('alt+Up')
      await says(`is ${MANY - n} of ${MANY} at the top`)
    }
    t.diagnostic(`a move among ${MANY} sections took ${(await desk.ask('window.took')).join(', ')} ms`)
    await at(name(MANY))
    await window.press('alt+Right')
    await says(`“${name(MANY)}” is 1 of 1 below “${name(MANY - 7)}”`)
    await look('below')
    await window.press('ctrl+z')
    await says('Taken back')
    await window.press('ctrl+y')
    await says('Done again')
    await window.press('Escape')
  })
})
