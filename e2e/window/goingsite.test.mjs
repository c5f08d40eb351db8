// A story at a WordPress, by keyboard in the real window: somebody changes it
// there, the site is down for a while, and a kill takes what was held back.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { FakeWP, password } from '../lib/fakewp.mjs'
import { fill, rowsOf } from '../lib/going.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

test('a story at a WordPress', async (t) => {
  const site = await FakeWP.open(t)
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.pictures(join(shots, `going-${state}`))
  const rows = () => rowsOf(desk)
  const leave = async () => {
    await window.press('Escape')
    await desk.closed()
  }
  const write = async (words) => {
    await desk.click('textbox', 'Body')
    await window.press('ctrl+End')
    await window.type(words)
    await desk.saved()
  }
  const send = async () => {
    await window.press('ctrl+Return')
    await desk.saw('nothing stops it')
    await window.press('ctrl+Return')
    await desk.closed()
    await window.press('ctrl+shift+g')
    await desk.wait('dialog', 'Going out')
  }
  const told = (words) => until(`“${words}” to be told`, async () => words.test((await rows())[0] ?? ''), { within: 20_000 })

  await shown((state) => window.picture(join(shots, `going-site-${state}.png`)), async () => {
    // It is set up with a wrong password first, which is said in an editor's words.
    await desk.wait('option', 'Storm gate holds')
    await window.press('ctrl+shift+g')
    await desk.wait('dialog', 'Going out')
    await window.press('d')
    await desk.wait('dialog', 'A new destination')
    await desk.pick('Kind', 'WordPress')
    await desk.fill('Name', 'halvern.example')
    await desk.fill('Address', site.address)
    await desk.fill('User', 'desk')
    await desk.fill('Application password', 'wrong')
    await desk.click('button', 'Test the connection')
    await desk.saw('the password of this destination')
    await desk.fill('Application password', password)
    await desk.click('button', 'Keep')
    await desk.wait('option', 'halvern.example')
    await window.press('Escape')
    await desk.wait('dialog', 'Going out')
    await leave()

    // Live is what a look showed.
    await desk.click('option', 'Storm gate holds')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await send()
    await told(/^Over \| New .*Live/)
    const [post] = site.posts
    assert.equal(post.status, 'publish')
    await leave()

    // What the web desk wrote there stays as long as nobody says otherwise, and
    // whoever leaves it is asked again by the next version.
    // Before somebody chooses, both are shown.
    const theirs = post.content.raw.replace('The gate', 'By the web desk: the gate')
    site.byHand(post, { content: theirs, title: 'Storm gate holds out' })
    for (const [key, kept] of [['t', true], ['o', false]]) {
      await write(' It holds.')
      await send()
      await told(/^Needs you \| Update .*Changed there/)
      await desk.saw('Somebody changed the story at halvern.example.')
      await desk.saw('2 differences between ours and theirs')
      await desk.saw('Storm gate holds out')
      await desk.saw('By the web desk')
      if (key === 't') await look('conflict')
      await window.press(key)
      await told(/^Over \| Update .*Live/)
      assert.equal(post.content.raw === theirs, kept)
      await leave()
    }

    // It is down: the story waits, says until when, and goes by itself.
    await site.shut()
    await write(' And again.')
    await send()
    await told(/^On its way \| Update .*Is tried again/)
    await desk.saw('halvern.example does not answer: connection refused.')
    await look('waits')
    await site.start()
    await told(/^Over \| Update .*Live/)
    assert.match(post.content.raw, /And again\./)

    // Held back it is a draft there; a kill takes that too, by itself.
    await window.press('h')
    await desk.wait('dialog', 'Hold back')
    await window.type('The lawyer rang.')
    await window.press('ctrl+Return')
    await desk.closed()
    await until('it to be a draft', () => post.status === 'draft')
    await window.press('F1')
    await desk.wait('dialog', '')
    await window.type('Kill: it must')
    await desk.wait('option', 'Kill')
    await window.press('Return')
    await until('the reason to be asked', () => desk.ask(`document.activeElement.tagName === 'INPUT' && !document.querySelector('dialog[open] [role=listbox]')`))
    await window.type('The wrong man')
    await window.press('Return')
    await until('it to be in the bin', () => post.status === 'trash', { within: 20_000 })
    await window.press('ctrl+Return')
    await desk.saw('there is nothing to send')
    await look('killed')
  })
})
