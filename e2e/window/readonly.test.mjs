// A newsroom that can only be read, in the real window, by keyboard alone: it
// says why, takes no word that it could not keep, and gives all words out.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

const headline = 'Lighthouse lamp is lit by hand again'
const body = `The lamp failed at nine on Sunday and the keeper carried oil up 214 steps.

“Nobody has done that since 1961,” she said.
`

const system = (command, ...args) => execFileSync(command, args, { stdio: 'pipe' })

/** what can be the matter with a newsroom that was closed in order */
const matters = {
  'a newer Stet wrote it': {
    make(room) {
      const path = join(room, 'stet.state')
      const line = JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8').split('\n')[0]), format: 99 })
      writeFileSync(path, `${line}\n${crc32c(line)}\n`)
    },
    says: 'a newer Stet wrote it',
    next: 'install a newer Stet',
  },
  'its folder takes no changes': {
    mounts: true,
    make(room) {
      system('mount', '--bind', room, room)
      system('mount', '-o', 'remount,ro,bind', room)
    },
    says: 'its folder takes no changes',
    next: 'unlock the disk or the folder',
  },
  'the disk is full': {
    mounts: true,
    disk: true,
    looked: true, // the others differ by their words alone
    make(room) {
      const { bavail, bsize } = statfsSync(room)
      writeFileSync(join(room, 'filler'), Buffer.alloc(bavail * bsize - (20 << 20), 1))
    },
    says: 'the disk is full',
    next: 'free some space',
  },
}

/** CRC-32C, as docs/format.md has it for stet.state */
function crc32c(text) {
  let crc = ~0
  for (const byte of Buffer.from(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0)
  }
  return (~crc >>> 0).toString(16).padStart(8, '0')
}

/** whether this machine lets a test mount; under CI it must */
function mayMount(t) {
  if (process.getuid() === 0) return true
  if (process.env.CI === 'true') throw new Error('mounting needs root, and under CI nothing is skipped')
  t.skip('mounting needs root')
  return false
}

/** a window on a newsroom with one story, which something is the matter with */
async function openMatter(t, matter) {
  const room = mkdtempSync(join(tmpdir(), 'stet-matter-'))
  const fill = async (home) => {
    if (matter.disk) system('mount', '-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', room)
    const copy = join(home, 'copy.md')
    writeFileSync(copy, `---\ntitle: ${headline}\nsection: Coast\n---\n${body}`)
    await run(bin('stet-cli'), ['--newsroom', room, 'import', copy])
    matter.make(room)
  }
  try {
    const window = await Window.open(t, { program: bin('stet'), args: () => ['--newsroom', room], fill })
    return { window, desk: new Desk(window) }
  } finally {
    t.after(() => {
      // The window has closed: this was asked for after it was.
      if (matter.mounts) system('umount', room)
      rmSync(room, { recursive: true, force: true })
    })
  }
}

for (const [name, matter] of Object.entries(matters)) {
  test(`only to be read: ${name}`, async (t) => {
    if (matter.mounts && !mayMount(t)) return
    const { window, desk } = await openMatter(t, matter)
    const look = (state) => window.picture(join(shots, `readonly-${state}.png`))
    await shown(look, async () => {
      await desk.wait('option', headline)
      await desk.saw('This newsroom can only be read')
      const banner = await desk.ask(`document.querySelector('[role=status].bar').innerText`)
      assert.ok(banner.includes(matter.says) && banner.includes(matter.next), banner)
      assert.ok(!(await desk.has('dialog', '')), 'something is asked that could not be kept')
      if (matter.looked) await window.pictures(join(shots, 'readonly-list'))

      // Nothing new begins, and nothing is swallowed without a word.
      const refused = async (...keys) => {
        await until('no news', async () => !(await desk.text()).includes('Nothing was changed'))
        await window.press(...keys)
        await desk.saw('Nothing was changed: this newsroom can only be read.')
      }
      await refused('ctrl+n')
      await window.copy('Words from another program')
      await refused('ctrl+v')

      await window.press('Return')
      await until('the story', async () => (await desk.value('Headline')) === headline)
      await desk.saw('carried oil up 214 steps')
      const before = await desk.body()
      await refused('ctrl+v', 'a', 's', 'Return', 'BackSpace', 'Delete', 'ctrl+b')
      assert.equal(await desk.body(), before)
      if (matter.looked) await window.pictures(join(shots, 'readonly-story'))

      // Every word comes out: through the clipboard, and as a package elsewhere.
      for (let n = 0; n < 8 && (await desk.ask('document.activeElement.ariaLabel')) !== 'Body'; n++) await window.press('F6')
      await window.press('ctrl+a', 'ctrl+c')
      await until('the words on the clipboard', async () => (await window.copied()).trim() === body.trim())
      await window.press('ctrl+Return')
      await desk.wait('button', 'Save package')
      await window.press('Return')
      await desk.saw('Package intact')
      if (matter.looked) await look('exported')
      await window.press('Escape')
      await until('the dialog to close', async () => !(await desk.has('dialog', '')))
    })
  })
}
