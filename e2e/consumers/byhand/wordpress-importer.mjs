// WordPress's own importer takes the import file, pictures and all, and the
// site is compared with what the package says of each story. By hand, since the
// plugin is in no registry that this project may use: name the folder that its
// wordpress-importer.php lies in. `make consumers` comes first.
//
// usage: STET_WP_IMPORTER=FOLDER node --test e2e/consumers/byhand/wordpress-importer.mjs
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { bin, filesBelow } from '../../lib/place.mjs'
import { freePort, run } from '../../lib/processes.mjs'
import { secrets } from '../lib/compare.mjs'
import { plain } from '../lib/sample.mjs'
import { wordpress } from '../lib/wordpress.mjs'

const importer = process.env.STET_WP_IMPORTER
const home = mkdtempSync(join(tmpdir(), 'stet-importer-'))
const [newsroom, bag] = [join(home, 'newsroom'), join(home, 'bag')]
const ends = [() => rmSync(home, { recursive: true, force: true })]
after(async () => {
  for (const end of ends.reverse()) await end()
})

const stet = (...args) => run(process.env.STET_CLI ?? bin('stet-cli'), ['--newsroom', newsroom, ...args], { maxBuffer: 1 << 28 })
const digest = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** two stories that WordPress would take for one, each with two pictures of which it would take one */
async function twins() {
  const copy = join(home, 'copy')
  mkdirSync(copy)
  for (const n of [1, 2]) {
    const words = `---\nheadline: News in brief\nslug: twin-${n}\nsection: City\nstatus: ready\nfirstPublished: "2026-11-03T10:00:00Z"\nbylines: ["Ines Maria Calder-Montgomery of the Marrow Quay Courier and its Coastal News Service"]\nkeywords: ["${n === 1 ? 'C++' : 'C#'}"]\n---\nTwin ${n}, C:\\\\new\\\\table, 😀 and 5 & 6.\n`
    writeFileSync(join(copy, `twin-${n}.md`), words)
  }
  await stet('import', copy)
  for (const n of [1, 2]) {
    for (const picture of [n, n + 2].map((p) => bin(`consumers/p${p}.jpg`))) {
      await stet('picture', 'add', `twin-${n}`, picture, '--lead')
      await stet('picture', 'set', `twin-${n}`, digest(picture), 'alt=The quay', 'caption=The quay')
    }
  }
}

/** what the package has, where the profile says that it will lie */
async function served(port) {
  const types = { '.jpg': 'image/jpeg', '.png': 'image/png' }
  const server = createServer((request, answer) => {
    const path = join(bag, 'data/articles', decodeURIComponent(request.url))
    if (!existsSync(path)) return answer.writeHead(404).end()
    answer.writeHead(200, { 'content-type': types[extname(path)] })
    createReadStream(path).pipe(answer)
  }).listen(port, '127.0.0.1')
  ends.push(() => server.close())
}

/** the stories as data/wordpress/posts has them, and the site's items as the importer made them */
let stories, told, items
before(async () => {
  assert.ok(importer, 'STET_WP_IMPORTER names no folder')
  await run('cp', ['-r', bin('consumers/newsroom'), newsroom])
  await twins()
  const port = await freePort()
  await stet('profile', 'add', 'For the importer', '--from', 'wordpress', `mediaUrl=http://127.0.0.1:${port}`, 'partSize=65536')
  await stet('export', '--profile', 'For the importer', '--skip-blocked', '--all', '--out', bag)
  await served(port)
  const site = await wordpress((end) => ends.push(end))
  const files = filesBelow(join(bag, 'data/wordpress'), '.xml')
  assert.ok(files.length > 1, 'one file alone proves little')
  const env = { ...process.env, STET_MEDIA_PORT: String(port) }
  const { stdout } = await run('php', ['-d', 'display_errors=stderr', join(import.meta.dirname, 'import.php'), site.folder, importer, ...files], { maxBuffer: 1 << 28, env })
  ;({ told, items } = JSON.parse(stdout))
  stories = filesBelow(join(bag, 'data/wordpress/posts'), '.json').map((path) => JSON.parse(readFileSync(path, 'utf8')))
})

const postOf = (story) => items.find((i) => i.type === 'post' && i.meta.stet_id === story.story)
const picturesOf = (post) => items.filter((i) => i.type === 'attachment' && i.parent === post.id)

test('the importer takes every story and every picture, and complains of none', () => {
  assert.equal(stories.length, 32)
  assert.equal(items.length, 32 + stories.flatMap((s) => s.media).length)
  assert.doesNotMatch(told, /fail|error|already exists/i)
  assert.doesNotMatch(JSON.stringify(items), secrets)
})

test('each post has its words, times, names, category and tags', () => {
  for (const s of stories) {
    const post = postOf(s)
    assert.ok(post, s.post.slug)
    for (const key of ['title', 'slug', 'status', 'excerpt']) assert.equal(post[key], s.post[key] ?? '', s.post.slug)
    const late = new Date(`${post.dateGMT}Z`) - new Date(`${s.post.date_gmt.replace(/Z$/, '')}Z`)
    assert.ok(late === 0 || (s.post.slug.startsWith('twin') && late === 1000), `${s.post.slug}: ${post.dateGMT}`)
    assert.equal(post.guid, s.story)
    assert.equal(post.author.name, s.terms.authors[0], s.post.slug)
    assert.deepEqual(post.categories.map((c) => c.name), [s.terms.section], s.post.slug)
    assert.deepEqual(post.tags.map((t) => t.name).toSorted(), s.terms.tags.toSorted(), s.post.slug)
    // The drop-in that keeps WordPress's data in SQLite writes instants its own way.
    for (const [name, value] of Object.entries(s.post.meta)) assert.equal(post.meta[name], /^\d{4}-.*Z$/.test(value) ? value.replace('T', ' ').replace('Z', '') : value, `${s.post.slug} ${name}`)
  }
  assert.deepEqual(items.filter((i) => i.meta._wp_old_slug).map((i) => i.meta._wp_old_slug), ['story-02'])
})

test('each post has its text to the letter, with the addresses that its pictures got', () => {
  for (const s of stories) {
    const post = postOf(s)
    const pictures = picturesOf(post)
    const content = s.media.reduce((text, m, i) => text.replaceAll(m.src, pictures[i].url), s.post.content)
    assert.equal(post.content, content, s.post.slug)
  }
})

test('each picture is there, byte for byte, with what is said of it', () => {
  for (const s of stories) {
    const post = postOf(s)
    const pictures = picturesOf(post)
    assert.equal(pictures.length, s.media.length, s.post.slug)
    s.media.forEach((m, i) => {
      assert.equal(pictures[i].file, digest(join(bag, m.path)), s.post.slug)
      assert.equal(pictures[i].meta._wp_attachment_image_alt ?? '', m.alt_text, s.post.slug)
      for (const [key, value] of [['title', m.title], ['excerpt', m.caption], ['content', m.description]]) assert.equal(plain(pictures[i][key]), plain(value ?? ''), s.post.slug)
      if (m.lead) assert.equal(post.lead, pictures[i].id, s.post.slug)
    })
  }
})
