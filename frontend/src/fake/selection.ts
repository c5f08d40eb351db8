// Several stories at once, like the program's, but a child's drawing of it.
import type { Api } from '../api'
import type { Did, SelectionDone } from '../selecttypes'
import type { FakeProgram } from './fake'
import { listOf } from './list'
import { FLAG_MOVES, STATUS_MOVES } from './standing'

const PLACED = ['status', 'flag', 'assignee', 'deadline', 'commissionedLength', 'urgency', 'sectionId', 'trashed'] as const

type Later = <T>(run: () => T) => Promise<T>

export function fakeSelection(p: FakeProgram, later: Later): Pick<Api, 'listIds' | 'changeSelection' | 'takeBack'> {
  const none = (): SelectionDone => ({ did: [], refused: [], same: 0 })

  function put(done: SelectionDone, id: string, set: Record<string, string>, why: string) {
    const { trash, ...rest } = set
    const { article } = p.save({ id, base: p.get(id).rev, note: why, why, set: rest })
    if (trash) p.bin(id, trash === 'in')
    done.did.push({ id, rev: article.rev })
  }

  function change(done: SelectionDone, id: string, set: Record<string, string>, why: string) {
    const now = p.get(id)
    const name = now.slugline || now.headlines.main
    const moves = [[STATUS_MOVES, now.status, set['status']], [FLAG_MOVES, now.flag ?? '', set['flag'] === 'none' ? '' : set['flag']]] as const
    for (const [table, from, to] of moves) {
      if (to === undefined || to === from || table.find((m) => m.from === from)?.to.some((m) => m.to === to)) continue
      done.refused.push({ id, name, message: `A story that is “${from}” cannot become “${to}”.`, hint: '' })
      return
    }
    const same = moves.every(([, from, to]) => to === undefined || to === from) && ['status', 'flag'].some((f) => f in set)
    if (same) done.same++
    else put(done, id, set, why)
  }

  function takeBack(done: SelectionDone, { id, rev }: Did) {
    const [now, was] = [p.get(id), p.past.get(`${id} ${rev - 1}`)]
    const did = p.past.get(`${id} ${rev}`) ?? now
    if (!was) return
    if (PLACED.some((f) => did[f] !== was[f] && now[f] !== did[f])) {
      done.refused.push({ id, name: now.slugline || now.headlines.main, message: 'MS, at 22:41, has changed the status since.', hint: 'It stays as it is now.' })
      return
    }
    const { article } = p.save({ id, base: now.rev, note: 'taken back', set: {} })
    const back = Object.fromEntries(PLACED.filter((f) => did[f] !== was[f] || f === 'trashed').map((f) => [f, was[f]]))
    p.stories.set(id, { ...p.get(id), ...back })
    done.did.push({ id, rev: article.rev })
  }

  return {
    listIds: (q) => later(() => listOf([...p.stories.values()].map((a) => p.head(a)), q, p.person, p.sections, p.version).heads.map((h) => h.id)),
    changeSelection: ({ ids, set, why }) => later(() => {
      const done = none()
      for (const id of ids) change(done, id, set, why)
      return done
    }),
    takeBack: (did) => later(() => {
      const done = none()
      for (const d of did) takeBack(done, d)
      return done
    }),
  }
}
