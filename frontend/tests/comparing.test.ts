import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Comparing, partsOf } from '../src/state/comparing.svelte'
import { Draft } from '../src/state/draft.svelte'
import { Session } from '../src/state/session.svelte'
import type { Chunk, Row, Sides } from '../src/pasttypes'
import { differing, folded, half, spacing } from '../src/ui/sides'

const same = (text: string): Row => ({ change: 0, chunks: [{ op: 'same', text }] })
const turned = (change: number, out: string, into: string): Row => ({
  change, chunks: ([{ op: 'out', text: out }, { op: 'in', text: into }] as Chunk[]).filter((c) => c.text),
})

describe('a side of a row', () => {
  const chunks: Chunk[] = [{ op: 'same', text: 'It sails at ' }, { op: 'out', text: 'nine' }, { op: 'in', text: 'ten' }, { op: 'same', text: '.\n\n' }]
  it('has its own words, without the lines behind them', () => {
    expect(half(chunks, 'before').map((c) => c.text)).toEqual(['It sails at ', 'nine', '.'])
    expect(half(chunks, 'after').map((c) => c.text)).toEqual(['It sails at ', 'ten', '.'])
    expect(half([{ op: 'in', text: '\n\n' }, { op: 'same', text: ' ' }], 'after')).toEqual([])
  })
  it('says which words differ', () => {
    expect(differing({ change: 1, chunks }, 'before')).toBe('nine')
    expect(differing(turned(1, '', 'new'), 'before')).toBe('nothing')
    expect(differing(turned(1, '', 'word '.repeat(90)), 'after').length).toBeLessThan(130)
  })
  it('may differ in blank lines only', () => {
    expect(spacing({ change: 1, chunks: [{ op: 'same', text: 'One.' }, { op: 'in', text: '\n\n' }] })).toBe(true)
    expect(spacing({ change: 1, chunks: [{ op: 'in', text: '\n\n' }, { op: 'same', text: '  One.' }] })).toBe(true)
    expect(half([{ op: 'same', text: '    indented' }], 'after')[0]?.text).toBe('    indented')
    expect(spacing(turned(1, 'a', 'b'))).toBe(false)
  })
})

describe('the parts of two sides', () => {
  const sides = { fields: [{ field: 'standfirst', chunks: [] }], body: [same('a'), same('b'), turned(1, 'c', 'd'), turned(2, '', 'e'), turned(3, 'f', 'g'), same('h')] } as unknown as Sides
  it('are the fields, then the body: what is the same in a row is one part', () => {
    const shown = partsOf(sides).map((p) => ('change' in p ? p.change.key : p.same.length))
    expect(shown).toEqual(['standfirst', 2, 'body.1', 'body.2', 'body.3', 1])
  })
  it('fold long runs of the same', () => {
    expect(folded([1, 2, 3, 4, 5], false)).toEqual({ first: [1], hidden: 3, last: [5] })
    expect(folded([1, 2, 3], false)).toEqual({ first: [1, 2, 3], hidden: 0, last: [] })
    expect(folded([1, 2, 3, 4, 5], true).first).toHaveLength(5)
  })
})

const OLD = 'One.\n\nThe boat sails at nine.\n\nThree.\n\nFour.'
const NEW = 'One.\n\nThe boat sails at ten.\n\nThree.\n\nMore.'

async function compared() {
  const p = new FakeProgram()
  const a = p.add({ headlines: { main: 'Old head' }, body: OLD })
  p.save({ id: a.id, base: 1, note: '', set: { body: NEW, 'headlines.main': 'New head' } })
  const draft = new Draft(fakeOf(p), p.get(a.id))
  const comparing = new Comparing(fakeOf(p), draft)
  await comparing.load(1, 0)
  return { p, id: a.id, draft, comparing }
}

describe('the compare screen', () => {
  it('goes from change to change, and stops at the ends', async () => {
    const { comparing } = await compared()
    expect(comparing.changes.map((c) => c.key)).toEqual(['headlines.main', 'body.1', 'body.2'])
    comparing.step(-1)
    expect(comparing.at).toBe(0)
    for (let i = 0; i < 5; i++) comparing.step(1)
    expect(comparing.at).toBe(2)
  })

  it('takes one passage and leaves the rest, as a new revision', async () => {
    const { p, id, draft, comparing } = await compared()
    comparing.step(1)
    comparing.takeColumn(0)
    expect(comparing.said).toBe('Revision 1 is taken')
    expect(await comparing.finish()).toBe(true)
    expect(p.get(id)).toMatchObject({ rev: 3, body: NEW.replace('ten', 'nine'), headlines: { main: 'New head' } })
    expect(draft.saved.rev).toBe(3)
  })

  it('takes the side that stands left, also when they are swapped, and takes it back', async () => {
    const { comparing } = await compared()
    comparing.swap()
    comparing.takeColumn(1)
    expect(comparing.pick(comparing.change)).toBe('before')
    comparing.takeColumn(0)
    expect(comparing.taken).toBe(false)
  })

  it('keeps both of a passage, but a field is one or the other', async () => {
    const { p, id, comparing } = await compared()
    comparing.take('both')
    expect(comparing.taken).toBe(false)
    comparing.step(1)
    comparing.take('both')
    await comparing.finish()
    expect(p.get(id).body).toBe(NEW.replace('The boat sails at ten.', 'The boat sails at nine.\n\nThe boat sails at ten.'))
  })

  it('takes everything of the earlier revision', async () => {
    const { p, id, comparing } = await compared()
    comparing.swap()
    comparing.takeAll(1)
    await comparing.finish()
    expect(p.get(id)).toMatchObject({ body: OLD, headlines: { main: 'Old head' } })
  })

  it('makes no revision of nothing, and takes nothing where neither side is the newest', async () => {
    const { p, id, comparing } = await compared()
    expect(await comparing.finish()).toBe(false)
    p.save({ id, base: 2, note: '', set: { standfirst: 'x' } })
    await comparing.load(1, 2)
    comparing.takeColumn(0)
    expect(comparing.taken).toBe(false)
    expect(p.get(id).rev).toBe(3)
  })

  it('says so when the story was saved elsewhere meanwhile', async () => {
    const { p, id, comparing } = await compared()
    comparing.takeColumn(0)
    p.save({ id, base: 2, note: '', set: { standfirst: 'x' } })
    expect(await comparing.finish()).toBe(false)
    expect(comparing.problem?.code).toBe('stale')
  })
})

describe('a stale save', () => {
  it('shows both versions, and both are kept whatever is taken', async () => {
    const p = new FakeProgram()
    const a = p.add({ headlines: { main: 'A' }, body: 'The first words.' })
    const s = new Session(fakeOf(p))
    await s.start()
    await s.open(a.id)
    p.save({ id: a.id, base: 1, note: '', set: { body: 'Their first words.' } })
    s.story!.copy.insert('Mine: ')
    await s.story!.draft.flush()
    expect(s.story!.draft.state.kind).toBe('conflict')
    await s.back.conflict()
    expect(s.dialog).toBe('compare')
    expect([s.comparing!.name('before'), s.comparing!.name('after')]).toEqual(['Saved elsewhere', 'Mine'])
    expect(p.get(a.id).body).toBe('Mine: The first words.')
    s.comparing!.takeColumn(0)
    await s.back.finish()
    expect(s.dialog).toBe('')
    expect(p.get(a.id).body).toBe('Their first words.')
    expect(s.story!.copy.text()).toBe('Their first words.')
    expect([2, 3].map((rev) => p.past.get(`${a.id} ${rev}`)?.body)).toEqual(['Their first words.', 'Mine: The first words.'])
  })
})

describe('a name', () => {
  it('is given to the chosen revision, and refused with a reason', async () => {
    const p = new FakeProgram()
    const a = p.add({ body: 'a' })
    const s = new Session(fakeOf(p))
    await s.start()
    await s.open(a.id)
    s.story!.copy.insert('b')
    await s.story!.draft.flush()
    const past = s.story!.past
    await past.load()
    await past.name('for the lawyer')
    expect(past.revision?.name).toBe('for the lawyer')
    await past.name('7')
    expect(s.notice?.kind).toBe('problem')
    expect(past.revision?.name).toBe('for the lawyer')
  })
})
