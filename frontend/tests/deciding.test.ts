import { afterEach, describe, expect, it } from 'vitest'
import { Problem, type Api } from '../src/api'
import { carried } from '../src/editor/changes'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { trackedStory } from '../src/fake/tracked'
import { undecided } from '../src/state/copyin.svelte'
import { Session } from '../src/state/session.svelte'
import type { Proposal } from '../src/types'
import { COMMANDS } from '../src/ui/commands'
import { proposalHeard, proposalNote } from '../src/ui/proposals'
import { seeded, sleep } from './random'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

/** A story with five changes and comments, open, and its screen. */
async function opened(p = new FakeProgram(), api: Api = fakeOf(p)) {
  const { id } = trackedStory(p)
  const s = new Session(api)
  open.push(s)
  await s.start()
  await s.open(id)
  await sleep(1)
  await s.copyIn.decide()
  return { p, s, id, deciding: s.copyIn.deciding!, copy: s.story!.copy }
}

const verdicts = (list: Proposal[]) => list.map((x) => x.verdict?.[0] ?? '-').join('')

describe('changes to decide', () => {
  it('are said while there are some, and opened by a command', async () => {
    const { s } = await opened()
    expect(undecided(s.copyIn.receipt!.changes)).toBe('4 tracked changes and 1 comment')
    s.dialog = ''
    COMMANDS.find((c) => c.id === 'changes')!.run(s)
    await sleep(1)
    expect(s.dialog).toBe('changes')
  })

  it('are not there in a story that was written here', async () => {
    const { s, p } = await opened()
    s.dialog = ''
    await s.open(p.add({ body: 'Written here.' }).id)
    await s.copyIn.decide()
    expect(s.dialog).toBe('')
    expect(s.notice?.text).toContain('No tracked changes')
  })

  it('go on to the next that is not decided, and are taken back in the reverse order', async () => {
    const { p, id, deciding, s } = await opened()
    const before = p.get(id).body
    await deciding.give('accepted')
    expect(deciding.at).toBe(1)
    await deciding.give('rejected')
    expect(p.get(id).body).toContain('The council did vote on')
    await deciding.give('rejected')
    expect(p.get(id).body).toContain('vote on Sunday, or Monday')
    expect(deciding.proposal?.kind).toBe('comment')
    expect(verdicts(deciding.list)).toBe('arr--')
    expect(undecided(s.copyIn.receipt!.changes)).toBe('1 tracked change and 1 comment')
    await deciding.takeBack()
    expect(deciding.at).toBe(2)
    await deciding.takeBack()
    expect(deciding.at).toBe(1)
    expect(verdicts(deciding.list)).toBe('a----')
    expect(p.get(id).body).toBe(before)
    deciding.look(0)
    await deciding.takeBack()
    await deciding.takeBack()
    expect(deciding.said).toBe('Nothing was decided here yet')
  })

  it('are decided in the order of the keys, however fast they come', async () => {
    const p = new FakeProgram()
    const next = seeded(5)
    const { deciding } = await opened(p, fakeOf(p, () => sleep(next() * 3)))
    void deciding.give('accepted')
    void deciding.give('rejected')
    void deciding.step(1)
    void deciding.give('accepted')
    await deciding.takeBack()
    expect(verdicts(deciding.list)).toBe('ar---')
  })

  it('are decided all at once, of one author or of all; comments are left, and so is what cannot be done', async () => {
    const { deciding } = await opened()
    deciding.turn()
    expect(deciding.whose).toBe('Ann Lee')
    await deciding.giveAll('rejected')
    expect(verdicts(deciding.list)).toBe('-r---') // the headline's change cannot be, the comment wants to be read
    deciding.turn()
    deciding.turn()
    expect(deciding.whose).toBe('')
    await deciding.giveAll('accepted')
    expect(verdicts(deciding.list)).toBe('ara-a')
    expect(deciding.some).toBe(false)
    await deciding.giveAll('accepted')
    expect(deciding.said).toBe('Nothing is left to decide at once')
    await deciding.takeBack()
    expect(verdicts(deciding.list)).toBe('-r---')
  })

  it('say so where one cannot be carried out, and where a comment cannot be rejected', async () => {
    const { deciding, p, id } = await opened()
    await deciding.give('rejected')
    expect(deciding.said).toContain('change the words by hand')
    expect(proposalNote(deciding.proposal!)).toContain('became headline')
    deciding.look(3)
    await deciding.give('rejected')
    expect(deciding.said).toContain('tick it off')
    expect(p.get(id).rev).toBe(1)
  })

  it('count what could not be done of several', async () => {
    const p = new FakeProgram()
    const fake = fakeOf(p)
    const { deciding } = await opened(p, { ...fake, decide: async (...args) => ({ ...(await fake.decide(...args)), missed: 1 }) })
    await deciding.giveAll('accepted')
    expect(deciding.said).toBe('Accepted: 3 changes. One stays as it is: its place in the text cannot be told')
  })

  it('are held until somebody lets the story go', async () => {
    const { deciding, s } = await opened()
    expect(deciding.held).toBe(true)
    COMMANDS.find((c) => c.id === 'hold')!.run(s)
    expect(deciding.held).toBe(false)
  })

  it('are looked at, and not decided, where nothing can be changed', async () => {
    const p = new FakeProgram()
    p.readOnly = true
    const { deciding, id } = await opened(p)
    await deciding.give('accepted')
    expect(deciding.said).toContain('can only be read')
    expect(p.get(id).rev).toBe(1)
    expect(verdicts(deciding.list)).toBe('-----')
  })
})

describe('what is typed beside a verdict', () => {
  it('is saved first', async () => {
    const { p, id, deciding, copy } = await opened()
    deciding.look(1)
    copy.goTo(copy.text().length)
    copy.insert(' Typed.')
    await deciding.give('rejected')
    expect(p.get(id).body).toBe(copy.text())
    expect(copy.text()).toMatch(/did vote on Monday.* Typed\.$/s)
    expect(p.revisions.get(id)).toHaveLength(2)
  })

  it('stays when it comes before the answer', async () => {
    const p = new FakeProgram()
    const fake = fakeOf(p)
    const { id, deciding, copy, s } = await opened(p, { ...fake, decide: async (...args) => {
      const answer = await fake.decide(...args)
      copy.insert('Typed meanwhile. ')
      return answer
    } })
    deciding.look(1)
    copy.goTo(0)
    await deciding.give('rejected')
    await s.story!.draft.flush()
    expect(copy.text()).toMatch(/^Typed meanwhile\. The council did vote on Monday/)
    expect(p.get(id).body).toBe(copy.text())
  })

  it('is not overwritten when it cannot be saved: nothing is decided', async () => {
    const p = new FakeProgram()
    const { id, deciding, copy } = await opened(p, { ...fakeOf(p), save: () => Promise.reject(new Problem('failed', 'The disk is full.')) })
    copy.insert('Typed. ')
    deciding.look(1)
    await deciding.give('rejected')
    expect(deciding.problem?.message).toBe('The disk is full.')
    expect(copy.text()).toContain('Typed. ')
    expect(p.get(id).rev).toBe(1)
    expect(verdicts(deciding.list)).toBe('-----')
  })

  it('gives way to nobody: a story that was saved elsewhere is shown as it stands', async () => {
    const { p, id, deciding, copy } = await opened()
    p.save({ id, base: 1, note: '', set: { body: `${p.get(id).body} Theirs.` } })
    deciding.look(1)
    await deciding.give('rejected')
    expect(deciding.problem?.code).toBe('stale')
    expect(copy.text()).toContain('Theirs.')
    await deciding.give('rejected')
    expect(deciding.problem).toBeNull()
    expect(p.get(id).body).toMatch(/did vote on Monday.*Theirs\.$/s)
  })
})

describe('a change carried over', () => {
  it('goes where the words went that it is of', () => {
    expect(carried('one two three', 'one three', 'one two three four')).toBe('one three four')
    expect(carried('one two three', 'one three', 'zero one two three')).toBe('zero one three')
    expect(carried('one', 'one', 'two')).toBe('two')
    expect(carried('one', 'two', 'one')).toBe('two')
  })
  it('is left where the same words were typed over', () => {
    expect(carried('one two three', 'one three', 'one 2 three')).toBe('one 2 three')
  })
})

describe('a proposal', () => {
  // What runs its own way, in brackets.
  const plain = (text: string) => text.replaceAll('\u2068', '<').replaceAll('\u2069', '>')

  it('is heard with who, what, its verdict and what stands around', () => {
    const spot = { from: 9, to: 9, chunks: [{ op: 'same', text: 'A vote on ' }, { op: 'out', text: 'Sunday' }, { op: 'same', text: ' Monday.' }] } as Proposal['spot']
    const p: Proposal = { id: 1, kind: 'deleted', by: 'Bo', text: 'Sunday', spot }
    expect(plain(proposalHeard(p, 1, 4))).toBe('2 of 4, Deleted by <Bo>, to decide: <Sunday>. Stands after: <A vote on>, before: <Monday.>')
    expect(plain(proposalHeard({ ...p, kind: 'comment', by: '', verdict: 'accepted', text: 'Who says?', passage: 'A vote' }, 0, 1))).toContain('1 of 1, Comment by somebody, ticked off: <Who says?> On: <A vote>.')
  })
  it('says what was done by hand', () => {
    const p: Proposal = { id: 1, kind: 'inserted', by: '', text: 'not', spot: { from: 4, to: 4, chunks: [] } }
    expect(proposalNote(p)).toContain('took these words out')
    expect(proposalNote({ ...p, kind: 'deleted', spot: { from: 4, to: 7, chunks: [] } })).toContain('put these words back')
    expect(proposalNote({ ...p, spot: { from: 4, to: 7, chunks: [] } })).toBe('')
  })
})
