import { describe, expect, it } from 'vitest'
import { Problem } from '../src/api'
import { fakeApi } from '../src/fake/fake'
import { Backups } from '../src/state/backups.svelte'
import { fileSize } from '../src/ui/words'

const program = () => fakeApi(new URLSearchParams('delay=0'))

describe('backups', () => {
  it('are asked for a folder, then made and proved', async () => {
    const backups = new Backups(program())
    await backups.load()
    expect(backups.state).toEqual({ folder: '', proved: null, failed: null })
    await backups.chooseFolder()
    expect(backups.state?.folder).not.toBe('')
    await backups.now()
    expect(backups.state?.proved?.stories).toBeGreaterThan(0)
    expect(backups.busy).toBe(false)
  })

  it('that fail keep the last proof and say why', async () => {
    const api = program()
    const backups = new Backups(api)
    await backups.chooseFolder()
    await backups.now()
    const proved = backups.state?.proved
    const failed = { at: '2026-11-24T23:41:00Z', message: 'The disk is not there.', hint: 'Plug it in.' }
    api.backUpNow = async () => { throw new Problem('failed', failed.message, failed.hint) }
    const before = backups.state!
    api.backups = async () => ({ ...before, failed })
    await backups.now()
    expect(backups.problem?.message).toBe(failed.message)
    expect(backups.state).toEqual({ ...before, proved, failed })
    expect(backups.busy).toBe(false)
  })
})

it('sizes read as people say them', () => {
  expect([0, 4_100, 240_000, 2_140_000, 714_300_000].map(fileSize)).toEqual(['0 kB', '5 kB', '0.2 MB', '2.1 MB', '714 MB'])
})
