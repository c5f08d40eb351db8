// An hour at the desk in the real window: story after story is opened, written
// in, looked back on and left. Every minute the memory that no file backs, of
// the program and of the web process beside it; at the end how fast it grew
// after the first ten minutes. The empty desk, not touched, is the yardstick.
//
// usage: node bench/hour.mjs [MINUTES [LANGUAGE]]
//   LANGUAGE of the stories (en): English has the language help, "tlh" none.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin } from '../e2e/lib/place.mjs'
import { run, sleep, until } from '../e2e/lib/processes.mjs'
import { Window, environment } from '../e2e/lib/window.mjs'
import { family, megabytes, nameOf } from './processes.mjs'
import { story } from './story.mjs'

const minutes = Number(process.argv[2] ?? 60)
const language = process.argv[3] ?? 'en'
const STORIES = 40
const WARM = 10 // minutes that do not count
const args = (home) => ['--newsroom', join(home, 'newsroom')]

async function fill(home) {
  const files = Array.from({ length: STORIES }, (_, n) => {
    const file = join(home, `${n}.md`)
    writeFileSync(file, `---\nheadline: Crane number ${n + 10} waits\nlanguage: ${language}\n---\n${story(400 + 40 * n)}\n`)
    return file
  })
  const cli = (...rest) => run(bin('stet-cli'), [...args(home), ...rest], { env: environment(home) })
  await cli('settings', 'set', 'editor.name', 'Ada Brandt')
  await cli('import', ...files)
}

/** one story: found by keys, written in, now and then looked back on, and left; nobody asks the page whether it is ready */
async function turn(window, n) {
  await window.press('ctrl+o')
  await sleep(400)
  await window.type(`number ${10 + ((n * 7) % STORIES)} `)
  await sleep(500)
  await window.press('Return')
  await sleep(1200)
  await window.press('ctrl+End')
  await window.xdotool('type', '--clearmodifiers', '--delay', '120', ` A crane stood in the habour at ${n} o'clock. He could of gone home.`)
  if (n % 5 === 0) {
    await window.press('ctrl+alt+h')
    await sleep(1000)
    await window.press('Down', 'Down', 'Escape')
  }
  await sleep(1500)
  await window.press('alt+Left')
  await sleep(500)
}

/** how many revisions there are of all stories: that what was typed came in */
async function revisions(home) {
  const { stdout } = await run(bin('stet-cli'), [...args(home), 'list', '--json'], { env: environment(home) })
  return JSON.parse(stdout).reduce((sum, story) => sum + story.rev, 0)
}

/** megabytes no file backs: { stet, web } */
function memory(window) {
  const pids = family(window.pid)
  const of = (name) => pids.filter((pid) => nameOf(pid) === name).reduce((sum, pid) => sum + megabytes(pid, 'Anonymous'), 0)
  return { stet: of('stet'), web: of('WebKitWebProces') }
}

/** least squares over [minute, megabytes], in megabytes per ten minutes */
function slope(points) {
  const mean = (i) => points.reduce((sum, p) => sum + p[i], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  return (10 * points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0)) / points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0)
}

const ends = []
const home = mkdtempSync(join(tmpdir(), 'stet-bench-'))
const t = { home, after: (end) => ends.push(end) }
try {
  const program = bin('stet')
  const empty = await Window.open(t, { program, args })
  const window = await Window.open(t, { program, args, fill })
  await until('the list', () => window.evaluate(`document.querySelector('.rows [aria-selected=true]') !== null`))
  for (const w of [empty, window]) w.detach() // what is asked of a page through the inspector stays in its memory
  const taken = []
  const started = Date.now()
  for (let n = 0; ; n++) {
    const minute = (Date.now() - started) / 60_000
    if (minute >= taken.length) {
      const [here, there] = [memory(window), memory(empty)]
      taken.push([minute, here, there])
      console.log(`minute ${minute.toFixed(0).padStart(2)}  ${String(n).padStart(4)} stories opened  program ${here.stet.toFixed(0)} MB, web process ${here.web.toFixed(0)} MB  (empty desk ${there.stet.toFixed(0)} and ${there.web.toFixed(0)})`)
    }
    if (minute >= minutes) break
    await turn(window, n)
  }
  await window.kill()
  console.log(`${await revisions(window.home)} revisions of ${STORIES} stories`)
  const late = taken.filter(([minute]) => minute >= WARM)
  if (late.length > 2) {
    for (const [what, name] of [['program', 'stet'], ['web process', 'web']]) {
      const grew = (i) => slope(late.map((point) => [point[0], point[i][name]])).toFixed(2)
      console.log(`slope  ${what.padEnd(12)} ${grew(1)} MB per ten minutes after the first ${WARM}, empty desk ${grew(2)} (less than 1 wanted)`)
    }
  }
} finally {
  for (const end of ends) await end()
  rmSync(home, { recursive: true, force: true })
}
