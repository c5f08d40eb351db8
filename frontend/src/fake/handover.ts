// A hand-over sheet of what is ready and what was done to it, no more.
import { Problem, type Api } from '../api'
import type { ShiftEnded, SheetShown } from '../handover'
import type { FakeProgram } from './fake'

export const fakeHandOver = (p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'handOverSheet' | 'keepOwnLines' | 'saveHandOverSheet' | 'endShift' | 'takeShiftBack'> => {
  let own = ''
  let last = ''
  const sheet = (since: string): SheetShown => {
    if (since && !/^\d\d:\d\d$/.test(since)) throw new Problem('value', `"${since}" is no time; write 17:45, or 2026-11-29T17:45`, 'Correct the value; nothing was changed.')
    const stories = [...p.stories.values()].filter((a) => !a.trashed)
    const named = (id: string) => ({ id, name: p.get(id).slugline || p.get(id).headlines.main, head: '' })
    const waiting = stories.filter((a) => a.status === 'ready').map((a) => ({ ...named(a.id), when: '', what: '12 words', why: '', by: '' }))
    const done = last ? [] : stories.flatMap((a) => (p.logs.get(a.id) ?? []).map((l) => ({ ...named(a.id), when: '21:30', what: l.said, why: l.why, by: l.by })))
    const part = (title: string, lines: typeof done) => (lines.length > 0 ? [{ title, lines, more: 0 }] : [])
    const lines = own.split('\n').map((l) => l.trim()).filter(Boolean)
    return {
      sheet: { newsroom: 'The Desk', by: 'MS', at: '2026-11-30T00:30:00Z', since: '2026-11-29T17:45:00Z', open: part('Waiting to go', waiting), done: part('Moved', done), own: lines },
      title: 'Hand-over: Monday 30 November 2026, 00:30 GMT', shift: `The Desk, since ${since || '17:45'}, MS`, html: `<p>${own}</p>`, text: own,
    }
  }
  const handed = (): ShiftEnded => ({ path: `${p.folder}/hand-over-sheet.html`, last, own })
  return {
    handOverSheet: (since) => later(() => sheet(since)),
    keepOwnLines: (text) => later(() => void (own = text)),
    saveHandOverSheet: () => later(() => handed().path),
    endShift: () => later(() => {
      const before = handed()
      last = 'now'
      own = ''
      return before
    }),
    takeShiftBack: (before) => later(() => {
      last = before.last
      own = [before.own, own].filter(Boolean).join('\n')
    }),
  }
}
