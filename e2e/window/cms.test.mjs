// Packages for CMSs in the real window: for WordPress by keyboard, for Ghost by
// pointer, with what the system has no place for.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

const copy = `---
headline: Gate shuts for the night
section: Harbour
overline: Tides
standfirst: It opens again when the tide has turned.
byline: Mara Lind
---
The gate shuts at **nine**.

:::pullquote Anna Reyes
There was a button, and a tide table.
:::
`

async function fill(home) {
  const stet = stetAt(home)
  writeFileSync(join(home, 'gate.md'), copy)
  await stet('section', 'add', 'Harbour')
  await stet('section', 'set', 'Harbour', 'mapping.wordpress=hafen')
  await stet('import', join(home, 'gate.md'))
  const [story] = JSON.parse((await stet('list', '--json')).stdout)
  await stet('edit', '--set', 'status=ready', story.id)
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
}

test('packages for WordPress and Ghost are saved', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `cms-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `cms-${state}`))
  const tabTo = async (what, holds) => {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await desk.ask(holds)) return
      await window.press('Tab')
    }
    assert.fail(`no way by Tab to ${what}`)
  }
  const chosen = (name) => until(name, () => desk.ask(`document.querySelector('dialog dd select').value === '${name}'`))
  const packages = () => desk.ask(`document.querySelector('.folder bdi').textContent`)
  const holding = (folder, inside) => {
    const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, inside)))
    assert.equal(names.length, 1, `${inside} in ${readdirSync(folder)}`)
    return join(folder, names[0])
  }

  await shown(look, async () => {
    await desk.click('option', 'Gate shuts')
    await window.press('Return')
    await desk.wait('textbox', 'Body')

    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.saw('nothing stops it')
    await tabTo('Format', `document.activeElement.matches('dialog dd select')`)
    await window.type('WordP')
    await chosen('wordpress')
    await desk.saw('WordPress import file')
    await tabTo('One zip file or a folder', `document.activeElement.matches('dialog input[type=radio]') && document.activeElement.closest('label').textContent.includes('zip')`)
    await window.press('Right')
    await until('a folder', () => desk.ask(`document.activeElement.closest('label').textContent.includes('folder')`))
    await pictures('chosen')
    const folder = await packages()
    await window.press('ctrl+Return')
    await desk.saw('Package intact.')
    await pictures('saved')
    const wxr = readFileSync(join(holding(folder, 'data/wordpress'), 'data/wordpress/stories-001.xml'), 'utf8')
    for (const part of ['nicename="hafen"', '<wp:status>publish</wp:status>', '<cite>Anna Reyes</cite>', 'stet_overline']) assert.ok(wxr.includes(part), part)
    await window.press('Escape')

    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await desk.ask(`(() => { const s = document.querySelector('dialog dd select'); s.value = 'ghost'; s.dispatchEvent(new Event('change', { bubbles: true })) })()`)
    await desk.saw('Ghost import file')
    await desk.click('button', 'Save package')
    await desk.saw('Package intact.')
    await desk.ask(`document.querySelector('dialog summary').focus()`)
    await window.press('Return')
    await desk.saw('Ghost has no field for it')
    await pictures('ghost')
    const ghost = JSON.parse(readFileSync(join(holding(folder, 'data/ghost'), 'data/ghost/posts/gate-shuts-for-the-night.json'), 'utf8'))
    assert.equal(ghost.post.status, 'published')
    assert.equal(ghost.post.tags[0].name, 'Harbour')
    assert.ok(!JSON.stringify(ghost).includes('hafen'))
  })
})
