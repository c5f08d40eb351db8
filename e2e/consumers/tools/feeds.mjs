// Reads feeds with two parsers that others wrote and prints what each
// understood, as the gofeed of ../gofeed does. Copied beside its packages.
//
// usage: node feeds.mjs FILE...
import { parseFeed } from '@rowanmanning/feed-parser'
import { parseFeed as feedsmith } from 'feedsmith'
import { readFileSync } from 'node:fs'

const when = (text) => (text ? new Date(text).toISOString() : '')

// feedsmith leaves each format its own words
function read(text) {
  const { format, feed } = feedsmith(text)
  const items = (feed.items ?? feed.entries).map((i) => ({
    id: i.guid?.value ?? i.id,
    title: i.title?.value ?? i.title,
    published: when(i.pubDate ?? i.published ?? i.date_published),
    content: i.content?.encoded ?? i.content?.value ?? i.content_html ?? i.content,
    authors: (i.dc?.creators ?? i.authors ?? []).map((a) => a.name ?? a),
    tags: (i.categories ?? []).map((c) => c.name ?? c.term).concat(i.tags ?? []),
  }))
  return { parser: 'feedsmith', format, items }
}

function readAgain(text) {
  const feed = parseFeed(text)
  const items = feed.items.map((i) => ({
    id: i.id,
    title: i.title,
    published: when(i.published),
    content: i.content,
    authors: i.authors.map((a) => a.name),
    tags: i.categories.map((c) => c.term),
  }))
  return { parser: 'feed-parser', format: feed.meta.type, items }
}

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8')
  console.log(JSON.stringify({ path, ...read(text) }))
  if (!text.startsWith('{')) console.log(JSON.stringify({ path, ...readAgain(text) }))
}
