// The main job without a mouse: every step by key, the focus always somewhere
// that can be seen.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Browser } from '../lib/chromium.mjs'
import { Desk } from '../lib/desk.mjs'
import { ferry, flat } from '../lib/journey.mjs'
import { bin, root } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'

const open = (t) => Browser.open(t, { program: bin('stet-dev'), assets: join(root, 'frontend/dist') })

/** presses Tab until the focus is on something of that name */
async function tabTo(browser, name, limit = 80) {
  for (let n = 0; n < limit; n++) {
    if ((await focusName(browser)).startsWith(name)) return
    await browser.press('Tab')
  }
  throw new Error(`no "${name}" within ${limit} presses of Tab`)
}

const focusName = (browser) =>
  browser.evaluate(`(() => {
    const el = document.activeElement
    return (el.ariaLabel || [...(el.labels ?? [])].map((l) => l.textContent).join(' ') || el.textContent || '').trim()
  })()`)

test('the main job by keyboard alone', async (t) => {
  const browser = await open(t)
  const desk = new Desk(browser)
  await desk.wait('dialog', 'Who is at the desk')
  await browser.press('Return')
  await desk.wait('heading', 'Nothing on the desk yet')

  await browser.copy(ferry.copy)
  await browser.press('ctrl+v')
  await until('the story', async () => (await desk.value('Headline')) === ferry.headline)

  await tabTo(browser, 'Left out')
  await browser.press('Right') // round to the first tab, the page
  await until('the page', async () => flat(await desk.page()).includes(ferry.headline))

  await tabTo(browser, 'Headline')
  await browser.press('End')
  await browser.type(', at last')
  await until('the page to follow', async () => flat(await desk.page()).includes(`${ferry.headline}, at last`))

  await tabTo(browser, 'Body')
  await browser.press('ctrl+End')
  await browser.type(' Written by hand.')
  await until('the page to follow', async () => flat(await desk.page()).includes('Written by hand.'))
  await desk.saved()

  await browser.press('F6')
  assert.notEqual(await focusName(browser), 'Body', 'F6 leaves the body')

  await browser.press('ctrl+Return')
  await desk.wait('dialog', 'package')
  await desk.saw('nothing stops') // until then there is nothing to save
  await tabTo(browser, 'Save package')
  await browser.press('Return')
  const folder = join(browser.home, 'Stet')
  await until('the package', () => existsSync(folder) && readdirSync(folder).length > 0)
  await desk.saw('Package intact.') // while it is being saved, Escape stops it
  await browser.press('Escape')
  await until('the dialog to close', async () => !(await desk.has('dialog', '')))
})

test('whatever has the focus shows it', async (t) => {
  const browser = await open(t)
  const desk = new Desk(browser)
  await desk.sitDown()
  await desk.wait('heading', 'Nothing on the desk yet')
  await browser.press('ctrl+n')
  await desk.wait('textbox', 'Headline')
  const seen = new Set()
  for (let n = 0; n < 40; n++) {
    await browser.press('Tab')
    const focus = await browser.evaluate(`(() => {
      const el = document.activeElement
      if (el === document.body || el.isContentEditable) return null // in text the caret shows it
      const look = (e) => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join() }
      // The element, what it points at, or a box around it may show the focus.
      const pointed = document.getElementById(el.getAttribute('aria-activedescendant'))
      const chain = [el, pointed, el.parentElement, el.parentElement?.parentElement, el.parentElement?.parentElement?.parentElement].filter(Boolean)
      const focused = chain.map(look).join('|')
      el.blur()
      const without = chain.map(look).join('|')
      el.focus()
      return { name: el.ariaLabel || el.textContent.trim().slice(0, 40) || el.tagName, shown: focused !== without }
    })()`)
    if (!focus) continue
    seen.add(focus.name)
    assert.ok(focus.shown, `nothing shows that "${focus.name}" has the focus`)
  }
  assert.ok(seen.size > 12, `only ${seen.size} stops: ${[...seen].join(', ')}`)
})
