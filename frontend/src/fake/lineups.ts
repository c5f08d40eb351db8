import { Problem, type Api } from '../api'
import type { FrontChange, FrontView, Lineup, Slot } from '../lineups'
import type { FakeProgram } from './fake'

const text = (words: string) => words.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** What became of a story. */
const holeOf = (p: FakeProgram, s: Slot): string | undefined => {
  const a = p.stories.get(s.story)
  if (!a) return 'no longer there'
  return a.flag === 'killed' || a.flag === 'spiked' ? a.flag : a.trashed ? 'in the trash' : undefined
}

function found(p: FakeProgram, word: string): Lineup {
  const l = p.lineups.find((x) => x.id === word || x.name.toLowerCase() === word.toLowerCase() || (x.sectionId && x.sectionId === word))
  if (l) return l
  const s = p.sections.find((x) => x.id === word)
  return { id: '', name: s?.name ?? word, sectionId: s?.id, rev: 0, slots: [] }
}

function viewOf(p: FakeProgram, l: Lineup): FrontView {
  const slots = l.slots.map((s) => ({ ...s, hole: holeOf(p, s) }))
  const places = slots.map((s) => {
    const a = p.stories.get(s.story)
    return { headline: s.headline || a?.headlines.front || a?.headlines.main || '', standfirst: s.standfirst || a?.standfirst || '', pictured: !!a?.leadPicture, heads: [] }
  })
  return {
    lineup: { lineup: { ...l, slots }, heads: slots.flatMap((s) => (p.stories.has(s.story) ? [p.head(p.stories.get(s.story)!)] : [])), sent: 0 },
    html: `<div class="stet-page stet-front">${places.map((x, i) => `<article class="front-place" data-place="${i + 1}"><h2>${text(slots[i]!.hole ?? x.headline)}</h2></article>`).join('')}</div>`,
    findings: slots.flatMap((s, i) => (s.hole ? [{ place: i + 1, story: s.story, code: 'hole', severity: 'block' as const, message: `${l.name}, place ${i + 1}: it is empty (${s.hole}).`, field: '', from: 0, to: 0 }] : [])),
    places,
    at: p.frontsAt,
  }
}

const placed = (slots: Slot[], s: Slot, to: number) => {
  const rest = slots.filter((x) => x.story !== s.story)
  rest.splice(to, 0, s)
  return rest
}

function changed(p: FakeProgram, l: Lineup, c: FrontChange): Partial<Lineup> {
  const slots = [...l.slots]
  const story = c.stories?.[0] ?? ''
  const at = slots.findIndex((s) => s.story === story)
  switch (c.act) {
    case 'set': return { slots: (c.stories ?? []).map((id) => ({ story: id, weight: 'standard' })) }
    case 'add':
      if (at >= 0) throw new Problem('value', `${l.name}: the story is already in this lineup`, 'Move it instead.')
      return { slots: placed(slots, { story, weight: 'standard' }, c.to ?? slots.length) }
    case 'move': return { slots: placed(slots, slots[at]!, c.to ?? 0) }
    case 'remove': return { slots: slots.filter((s) => s.story !== story) }
    case 'slot': {
      const { pinned, sublinks, ...set } = c.slot ?? {}
      const links = sublinks === undefined ? {} : { sublinks: sublinks.split(';').filter(Boolean) }
      return { slots: slots.map((s) => (s.story === story ? { ...s, ...(set as Partial<Slot>), ...links, ...(pinned ? { pinned: pinned === 'true' } : {}) } : s)) }
    }
    case 'splash': {
      const top = Math.max(0, slots.findIndex((s) => s.weight === 'splash'))
      const weights = slots.map((s) => s.weight)
      ;[slots[top], slots[at]] = [slots[at]!, slots[top]!]
      return { slots: slots.map((s, i) => ({ ...s, weight: i === top ? 'splash' : weights[i]! })) }
    }
    case 'keep': return { spare: slots }
    case 'spare':
      if (!l.spare?.length) throw new Problem('failed', `${l.name}: the lineup has no spare`, 'Keep an order as the spare first.')
      return { slots: l.spare, spare: slots }
    case 'revert': return p.lineupPast.get(`${l.id} ${c.rev}`) ?? {}
    case 'fill': {
      const ready = [...p.stories.values()].filter((a) => a.status === 'ready' && a.sectionId === l.sectionId && !slots.some((s) => s.story === a.id))
      return { slots: [...slots, ...ready.map((a): Slot => ({ story: a.id, weight: 'standard', filled: true }))] }
    }
    case 'rename': return { name: c.name }
    default: return {}
  }
}

function change(p: FakeProgram, c: FrontChange): FrontView {
  const removed = c.act === 'revert' ? p.removedLineups.get(c.lineup) : undefined
  const was = removed ? { ...removed, rev: 0 } : found(p, c.lineup)
  p.removedLineups.delete(c.lineup)
  if (c.act === 'new' && was.id) throw new Problem('value', `a lineup of this name exists: "${was.name}"`, 'Choose another name.')
  if (was.rev !== c.base) throw new Problem('stale', `It was saved elsewhere: revision ${was.rev} is the newest, this was made on revision ${c.base}.`, 'Compare the two versions, then save yours on top or take the other.')
  const l: Lineup = { ...was, ...changed(p, was, c), id: was.id || crypto.randomUUID(), rev: (removed?.rev ?? was.rev) + 1 }
  p.lineups = [...p.lineups.filter((x) => x.id !== l.id), l]
  p.lineupPast.set(`${l.id} ${l.rev}`, { slots: l.slots, spare: l.spare })
  return viewOf(p, l)
}

export const fakeLineups = (p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'lineups' | 'front' | 'changeFront' | 'measureHead' | 'lineupHistory' | 'sinceSent' | 'sinceRevision' | 'deleteLineup' | 'saveBudget' | 'printBudget'> => ({
  lineups: () => later(() => ({ lineups: [...p.lineups], style: '' })),
  front: (word) => later(() => viewOf(p, found(p, word))),
  changeFront: (c) => later(() => change(p, c)),
  measureHead: (head) => later(() => [{ place: 'phone', width: 390, texts: [{ part: 'title' as const, field: 'headline', own: 'headline', face: 'arial-bold', size: 22, room: 350, most: 4, lines: [{ text: head, width: 100 }], cut: '', rough: false }] }]),
  lineupHistory: (word) => later(() => Array.from({ length: found(p, word).rev }, (_, i) => ({ rev: i + 1, at: '2026-11-29T18:00:00Z', by: 'AB', note: 'changed', places: 1 })).reverse()),
  sinceSent: () => later(() => ({ sent: false, lines: [] })),
  sinceRevision: (word, rev) => later(() => (rev === found(p, word).rev ? [] : [`“A story” is new since ${rev}`])),
  deleteLineup: (word) => later(() => {
    const l = found(p, word)
    p.lineups = p.lineups.filter((x) => x.id !== l.id)
    p.removedLineups.set(l.id, l)
    return { lineup: l, frontAt: p.frontsAt }
  }),
  printBudget: (word) => later(() => ({ title: `News list: ${found(p, word).name}`, sum: '', columns: ['slugline'], rows: [] })),
  saveBudget: (word) => later(() => `${p.folder}/news-list-${word}.html`),
})
