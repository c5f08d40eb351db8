import type { Revision } from '../pasttypes'

/**
 * What one person typed at one stretch. Words are saved within a second, so a
 * paragraph is a dozen revisions; the history shows the last of them, and the
 * others when asked.
 */
export interface Sitting {
  /** Newest first; the first stands for the sitting. */
  revisions: Revision[]
  /** The revision that it began from; 0 = none, it is the first. */
  from: number
  /** The fields that it changed, in the order they came. */
  changed: string[]
}

// A pause that ends a sitting, and the most that one line may hide.
const PAUSE = 2 * 60_000
const STRETCH = 10 * 60_000

/** Puts revisions, newest first, into sittings. */
export function sittings(revisions: Revision[]): Sitting[] {
  const found: Sitting[] = []
  for (const r of revisions) {
    const last = found.at(-1)
    if (last && belongs(r, last)) last.revisions.push(r)
    else found.push({ revisions: [r], from: 0, changed: [] })
  }
  for (const s of found) {
    const first = s.revisions.at(-1)
    s.from = (first?.rev ?? 1) - 1
    s.changed = [...new Set(s.revisions.toReversed().flatMap((r) => r.changed))]
  }
  return found
}

/** A landmark (named, sent, with a note, the first) is never hidden behind a later one. */
function belongs(r: Revision, later: Sitting): boolean {
  const [newest, next] = [later.revisions[0], later.revisions.at(-1)]
  if (!newest || !next || r.rev === 1 || r.name || r.sent || r.note || next.note || r.by !== next.by) return false
  const [at, after, end] = [r.at, next.at, newest.at].map((t) => Date.parse(t)) as [number, number, number]
  // A clock that was put back says nothing of pauses.
  return after >= at && after - at <= PAUSE && end - at <= STRETCH
}
