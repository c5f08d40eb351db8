// Key press to changed pixels in the real window, in the text and in the page
// beside it, for a story of 1,000 and one of 10,000 words; goldmark alone on
// the same words beside it.
//
// usage: node bench/keypixel.mjs [KEYS]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Desk } from '../e2e/lib/desk.mjs'
import { bin, shots } from '../e2e/lib/place.mjs'
import { run, sleep, until } from '../e2e/lib/processes.mjs'
import { Window, size } from '../e2e/lib/window.mjs'
import { story } from './story.mjs'

const keys = Number(process.argv[2] ?? 60)
const wanted = { 1000: 60, 10000: 120 } // words: milliseconds at most, 95 of 100 keys

/** the part of an element that is on the screen, for the meter: [x, y, w, h] */
async function region(desk, role, name) {
  const r = await desk.ask(`(() => {
    const r = find('${role}', '${name}').getBoundingClientRect()
    return { left: Math.max(r.left, 0), top: Math.max(r.top, 0), right: Math.min(r.right, ${size.width}), bottom: Math.min(r.bottom, ${size.height}) }
  })()`)
  return [r.left, r.top, r.right - r.left, r.bottom - r.top].map((n) => String(Math.round(n)))
}

async function meter(window, where) {
  const { stdout } = await run(bin('keypix'), [...where, String(keys), '120'], { env: { ...window.env, WATCH_MS: '500' } })
  return Object.fromEntries([...stdout.matchAll(/(\w+) ([\d.]+)/g)].map(([, name, value]) => [name, Number(value)]))
}

async function measure(t, words) {
  const text = story(words)
  const file = join(t.home, `${words}.md`)
  writeFileSync(file, text)
  const window = await Window.open(t, {
    program: bin('stet'),
    args: (home) => ['--newsroom', join(home, 'newsroom')],
    fill: async (home) => {
      const copy = join(home, 'story.md')
      writeFileSync(copy, `---\ntitle: A long evening\nsection: Bench\n---\n${text}\n`)
      await run(bin('stet-cli'), ['--newsroom', join(home, 'newsroom'), 'import', copy])
    },
  })
  const desk = new Desk(window)
  await desk.sitDown()
  await desk.click('option', 'A long evening')
  await window.press('Return')
  await until('the page', async () => (await desk.page()).length > words)
  await desk.intoBody('ctrl+Home')
  await sleep(1500)
  const places = { text: await region(desk, 'textbox', 'Body'), page: await region(desk, 'document', 'The page as readers see it') }
  window.detach() // whoever looks on must not slow what is looked at
  await window.picture(join(shots, `bench-${words}.png`))

  const found = {}
  for (const [name, where] of Object.entries(places)) found[name] = await meter(window, where)
  const { stdout } = await run(bin('goldmark'), [file])
  const alone = Number(/p95 ([\d.]+)/.exec(stdout)[1])
  for (const [name, m] of Object.entries(found)) {
    console.log(`key to pixel  ${words} words  ${name}  p50 ${m.first_p50} ms  p95 ${m.first_p95} ms  max ${m.first_max} ms  (${m.keys} keys, ${m.missed} missed)`)
  }
  console.log(`key to pixel  ${words} words  goldmark alone p95 ${alone} ms  ratio ${(found.page.first_p95 / alone).toFixed(1)}  (page: at most ${wanted[words]} ms wanted)`)
}

for (const words of Object.keys(wanted).map(Number)) {
  const ends = []
  const home = mkdtempSync(join(tmpdir(), 'stet-bench-'))
  try {
    await measure({ home, after: (end) => ends.push(end) }, words)
  } finally {
    for (const end of ends) await end()
    rmSync(home, { recursive: true, force: true })
  }
}
