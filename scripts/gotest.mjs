// Runs `go test -json`, prints what a person wants to see of it, and holds the
// rule about skips: a test may skip only for want of something that lies beside
// the clone; under CI everything is there, so there a skip is a failure.
//
// usage: node scripts/gotest.mjs PACKAGE...
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const strict = process.env.CI === 'true'
const go = spawn('go', ['test', '-json', '-timeout', '15m', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})

const output = new Map() // "package test" -> its lines so far
const counts = { pass: 0, fail: 0, skip: 0 }
const skipped = []

const print = (line) => process.stdout.write(line)
const keyOf = (e) => `${e.Package ?? e.ImportPath ?? ''} ${e.Test ?? ''}`

/** takes in one event of `go help test2json` */
function take(event) {
  const key = keyOf(event)
  const lines = output.get(key) ?? []
  if (event.Output !== undefined) {
    output.set(key, [...lines, event.Output])
    return
  }
  if (event.Action === 'build-fail') print(lines.join(''))
  if (!['pass', 'fail', 'skip'].includes(event.Action)) return
  output.delete(key)
  if (event.Test) finishTest(event, lines)
  else finishPackage(event, lines)
}

function finishTest(event, lines) {
  counts[event.Action]++
  if (event.Action === 'fail') print(lines.join(''))
  if (event.Action !== 'skip') return
  const why = lines.map((l) => l.trim()).filter((l) => l && !/^(===|---)/.test(l))
  skipped.push(`${event.Package} ${event.Test}: ${why.join(' ')}`)
}

function finishPackage(event, lines) {
  if (event.Action === 'skip') return // no test files
  const seconds = event.Elapsed.toFixed(1).padStart(6)
  print(`${event.Action === 'pass' ? 'ok  ' : 'FAIL'} ${seconds}s  ${event.Package}\n`)
  if (event.Action === 'fail') print(lines.join(''))
}

for await (const line of createInterface({ input: go.stdout })) {
  if (line.startsWith('{')) take(JSON.parse(line))
  else print(`${line}\n`)
}
const code = await new Promise((done) => (go.exitCode === null ? go.on('exit', done) : done(go.exitCode)))

for (const s of skipped) print(`${strict ? 'FAIL skipped under CI' : 'skipped'}: ${s}\n`)
print(`go test: ${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped\n`)
const empty = counts.pass === 0
if (empty) print('FAIL no test ran\n')
process.exit(code !== 0 || empty || (strict && skipped.length > 0) ? 1 : 0)
