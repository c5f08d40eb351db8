// The rules of the frame around the page: what may run, where a link may lead,
// what a fault does. Held in the real window, because the engine decides them.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { bin } from '../lib/place.mjs'
import { run, sleep, until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

// A hostile story: whatever of it runs sets a mark.
const hostile = `---
title: A story that came by mail
section: World
---
<script>window.top.marked = 'script'</script>

<img src=x onerror="window.top.marked = 'handler'"> and [a link](https://example.org/away) and [another](javascript:window.marked='link')

<iframe srcdoc="<script>parent.marked = 'frame'</script>"></iframe>

![far](https://example.org/pixel.png)
`

/** a window on a newsroom that holds the hostile story, open: one for all, since a start is most of what each of them would take */
async function openHostile(t) {
  const window = await Window.open(t, {
    program: bin('stet'),
    fill: async (home) => {
      const file = join(home, 'hostile.md')
      writeFileSync(file, hostile)
      await run(bin('stet-cli'), ['--newsroom', join(home, 'newsroom'), 'import', file])
    },
    args: (home) => ['--newsroom', join(home, 'newsroom')],
  })
  const desk = new Desk(window)
  await desk.sitDown()
  await desk.click('option', 'A story that came by mail')
  await window.press('Return')
  await until('the page', async () => (await desk.page()).includes('a link'))
  return { window, desk }
}

// The page takes the token out of itself; who may read the document can ask
// for it again.
const token = `(/stet-token" content="(\\w+)/.exec(await fetch('/').then((r) => r.text()))[1])`

test('the frame around a hostile story', async (t) => {
  const { window, desk } = await openHostile(t)

  await t.test('a story asks for nothing from outside', async () => {
    const asked = await window.evaluate(`performance.getEntriesByType('resource').map((e) => e.name).filter((n) => !n.startsWith('wails://'))`)
    assert.deepEqual(asked, [])
  })

  await t.test('a click on a link leaves the window where it is', async () => {
    const before = await window.evaluate('location.href')
    const link = await desk.ask(`(() => {
      const a = find('document', 'The page as readers see it').shadowRoot.querySelector('a[href*="example.org"]')
      a.scrollIntoView()
      const r = a.getClientRects()[0]
      return { x: r.x + r.width / 2, y: r.y + r.height / 2 }
    })()`)
    await window.click(link)
    await window.click(link, 2)
    await sleep(500)
    assert.equal(await window.evaluate('location.href'), before)
    assert.ok((await desk.page()).includes('a link'))
  })

  await t.test('a call without the token is refused, with it a fault becomes an error', async () => {
    const settled = (call) =>
      window.evaluate(`Promise.race([
        ${call}.then(() => 'answered', (err) => 'refused: ' + (err?.message ?? err)),
        new Promise((done) => setTimeout(done, 5000, 'pending')),
      ])`)
    assert.match(await settled(`window.go.main.App.Sections('')`), /^refused/)
    assert.match(await settled(`window.go.main.App.Sections('guessed')`), /^refused/)
    assert.match(await settled(`(async () => window.go.main.App.Open(${token}, 'no such story'))()`), /^refused/)
    assert.match(await settled(`(async () => window.go.main.App.Preview(${token}, { id: 'x', set: { body: 7 } }))()`), /^refused/)
    assert.equal(await settled(`(async () => window.go.main.App.Sections(${token}))()`), 'answered')
  })

  await t.test('a log line cannot hold a story', async () => {
    const words = 'unpublished words '.repeat(400)
    await window.evaluate(`(async () => window.go.main.App.Report(${token}, ${JSON.stringify(words)}))()`)
    await window.evaluate(`window.go.main.App.Save(${JSON.stringify(words)}, {}).catch(() => 0)`)
    await until('the report in the log', () => window.log.includes('unpublished'))
    for (const line of window.log.split('\n')) assert.ok(line.length < 300, `a line of ${line.length}: ${line.slice(0, 120)}`)
  })

  await t.test('the newsroom is in use: the command line says so at once', async () => {
    const room = join(window.home, 'newsroom')
    await assert.rejects(run(bin('stet-cli'), ['--newsroom', room, 'list'], { timeout: 5000 }), { code: 5 })
    await run(bin('stet-cli'), ['help'])
  })

  await t.test('nothing that a story or the page is given can run', async () => {
    const policy = await window.evaluate(`fetch('/').then((r) => r.headers.get('content-security-policy'))`)
    for (const rule of ["default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'none'"]) {
      assert.ok(policy.includes(rule), `the policy lacks ${rule}: ${policy}`)
    }
    assert.ok(!/unsafe-inline|unsafe-eval'/.test(policy.replace("'wasm-unsafe-eval'", '')), policy)

    // What slips into the page by some fault must not run either.
    await window.evaluate(`new Promise((done) => {
      const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set))
      add('script', { textContent: 'window.marked = "inserted script"' })
      add('iframe', { srcdoc: '<script>parent.marked = "inserted frame"</scr' + 'ipt>' })
      add('iframe', { src: 'data:text/html,<script>parent.marked = "data frame"</scr' + 'ipt>' })
      add('div', { innerHTML: '<img src=x onerror="window.marked = \\'inserted handler\\'">' })
      setTimeout(done, 500)
    })`)
    assert.equal(await window.evaluate('window.marked ?? null'), null)
  })

  await t.test('asked to end while words are typed, it saves them and ends', async () => {
    await desk.intoBody()
    await window.type(' Words before the session ended.')
    await until('the page to follow', async () => (await desk.page()).includes('Words before the session ended.'))
    assert.ok(await window.quit(), 'it did not end by itself')
    await window.start()
    await desk.click('option', 'A story that came by mail')
    await window.press('Return')
    await until('the words', async () => (await desk.body()).includes('Words before the session ended.'))
  })

  await t.test('the page dies: Stet comes back by itself, on the same story, with the last words', async () => {
    await desk.intoBody()
    await window.type(' Words before the page died.')
    await desk.saved()
    window.killPage()
    await window.revived()
    await until('the words', async () => (await desk.body()).includes('Words before the page died.'), { within: 30_000 })
  })

  await t.test('no key and no click opens an inspector or a menu of the engine', async () => {
    const picture = async (name) => {
      const path = join(window.home, `${name}.png`)
      await window.picture(path)
      return path
    }
    await window.press('alt+Left') // in a story ctrl+shift+i is Stet's own
    await sleep(500)
    const before = await picture('before')
    await window.press('F12')
    await window.press('ctrl+shift+i')
    await window.click({ x: 120, y: 700 }, 3)
    await sleep(800)
    const changed = await window.difference(before, await picture('after'))
    assert.ok(changed < 0.02, `${Math.round(changed * 100)} % of the screen shows something else`)
  })
})
