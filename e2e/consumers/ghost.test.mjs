// Ghost takes the bundle's import files with their pictures and is read back.
// Its upload answers 200 even when all failed: only what it stores counts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { after, test } from 'node:test'
import { until } from '../lib/processes.mjs'
import { secrets, told, untold } from './lib/compare.mjs'
import { ghost } from './lib/ghost.mjs'
import { has } from './lib/place.mjs'
import { filesOf } from './lib/sample.mjs'

let site
let posts
const ends = []
after(async () => {
  for (const end of ends.reverse()) await end()
})

const stored = async () => (await site.ask('posts/?limit=100&include=tags,authors&formats=html')).posts

test('Ghost imports all stories', async (t) => {
  if (!has(t, 'ghost-run', 'app', '.installed')) return
  site = await ghost((end) => ends.push(end))
  const theirs = (await stored()).length // Ghost begins with a post of its own
  for (const path of filesOf('ghost')) {
    const { status, text } = await site.upload(basename(path), readFileSync(path))
    assert.equal(status, 200, text)
  }
  const all = await until('the stories in Ghost', async () => (await stored()).length >= theirs + 30 && stored(), { within: 60_000, every: 1000 }).catch((err) => {
    throw new Error(site.log().slice(-3000), { cause: err })
  })
  posts = new Map(all.map((p) => [p.slug, p]))
})

test('Ghost has each with its words, time, section, byline and pictures', async (t) => {
  if (!posts) return t.skip('no Ghost')
  for (const s of told()) {
    const p = posts.get(s.slug)
    assert.ok(p, s.slug)
    assert.equal(p.title, s.headline)
    assert.equal(p.status, 'published', s.slug)
    assert.equal(new Date(p.published_at).getTime(), new Date(s.firstPublished).getTime(), s.slug)
    assert.equal(p.custom_excerpt, s.ninjs.descriptions.find((d) => d.role === 'standfirst').value, s.slug)
    assert.equal(untold(s, p.html), '', s.slug)
    assert.doesNotMatch(JSON.stringify(p), secrets)
    const tags = p.tags.map((tag) => tag.name).filter((name) => !name.startsWith('#'))
    for (const keyword of s.ninjs.subjects.filter((k) => k.rel === 'keyword')) assert.ok(tags.includes(keyword.name), `${s.slug}: ${tags}`)
    assert.deepEqual(p.authors.map((a) => a.name), [s.ninjs.by], s.slug)
  }
})

test('the section is the first tag, under the name that Ghost has for it', (t) => {
  if (!posts) return t.skip('no Ghost')
  const mapped = { Harbour: 'port-news', City: 'town' }
  for (const s of told()) {
    const [first] = posts.get(s.slug).tags
    assert.ok(first.name === s.section || first.slug === mapped[s.section], `${s.slug}: ${first.name}, ${first.slug}`)
  }
})

test('Ghost serves every picture', async (t) => {
  if (!posts) return t.skip('no Ghost')
  for (const s of told()) {
    const p = posts.get(s.slug)
    const lead = s.pictures.find((a) => a.rel === 'lead')
    assert.equal(Boolean(p.feature_image), Boolean(lead), s.slug)
    if (lead) assert.equal(p.feature_image_alt, lead.descriptions.find((d) => d.role === 'alt').value, s.slug)
    const shown = [...p.html.matchAll(/<img[^>]* src="([^"]+)"/g)].map(([, address]) => address)
    for (const address of [...shown, p.feature_image].filter(Boolean)) {
      const answer = await fetch(new URL(address, site.base))
      assert.equal(answer.status, 200, `${s.slug}: ${address}`)
      assert.match(answer.headers.get('content-type'), /^image\//, address)
    }
  }
})
