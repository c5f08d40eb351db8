// The feeds, read by three parsers: each must understand what the bundle says.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../lib/processes.mjs'
import { secrets, told, untold } from './lib/compare.mjs'
import { besideTools, has, installed } from './lib/place.mjs'
import { filesOf } from './lib/sample.mjs'

const feeds = () => [...filesOf('rss'), ...filesOf('atom'), ...filesOf('jsonfeed')]
const lines = (text) => text.trim().split('\n').map((line) => JSON.parse(line))
const large = { maxBuffer: 1 << 28 }

function judge(feed, name) {
  const stories = new Map(told().map((s) => [s.urn, s]))
  assert.equal(feed.items.length, stories.size, name)
  for (const item of feed.items) {
    const story = stories.get(item.id)
    assert.ok(story, `${name}: ${item.id}`)
    assert.equal(item.title, story.headline, name)
    assert.equal(new Date(item.published).getTime(), new Date(story.firstPublished).getTime(), `${name}: ${story.slug}`)
    assert.deepEqual(item.authors, [story.ninjs.by], name)
    const tags = story.ninjs.subjects.map((s) => s.name)
    for (const tag of tags) assert.ok(item.tags.includes(tag), `${name}: ${story.slug} has no tag ${tag}`)
    assert.equal(untold(story, item.content), '', `${name}: ${story.slug}`)
    assert.doesNotMatch(item.content, secrets)
    assert.doesNotMatch(item.content, /(?:src|href)="(?!https?:|mailto:|#)/, `${name}: ${story.slug} has an address that leads nowhere`)
  }
}

test('feedsmith and feed-parser read every story', async (t) => {
  if (!has(t, 'tools')) return
  const { stdout } = await run('node', [besideTools(join(import.meta.dirname, 'tools/feeds.mjs')), ...feeds()], large)
  const read = lines(stdout)
  assert.equal(read.length, 5)
  for (const feed of read) judge(feed, `${feed.parser} on ${feed.format}`)
})

test('gofeed reads every story', async (t) => {
  if (!has(t, 'gofeed', 'gofeed')) return
  const { stdout } = await run(installed('gofeed/gofeed'), feeds(), large)
  const read = lines(stdout)
  assert.equal(read.length, 3)
  for (const feed of read) judge(feed, `gofeed on ${feed.kind}`)
})
