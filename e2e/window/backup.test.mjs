// Backups in the real window, by keyboard: made, proved, and what a missing
// disk looks like.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

test('a backup is made and proved, and a missing disk is told', async (t) => {
  const window = await Window.open(t, {
    program: bin('stet'),
    args: (home) => ['--newsroom', join(home, 'newsroom')],
    fill: async (home) => {
      const disk = join(home, 'disk')
      mkdirSync(disk)
      await run(bin('stet-cli'), ['--newsroom', join(home, 'newsroom'), 'settings', 'set', 'backup.folder', disk])
    },
  })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `backup-${state}.png`))
  const disk = join(window.home, 'disk')
  const toBackups = async () => {
    await window.press('F1')
    await desk.wait('dialog', 'commands')
    await window.type('Backups')
    await window.press('Return')
    await desk.wait('dialog', 'Backups')
  }
  await shown(look, async () => {
    await desk.sitDown()
    await window.press('ctrl+n')
    await desk.wait('textbox', 'Body')
    await toBackups()
    await desk.saw('No backup yet')
    await look('none')
    await desk.click('button', 'Back up now')
    await desk.saw('every story came back word for word')
    await look('proved')
    const [file] = readdirSync(disk)
    const { stdout } = await run(bin('stet-cli'), ['--newsroom', join(window.home, 'again'), 'restore-backup', '--json', join(disk, file)])
    assert.ok(JSON.parse(stdout).changes >= 2, stdout)

    renameSync(disk, `${disk}-pulled-out`)
    await desk.click('button', 'Back up now')
    await desk.saw('Last proved')
    await look('failed')
    await window.press('Escape')
  })
})
