import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { leftAsTheyAre } from '../src/state/acts.svelte'
import { Board } from '../src/state/board.svelte'
import { toFlag, toStatus } from '../src/state/deeds'
import { Session } from '../src/state/session.svelte'

// Whether the keys are in the list is asked of the page.
beforeEach(() => vi.stubGlobal('document', { activeElement: null }))

async function desk(stories = 5) {
  const p = new FakeProgram()
  p.stories.clear()
  const ids = Array.from({ length: stories }, (_, i) => p.add({ headlines: { main: `Story ${i}` }, slugline: `S${i}`, updated: new Date(Date.UTC(2026, 10, 1, 0, 0, -i)).toISOString() }).id)
  const session = new Session(fakeOf(p))
  await session.start()
  await session.desk.refresh()
  return { p, ids, session, selection: session.desk.selection, acts: session.acts }
}

describe('Stories chosen together', () => {
  it('are those that the cursor passed with Shift, there and back', async () => {
    const { ids, selection } = await desk()
    await selection.extend(1)
    await selection.extend(1)
    expect([...selection.ids]).toEqual(ids.slice(0, 3))
    await selection.extend(-1)
    expect(selection.targets).toEqual(ids.slice(0, 2))
  })

  it('are one more or one less where one is pointed at, the one at the cursor among them', async () => {
    const { ids, selection } = await desk()
    selection.point(ids[2]!)
    expect(selection.targets).toEqual([ids[0], ids[2]])
    selection.point(ids[2]!)
    expect(selection.targets).toEqual([ids[0]])
    await selection.reach(ids[4]!)
    expect(selection.targets).toEqual([ids[2], ids[3], ids[4]])
  })

  it('are all of the list, also where their rows are not here, and none of another list', async () => {
    const { session, selection } = await desk(350)
    await selection.all()
    expect(selection.size).toBe(350)
    selection.clear()
    await selection.extend(250)
    expect(selection.size).toBe(251)
    await session.desk.find('S3')
    expect(selection.size).toBe(0)
  })

  it('speaks for the cursor alone while none are chosen', async () => {
    const { ids, selection } = await desk()
    expect(selection.targets).toEqual([ids[0]])
  })
})

describe('What is done to several', () => {
  const statuses = (p: FakeProgram, ids: string[]) => ids.map((id) => p.get(id).status)

  it('is done to all and taken back as one', async () => {
    const { p, ids, session, acts } = await desk()
    await acts.change(ids.slice(0, 3), toStatus('ready'), '')
    expect(statuses(p, ids)).toEqual(['ready', 'ready', 'ready', 'draft', 'draft'])
    expect(session.notice).toMatchObject({ kind: 'news', text: '3 stories moved to Ready' })
    await acts.change([ids[0]!], toFlag('hold'), '')
    expect(session.notice?.text).toBe('S0 held')
    await acts.undo()
    expect(p.get(ids[0]!).flag ?? '').toBe('')
    session.notice?.undo?.()
    await acts.undo()
    expect(statuses(p, ids)).toEqual(['draft', 'draft', 'draft', 'draft', 'draft'])
    expect(session.notice?.text).toBe('Taken back: 3 stories moved to Ready')
    expect(acts.last).toBe('')
  })

  it('names what it was not done to, and offers the way back', async () => {
    const { p, ids, session, acts } = await desk(3)
    p.save({ id: ids[1]!, base: 1, note: '', set: { status: 'sent' } })
    await acts.change(ids, toStatus('subbing'), '')
    expect(statuses(p, ids)).toEqual(['subbing', 'sent', 'subbing'])
    expect(session.notice).toMatchObject({ kind: 'problem', text: '2 stories moved to Subbing.', hint: 'Left as it is: S1. A story that is “sent” cannot become “subbing”.' })
    session.notice?.offer?.run()
    await vi.waitFor(() => expect(statuses(p, ids)).toEqual(['draft', 'sent', 'draft']))
  })

  it('leaves a story that moved on since, and says so', async () => {
    const { p, ids, session, acts } = await desk(3)
    await acts.change(ids, toStatus('ready'), '')
    p.save({ id: ids[0]!, base: p.get(ids[0]!).rev, note: '', set: { status: 'revise' } })
    await acts.undo()
    expect(statuses(p, ids)).toEqual(['revise', 'draft', 'draft'])
    expect(session.notice).toMatchObject({ kind: 'problem', hint: 'Left as it is: S0. MS, at 22:41, has changed the status since.' })
  })

  it('asks for the words that it wants first', async () => {
    const { p, ids, acts, session } = await desk(2)
    await acts.start(toFlag('spiked'), ids)
    expect(session.dialog).toBe('selection')
    await acts.answer()
    expect(acts.trouble).toBe('Say why in a few words')
    acts.words = 'overtaken'
    await acts.answer()
    expect(session.dialog).toBe('')
    expect(ids.map((id) => p.get(id).flag)).toEqual(['spiked', 'spiked'])
    expect(p.logs.get(ids[1]!)?.[0]?.why).toBe('overtaken')
  })

  it('keeps chosen what is still in the list', async () => {
    const { ids, session, selection, acts } = await desk(4)
    await session.desk.show('in')
    await selection.all()
    await acts.change(ids.slice(0, 2), toStatus('ready'), '')
    expect(new Set(selection.targets)).toEqual(new Set(ids.slice(2)))
  })

  it('tells many names in a few words', () => {
    const refused = Array.from({ length: 5 }, (_, i) => ({ id: String(i), name: `S${i}`, message: 'It is sent.', hint: '' }))
    expect(leftAsTheyAre(refused)).toBe('Left as it is: S0, S1, S2 and 2 more. It is sent.')
  })
})

describe('Several on the board', () => {
  it('go to a column together, and come back', async () => {
    const { p, ids, session } = await desk(4)
    const board = new Board(fakeOf(p), session)
    session.board = board
    session.dialog = 'board'
    await board.load()
    await board.select((s) => s.extend(2))
    expect(board.said).toBe('3 stories chosen')
    await board.shift(1)
    expect(board.columns.map((c) => c.rows.total)).toEqual([1, 3, 0, 0, 0, 0, 0, 0])
    expect(board.said).toBe('3 stories moved to Filed')
    expect(board.column.status).toBe('filed')
    await session.acts.undo()
    expect(board.columns[0]?.rows.total).toBe(4)
    expect(p.get(ids[0]!).status).toBe('draft')
  })
})
