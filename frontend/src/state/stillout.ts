// Whoever drops a story that readers have is told where they have it: nothing but
// a kill takes it down there.
import type { Api } from '../api'
import { many } from '../ui/words'
import { KILL } from './deeds'
import type { Notice, Session } from './session.svelte'

/** Stories that are told by name. */
const TOLD = 3

/** What was done to stories, with a word of those that readers still have. */
export async function stillOut(api: Api, session: Session, ids: string[], done: Notice): Promise<Notice> {
  const out = await api.stillOut(ids)
  const [first, ...more] = out
  if (!first) return done
  const told = more.length === 0 ? first.says : out.slice(0, TOLD).map((o) => `${o.name}: ${o.says}`).join(' ')
  const rest = out.length > TOLD ? ` And ${many(out.length - TOLD, 'more', 'more')}.` : ''
  const onFronts = out.every((o) => o.fronts?.length && o.targets.length === 0 && !o.perhaps?.length && o.packages === 0)
  const notices = out.every((o) => o.killed)
  const alive = out.filter((o) => !o.killed).map((o) => o.id)
  return {
    ...done,
    kind: 'problem',
    text: done.text.replace(/[\p{L}\p{N}”]$/u, '$&.'),
    hint: `${told}${rest} ${first.hint}`,
    offer: onFronts ? { label: 'Going out', run: () => void session.going.open() } : notices ? { label: 'Kill notice…', run: () => void session.askKillNotice(ids) } : { label: 'Kill…', run: () => void session.acts.start(KILL, alive) },
  }
}

/** Says it, where there is something to say. */
export async function tellStillOut(api: Api, session: Session, ids: string[], text: string, undo?: () => void) {
  try {
    const notice = await stillOut(api, session, ids, { kind: 'news', text, undo })
    if (notice.kind === 'news') return
    if (session.board && session.dialog === 'board') session.board.said = `${notice.text} ${notice.hint}`
    else session.notice = notice
  } catch (e) {
    session.fail(e)
  }
}
