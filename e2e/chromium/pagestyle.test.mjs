// A page that ships carries only the rules that it uses: every element of it
// looks as it would with the whole sheet, which the preview has.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { bin, filesBelow, root } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'

const sheet = (name) => readFileSync(join(root, 'internal/page', name), 'utf8')

// How every element looks, and what stands before and behind it, in one word each.
const looks = () =>
  [...document.body.querySelectorAll('*')].flatMap((el) =>
    ['', '::before'].map((part) => {
      const style = getComputedStyle(el, part || null)
      return [...style].map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')
    }),
  )

async function exported(work) {
  const stet = (...args) => run(bin('stet-cli'), ['--newsroom', join(work, 'newsroom'), ...args], { maxBuffer: 1 << 26 })
  await stet('settings', 'set', 'newsroom.baseUrl', 'https://courier.example')
  const every = readFileSync(join(root, 'internal/page/testdata/sample.md'), 'utf8').replace(/^!\[.*\n/gm, '')
  writeFileSync(join(work, 'gate.md'), `---\nheadline: Gate holds\nsection: Harbour\nstandfirst: It had never been closed.\nauthor: Mara Lind\n---\n${every}`)
  await stet('import', join(work, 'gate.md'))
  await stet('lineup', 'new', 'Home')
  await stet('lineup', 'add', 'Home', 'gate-holds')
  await stet('export', '--lineup', 'Home', '--out', join(work, 'front'))
  return filesBelow(join(work, 'front/data'), '.html')
}

test('a page looks the same with the rules that it does not carry', async (t) => {
  const work = mkdtempSync(join(tmpdir(), 'stet-pagestyle-'))
  t.after(() => rmSync(work, { recursive: true, force: true }))
  const pages = await exported(work)
  assert.ok(pages.length >= 3, `only ${pages.length} pages`)
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  t.after(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  let elements = 0
  for (const path of pages) {
    const whole = sheet('style.css') + (path.includes('/fronts/') ? sheet('front.css') : '')
    await page.goto(pathToFileURL(path).href)
    for (const media of [{ media: 'screen', colorScheme: 'light' }, { media: 'print', colorScheme: 'dark' }]) {
      await page.emulateMedia(media)
      const carried = await page.evaluate(() => document.querySelectorAll('style')[1].textContent)
      const [lean, full] = [await page.evaluate(looks), await page.evaluate(`{ document.querySelectorAll('style')[1].textContent = ${JSON.stringify(whole)}; (${looks})() }`)]
      await page.evaluate(`document.querySelectorAll('style')[1].textContent = ${JSON.stringify(carried)}`)
      assert.ok(carried.length < whole.length, `${path} carries all of it`)
      lean.forEach((look, i) => assert.equal(look, full[i], `${path}: element ${i >> 1}`))
      elements += lean.length / 2
    }
  }
  assert.ok(elements > 200, `only ${elements} elements`)
})
