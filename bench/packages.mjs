// Packages of many stories beside Hugo, coreutils and libvips, in turn so that
// a slow minute slows both. Hugo is that of `make consumers`.
//
// usage: node bench/packages.mjs [stories|verify|pictures]...   STORIES is how many (10000), ROUNDS how often (3)
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installed } from '../e2e/consumers/lib/place.mjs'
import { bin } from '../e2e/lib/place.mjs'
import { story } from './story.mjs'

const wanted = process.argv.slice(2)
const want = (part) => wanted.length === 0 || wanted.includes(part)
const many = Number(process.env.STORIES ?? 10_000)
const rounds = Number(process.env.ROUNDS ?? 3)
const place = mkdtempSync(join(process.env.PLACE ?? tmpdir(), 'stet-bench-packages-'))
const cli = process.env.STET_CLI ?? bin('stet-cli')
const stet = (newsroom, ...args) => [cli, '--newsroom', newsroom, ...args]

/** runs a command and says what it took: { wall, cpu } in seconds, { peak } in MB */
function took([command, ...args]) {
  const out = execFileSync('bash', ['-c', '{ /usr/bin/time -f "%e %U %S %M" "$@" >/dev/null 2>&3; } 3>&1 | tail -n 1', 'took', command, ...args], { maxBuffer: 1 << 28 })
  const [wall, user, system, peak] = String(out).trim().split(' ').map(Number)
  return { wall, cpu: user + system, peak: peak / 1024 }
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const shown = (t) => `${t.wall.toFixed(2)} s (${t.cpu.toFixed(2)} of processor), ${t.peak.toFixed(0)} MB`

/** says the medians of two commands that ran in turn, and their ratios */
function say(name, ours, theirs, limits) {
  const of = (list) => ({ wall: median(list.map((t) => t.wall)), cpu: median(list.map((t) => t.cpu)), peak: median(list.map((t) => t.peak)) })
  const [a, b] = [of(ours), of(theirs)]
  const ratio = (member) => median(ours.map((t, i) => t[member] / theirs[i][member])).toFixed(2)
  console.log(`packages  ${name}: stet ${shown(a)}; ${shown(b)}; time ${ratio('wall')}, processor ${ratio('cpu')}, memory ${ratio('peak')} (${limits})`)
}

/** stories as Markdown, in a newsroom and as pages of a Hugo site */
function fill(count) {
  const [copy, newsroom, site] = ['copy', 'newsroom', 'site'].map((name) => join(place, `${name}-${count}`))
  mkdirSync(copy)
  mkdirSync(join(site, 'content/news'), { recursive: true })
  mkdirSync(join(site, 'layouts'))
  for (let n = 0; n < count; n++) {
    const body = story(500 + ((n * 37) % 700))
    const front = `section: Section ${n % 12}\nauthor: Ines Calder\ntags: [harbour, k${n % 40}]`
    writeFileSync(join(copy, `${n}.md`), `---\nheadline: Story ${n} of the day\nstatus: ready\n${front}\n---\n${body}`)
    writeFileSync(join(site, 'content/news', `${n}.md`), `---\ntitle: Story ${n} of the day\ndate: 2026-11-20T05:30:00Z\nauthors: [Ines Calder]\ntags: [harbour, k${n % 40}]\n---\n${body}`)
  }
  cpSync(join(import.meta.dirname, 'hugosite'), site, { recursive: true })
  execFileSync(cli, ['--newsroom', newsroom, 'settings', 'set', 'newsroom.baseUrl', 'https://courier.example'])
  execFileSync(cli, ['--newsroom', newsroom, 'import', copy], { maxBuffer: 1 << 28 })
  return { newsroom, site }
}

// Nothing is deleted between rounds: see export.mjs.
let made = 0
const next = (name) => join(place, `${name}-${made++}`)
function exported(newsroom, profile) {
  execFileSync('sync') // a package is brought to the disk, and what Hugo left to the system would go with it
  return took(stet(newsroom, 'export', '--all', '--profile', profile, '--out', next(profile)))
}
const hugo = (site) => took([installed('hugo/bin/hugo'), 'build', '--source', site, '--destination', next('public'), '--noBuildLock'])

function stories() {
  const [large, small] = [fill(many), fill(many / 10)]
  for (const [profile, limits] of [['archive', 'at most 2 and 0.5'], ['web', 'at most 1 and 0.4']]) {
    const [ours, theirs, less] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      ours.push(exported(large.newsroom, profile))
      theirs.push(hugo(large.site))
      less.push(exported(small.newsroom, profile))
    }
    say(`${profile}, ${many} stories, beside Hugo`, ours, theirs, limits)
    say(`${profile}, ${many} stories, beside ${many / 10}`, ours, less, 'at most 11 and 1.5')
  }
  return join(place, readdirSync(place).find((name) => name.startsWith('archive-')))
}

function verify(bundle) {
  const [ours, theirs] = [[], []]
  const sums = 'cd "$1" && find . -type f -print0 | xargs -0 sha512sum && find . -type f -print0 | xargs -0 sha256sum'
  for (let round = 0; round < rounds; round++) {
    ours.push(took([cli, 'verify', bundle]))
    theirs.push(took(['bash', '-c', sums, 'sums', bundle]))
  }
  say('verify, beside sha512sum and sha256sum', ours, theirs, 'at most 0.5')
}

// What libvips is asked for, one run of vipsthumbnail for each file: the six that
// Stet makes of a lead picture, and four widths (decision 280).
const SAME = ['480x', '960x', '1600x', '1200x675', '1200x900', '1200x1200']
const FOUR = ['2048x', '1200x', '640x', '320x']

function thumbnails(shots, sizes) {
  const out = next('vips')
  mkdirSync(out)
  const run = (size) => {
    const crop = size.endsWith('x') ? '' : '--smartcrop centre'
    return `find "$1" -name "*.jpg" -print0 | xargs -0 -P "$(nproc)" -n 25 vipsthumbnail --size ${size} ${crop} -o "$2/%s-${size}.jpg[Q=82,strip]"`
  }
  return took(['bash', '-c', sizes.map(run).join(' && '), 'thumbnails', shots, out])
}

function pictures() {
  const count = Number(process.env.PICTURES ?? 200)
  const [shots, newsroom] = [join(place, 'shots'), join(place, 'newsroom-pictures')]
  mkdirSync(shots)
  const copy = join(place, 'copy-pictures')
  mkdirSync(copy)
  for (let n = 0; n < count; n++) {
    const shot = join(shots, `${n}.jpg`)
    execFileSync('convert', ['-seed', String(n), '-size', '1000x750', 'plasma:fractal', '-resize', '4000x3000!', '-quality', '90', shot])
    writeFileSync(join(copy, `${n}.md`), `---\nheadline: Picture ${n}\nslug: picture-${n}\nstatus: ready\nsection: City\n---\n${story(200)}`)
  }
  execFileSync(cli, ['--newsroom', newsroom, 'import', copy], { maxBuffer: 1 << 28 })
  for (let n = 0; n < count; n++) execFileSync(cli, ['--newsroom', newsroom, 'picture', 'add', `picture-${n}`, join(shots, `${n}.jpg`), '--lead'])
  const [ours, same, four] = [[], [], []]
  for (let round = 0; round < rounds; round++) {
    rmSync(join(newsroom, 'renditions'), { recursive: true, force: true }) // else they are made once
    ours.push(exported(newsroom, 'web'))
    same.push(thumbnails(shots, SAME))
    four.push(thumbnails(shots, FOUR))
  }
  say(`${count} pictures of 12 megapixels in six files each, beside vipsthumbnail making the same`, ours, same, 'at most 2')
  say(`${count} pictures of 12 megapixels in six files each, beside vipsthumbnail making four widths`, ours, four, 'at most 2')
}

try {
  if (!existsSync(installed('hugo/bin/hugo'))) throw new Error('Hugo is not there: make consumers, or e2e/consumers/install.sh hugo')
  if (want('stories') || want('verify')) {
    const bundle = stories()
    verify(bundle)
  }
  if (want('pictures')) pictures()
} finally {
  if (!process.env.KEEP) rmSync(place, { recursive: true, force: true })
}
