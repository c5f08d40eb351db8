// Runs the tests of one or more folders, two files at a time: each mostly waits
// for its window, which has a screen, a bus and a home of its own.
//
// usage: node e2e/run.mjs FOLDER...
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const files = process.argv.slice(2).flatMap((folder) =>
  readdirSync(join(here, folder))
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(here, folder, name)),
)
if (files.length === 0) {
  console.error('usage: node e2e/run.mjs outside|window|chromium ...')
  process.exit(2)
}
const tests = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-timeout=240000', '--test-reporter=spec', ...files], { stdio: 'inherit' })
tests.on('exit', (code) => process.exit(code ?? 1))
