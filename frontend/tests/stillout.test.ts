import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { KILL, toFlag } from '../src/state/deeds'
import { Session } from '../src/state/session.svelte'

async function withOne() {
  const p = new FakeProgram()
  const s = new Session(fakeOf(p))
  await s.start()
  const a = p.add({ headlines: { main: 'The gate' }, slugline: 'GATE', body: 'Words.', sectionId: 's1' })
  await s.desk.load()
  const out = (killed: boolean) => {
    p.stillOut = [{ id: a.id, name: 'GATE', killed, targets: [], packages: 1, says: 'Readers may still have it, in a package that was saved.', hint: killed ? 'Save a kill notice for them.' : 'Only a kill takes it down.' }]
  }
  return { p, s, id: a.id, out }
}

describe('a story that is dropped', () => {
  it('is said to be with readers still, with the way back and the kill', async () => {
    const { p, s, id, out } = await withOne()
    out(false)
    await s.trash(id)
    expect(s.notice).toMatchObject({ kind: 'problem', text: 'In the trash: “The gate”.', hint: 'Readers may still have it, in a package that was saved. Only a kill takes it down.' })
    s.notice!.undo!()
    await expect.poll(() => p.get(id).trashed).toBeFalsy()
    await s.acts.start(toFlag('spiked'), [id])
    s.acts.words = 'thin'
    await s.acts.answer()
    expect(s.notice).toMatchObject({ kind: 'problem', text: 'GATE spiked.' })
    s.notice!.offer!.run()
    expect(s.acts.choosing?.deed).toBe(KILL)
  })

  it('needs a kill notice once it is killed and a package is out, and no key takes that back', async () => {
    const { s, id, out } = await withOne()
    out(true)
    await s.acts.start(KILL, [id])
    s.acts.words = 'the wrong man'
    await s.acts.answer()
    expect(s.notice?.undo).toBeUndefined()
    expect(s.acts.last).toBe('')
    expect(s.notice?.offer?.label).toBe('Kill notice…')
    s.notice!.offer!.run()
    await expect.poll(() => s.exporting.plan?.stories.length).toBe(1)
    expect(s.exporting).toMatchObject({ named: true, kill: true, dead: [id] })
  })

  it('and stands on a front only is taken off there, and no kill is offered', async () => {
    const { p, s, id } = await withOne()
    p.stillOut = [{ id, name: 'GATE', killed: true, targets: [], packages: 0, fronts: [{ lineup: 'l1', name: 'Home', target: 'Drop' }], says: 'The front of Home at Drop shows it.', hint: 'Take it off the front, then send the front again.' }]
    await s.trash(id)
    expect(s.notice).toMatchObject({ kind: 'problem', hint: 'The front of Home at Drop shows it. Take it off the front, then send the front again.', offer: { label: 'Going out' } })
    s.notice!.offer!.run()
    await expect.poll(() => s.dialog).toBe('going')
  })

  it('that no reader has is just dropped', async () => {
    const { s, id } = await withOne()
    await s.trash(id)
    expect(s.notice?.kind).toBe('news')
  })
})
