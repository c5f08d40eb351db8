// Start to painted: Stet with an empty newsroom beside an empty Wails window,
// in turn, each on a fresh screen and a fresh home folder. Memory is the
// proportional set size of the whole process tree once the screen is still.
//
// usage: node bench/startup.mjs [ROUNDS]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { run, screen } from '../e2e/lib/processes.mjs'
import { bin } from '../e2e/lib/place.mjs'
import { environment } from '../e2e/lib/window.mjs'
import { family, megabytes } from './processes.mjs'

const rounds = Number(process.argv[2] ?? 7)
const room = (home) => ['--newsroom', join(home, 'newsroom')]
const programs = {
  'empty window': { program: bin('emptywails'), args: () => [], prepare: () => {} },
  stet: {
    program: bin('stet'),
    args: room,
    // An empty newsroom at whose desk somebody sits already: the question who it
    // is comes once in its life.
    prepare: (home) => run(bin('stet-cli'), [...room(home), 'settings', 'set', 'editor.name', 'Ada Brandt']),
  },
}

const memory = (root) => family(root).reduce((sum, pid) => sum + megabytes(pid, 'Pss'), 0)

async function measure({ program, args, prepare }) {
  const display = await screen()
  const home = mkdtempSync(join(tmpdir(), 'stet-bench-'))
  await prepare(home)
  const meter = spawn(bin('startpix'), ['1500', 'dbus-run-session', '--', program, ...args(home)], {
    env: environment(home, { DISPLAY: display.display }),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const [line] = await new Promise((done) => createInterface({ input: meter.stdout }).once('line', (l) => done([l])))
  const [, pid, first, painted] = /pid (\d+) first (\d+) painted (\d+)/.exec(line)
  const result = { first: Number(first), painted: Number(painted), memory: memory(pid) }
  meter.stdin.end('\n')
  await new Promise((done) => meter.on('exit', done))
  await display.stop()
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  return result
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const results = Object.fromEntries(Object.keys(programs).map((name) => [name, []]))
for (let round = 0; round <= rounds; round++) {
  for (const [name, program] of Object.entries(programs)) {
    const r = await measure(program)
    if (round > 0) results[name].push(r) // the first round only fills the file cache
  }
}
for (const [name, list] of Object.entries(results)) {
  const all = list.map((r) => r.painted)
  console.log(`start-up  ${name.padEnd(13)} painted median ${median(all)} ms (${Math.min(...all)} to ${Math.max(...all)}), first pixels ${median(list.map((r) => r.first))} ms, memory ${median(list.map((r) => r.memory)).toFixed(0)} MB`)
}
const [empty, stet] = Object.values(results).map((list) => median(list.map((r) => r.painted)))
console.log(`start-up  ratio ${(stet / empty).toFixed(2)} (at most 1.30 wanted), ${rounds} rounds in turn`)
