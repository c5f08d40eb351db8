// Where a story stands, like the program's machine, but a child's drawing of it.
import type { LogLine, Moves } from '../statetypes'
import type { ExportPlan, PlannedStop } from '../exporttypes'

const DESK = ['draft', 'filed', 'subbing', 'revise', 'ready']
const said = (to: string) => ({ to, reason: true, named: true })

export const STATUS_MOVES: Moves[] = [
  ...DESK.map((from) => ({ from, to: [...DESK.filter((s) => s !== from).map((to) => ({ to })), said('sent')] })),
  { from: 'sent', to: [said('live'), said('ready'), said('withdrawn')] },
  { from: 'live', to: [said('sent'), said('withdrawn')] },
  { from: 'withdrawn', to: [said('subbing'), said('ready'), said('sent')] },
]

const stop = (to: string) => ({ to, reason: true })
export const FLAG_MOVES: Moves[] = [
  { from: '', to: [{ to: 'hold' }, stop('spiked'), stop('killed')] },
  { from: 'hold', to: [{ to: '' }, stop('spiked'), stop('killed')] },
  { from: 'spiked', to: [{ to: '' }, { to: 'hold' }, stop('killed')] },
  { from: 'killed', to: [said('hold')] },
]

/** What an edit did to where the story stands. */
export function deedsOf(set: Record<string, string>, line: Omit<LogLine, 'what' | 'said'>): LogLine[] {
  const words: Record<string, string> = { hold: 'held', none: 'let go' }
  return ['status', 'flag', 'embargo', 'legal.state'].filter((path) => path in set).map((what) => ({ ...line, what, said: words[set[what] ?? ''] ?? `${what}: ${set[what]}` }))
}

const STOPS: Omit<PlannedStop, 'stories'>[] = [
  { code: 'killed', name: 'kill', cell: 'never', why: 'It must not be used.' },
  { code: 'no-body', name: 'no body', cell: 'never', why: 'There are no words that could go.' },
  { code: 'hold', name: 'hold', cell: 'named', why: '' },
  { code: 'embargo', name: 'embargo', cell: 'waits', why: '' },
  { code: 'tk', name: 'TK', cell: 'named', why: '' },
  { code: 'no-headline', name: 'no headline', cell: 'named', why: '' },
  { code: 'no-section', name: 'no section', cell: 'named', why: '' },
]

/** What stops the stories of an export. */
export const stopsOf = (stories: ExportPlan['stories']): PlannedStop[] =>
  STOPS.map((s) => ({ ...s, stories: stories.filter((a) => a.findings.some((f) => f.code === s.code && f.severity === 'block')).map((a) => a.id) })).filter((s) => s.stories.length > 0)
