// A whole `stet export` of 1,000 stories in all formats, from the start of the
// program to its end, beside goldmark alone on the same bodies and the same
// files written with one sync: in turn, so that a slow minute slows both.
//
// usage: node bench/export.mjs [ROUNDS] [STORIES]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin } from '../e2e/lib/place.mjs'
import { story } from './story.mjs'

const rounds = Number(process.argv[2] ?? 7)
const stories = Number(process.argv[3] ?? 1000)
const place = mkdtempSync(join(tmpdir(), 'stet-bench-export-'))
const newsroom = join(place, 'newsroom')
const stet = (...args) => execFileSync(bin('stet-cli'), ['--newsroom', newsroom, ...args], { maxBuffer: 1 << 28 })

function fill() {
  const copy = join(place, 'copy')
  mkdirSync(copy)
  for (let n = 0; n < stories; n++) {
    const front = `---\nsection: Section ${n % 12}\nheadline: Story ${n} of the day\nauthor: Ines Calder\n---\n`
    writeFileSync(join(copy, `${n}.md`), front + story(500 + ((n * 37) % 700)))
  }
  stet('import', copy)
}

function timed(run) {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start) / 1e9
}

// Nothing is deleted between rounds: ext4 passes over inodes that were deleted
// in the last seconds one by one, which makes new files ten times as dear.
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
try {
  fill()
  const first = join(place, 'first')
  stet('export', '--all', '--out', first)
  const ratios = []
  const loading = []
  for (let round = 0; round < rounds; round++) {
    const out = join(place, `out-${round}`)
    const ours = timed(() => stet('export', '--all', '--out', out))
    loading.push(timed(() => execFileSync(bin('stet'), ['--version'])) - timed(() => stet('--version')))
    const alone = join(place, `alone-${round}`)
    const [, goldmark, files] = /goldmark ([\d.]+) files ([\d.]+)/.exec(execFileSync(bin('exportalone'), [first, alone]))
    const theirs = Number(goldmark) + Number(files)
    ratios.push(ours / theirs)
    console.log(`export    stet ${ours.toFixed(2)} s, alone ${theirs.toFixed(2)} s (goldmark ${goldmark}, files ${files}), ratio ${(ours / theirs).toFixed(2)}`)
  }
  console.log(`export    ratio ${median(ratios).toFixed(2)} (at most 2 wanted), ${stories} stories, median of ${rounds} rounds in turn`)
  console.log(`export    the program with the window needs ${median(loading).toFixed(2)} s more, to load the web view's libraries`)
} finally {
  rmSync(place, { recursive: true, force: true })
}
