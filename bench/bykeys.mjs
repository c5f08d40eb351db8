// A large newsroom worked by keyboard alone in the real window, and how long the
// screen takes to answer each key: what an editor feels.
//
// usage: node bench/bykeys.mjs NEWSROOM [WORD [SECTION]]
//   NEWSROOM as bench/newsroom makes it; it is changed. WORD stands in a body.
//   Pictures go to build/bin/shots, light and dark, at 1280x800 and 1024x700.
import { join } from 'node:path'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Desk } from '../e2e/lib/desk.mjs'
import { close, lookBack, openAnything, walkTheList } from '../e2e/lib/bykeys.mjs'
import { bin, shots } from '../e2e/lib/place.mjs'
import { run, sleep, until } from '../e2e/lib/processes.mjs'
import { Window, size } from '../e2e/lib/window.mjs'

const [newsroom, needle = 'semet', section = 'Courts'] = process.argv.slice(2)
const FELT = 100 // ms

async function walk(t) {
  const window = await Window.open(t, { program: bin('stet'), args: () => ['--newsroom', newsroom] })
  const desk = new Desk(window)
  const felt = []
  const press = async (what, ...keys) => {
    for (const key of keys) {
      const { stdout } = await run(bin('keypix'), ['0', '0', String(size.width), String(size.height), '1', '60', key], { env: { ...window.env, WATCH_MS: '900' } }).catch((err) => err)
      const took = Number(/first ([\d.]+)/.exec(stdout)?.[1] ?? NaN)
      const last = Number(/last ([\d.]+)/.exec(stdout)?.[1] ?? NaN)
      console.log(`${took > FELT ? '!' : ' '} ${what.padEnd(24)} ${key.padEnd(10)} first ${took.toFixed(0).padStart(4)} ms  last ${last.toFixed(0).padStart(4)} ms`)
      if (took > FELT) felt.push(what)
    }
  }
  const look = process.env.NOLOOK ? () => undefined : (state) => window.pictures(join(shots, `bykeys-${state}`))
  await desk.wait('dialog', 'Who is at the desk', { within: 5000 }).then(() => window.press('Return'), () => 'asked before')
  await until('the whole list', () => window.evaluate(`Number(document.querySelector('.rows [aria-selected=true]')?.getAttribute('aria-setsize') ?? 0) > 200`), { within: 60_000 })
  await sleep(3000)
  const stories = await window.evaluate(`Number(document.querySelector('.rows [aria-selected=true]').getAttribute('aria-setsize'))`)
  const how = { stories, needle, section, press, look }
  try {
    await walkTheList(desk, how)
    await openAnything(desk, how)
    await lookBack(desk, how)
    await close(desk, how)
  } catch (err) {
    await window.picture(join(shots, 'bykeys-failed.png'))
    throw err
  }
  console.log(`${stories} stories; over ${FELT} ms: ${felt.length ? felt.join(', ') : 'nothing'}`)
}

const ends = []
const home = mkdtempSync(join(tmpdir(), 'stet-bench-'))
try {
  await walk({ home, after: (end) => ends.push(end) })
} finally {
  for (const end of ends) await end()
  rmSync(home, { recursive: true, force: true })
}
