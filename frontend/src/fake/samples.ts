import type { Section } from '../sections'
import type { Article } from '../types'

// Made-up copy for working on the window.
export const SECTIONS: Section[] = [
  { id: 's1', name: 'Harbour', slug: 'harbour', order: 0, colour: '#0b6f86', language: 'en-GB', mapping: { wordpress: 'harbour', iptc: 'medtop:20000337' } },
  { id: 's2', name: 'Town hall', slug: 'town-hall', order: 1, colour: '#b3261e' },
  { id: 's3', name: 'Weather', slug: 'weather', order: 2 },
  { id: 's4', name: 'Sport', slug: 'sport', order: 3, colour: '#1f6b3b' },
]

const PARAGRAPHS = [
  'The harbour office of Port Anselm will close its night desk from January, ending a watch that has been kept without a break since the lighthouse was wired in 1911.',
  '“A ship that comes in at three in the morning does not care for our rota,” said Ida Verhoef, who has stood the watch for **31 years**. “Somebody has to be awake.”',
  '## Four cameras and a telephone',
  'From the new year the approach will be followed by four cameras and one officer on call, the council said. The change saves 212,000 a year, most of it in allowances for nights.',
  'Skippers of the inshore fleet met on Tuesday and asked for a delay until the spring. Their letter, seen by this newsroom, lists *nine* groundings since 2019 that the night desk was the first to see.',
  '> We are not against cameras. We are against nobody looking at them.',
  'The council votes on 14 December. A spokesman said that the figure for last winter was TK and would be given before the meeting.',
]

const body = (n: number) => Array.from({ length: n }, (_, i) => PARAGRAPHS[i % PARAGRAPHS.length]).join('\n\n')

let made = 0
function story(part: Partial<Article> & { headlines: Article['headlines'] }): Article {
  made++
  const at = new Date(Date.now() - made * 17 * 60_000).toISOString()
  return {
    id: `0190${String(made).padStart(4, '0')}-0000-7000-8000-000000000000`, rev: 3 + (made % 9), bylines: [], keywords: [],
    body: '', status: 'draft', created: at, updated: at, ...part,
  }
}

export function samples(words: number): Article[] {
  const long = words ? Array.from({ length: Math.ceil(words / 160) }, () => body(7)).join('\n\n') : body(7)
  return [
    story({ headlines: { main: 'Night desk at Port Anselm harbour to go dark after 115 years', front: 'Harbour’s night watch ends' }, overline: 'Cuts', standfirst: 'Four cameras and an officer on call take over in January; skippers ask who will be awake', slugline: 'HARBOUR-NIGHT', sectionId: 's1', bylines: ['Marit Solberg', 'Tom Achebe'], dateline: 'Port Anselm', status: 'subbing', assignee: 'MS', commissionedLength: 450, body: long }),
    story({ headlines: { main: 'Council splits over the price of the winter ferry' }, slugline: 'FERRY-PRICE', sectionId: 's2', status: 'ready', commissionedLength: 600, body: body(14), assignee: 'TA', standfirst: 'Two votes decide whether islanders pay more from March' }),
    story({ headlines: { main: 'Storm warning for the whole coast until Thursday noon' }, slugline: 'STORM', sectionId: 's3', status: 'revise', flag: 'hold', body: body(5) }),
    story({ headlines: { main: 'Inquiry names three officers over the lost minutes of the bridge committee' }, slugline: 'BRIDGE-INQUIRY', sectionId: 's2', status: 'ready', body: body(9), embargo: { at: new Date(Date.now() + 5 * 3_600_000).toISOString(), zone: 'Europe/Kyiv', said: '00.01 Thursday' } }),
    story({ headlines: { main: 'Rovers keep their goalkeeper, and their temper, in a draw without goals' }, slugline: 'ROVERS', sectionId: 's4', status: 'filed', body: body(4), assignee: 'JK' }),
    story({ headlines: { main: '' }, slugline: 'MARKET-DAY', body: 'Notes from the Saturday market, TK.' }),
    story({ headlines: { main: 'The bakery that feeds the night shift is looking for an heir' }, sectionId: 's2', status: 'live', body: body(12) }),
    ...Array.from({ length: 40 }, (_, i) =>
      story({ headlines: { main: `Shipping list for berth ${i + 1}: what came in and what it carried` }, slugline: `BERTH-${i + 1}`, sectionId: 's1', status: ['draft', 'filed', 'live'][i % 3] ?? 'draft', body: body(3 + (i % 6)) })),
  ]
}
