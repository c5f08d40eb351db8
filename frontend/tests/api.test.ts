// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem, problemOf, wailsApi, within } from '../src/api'

describe('what a rejected call carries', () => {
  const cases: [string, unknown, Partial<Problem>][] = [
    ['a JSON text', '{"code":"stale","message":"Saved elsewhere.","hint":"Compare."}', { code: 'stale', message: 'Saved elsewhere.', hint: 'Compare.' }],
    ['an Error around one', new Error('{"code":"value","message":"No.","hint":""}'), { code: 'value', message: 'No.' }],
    ['plain words', 'out of cheese', { code: 'bug', message: 'out of cheese' }],
    ['a JSON text that is no problem', '42', { code: 'bug', message: '42' }],
    ['nothing', undefined, { code: 'bug' }],
    ['null', null, { code: 'bug' }],
    ['words of our own', { message: 'Nothing there.' }, { code: 'bug', message: 'Nothing there.', hint: '' }],
    ['an object without words', {}, { code: 'bug' }],
    ['a problem', new Problem('in-use', 'Open already.'), { code: 'in-use' }],
  ]
  it.each(cases)('%s', (_name, reason, want) => {
    expect(problemOf(reason)).toMatchObject(want)
    expect(problemOf(reason).message).not.toBe('')
  })
})

describe('a call that never settles', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('becomes a plain problem', async () => {
    const call = within(10_000, new Promise(() => undefined))
    const seen = expect(call).rejects.toMatchObject({ code: 'timeout' })
    await vi.advanceTimersByTimeAsync(10_001)
    await seen
  })
})

describe('the program behind the window', () => {
  const calls: [string, unknown[]][] = []
  const answers: Record<string, unknown> = {}
  const question = { view: 'all', sectionId: '', query: '', sort: 'updated', reverse: false, offset: 0, limit: 100, find: '', whole: false }
  const nothing = { heads: null, views: null, sections: null, total: 0, place: -1, version: 1, whole: true }
  beforeEach(() => {
    calls.length = 0
    document.head.innerHTML = '<meta name="stet-token" content="token-1">'
    window.go = { main: { App: new Proxy({}, { get: (_t, method: string) => async (...args: unknown[]) => (calls.push([method, args]), answers[method]) }) } }
  })
  afterEach(() => {
    document.head.innerHTML = ''
    delete window.go
  })

  it('sends the token first, and takes it out of the page', async () => {
    const api = wailsApi()
    answers['List'] = nothing
    await api.list(question)
    await api.beat()
    expect(calls).toEqual([['List', ['token-1', question]], ['Beat', ['token-1']]])
    expect(document.querySelector('meta[name="stet-token"]')).toBeNull()
  })

  it('reads a list that was never filled as an empty one', async () => {
    const api = wailsApi()
    Object.assign(answers, {
      List: nothing, Heads: null, Check: null, History: null, Sections: null, Settings: null,
      Intake: { found: false, receipt: { kept: 0, changed: null, dropped: null, moved: null } },
      Preview: { turn: 0, lost: true, frame: '', from: 0, cut: 0, html: null, blocks: null, shift: 0, words: 0, paused: false, reason: '' },
      ExportPlan: { stories: null, stops: null, blocked: 0 },
      Verify: { ok: true, files: 0, stories: 0, problems: null, signer: '' },
      ImportFiles: { imported: null, refused: null },
    })
    expect(await api.list(question)).toEqual({ ...nothing, heads: [], views: {}, sections: {} })
    expect(await api.heads(['x'])).toEqual([])
    expect(await api.check('x')).toEqual([])
    expect(await api.history('x')).toEqual([])
    expect(await api.sections()).toEqual([])
    expect(await api.settings()).toEqual({})
    expect((await api.intake('x')).receipt.dropped).toEqual([])
    expect(await api.preview({ id: 'x', set: {}, mobile: false, cards: true, since: 0, body: { from: 0, to: 0, text: '' } })).toMatchObject({ html: [], blocks: [], cards: [] })
    expect(await api.exportPlan({ ids: [], sectionId: '', all: true })).toEqual({ stories: [], stops: [], blocked: 0 })
    expect((await api.verify('x')).problems).toEqual([])
    expect(await api.importFiles('')).toEqual({ imported: [], asked: [], refused: [], stopped: false })
  })

  it('says so when a method is missing', async () => {
    window.go = { main: { App: {} } }
    await expect(wailsApi().beat()).rejects.toMatchObject({ code: 'bug' })
  })
})
