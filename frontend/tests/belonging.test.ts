import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem, type Api } from '../src/api'
import type { Answered, As, Asked } from '../src/copytypes'
import type { Batch, Imported } from '../src/types'
import { cameIn } from '../src/state/copyin.svelte'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { told } from '../src/state/belonging.svelte'
import { Session } from '../src/state/session.svelte'
import { COMMANDS } from '../src/ui/commands'
import { sleep } from './random'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

type Sent = [token: string, as: As, of: string]

/** A desk whose next paste asks about these, and what it was told. */
async function desk(like: (id: string) => Asked[], answered: Partial<Answered['imported']> = {}) {
  const p = new FakeProgram()
  const id = p.add({ body: 'The ferry sails at nine.', headlines: { main: 'Ferry sails' } }).id
  const sent: Sent[] = []
  const failing = { now: false }
  const api: Api = {
    ...fakeOf(p),
    pasteStory: () => Promise.resolve({ imported: [], asked: like(id), refused: [] }),
    answer: async (token, as, of) => {
      await sleep(0)
      if (failing.now) throw new Problem('value', 'It is older.', 'Leave it out.')
      sent.push([token, as, of])
      const target = as === 'new' ? p.add({ body: 'New.' }).id : of
      const saved = p.save({ id: target, base: p.get(target).rev, note: '', set: as === 'new' ? {} : { body: `${p.get(target).body}\n\nIt came in.` } })
      return { ...saved, imported: { id: target, headline: '', section: '', receipt: { kept: 0, changed: [], dropped: [], moved: [], changes: [] }, rev: saved.article.rev, as: as === 'new' ? undefined : as, called: 'wire v4', ...answered } }
    },
  }
  const s = new Session(api)
  open.push(s)
  await s.start()
  await s.copyIn.story({ html: '', text: 'Copy.' })
  await sleep(1)
  return { s, p, id, sent, failing }
}

const asked = (token: string, id: string, more: Partial<Asked['like'][number]> = {}): Asked => ({
  token, name: '', headline: 'Ferry', slugline: 'FERRY', words: 90, kill: false, reason: '',
  like: [{ id, headline: 'Ferry sails', slugline: 'FERRY', status: 'subbing', why: 'same wire item, version 4', shares: 80, guess: 'version', same: false, older: false, ...more }],
})

describe('copy that may belong to a story', () => {
  it('is asked about once, and Enter takes the best guess', async () => {
    const { s, id, sent, p } = await desk((of) => [asked('t1', of)])
    expect(s.dialog).toBe('belongs')
    expect(s.belonging).toMatchObject({ of: id, as: 'version', at: 1, total: 1 })
    await s.belonging!.answer()
    expect(sent).toEqual([['t1', 'version', id]])
    expect(s.dialog).toBe('')
    expect(s.story?.draft.id).toBe(id)
    expect(s.notice?.text).toBe('Wire v4 is merged with what the desk did')
    expect(s.notice?.undo).toBeTypeOf('function')
    expect(p.get(id).body).toContain('It came in.')
  })

  it('comes in as what is said, with words typed meanwhile kept', async () => {
    const { s, id, sent } = await desk((of) => [asked('t1', of), asked('t2', of)])
    await s.open(id)
    const { draft } = s.story!
    draft.set('standfirst', 'Typed.')
    await s.belonging!.answer('take')
    expect(s.belonging).toMatchObject({ at: 2, total: 2 })
    expect(draft.saved.standfirst).toBe('Typed.')
    expect(draft.saved.body).toContain('It came in.')
    await s.belonging!.answer('new')
    expect(sent).toEqual([['t1', 'take', id], ['t2', 'new', id]])
    expect(s.notice?.text).toBe('2 pieces of copy came in')
  })

  it('may all come in as guessed', async () => {
    const { s, id, sent } = await desk((of) => [asked('t1', of), asked('t2', of, { guess: 'take' }), asked('t3', of, { guess: 'new' })])
    await s.belonging!.all()
    expect(sent).toEqual([['t1', 'version', id], ['t2', 'take', id], ['t3', 'new', id]])
    expect(s.dialog).toBe('')
  })

  it('stays to be answered when it cannot come in, and can be left out', async () => {
    const { s, failing, sent } = await desk((of) => [asked('t1', of)])
    failing.now = true
    await s.belonging!.answer()
    expect(s.belonging?.problem?.message).toBe('It is older.')
    expect(s.dialog).toBe('belongs')
    await s.belonging!.leave()
    expect(sent).toEqual([])
    expect(s.dialog).toBe('')
    expect(s.notice?.text).toBe('The copy was left out. Nothing of it came in.')
  })

  it('is not asked about when it says nothing new', async () => {
    const { s, sent } = await desk((of) => [asked('t1', of, { same: true })])
    expect(s.dialog).toBe('')
    expect(s.notice?.text).toBe('Nothing was changed: it is word for word what “Ferry sails” has already')
    s.notice?.offer?.run()
    await sleep(5)
    expect(sent).toEqual([['t1', 'new', '']])
  })

  it('may be a kill notice, which is a story only where it has words', async () => {
    const { s, id, sent } = await desk((of) => [{ ...asked('t1', of, { guess: 'kill' }), kill: true, reason: 'Made up.', words: 0 }], { as: 'kill', called: 'Kill notice: Made up.' })
    expect(s.belonging!.ways.map((w) => w.as)).toEqual(['kill'])
    await s.belonging!.answer()
    expect(sent).toEqual([['t1', 'kill', id]])
    expect(s.notice).toMatchObject({ text: 'Killed. Kill notice: Made up.', undo: undefined })
  })

  it('is told of in the desk’s words', () => {
    const of = (imported: Partial<Answered['imported']>) => told({ imported } as Answered)
    expect(of({ as: 'version', called: 'wire v4', conflicts: 2 })).toBe('Wire v4 is merged with what the desk did. To settle: 2 places that both changed')
    expect(of({ as: 'take', called: 'take 2' })).toBe('Take 2 stands behind what was there')
    expect(of({ as: 'intro', called: 'take 3' })).toBe('Take 3 stands above what was there')
    expect(of({ as: 'version', same: true })).toContain('nothing was changed')
    expect(of({ as: 'kill', same: true })).toBe('It is killed already: nothing was changed')
    expect(of({})).toBe('It came in as a new story')
  })
})

describe('what a merge left open', () => {
  it('is settled side by side, with nothing taken as well', async () => {
    const p = new FakeProgram()
    const { id } = p.add({ body: 'One.\n\nTwo.', headlines: { main: 'Ferry' } })
    p.save({ id, base: 1, note: '', set: { body: 'One!\n\nTwo!' } })
    const takes: unknown[] = []
    const fake = fakeOf(p)
    const api: Api = {
      ...fake,
      sideBySide: async (of, a, b) => ({ ...(await fake.sideBySide(of, a, b)), torn: [2], conflicts: 1 }),
      take: (t) => {
        takes.push(t)
        return fake.take(t)
      },
    }
    const s = new Session(api)
    open.push(s)
    await s.start()
    await s.open(id)
    COMMANDS.find((c) => c.id === 'settle')!.run(s)
    await sleep(1)
    expect(s.notice?.text).toBe('Nothing of a merge is open in this story')
    const { draft } = s.story!
    draft.adopt({ ...draft.saved, merge: { with: 1, name: 'wire v2', conflicts: [{ field: 'body', mine: 'Two!', theirs: 'Two.' }] } })
    await s.back.settle()
    expect(s.dialog).toBe('compare')
    expect([s.comparing?.name('before'), s.comparing?.name('after'), s.comparing?.open]).toEqual(['wire v2', 'Now', 1])
    expect(s.comparing?.changes.map((c) => s.comparing?.torn(c))).toEqual([false, true])
    expect(s.comparing?.at).toBe(1)
    await s.back.finish()
    expect(takes).toMatchObject([{ from: 1, base: 2, settles: true }])
    expect(s.dialog).toBe('')
    expect(s.notice?.text).toContain('Settled')
  })
})

describe('copy that says which story it goes on with', () => {
  it('is in that story at once, and one step leads back', async () => {
    const p = new FakeProgram()
    const id = p.add({ body: 'The ferry sails at nine.', headlines: { main: 'Ferry sails' } }).id
    const receipt = { kept: 3, changed: [], dropped: [{ text: 'place: Halvern', why: 'Stet has no place for this.' }], moved: [], changes: [] }
    const restored: number[] = []
    const fake = fakeOf(p)
    const s = new Session({
      ...fake,
      pasteStory: async () => {
        const came = p.save({ id, base: p.get(id).rev, note: '', set: { body: 'The ferry sails at ten.' } })
        const { article } = p.save({ id, base: came.article.rev, note: '', set: { standfirst: 'At ten.' } })
        return { imported: [{ id, headline: '', section: '', receipt, rev: article.rev, as: 'version', called: 'wire v4' }], asked: [], refused: [] }
      },
      restore: (of, base, rev, fields) => {
        restored.push(rev)
        return fake.restore(of, base, rev, fields)
      },
    })
    open.push(s)
    await s.start()
    await s.open(id)
    s.story!.draft.set('overline', 'Typed before.')
    await s.copyIn.story({ html: '', text: '{}' })
    expect(s.dialog).toBe('')
    expect(s.story!.draft.copy.text()).toBe('The ferry sails at ten.')
    expect(p.get(id).overline).toBe('Typed before.')
    expect(s.copyIn.receipt?.dropped).toHaveLength(1)
    expect(s.notice?.text).toBe('Wire v4 is merged with what the desk did')
    s.notice!.undo!()
    await sleep(50)
    expect(restored).toEqual([p.get(id).rev - 3])
    expect(p.get(id).headlines.main).toBe(`Revision ${restored[0]}`) // what the program of the tests makes of it
  })

  it('is summed up where there is more of it', () => {
    const one = (more: Partial<Imported>) => ({ id: '1', headline: '', section: '', receipt: { kept: 0, changed: [], dropped: [], moved: [], changes: [] }, ...more })
    const version = one({ as: 'version', called: 'wire v2', rev: 3 })
    const same = one({ as: 'version', same: true })
    expect(cameIn([one({}), one({})])).toBe('2 stories came in')
    expect(cameIn([version, version])).toBe('2 stories came in as new versions')
    expect(cameIn([one({}), version, same])).toBe('2 stories came in, 1 of them as a new version; 1 story said nothing new')
    expect(cameIn([same, same])).toBe('Nothing was changed: 2 stories are word for word what came in before')
  })
})

describe('copy that takes a while', () => {
  it('says how far it is, and is stopped by Escape', async () => {
    vi.useFakeTimers()
    try {
      const p = new FakeProgram()
      let answer: (b: Batch) => void = () => undefined
      let stopped = 0
      const s = new Session({
        ...fakeOf(p),
        importFiles: () => new Promise<Batch>((done) => (answer = done)),
        importProgress: () => Promise.resolve({ stage: 'taking' as const, done: 40, of: 20000, headline: 'Tide' }),
        stopImport: () => {
          stopped++
          return Promise.resolve()
        },
      })
      open.push(s)
      const began = s.start()
      await vi.advanceTimersByTimeAsync(50)
      await began
      const work = s.copyIn.files()
      await vi.advanceTimersByTimeAsync(600)
      expect(s.dialog).toBe('')
      expect(s.copyIn.coming.now?.done).toBe(40)
      s.notice = { kind: 'news', text: 'Coming in: the copy', stays: true }
      await vi.advanceTimersByTimeAsync(1200)
      expect(s.dialog).toBe('coming')
      expect(s.notice).toBeNull() // it is not said twice
      await s.copyIn.coming.stop()
      await s.copyIn.coming.stop()
      expect(stopped).toBe(1)
      answer({ imported: [], asked: [], refused: [], stopped: true })
      await vi.advanceTimersByTimeAsync(50)
      await work
      expect(s.dialog).toBe('')
      expect(s.notice?.text).toContain('Stopped. Nothing came in.')
    } finally {
      vi.useRealTimers()
    }
  })
})
