// The bench by counting letters, so that the window can be worked on in any
// browser. The program measures, and judges more.
import { Problem, type Api } from '../api'
import type { BenchAnswer, BenchChannel, BenchOption, Channel, Gauge, HeadlineChange, HeadlineOption, Weighed } from '../headlines'
import type { Article } from '../types'
import { cardsOf } from './cards'
import type { FakeProgram } from './fake'

const CHANNELS: Channel[] = ['main', 'front', 'search', 'social', 'push', 'print']
const PLACES: Record<Channel, [name: string, room: number, most: number, face: string, size: number][]> = {
  main: [['Page', 660, 3, 'source-serif-bold', 40]],
  front: [['Narrow slot', 220, 4, 'arial-bold', 18], ['Slot', 300, 3, 'arial-bold', 22], ['Wide slot', 620, 2, 'arial-bold', 34]],
  search: [['Result', 600, 1, 'arial', 20]],
  social: [['Feed', 476, 2, 'arial-bold', 17]],
  push: [['iPhone', 300, 4, 'inter', 15], ['Android', 310, 2, 'roboto', 14]],
  print: [['Two columns', 270, 3, 'source-serif-bold', 30]],
}

function gauge(text: string, [name, room, most, face, size]: (typeof PLACES)['main'][number]): Gauge {
  const each = Math.max(1, Math.floor(room / (size * 0.5)))
  const lines = Array.from({ length: Math.ceil(text.length / each) }, (_, i) => text.slice(i * each, (i + 1) * each))
  const wide = (t: string) => Math.round(t.length * size * 50)
  return { name, face, size, room, most, rough: true, width: wide(text), lines: lines.map((l) => ({ text: l, width: wide(l) })), cut: lines.slice(most).join('') }
}

function weigh(channel: Channel, text: string): Weighed {
  const gauges = PLACES[channel].map((p) => gauge(text, p))
  const field = `headlines.${channel}`
  const found = gauges.filter((g) => g.cut).map((g) => ({ code: 'head-long', severity: 'warn' as const, message: `Too long for ${g.name}: ${g.lines.length} lines, there are ${g.most}.`, field, from: 0, to: text.length }))
  if (text.endsWith('.')) found.push({ code: 'head-stop', severity: 'warn', message: 'A headline has no full stop at its end.', field, from: text.length - 1, to: text.length })
  return { gauges, findings: found }
}

function channelOf(a: Article, channel: Channel, most: number): BenchChannel {
  const all = (a.options ?? []).flatMap((o, place): BenchOption[] => (o.channel === channel ? [{ ...o, place, ...weigh(channel, o.text) }] : []))
  const own = a.headlines[channel] ?? ''
  const text = own || a.headlines.main
  const now = all.find((o) => o.text === own) ?? { channel, text, place: -1, ...weigh(channel, text), ...(own ? { by: 'MS', at: a.updated } : { findings: [] }) }
  const rest = all.filter((o) => o.text !== own).reverse()
  return { channel, field: `headlines.${channel}`, own: !!own, now, options: rest.slice(0, most), older: Math.max(0, rest.length - most) }
}

/** The options and headlines as a change leaves them. */
function changed(a: Article, c: HeadlineChange): { options: HeadlineOption[]; set: Record<string, string> } {
  const options = [...(a.options ?? [])]
  const sign = { by: 'MS', at: new Date().toISOString() }
  const put = (channel: Channel, text: string) => {
    const was = a.headlines[channel]
    if (was && !options.some((o) => o.channel === channel && o.text === was)) options.push({ channel, text: was, ...sign })
    return { [`headlines.${channel}`]: text }
  }
  const choose = (at: number) => {
    const o = options[at]!
    options[at] = { ...o, chosen: { ...sign, why: c.note } }
    return put(o.channel, o.text)
  }
  const place = c.place ?? -1
  if (c.do === 'fall-back') return { options, set: put(c.channel!, '') }
  if (c.do === 'add') {
    if (!c.text?.trim()) throw new Problem('value', 'a headline option needs words', 'Correct the value; nothing was changed.')
    options.push({ channel: c.channel!, text: c.text.trim(), note: c.note, ...sign })
    return { options, set: c.use ? choose(options.length - 1) : {} }
  }
  if (!options[place]) throw new Problem('value', 'there is no such headline option', 'Correct the value; nothing was changed.')
  if (c.do === 'choose') return { set: choose(place), options }
  if (c.do === 'drop') options.splice(place, 1)
  else options[place] = { ...options[place], text: c.text ?? '', note: c.note }
  return { options, set: {} }
}

export const fakeHeadlines = (p: FakeProgram, later: <T>(run: () => T) => Promise<T>): Pick<Api, 'headlines' | 'changeHeadlines'> => ({
  headlines: ({ id, what, most, channel = 'main', text = '' }) => later((): BenchAnswer => {
    const a = p.get(id)
    const bench = { rev: a.rev, slug: a.slug ?? '', slugline: a.slugline ?? '', frozen: false, oldSlugs: [], channels: what === 'bench' ? CHANNELS.map((c) => channelOf(a, c, most || 30)) : [] }
    return {
      bench,
      tried: what === 'try' ? weigh(channel, text) : { gauges: [], findings: [] },
      cards: what === 'cards' ? cardsOf({ ...a, headlines: { ...a.headlines, [channel]: text } }, 'The Desk') : [],
      past: what === 'past' && a.headlines[channel] ? [{ rev: a.rev, text: a.headlines[channel], by: 'MS', at: a.updated, note: '' }] : [],
    }
  }),
  changeHeadlines: ({ id, base, ...c }) => later(() => {
    const a = p.get(id)
    if (c.do === 'undo') {
      const was = p.past.get(`${id} ${(c.rev ?? 1) - 1}`) ?? a
      const heads = Object.fromEntries(CHANNELS.map((ch) => [`headlines.${ch}`, was.headlines[ch] ?? '']))
      return p.save({ id, base, note: 'taken back', set: { ...heads, options: JSON.stringify(was.options ?? []) } })
    }
    const { options, set } = changed(a, c)
    return p.save({ id, base, note: c.do, set: { ...set, options: JSON.stringify(options) } })
  }),
})
