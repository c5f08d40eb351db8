// The sample newsroom that goes to programs we did not write: thirty stories
// that leave, and three that must not. Made by the command line alone, always
// the same, below build/bin/consumers/.
//
// usage: node e2e/consumers/lib/sample.mjs
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, filesBelow } from '../../lib/place.mjs'
import { run } from '../../lib/processes.mjs'
import { everything, languages, sections } from './words.mjs'

const place = bin('consumers')
export const bag = join(place, 'bag')
export const eleventy = join(place, 'eleventy')
export const baseURL = 'https://courier.example'
const newsroom = join(place, 'newsroom')
const cli = process.env.STET_CLI ?? bin('stet-cli')

const stet = async (...args) => (await run(cli, ['--newsroom', newsroom, ...args], { maxBuffer: 1 << 28 })).stdout
const order = ['en', 'de', 'uk', 'ar']
const count = 30

/** the stories, in an order of their own */
export function stories() {
  const made = []
  for (let n = 0; n < count; n++) {
    const language = order[n % order.length]
    const words = languages[language]
    const turn = Math.floor(n / order.length)
    const again = turn >= words.headlines.length ? ` (${turn})` : ''
    made.push({
      n,
      language,
      direction: words.direction,
      headline: words.headlines[turn % words.headlines.length] + again,
      standfirst: words.sentences[turn % words.sentences.length],
      byline: words.people[turn % words.people.length],
      dateline: n % 3 ? '' : words.places[turn % words.places.length],
      section: language === 'uk' ? 'Культура' : language === 'ar' ? 'محليات' : n % 8 < 4 ? 'Harbour' : 'City',
      keywords: [words.places[0].toLowerCase(), 'tide & time', `k${n % 5}`],
      slug: `story-${String(n).padStart(2, '0')}`,
      published: new Date(Date.UTC(2026, 10, 1 + (n % 28), 4 + (n % 15), 7 + n)).toISOString().replace('.000', ''),
      picture: n % 2 ? null : n / 2,
      whole: n % 10 === 0, // has every element of the dialect
      corrected: n % 6 === 1,
    })
  }
  return made
}

const left = [
  { slug: 'embargoed-1', headline: 'CANARYEMBARGO budget', extra: 'embargo:\n  at: "2099-01-01T06:00:00Z"\n  zone: "Europe/Oslo"\n' },
  { slug: 'embargoed-2', headline: 'CANARYEMBARGO verdict', extra: 'embargo:\n  at: "2099-06-01T06:00:00Z"\n  zone: "Europe/Kyiv"\n' },
  { slug: 'held', headline: 'CANARYHELD name', extra: 'flag: hold\n' },
]

const quoted = (text) => JSON.stringify(text)

function copyOf(s, pictures) {
  const { sentences } = languages[s.language]
  const paragraphs = sentences.map((_, i) => [0, 1, 2].map((j) => sentences[(s.n + i + j * 2) % sentences.length]).join(' '))
  const body = s.whole ? `${paragraphs[0]}\n\n${everything(pictures[0].id)}` : paragraphs.join('\n\n')
  return `---
headlines:
  main: ${quoted(s.headline)}
  search: ${quoted(`${s.headline} – ${s.slug}`)}
section: ${quoted(s.section)}
overline: ${quoted(s.section)}
standfirst: ${quoted(s.standfirst)}
bylines: [${quoted(s.byline)}]
dateline: ${quoted(s.dateline)}
searchDescription: ${quoted(s.standfirst)}
keywords: [${s.keywords.map(quoted).join(', ')}]
slug: ${quoted(s.slug)}
slugline: ${quoted(s.slug.toUpperCase())}
language: ${quoted(s.language)}
direction: ${quoted(s.direction)}
status: ready
internalNote: CANARYINTERNAL
firstPublished: ${quoted(s.published)}
---
${body}
`
}

/** pictures of ImageMagick's own making; their ids are what Stet calls them */
async function pictures(folder) {
  const made = []
  for (let n = 0; n < count / 2; n++) {
    const path = join(folder, n === 7 ? `p${n}.png` : `p${n}.jpg`)
    const look = n === 7 ? ['-size', '640x480', 'gradient:none-teal'] : ['-seed', String(n + 1), '-size', '1280x853', 'plasma:fractal']
    await run('convert', [...look, '-strip', path])
    made.push({ path, id: createHash('sha256').update(readFileSync(path)).digest('hex') })
  }
  return made
}

async function make() {
  rmSync(place, { recursive: true, force: true })
  const copy = join(place, 'copy')
  mkdirSync(copy, { recursive: true })
  const shots = await pictures(place)
  const all = stories()
  for (const s of all) writeFileSync(join(copy, `${s.slug}.md`), copyOf(s, shots))
  for (const s of left) writeFileSync(join(copy, `${s.slug}.md`), `---\nheadline: ${s.headline}\nslug: ${s.slug}\nsection: City\nstatus: ready\n${s.extra}---\nNobody reads this yet.\n`)
  await stet('settings', 'set', 'newsroom.name', 'The Marrow Quay Courier')
  await stet('settings', 'set', 'newsroom.baseUrl', baseURL)
  await stet('settings', 'set', 'newsroom.zone', 'Europe/Kyiv')
  await stet('settings', 'set', 'editor.name', 'Ada Lind')
  for (const s of sections) {
    await stet('section', 'add', s.name)
    await stet('section', 'set', s.name, ...s.set)
  }
  await stet('import', copy)
  for (const s of all.filter((s) => s.picture !== null)) {
    const shot = shots[s.picture]
    await stet('picture', 'add', s.slug, shot.path, '--lead')
    await stet('picture', 'set', s.slug, shot.id, `alt=${s.standfirst}`, `caption=${s.headline}`, 'credit=Ines Calder/Courier')
    if (s.whole && s.picture !== 0) await stet('picture', 'add', s.slug, shots[0].path)
  }
  for (const s of all.filter((s) => s.corrected)) {
    await stet('correct', s.slug, '--type', 'correction', '--note', `Corrected: ${s.standfirst}`, '--why', 'CANARYWHY')
  }
  await stet('edit', 'story-02', '--set', 'slug=story-02-moved')
  await stet('export', '--profile', 'archive', '--skip-blocked', '--all', '--out', bag)
  await stet('profile', 'add', 'For Eleventy', 'formats=hugo', 'frontMatter=eleventy')
  await stet('export', '--profile', 'For Eleventy', '--skip-blocked', '--all', '--out', eleventy)
}

/** stet.json of the bundle */
export function index() {
  if (!existsSync(bag)) throw new Error('there is no bundle yet: `make consumers` makes it')
  return JSON.parse(readFileSync(join(bag, 'data/stet.json'), 'utf8'))
}

/** paths of a format's files, those of each story or those that stories share */
export function filesOf(format) {
  const files = index().files.filter((f) => f.format === format)
  if (files.length === 0) throw new Error(`the bundle has no ${format}: it has ${index().formats.join(', ')}`)
  return files.map((f) => join(bag, f.path))
}

export const allFiles = (ending) => filesBelow(join(bag, 'data'), ending)

/** words as a reader counts them: without marks, entities told, spaces made one */
export function plain(html) {
  return html
    .replace(/<(script|style)\b[^]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, dec, hex, name) =>
      dec || hex ? String.fromCodePoint(dec ? Number(dec) : parseInt(hex, 16)) : ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }[name] ?? all),
    )
    .replace(/\s+/g, ' ')
    .trim()
}

if (process.argv[1] === import.meta.filename) await make()
