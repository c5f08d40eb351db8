// WordPress takes every story as the bundle has it for its REST interface, and
// is read back: words, times, pictures, sections, tags.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { secrets, told, untold, words } from './lib/compare.mjs'
import { has } from './lib/place.mjs'
import { bag, filesOf, plain } from './lib/sample.mjs'
import { wordpress } from './lib/wordpress.mjs'

const asJSON = { 'content-type': 'application/json' }
let site
const [sent, ends] = [[], []]
after(async () => {
  for (const end of ends.reverse()) await end()
})

/** the number of a category or tag, which is made where there is none */
async function term(kind, name) {
  const { status, json } = await site.ask('POST', kind, JSON.stringify({ name }), asJSON)
  if (status === 201) return json.id
  assert.equal(json.code, 'term_exists', JSON.stringify(json))
  return json.data.term_id
}

async function upload(m) {
  const { status, json } = await site.ask('POST', 'media', readFileSync(join(bag, m.path)), { 'content-type': m.type, 'content-disposition': `attachment; filename="${basename(m.path)}"` })
  assert.equal(status, 201, JSON.stringify(json))
  await site.ask('POST', `media/${json.id}`, JSON.stringify({ alt_text: m.alt_text, caption: m.caption, title: m.title }), asJSON)
  return json
}

async function send({ story, post, terms, media = [] }) {
  const { meta: _, ...body } = post // a site without our fields drops them
  let { content } = post
  body.categories = terms.category ? [await term('categories', terms.category)] : []
  body.tags = []
  for (const name of terms.tags ?? []) body.tags.push(await term('tags', name))
  const pictures = []
  for (const m of media) {
    const there = await upload(m)
    content = content.replaceAll(m.src, there.source_url)
    if (m.lead) body.featured_media = there.id
    pictures.push({ id: there.id, ...m })
  }
  const { status, json } = await site.ask('POST', 'posts', JSON.stringify({ ...body, content }), asJSON)
  assert.equal(status, 201, JSON.stringify(json))
  sent.push({ story: told().find((s) => s.urn === story), id: json.id, content, body, pictures })
}

let installed = true
test('WordPress takes all stories', async (t) => {
  installed = has(t, 'wpl', 'site')
  if (!installed) return
  site = await wordpress((end) => ends.push(end))
  for (const path of filesOf('wprest')) await send(JSON.parse(readFileSync(path, 'utf8')))
  assert.equal(sent.length, 30)
})

test('WordPress keeps what it was sent', async (t) => {
  if (!installed) return t.skip('WordPress is not installed')
  assert.equal(sent.length, 30)
  for (const { story: s, id, content, body, pictures } of sent) {
    const { json } = await site.ask('GET', `posts/${id}?context=edit`)
    assert.equal(json.content.raw.trim(), content.trim(), s.slug)
    assert.equal(plain(json.title.rendered), s.headline, s.slug)
    assert.equal(plain(json.excerpt.raw), s.ninjs.descriptions.find((d) => d.role === 'standfirst').value, s.slug)
    assert.equal(new Date(`${json.date_gmt}Z`).getTime(), new Date(s.firstPublished).getTime(), s.slug)
    assert.equal(json.slug, s.slug)
    assert.equal(json.status, 'publish')
    assert.deepEqual(json.categories.toSorted(), body.categories.toSorted(), s.slug)
    assert.deepEqual(json.tags.toSorted(), body.tags.toSorted(), s.slug)
    assert.equal(json.featured_media, body.featured_media ?? 0, s.slug)
    for (const p of pictures) {
      const { json: there } = await site.ask('GET', `media/${p.id}?context=edit`)
      assert.equal(there.alt_text, p.alt_text, s.slug)
      assert.equal(plain(there.caption.rendered), plain(p.caption), s.slug)
    }
  }
})

test('readers of WordPress see every word and picture', async (t) => {
  if (!installed) return t.skip('WordPress is not installed')
  assert.equal(sent.length, 30)
  for (const { story: s, id } of sent) {
    const { json } = await site.ask('GET', `posts/${id}`)
    const html = json.content.rendered
    assert.equal(untold(s, html), '', s.slug)
    assert.doesNotMatch(html, secrets)
    for (const [, address] of html.matchAll(/<img[^>]* src="([^"]+)"/g)) {
      const picture = await fetch(address)
      assert.equal(picture.status, 200, address)
      assert.match(picture.headers.get('content-type'), /^image\//, address)
    }
    const page = await (await fetch(json.link)).text()
    assert.ok(words(page).length > words(s.text).length, s.slug)
  }
})
