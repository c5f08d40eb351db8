// Writing in Stet beside writing in ghostwriter, on the same text with twelve
// pictures, 1,000 and 10,000 words: key press to changed pixels in the text and
// in the page beside it, and the memory of all processes. Then Stet alone: how
// long a story takes to open, and what the language help costs.
//
// usage: node bench/writing.mjs [KEYS]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Desk } from '../e2e/lib/desk.mjs'
import { bin, shots } from '../e2e/lib/place.mjs'
import { run, screen, sleep, start, until } from '../e2e/lib/processes.mjs'
import { Window, environment, size } from '../e2e/lib/window.mjs'
import { family, megabytes } from './processes.mjs'
import { story } from './story.mjs'

const keys = Number(process.argv[2] ?? 60)
const PICTURES = 12
const STILL = 6000 // ms until a program that was just opened has come to rest
const GAP = 250 // ms between keys: as the meter's authors measured ghostwriter
// The slower of the two pages needs this long for a key, at 10,000 words.
const WATCH = 900

const wanted = {
  1000: { text: [1.0, 50], page: [0.5, 60] },
  10000: { text: [0.7, 50], page: [0.5, 75] },
}

const room = (home) => ['--newsroom', join(home, 'newsroom')]
const pss = (pid) => family(pid).reduce((sum, p) => sum + megabytes(p, 'Pss'), 0)
const say = (...parts) => console.log(`writing  ${parts.join('  ')}`)

/** the story's paragraphs with a picture after every so many */
function withPictures(text, address) {
  const paragraphs = text.split('\n\n')
  const every = Math.floor(paragraphs.length / (PICTURES + 1))
  for (let n = PICTURES; n > 0; n--) paragraphs.splice(n * every, 0, `![A crane in the harbour](${address(n)})`)
  return `${paragraphs.join('\n\n')}\n`
}

async function makePictures(folder) {
  mkdirSync(folder, { recursive: true })
  const files = Array.from({ length: PICTURES }, (_, n) => join(folder, `crane-${n + 1}.jpg`))
  for (const [n, file] of files.entries()) await run('convert', ['-size', '1600x900', '-seed', String(n), 'plasma:', '-quality', '80', file])
  return files
}

async function meter(env, where, gap = GAP) {
  const { stdout } = await run(bin('keypix'), [...where.map(String), String(keys), String(gap)], { env: { ...env, WATCH_MS: String(WATCH) } })
  const found = Object.fromEntries([...stdout.matchAll(/(\w+) ([\d.]+)/g)].map(([, name, value]) => [name, Number(value)]))
  return { p50: found.first_p50, p95: found.first_p95, missed: found.missed }
}

/** ghostwriter at work on a file: its text and its page, and what it holds */
async function ghostwriter(home, file) {
  const display = await screen({ size: `${size.width}x${size.height}` })
  const env = environment(home, { DISPLAY: display.display, QTWEBENGINE_DISABLE_SANDBOX: '1' }) // its sandbox refuses root
  const program = start('dbus-run-session', ['--', 'ghostwriter', file], { env })
  const xdotool = (...args) => run('xdotool', args, { env })
  try {
    const found = await until('ghostwriter', async () => (await xdotool('search', '--onlyvisible', '--name', '.')).stdout.trim(), { within: 60_000 })
    await sleep(STILL)
    await xdotool('windowmove', found.split('\n').pop(), '0', '0', 'windowsize', found.split('\n').pop(), size.width, size.height)
    await sleep(STILL)
    const memory = pss(program.child.pid)
    await xdotool('mousemove', '400', '110', 'click', '1', 'key', 'ctrl+Home')
    await sleep(1000)
    await run('import', ['-window', 'root', join(shots, 'bench-ghostwriter.png')], { env })
    return { memory, text: await meter(env, [165, 60, 530, 690]), page: await meter(env, [724, 60, 540, 690]) }
  } finally {
    await program.stop()
    await display.stop()
  }
}

/** a newsroom with one story of these words, its pictures in place */
async function fill(home, { text, language, pictures }) {
  const cli = async (...args) => (await run(bin('stet-cli'), [...room(home), '--json', ...args])).stdout
  await cli('settings', 'set', 'editor.name', 'Ada Brandt')
  const copy = join(home, 'story.md')
  writeFileSync(copy, `---\ntitle: A long evening\nsection: Bench\nlanguage: ${language}\n---\n${text}\n`)
  await cli('import', copy)
  if (!pictures.length) return
  const [{ id }] = JSON.parse(await cli('list'))
  let added
  for (const file of pictures) added = JSON.parse(await cli('picture', 'add', id, file))
  writeFileSync(copy, withPictures(text, (n) => `media/${added[n - 1].id}`))
  await cli('edit', id, '--body', copy)
}

/** the part of an element that is on the screen, for the meter */
async function region(desk, role, name) {
  return desk.ask(`(() => {
    const r = find('${role}', '${name}').getBoundingClientRect()
    const [x, y] = [Math.max(r.left, 0), Math.max(r.top, 0)]
    return [x, y, Math.min(r.right, ${size.width}) - x, Math.min(r.bottom, ${size.height}) - y].map(Math.round)
  })()`)
}

/** Stet at work on the same text, its window handed to `measure` */
async function stet(story, measure) {
  const ends = []
  try {
    const window = await Window.open({ after: (end) => ends.push(end) }, { program: bin('stet'), args: room, fill: (home) => fill(home, story) })
    const desk = new Desk(window)
    await desk.click('option', 'A long evening')
    await window.press('Return')
    await until('the page', async () => (await desk.page()).length > 1000)
    await desk.intoBody('ctrl+Home')
    await sleep(STILL)
    return await measure(window, desk)
  } finally {
    for (const end of ends) await end()
  }
}

/** keys in the text and the page, and what is held meanwhile */
async function typed(window, desk) {
  const places = [await region(desk, 'textbox', 'Body'), await region(desk, 'document', 'The page as readers see it')]
  window.detach() // whoever looks on must not slow what is looked at
  await window.picture(join(shots, 'bench-writing.png'))
  const memory = pss(window.pid)
  return { memory, text: await meter(window.env, places[0]), page: await meter(window.env, places[1]) }
}

/** the story opened from the list again and again: p95 of key to changed pixels */
async function opened(window, desk) {
  await window.press('alt+Left')
  await until('the list', async () => !(await desk.has('textbox', 'Body')))
  const took = []
  window.detach()
  for (let n = 0; n < keys; n++) {
    const { stdout } = await run(bin('keypix'), ['300', '120', '600', '500', '1', '600', 'Return', 'alt+Left'], { env: { ...window.env, WATCH_MS: '900' } })
    took.push(Number(/Return first ([\d.]+)/.exec(stdout)?.[1]))
  }
  took.sort((a, b) => a - b)
  return { p50: took[Math.floor(took.length / 2)], p95: took[Math.floor(took.length * 0.95)] }
}

async function beside(home, words, pictures) {
  const text = story(words)
  const file = join(home, `${words}.md`)
  writeFileSync(file, withPictures(text, (n) => pictures[n - 1]))
  const peer = await ghostwriter(home, file)
  const ours = await stet({ text, language: 'tlh', pictures }, typed)
  for (const where of ['text', 'page']) {
    const [ratio, ms] = wanted[words][where]
    say(`${words} words`, where.padEnd(4), `p50 ${ours[where].p50} p95 ${ours[where].p95} ms`, `ghostwriter p50 ${peer[where].p50} p95 ${peer[where].p95} ms`,
      `ratio ${(ours[where].p95 / peer[where].p95).toFixed(2)}`, `(at most ${ratio} and ${ms} ms wanted; ${ours[where].missed} and ${peer[where].missed} keys missed)`)
  }
  say(`${words} words`, `memory ${ours.memory.toFixed(0)} MB`, `ghostwriter ${peer.memory.toFixed(0)} MB`, `ratio ${(ours.memory / peer.memory).toFixed(2)}`, '(1.2 wanted)')
  return ours
}

/** keys in a story whose words are checked, beside the same without; memory too */
async function help(words, plain) {
  for (const [language, budget] of [['en', 200], ['fr', 60]]) {
    const ours = await stet({ text: story(words), language, pictures: [] }, async (window, desk) => {
      await sleep(STILL) // the first check is over
      return typed(window, desk)
    })
    say(`help in ${language}`, `${words} words`, `text p95 ${ours.text.p95} ms`, `without ${plain.text.p95} ms`, `ratio ${(ours.text.p95 / plain.text.p95).toFixed(2)} (1.1 wanted)`,
      `memory ${(ours.memory - plain.memory).toFixed(0)} MB more (${budget} wanted)`)
  }
}

const home = mkdtempSync(join(tmpdir(), 'stet-bench-'))
try {
  const pictures = await makePictures(join(home, 'pictures'))
  for (const words of Object.keys(wanted).map(Number)) await beside(home, words, pictures)
  const open = await stet({ text: story(1000), language: 'tlh', pictures }, opened)
  say('a story opened from the list', `p50 ${open.p50} p95 ${open.p95} ms`, '(100 ms wanted)')
  await help(10000, await stet({ text: story(10000), language: 'tlh', pictures: [] }, typed))
} finally {
  rmSync(home, { recursive: true, force: true })
}
