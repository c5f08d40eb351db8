import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { takenOver } from '../src/state/copyin.svelte'
import { Merging } from '../src/state/merging.svelte'
import { Session } from '../src/state/session.svelte'
import { doubleSaid } from '../src/ui/sides'

async function two(flag = '') {
  const p = new FakeProgram()
  const a = p.add({ headlines: { main: 'Ferry crews walk out' }, bylines: ['Ada Lind'], body: 'Crews stopped work.\n\nHalf is cancelled.' })
  const b = p.add({ headlines: { main: 'Port at a standstill' }, bylines: ['Cy Roe'], body: 'Lorries queue.\n\nHalf is cancelled.', flag })
  const s = new Session(fakeOf(p))
  await s.start()
  await s.open(a.id)
  return { p, s, a, b }
}

describe('merging another story into the open one', () => {
  it('lays the other beside it, and asks for no story that is open', async () => {
    const { s, a, b } = await two()
    const pick = s.quickMerge()
    await pick.type('')
    expect(pick.offers.map((o) => o.id)).not.toContain(a.id)
    await s.merge(b.id)
    const merging = s.comparing as Merging
    expect(s.dialog).toBe('compare')
    expect(merging.title).toBe('Merge two stories')
    expect(merging.about('before')).toBe('Port at a standstill')
    expect(merging.changes.map((c) => c.key)).toEqual(['headlines.main', 'body.1'])
  })

  it('takes what was taken, spikes the other, and both can be had back', async () => {
    const { p, s, a, b } = await two('hold')
    await s.merge(b.id)
    const merging = s.comparing as Merging
    expect(merging.remarks).toEqual(['The story is held: the other is.'])
    merging.step(1)
    merging.take('both')
    await s.back.finish()
    expect(s.dialog).toBe('')
    expect(p.get(a.id)).toMatchObject({ bylines: ['Ada Lind', 'Cy Roe'], headlines: { main: 'Ferry crews walk out' }, body: 'Lorries queue.\n\nCrews stopped work.\n\nHalf is cancelled.' })
    expect(p.get(b.id)).toMatchObject({ flag: 'spiked', mergedInto: a.id })
    expect(s.story?.draft.copy.text()).toBe(p.get(a.id).body)
    expect(s.notice?.text).toContain('Port at a standstill')
    await s.part(a.id)
    expect(p.get(a.id).body).toBe('Crews stopped work.\n\nHalf is cancelled.')
    expect(p.get(b.id)).toMatchObject({ flag: 'hold' })
    expect(p.get(b.id).mergedInto).toBeUndefined()
    expect(s.story?.draft.copy.text()).toBe(p.get(a.id).body)
  })

  it('names the ways of a paragraph that one of them has alone', async () => {
    const { s, p, a, b } = await two()
    p.stories.set(b.id, { ...p.get(b.id), body: `${a.body}\n\nLorries queue.` })
    await s.merge(b.id)
    const m = s.comparing as Merging
    m.step(1)
    m.step(1)
    expect([m.way(m.change!, 'before'), m.way(m.change!, 'after'), m.hasBoth(m.change!)]).toEqual(['Take it in', 'Leave it out', false])
    m.take('both')
    expect([m.pick(m.change), m.said]).toEqual(['before', 'Taken in'])
    m.takeColumn(1)
    expect(m.said).toBe('Left out')
  })

  it('is done with nothing taken as well: that leaves the story its words', async () => {
    const { p, s, a, b } = await two()
    await s.merge(b.id)
    expect(s.comparing?.ready).toBe(true)
    await s.back.finish()
    expect(p.get(a.id).body).toBe(a.body)
    expect(p.get(b.id).mergedInto).toBe(a.id)
  })

  it('says why where it cannot be', async () => {
    const { s, b, p } = await two('killed')
    await s.merge(b.id)
    expect(s.dialog).toBe('')
    expect(s.notice?.text).toContain('killed')
    p.stories.set(b.id, { ...p.get(b.id), flag: '' })
    await s.merge(b.id)
    p.save({ id: b.id, base: p.get(b.id).rev, note: '', set: { standfirst: 'x' } })
    await s.back.finish()
    expect(s.dialog).toBe('compare')
    expect(s.comparing?.problem?.code).toBe('stale')
    await s.part(b.id)
    expect(s.notice?.kind).toBe('problem')
  })
})

describe('a story that another desk handed over', () => {
  const over = { from: 'The Quay Post', revisions: 3, merged: false, conflicts: [] }
  it('is said to have come in', () => {
    expect(takenOver(over)).toBe('From The Quay Post: 3 revisions came in')
    expect(takenOver({ ...over, revisions: 0 })).toBe('Nothing was changed at The Quay Post that is not here')
    expect(takenOver({ ...over, merged: true, with: 7, conflicts: [{ field: 'body' }] })).toBe(
      'Merged with what The Quay Post made of it; theirs is revision 7 of the history. Both changed the same words in 1 place: yours stand',
    )
  })
  it('is saved as one file, and says where', async () => {
    const { s } = await two()
    await s.saveHandOver()
    expect(s.notice?.text).toMatch(/^Handed over, not for publication: .*not-for-publication-.*\.zip, with 1 revision$/)
  })
})

describe('a paragraph that is there already', () => {
  it('is said, with its place', () => {
    const row = { change: 1, chunks: [] }
    expect(doubleSaid(row)).toBe('')
    expect(doubleSaid({ ...row, double: 'near' })).toBe('Nearly the same on both sides.')
    expect(doubleSaid({ ...row, double: 'same', at: 2 })).toBe('This stands in this story already, as its paragraph 2.')
  })
})
