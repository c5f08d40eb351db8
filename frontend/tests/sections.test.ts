import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import type { Section } from '../src/sections'
import { Session } from '../src/state/session.svelte'
import { allBelow, indented, placeBeside, placeOnTheWay, treeOf, withSame } from '../src/state/tree'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

const section = (id: string, parent = ''): Section => ({ id, name: id.toUpperCase(), slug: id, order: 0, parent: parent || undefined })
// a; b with b1 (with b11) and b2; c
const GROWN = [section('a'), section('b'), section('b1', 'b'), section('b11', 'b1'), section('b2', 'b'), section('c')]

describe('the tree', () => {
  it('says where each section stands', () => {
    expect(treeOf(GROWN).map((l) => [l.section.id, l.level, l.place, l.of, l.below])).toEqual([
      ['a', 0, 1, 3, 0], ['b', 0, 2, 3, 3], ['b1', 1, 1, 2, 1], ['b11', 2, 1, 1, 0], ['b2', 1, 2, 2, 0], ['c', 0, 3, 3, 0],
    ])
    expect(treeOf(GROWN).map(indented)[3]).toBe('\u2003\u2003B11')
  })
  it('knows where each way leads, and where none does', () => {
    expect(placeOnTheWay(GROWN, 'b', 'up')).toEqual({ under: '', to: 0 })
    expect(placeOnTheWay(GROWN, 'a', 'up')).toBeNull()
    expect(placeOnTheWay(GROWN, 'b1', 'down')).toEqual({ under: 'b', to: 1 })
    expect(placeOnTheWay(GROWN, 'b2', 'down')).toBeNull()
    expect(placeOnTheWay(GROWN, 'c', 'in')).toEqual({ under: 'b', to: 2 })
    expect(placeOnTheWay(GROWN, 'b1', 'in')).toBeNull()
    expect(placeOnTheWay(GROWN, 'b11', 'out')).toEqual({ under: 'b', to: 1 })
    expect(placeOnTheWay(GROWN, 'c', 'out')).toBeNull()
  })
  it('knows where a section lands that is dropped', () => {
    expect(placeBeside(GROWN, 'a', 'c', 'before')).toEqual({ under: '', to: 1 })
    expect(placeBeside(GROWN, 'a', 'c', 'after')).toEqual({ under: '', to: 2 })
    expect(placeBeside(GROWN, 'c', 'b1', 'below')).toEqual({ under: 'b1', to: 1 })
    expect(placeBeside(GROWN, 'b', 'b11', 'below')).toBeNull()
    expect(placeBeside(GROWN, 'b', 'b', 'after')).toBeNull()
  })
})

async function desk(p = new FakeProgram()) {
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  await s.openSections('all')
  const sections = s.sections!
  return { p, s, sections, drawn: () => sections.tree.map(indented).join('\n').replaceAll('\u2003', '  ') }
}

/** 1,500 of them, each tenth the uppermost of those up to the next. */
const many = (): Section[] => Array.from({ length: 1500 }, (_, n) => section(`m${n}`, n % 10 ? `m${n - (n % 10)}` : ''))

describe('a large tree', () => {
  it('is walked once, whatever lies below what', () => {
    let read = 0
    const watched = many().map((s) => new Proxy(s, { get: (of, key) => (read += key === 'parent' ? 1 : 0, Reflect.get(of, key)) }))
    const tree = treeOf(watched)
    expect(read).toBeLessThanOrEqual(6 * watched.length)
    expect(tree.slice(0, 2).map((l) => [l.level, l.place, l.of, l.below])).toEqual([[0, 1, 150, 9], [1, 1, 9, 0]])
    expect(tree.reduce((n, l) => n + l.below, 0)).toBe(1350)
    read = 0
    expect(allBelow(watched, 'm10')).toHaveLength(9)
    expect(read).toBeLessThanOrEqual(2 * watched.length)
  })
  it('keeps those that are as they were', () => {
    const before = many()
    const now = many().map((s) => (s.id === 'm7' ? { ...s, name: 'Seven' } : s))
    const same = withSame(before, now)
    expect(same).toEqual(now)
    expect(same.filter((s, n) => s !== before[n]).map((s) => s.id)).toEqual(['m7'])
  })
})

describe('the screen of sections', () => {
  it('moves by keys that come faster than answers', async () => {
    const { sections, drawn } = await desk()
    sections.choose('s3')
    await Promise.all([sections.move('up'), sections.move('up'), sections.move('up')])
    expect(drawn()).toBe('Weather\nHarbour\nTown hall\nSport')
    expect(sections.said).toBe('“Weather” is the first there already')
    sections.choose('s4')
    await sections.move('in')
    expect(drawn()).toBe('Weather\nHarbour\nTown hall\n  Sport')
    expect(sections.said).toBe('“Sport” is 1 of 1 below “Town hall”')
    await sections.move('out')
    expect(sections.said).toBe('“Sport” is 4 of 4 at the top')
    await sections.takeBack()
    expect(drawn()).toBe('Weather\nHarbour\nTown hall\n  Sport')
    expect(sections.next).toBe('“Sport” changed')
    await sections.doAgain()
    expect([drawn(), sections.said, sections.next]).toEqual(['Weather\nHarbour\nTown hall\nSport', 'Done again: “Sport” changed.', ''])
    await sections.doAgain()
    expect(sections.problem?.hint).toBe('The sections are as they are.')
  })

  it('counts the stories of a section, and of those below it', async () => {
    const p = new FakeProgram()
    p.sections = p.sections.map((x) => (x.id === 's3' ? { ...x, parent: 's2' } : x))
    for (const sectionId of ['s2', 's3', 's3']) p.add({ sectionId })
    const { s, sections } = await desk(p)
    const { id } = p.add({ sectionId: 's3' })
    p.bin(id, true)
    await s.desk.refresh()
    expect([sections.own('s2'), sections.below('s2'), sections.below('s3')]).toEqual([1, 2, 0])
    expect([sections.own('s3'), sections.trashed('s3'), sections.trashed('s2')]).toEqual([2, 1, 0])
  })

  it('keeps what was typed where it was refused', async () => {
    const { sections } = await desk()
    expect(await sections.set(sections.section!, 'colour', 'red')).toBe(false)
    expect(sections.refused).toMatchObject({ id: 's1', field: 'colour', typed: 'red' })
    expect(sections.problem).toBeNull()
    expect(await sections.set(sections.section!, 'colour', '#aa3300')).toBe(true)
    expect([sections.refused, sections.section?.colour]).toEqual([null, '#aa3300'])
  })

  it('merges with the open story, which goes on where it is', async () => {
    const p = new FakeProgram()
    const a = p.add({ sectionId: 's4', body: 'One.' })
    const { s, sections } = await desk(p)
    await s.open(a.id)
    sections.choose('s4')
    await sections.merge('s1')
    expect(sections.list.map((x) => x.id)).toEqual(['s1', 's2', 's3'])
    expect([sections.chosen, s.story!.draft.fields['section']]).toEqual(['s1', 's1'])
    s.story!.draft.set('standfirst', 'Typed after it')
    expect(await s.story!.draft.flush()).toBe(true)
    await sections.takeBack()
    expect(s.story!.draft.fields['section']).toBe('s4')
    expect(sections.said).toBe('Taken back: “Sport” became part of “Harbour”, 1 stories moved.')
  })

  it('waits with a merge for words that cannot be saved', async () => {
    const p = new FakeProgram()
    const a = p.add({ sectionId: 's4' })
    const s = new Session({ ...fakeOf(p), save: () => Promise.reject(new Problem('failed', 'The disk is full.')) })
    open.push(s)
    await s.start()
    await s.open(a.id)
    s.story!.draft.set('standfirst', 'Typed')
    await s.openSections('all')
    s.sections!.choose('s4')
    await s.sections!.merge('s1')
    expect(s.sections!.problem?.message).toBe('Some words are not saved yet.')
    expect(p.sections).toHaveLength(4)
  })

  it('leaves a list whose section is no more', async () => {
    const { s, sections } = await desk()
    await s.desk.show('all', 's4')
    sections.choose('s4')
    await sections.remove('')
    expect([s.desk.sectionId, sections.chosen]).toEqual(['', 's3'])
  })

  it('adds below another, and for a story that is in none', async () => {
    const p = new FakeProgram()
    const a = p.add({})
    const { s, sections, drawn } = await desk(p)
    await sections.add('Ferries', 's1')
    expect(drawn()).toBe('Harbour\n  Ferries\nTown hall\nWeather\nSport')
    await s.open(a.id)
    expect(await sections.addForStory('Arts', '')).toBe(true)
    expect(s.story!.draft.fields['section']).toBe(sections.list.at(-1)!.id)
    expect(await sections.addForStory('arts', '')).toBe(false)
  })

  it('finds by the letters of a name', async () => {
    const { sections } = await desk()
    sections.stepByName('t')
    expect(sections.section?.name).toBe('Town hall')
    sections.stepByName('s')
    expect(sections.section?.name).toBe('Sport')
    sections.step(-9)
    expect(sections.section?.name).toBe('Harbour')
  })
})
