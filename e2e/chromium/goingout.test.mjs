// axe-core looks at what goes out: without a destination, one that is set up,
// what is sent, what is there, what is to be held back, and what a deleted lineup left.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessible } from '../lib/accessible.mjs'
import { FakeWP, password } from '../lib/fakewp.mjs'
import { bin } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const home = { incoming: '' }

async function fill(dir) {
  const stet = (...args) => run(bin('stet-cli'), args, { env: environment(dir) })
  home.incoming = join(dir, 'incoming')
  mkdirSync(home.incoming)
  writeFileSync(join(dir, 'gate.md'), '---\nheadline: Gate holds\nsection: Harbour\nbylines: [Ada Brandt]\n---\nThe gate holds.\n')
  await stet('import', join(dir, 'gate.md'))
  await stet('lineup', 'set', 'Home', 'gate-holds')
}

let site

test('what goes out can be worked by everyone', async (t) => {
  site = await FakeWP.open(t)
  await seen(t)
})

const seen = (t) => accessible(t, 'going', {
  fill,
  walk: async ({ browser, desk, look }) => {
    await desk.wait('option', 'Gate holds')
    await browser.press('ctrl+shift+g')
    await desk.saw('There is no destination yet')
    await look('nowhere')
    await browser.press('d')
    await desk.wait('dialog', 'A new destination')
    await desk.pick('Kind', 'Folder')
    await desk.fill('Name', 'The website')
    await desk.fill('Folder', home.incoming)
    await desk.click('button', 'Test the connection')
    await desk.saw('It can be reached.')
    await look('tested')
    await desk.click('button', 'Keep')
    await desk.wait('option', 'The website')
    await look('destinations')
    await browser.press('n')
    await desk.wait('dialog', 'A new destination')
    await desk.pick('Kind', 'SFTP server')
    await look('sftp')
    await browser.press('Escape')
    await desk.wait('option', 'The website')
    await browser.press('Escape')
    await desk.wait('dialog', 'Going out')
    await browser.press('Escape')
    await desk.closed()
    await desk.click('option', 'Gate holds')
    await browser.press('Return')
    await desk.wait('textbox', 'Body')
    await browser.press('ctrl+Return')
    await desk.saw('nothing stops it')
    await look('send')
    await browser.press('ctrl+Return')
    await desk.closed()
    await browser.press('ctrl+shift+g')
    await desk.saw('Handed over')
    await look('there')
    await browser.press('h')
    await desk.wait('dialog', 'Hold back')
    await look('hold')
    await browser.press('Escape')
    await desk.closed()

    // A front, and what is left of it when its lineup goes.
    await browser.press('ctrl+shift+o')
    await desk.wait('listbox', 'Places')
    await browser.press('ctrl+Return')
    await desk.saw('gets the front as well')
    await browser.press('ctrl+Return')
    await desk.closed()
    await browser.press('ctrl+shift+o')
    await desk.saw('Its front is at The website')
    await look('front-at')
    await browser.press('shift+Delete')
    await desk.saw('Its front is still at The website')
    await look('front-left')
    await desk.click('button', 'Take its front down')
    await desk.wait('dialog', 'Hold back the front Home')
    await look('front-down')
    await browser.press('Escape')
    await desk.closed()

    // A conflict: what stands there beside ours.
    await browser.press('ctrl+shift+g')
    await desk.wait('dialog', 'Going out')
    await browser.press('d')
    await desk.wait('option', 'The website')
    await browser.press('n')
    await desk.wait('dialog', 'A new destination')
    await desk.pick('Kind', 'WordPress')
    await desk.fill('Name', 'The paper')
    await desk.fill('Address', site.address)
    await desk.fill('User', 'desk')
    await desk.fill('Application password', password)
    await desk.click('button', 'Keep')
    await desk.wait('option', 'The paper')
    site.posts.push({
      id: 7, slug: 'gate-holds', status: 'publish', author: 1, title: { raw: 'Gates of 2019' }, excerpt: { raw: '' },
      content: { raw: `<p>${'Old words of another year. '.repeat(9)}</p>` }, link: `${site.address}/?p=7`,
    })
    await browser.press('Escape')
    await desk.wait('dialog', 'Going out')
    await browser.press('Escape')
    await desk.closed()
    await browser.press('ctrl+Return')
    await desk.saw('nothing stops it')
    await desk.click('checkbox', 'The paper')
    await browser.press('ctrl+Return')
    await desk.closed()
    await browser.press('ctrl+shift+g')
    await desk.saw('differences between ours and theirs')
    await desk.saw('only there')
    await look('conflict')
  },
})
