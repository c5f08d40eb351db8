// The real window: the program as it ships, on a screen of its own, with a
// session bus and a home folder of its own, worked with real keys and clicks.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Inspector, Unheard } from './inspector.mjs'
import { bin } from './place.mjs'
import { freePort, run, screen, sleep, start, until } from './processes.mjs'

export const size = { width: 1280, height: 800 }

export function environment(home, extra = {}) {
  const kept = Object.fromEntries(['PATH', 'LANG', 'LC_ALL'].filter((k) => process.env[k]).map((k) => [k, process.env[k]]))
  return {
    LANG: 'C.UTF-8',
    ...kept,
    HOME: home,
    STET_KEYRING: 'off', // the one of whoever runs the tests is left alone
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1', // no accessibility bus on a test screen: GTK would wait for one
    ...extra,
  }
}

/** the windowless program on what lies in a home folder: (...args) => { stdout, stderr } */
export const stetAt = (home) => (...args) => run(bin('stet-cli'), args, { env: environment(home) })

export class Window {
  #inspector
  #program
  #screen
  #command
  #dead = []
  #size = size
  #keysUnderWay = false
  #resting = 0 // until when, by performance.now()

  /**
   * Opens a program on a screen and in a home folder of its own; both are gone
   * when the test is. `fill(home)` may put something there first, `args(home)`
   * are the program's.
   */
  static async open(t, { program, args = () => [], env = {}, fill }) {
    const w = new Window()
    w.home = mkdtempSync(join(tmpdir(), 'stet-'))
    t.after(() => w.close())
    await fill?.(w.home)
    w.#screen = await screen({ size: `${size.width}x${size.height}` })
    w.#command = { program, args, env }
    await w.start()
    return w
  }

  /** starts the program, again after a kill */
  async start() {
    try {
      await this.#start()
    } catch (err) {
      // Seen once in some thousand starts: the window is there, and the engine's
      // inspector never listens. That says nothing of the program.
      if (!(err.cause instanceof Unheard)) throw err
      await this.#program.kill()
      await this.#start()
    }
  }

  async #start() {
    const { program, args, env } = this.#command
    this.port = await freePort()
    this.env = environment(this.home, {
      DISPLAY: this.#screen.display,
      WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${this.port}`,
      ...env,
    })
    this.#program = start('dbus-run-session', ['--', program, ...args(this.home)], { env: this.env })
    try {
      await until('the window', () => this.#found(), { within: 60_000, every: 20 })
      this.#inspector = await Inspector.connect(this.port)
      await until('the window to fill the screen', () => this.evaluate(`innerWidth === ${size.width}`))
    } catch (err) {
      throw new Error(`the window did not open: ${err.message}\n${this.log.slice(0, 4000)}`, { cause: err })
    }
  }

  /** the process that everything of the program belongs to */
  get pid() {
    return this.#program.child.pid
  }

  get log() {
    return this.#program.log
  }

  async #find() {
    const { stdout } = await this.xdotool('search', '--onlyvisible', '--name', '.')
    return stdout.trim().split('\n').at(-1)
  }

  // The one that is found may be the last one's, about to go: then it cannot be placed.
  async #found() {
    this.id = await this.#find()
    await this.#place()
    return true
  }

  // Without a window manager a window lies where it likes and nothing gives it
  // the keyboard.
  async #place() {
    await this.xdotool('windowmove', this.id, '0', '0', 'windowsize', this.id, String(size.width), String(size.height))
    await this.xdotool('windowfocus', this.id)
  }

  /**
   * gives the window another size; no larger than the screen. The second of two
   * that come fast is not always taken (seen in two of six runs), and no window
   * manager is there to insist: it is asked again.
   */
  async resize({ width, height }) {
    const has = () => this.evaluate(`innerWidth === ${width} && innerHeight === ${height}`)
    await until('the window to have its size', async () => {
      await this.xdotool('windowsize', this.id, String(width), String(height))
      return until('it to be taken', has, { within: 2000 })
    })
    this.#size = { width, height }
  }

  async xdotool(...args) {
    await this.#rested()
    return this.#xdotool(...args)
  }

  #xdotool(...args) {
    return run('xdotool', args, { env: this.env, timeout: 30_000 })
  }

  // What is pressed next comes when the page may have drawn what the last keys did.
  async #rested() {
    const rest = this.#resting - performance.now()
    if (rest > 0) await sleep(rest)
  }

  /** asks the page, after it has heard every key that was pressed */
  async evaluate(expression) {
    if (this.#keysUnderWay) await this.#keysArrived()
    return this.#inspector.evaluate(expression)
  }

  /** asks the page as it is: an input method keeps keys to itself while it composes */
  evaluateNow(expression) {
    return this.#inspector.evaluate(expression)
  }

  // A busy engine queues keys: one that means nothing goes after them and is
  // waited for, and a moment after it: the editor reads what was typed off the
  // page a little later. It is sent again where it got lost: the page was made
  // anew, or the window had no keys for a moment.
  async #keysArrived() {
    this.#keysUnderWay = false
    const listen = `void ((window.keysHeard = false), (window.keysHear ??= (e) => e.key === 'Pause' && setTimeout(() => (window.keysHeard = true), 25)), addEventListener('keydown', window.keysHear, true))`
    const heard = () => this.#inspector.evaluate('window.keysHeard')
    await until('the keys', async () => {
      await this.#inspector.evaluate(listen)
      await this.#xdotool('key', '--clearmodifiers', '--delay', '0', 'Pause')
      return until('them to be heard', heard, { within: 4000, every: 10 })
    }, { within: 60_000 })
  }

  /** clicks, and waits until the page has heard it: a key that is pressed right after would overtake it */
  async click({ x, y }, button = 1) {
    const listen = `void ((window.clickHeard = false), (window.clickHear ??= () => setTimeout(() => (window.clickHeard = true))), addEventListener('mouseup', window.clickHear, true))`
    await this.#inspector.evaluate(listen)
    await this.xdotool('mousemove', String(Math.round(x)), String(Math.round(y)), 'click', '--delay', '0', String(button)) // else it waits after it
    const heard = () => this.#inspector.evaluate('window.clickHeard')
    const told = until('the click', heard, { within: 1000, every: 10 }).catch(() => {}) // what the engine opens itself keeps it
    await Promise.race([told, sleep(1000)]) // and a page that waits for a dialog of the system answers nothing
  }

  /** real key presses, as xdotool names them: "ctrl+v", "Tab", "Escape" */
  async press(...keys) {
    this.#keysUnderWay = true
    await this.xdotool('key', '--clearmodifiers', '--delay', '20', ...keys)
    this.#resting = performance.now() + 30
  }

  async type(text) {
    this.#keysUnderWay = true
    await this.xdotool('type', '--clearmodifiers', '--delay', '12', text)
  }

  /** chooses a file in the system's own dialog of that title, by keys; of a folder (its path ends in /) all that is in it */
  async chooseFile(title, path) {
    const dialog = await until('the dialog', async () => {
      const { stdout } = await this.xdotool('search', '--onlyvisible', '--name', title)
      return stdout.trim().split('\n')[0]
    })
    await this.xdotool('windowfocus', dialog)
    await sleep(300)
    await this.type('/') // opens the line for a path, which misses what comes at once
    await sleep(400)
    await this.press('ctrl+a')
    await this.type(path)
    await this.press('Return')
    const gone = () => this.xdotool('search', '--onlyvisible', '--name', title).then(() => false, () => true)
    if (path.endsWith('/')) await this.#chooseAll(gone)
    await until('the dialog to go', gone)
    await this.xdotool('windowfocus', this.id)
  }

  // The folder is read meanwhile: keys that come before its files choose nothing.
  #chooseAll(gone) {
    return until('all files to be chosen', async () => {
      await sleep(600)
      if (await gone()) return true
      await this.press('ctrl+a', 'Return')
      return until('the dialog to go', gone, { within: 2500 })
    })
  }

  /** puts text on the clipboard under a type, as another program would */
  async copy(text, type = 'UTF8_STRING') {
    const clip = start('xclip', ['-quiet', '-selection', 'clipboard', '-t', type, '-i'], {
      env: this.env,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    this.clip?.signal('SIGTERM')
    this.clip = clip // xclip serves the clipboard as long as it lives
    clip.child.stdin.end(text)
    await until('the clipboard', async () => (await this.copied(type)) === text, { within: 30_000 })
  }

  /** what is on the clipboard, as text of a type; an owner that goes while it is asked never answers: ask again */
  async copied(type = 'UTF8_STRING') {
    const { stdout } = await run('xclip', ['-selection', 'clipboard', '-t', type, '-o'], { env: this.env, maxBuffer: 1 << 26, timeout: 8000 })
    return stdout
  }

  async picture(path) {
    mkdirSync(dirname(path), { recursive: true })
    await this.#rested()
    await run('import', ['-window', 'root', '-crop', `${this.#size.width}x${this.#size.height}+0+0`, '+repage', path], { env: this.env })
  }

  /**
   * a state by day and by night, on a desk's screen and on a small one: PATH-dark-1280.png and so on.
   * They are for eyes: where nobody looks (CI) one of each state is taken, which saves minutes.
   */
  async pictures(path) {
    if (process.env.CI) return this.picture(`${path}.png`)
    const theme = (name) => this.evaluate(`void (document.documentElement.dataset.theme = '${name}')`) // a dialog takes no key for it
    const before = await this.evaluate('document.documentElement.dataset.theme')
    for (const s of [{ width: 1024, height: 700 }, size]) {
      await this.resize(s)
      for (const name of ['light', 'dark']) {
        await theme(name)
        await sleep(150) // the page is laid out anew
        await this.picture(`${path}-${name}-${s.width}.png`)
      }
    }
    await theme(before)
  }

  /** how much of the screen differs between two pictures, 0 to 1 */
  async difference(before, after) {
    const { stderr } = await run('compare', ['-metric', 'AE', '-fuzz', '2%', before, after, 'null:']).catch((err) => err)
    return Number.parseFloat(stderr) / (size.width * size.height)
  }

  /** no goodbye: what a power cut or an out-of-memory kill looks like from inside */
  async kill() {
    this.#inspector?.close()
    await this.#program.kill()
    await until('the window to be gone', () => this.#find().then(() => false, () => true))
  }

  /** kills the process that holds the page, as the kernel does when memory runs out */
  killPage() {
    this.#inspector?.close()
    this.#dead = this.#pageProcesses()
    for (const pid of this.#dead) process.kill(Number(pid), 'SIGKILL')
  }

  /** waits for the page that the program opens anew after its page died */
  async revived() {
    await until('a new page', () => this.#pageProcesses().some((pid) => !this.#dead.includes(pid)), { within: 30_000 })
    await until('the new window', () => this.#found(), { within: 30_000 })
    this.#inspector = await Inspector.connect(this.port)
  }

  // This test's processes carry its home folder in their environment.
  #pageProcesses() {
    const holdsPage = (pid) => {
      try {
        return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('WebKitWebProces') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${this.home}\0`)
      } catch {
        return false // it ended while we looked
      }
    }
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && holdsPage(name))
  }

  /** lets go of the inspector; nothing can be evaluated after that */
  detach() {
    this.#inspector?.close()
  }

  /** asks the program to end, as a desktop does when the session ends; false when it had to be made to */
  async quit() {
    this.#inspector?.close()
    const asked = await this.xdotool('getwindowpid', this.id).catch(() => null)
    return this.#program.stop(asked ? Number(asked.stdout) : undefined)
  }

  async close() {
    this.clip?.signal('SIGTERM')
    if (this.#program) await this.quit()
    await this.#screen?.stop()
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
