// The same program in a second engine: the development build serves its page to
// a browser, and every bound Go method works there. It trusts whoever connects,
// so it is only ever started on a home folder that is thrown away.
import { chromium } from 'playwright-core'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort, screen, sleep, start, until } from './processes.mjs'
import { environment, size } from './window.mjs'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export class Browser {
  #program
  #screen
  #browser

  static async open(t, { program, assets, env = {}, fill }) {
    const b = new Browser()
    b.home = mkdtempSync(join(tmpdir(), 'stet-'))
    t.after(() => b.close())
    await fill?.(b.home)
    b.#screen = await screen()
    const address = `127.0.0.1:${await freePort()}`
    b.env = environment(b.home, { DISPLAY: b.#screen.display, assetdir: assets, devserver: address, ...env })
    b.#program = start('dbus-run-session', ['--', program], { env: b.env })
    try {
      await until('the development server', async () => (await fetch(`http://${address}/`)).ok, { within: 60_000 })
      b.#browser = await chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      })
      const context = await b.#browser.newContext({
        viewport: size,
        permissions: ['clipboard-read', 'clipboard-write'],
        bypassCSP: false,
      })
      b.page = await context.newPage()
      b.errors = []
      // ipc.js is the development server's own, with an overlay that trips when the
      // page is there before it; the program that ships has another.
      b.page.on('pageerror', (err) => err.stack.includes('/wails/ipc.js') || b.errors.push(err.stack))
      await b.page.goto(`http://${address}/`)
    } catch (err) {
      throw new Error(`the development build did not open: ${err.message}\n${b.log.slice(-2000)}`, { cause: err })
    }
    return b
  }

  get log() {
    return this.#program.log
  }

  evaluate(expression) {
    return this.page.evaluate(`(async () => (${expression}))()`)
  }

  async click({ x, y }) {
    await this.page.mouse.click(x, y)
    await sleep(30)
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(playwrightKey(key))
    await sleep(30)
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 5 })
  }

  async copy(text) {
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text)
  }

  async picture(path) {
    mkdirSync(dirname(path), { recursive: true })
    await this.page.screenshot({ path })
  }

  async theme(name) {
    await this.page.emulateMedia({ colorScheme: name })
    await sleep(100)
  }

  /** what axe-core finds: [] or one line for each element and rule */
  async accessibility() {
    // Through the debugger, not a script element: the page's own rules about
    // scripts stay in force while it is looked at.
    await this.page.evaluate(axeSource)
    const { violations } = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.impact}): ${n.target.join(' ')}: ${n.failureSummary}`))
  }

  async close() {
    await this.#browser?.close()
    await this.#program?.stop(this.#program.launched()) // alone: it would wait for its window's page, were that ended beside it
    await this.#screen?.stop()
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

// Keys are written as xdotool names them, so that one journey serves both.
const names = { ctrl: 'Control', comma: ',', slash: '/', shift: 'Shift', alt: 'Alt', Return: 'Enter', space: 'Space', Up: 'ArrowUp', Down: 'ArrowDown', Left: 'ArrowLeft', Right: 'ArrowRight', Prior: 'PageUp', Next: 'PageDown' }

function playwrightKey(key) {
  return key.split('+').map((part) => names[part] ?? part).join('+')
}
