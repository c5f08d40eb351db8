// Hugo and Eleventy build the folders that the bundle has for them, and their
// pages are compared: words, times, pictures, addresses that lead on.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { filesBelow } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { secrets, told, untold } from './lib/compare.mjs'
import { has, installed } from './lib/place.mjs'
import { bag, eleventy, index, plain } from './lib/sample.mjs'

const work = mkdtempSync(join(tmpdir(), 'stet-hugo-'))
after(() => rmSync(work, { recursive: true, force: true }))

const settings = `baseURL = "https://news.example/"
title = "Sample"
timeZone = "UTC"
disableKinds = ["RSS"]
[taxonomies]
tag = "tags"
category = "categories"
author = "authors"
[security.http]
urls = []
`
const page = `<!doctype html><html lang="{{ .Params.language }}"><head><title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"></head>
<body><article data-id="{{ .Params.id }}" data-date="{{ .Date.UTC.Format "2006-01-02T15:04:05Z" }}" data-authors="{{ delimit .Params.authors ", " }}" data-tags="{{ delimit .Params.tags "|" }}" data-section="{{ .CurrentSection.Title }}">
<h1>{{ .Title }}</h1><p>{{ .Params.standfirst }}</p><div class="body">{{ .Content }}</div>
{{ range .Resources }}{{ if eq .ResourceType "image" }}<img class="resource" src="{{ .RelPermalink }}" alt="{{ .Params.alt }}" width="{{ .Width }}">{{ end }}{{ end }}</article></body></html>
`

/** a site of Hugo's around what the bundle ships for it */
function site() {
  const home = join(work, 'site')
  cpSync(join(bag, 'data/hugo'), home, { recursive: true })
  mkdirSync(join(home, 'layouts'), { recursive: true })
  writeFileSync(join(home, 'hugo.toml'), settings)
  writeFileSync(join(home, 'layouts/page.html'), page)
  writeFileSync(join(home, 'layouts/list.html'), '<!doctype html><title>{{ .Title }}</title>{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}')
  return home
}

const pages = new Map()
let built = ''
before(async () => {
  if (!existsSync(installed('hugo/bin/hugo'))) return
  const home = site()
  const said = await run(installed('hugo/bin/hugo'), ['build', '--source', home, '--destination', 'public', '--panicOnWarning', '--printPathWarnings', '--noBuildLock'], { maxBuffer: 1 << 26 })
  built = join(home, 'public')
  assert.doesNotMatch(said.stdout + said.stderr, /WARN|ERROR/)
  for (const path of filesBelow(built, 'index.html')) {
    const html = readFileSync(path, 'utf8')
    const id = /data-id="([^"]+)"/.exec(html)?.[1]
    if (id) pages.set(id, { path, html })
  }
})

test('Hugo makes a page of every story, and of none that must stay', (t) => {
  if (!has(t, 'hugo', 'bin', 'hugo')) return
  const stories = told()
  assert.equal(pages.size, stories.length)
  for (const path of filesBelow(built, '.html')) assert.doesNotMatch(readFileSync(path, 'utf8'), secrets)
})

test('its pages have the words, times, names and sections of the stories', (t) => {
  if (!has(t, 'hugo', 'bin', 'hugo')) return
  for (const s of told()) {
    const { html } = pages.get(s.urn)
    assert.ok(plain(html).includes(plain(s.headline)), s.slug)
    assert.equal(untold(s, html), '', s.slug)
    assert.equal(/data-date="([^"]+)"/.exec(html)[1], s.firstPublished, s.slug)
    assert.equal(/data-authors="([^"]+)"/.exec(html)[1], s.ninjs.by.replace('’', '’'), s.slug)
    assert.equal(plain(/data-section="([^"]+)"/.exec(html)[1]), s.section, s.slug)
    const tags = plain(/data-tags="([^"]+)"/.exec(html)[1]).split('|')
    assert.deepEqual(tags, s.ninjs.subjects.filter((k) => k.rel === 'keyword').map((k) => k.name), s.slug)
  }
})

test('what a reader sees in Hugo’s page is what Stet’s page shows, element by element', (t) => {
  if (!has(t, 'hugo', 'bin', 'hugo')) return
  const shape = (html) => Object.fromEntries(['strong', 'em', 'del', 'h2', 'h3', 'ul', 'ol', 'li', 'table', 'blockquote', 'pre', 'hr', 'sup', 'figure', 'aside'].map((name) => [name, html.split(new RegExp(`<${name}[ >]`)).length - 1]))
  for (const s of told().filter((one) => !one.corrections)) { // which stand below the body
    const body = /<div class="body">([^]*?)<\/div>\n(?:<img|<\/article>)/.exec(pages.get(s.urn).html)
    const theirs = body[1].replace(/(<div class="footnotes"[^>]*>\s*)<hr>/, '$1') // Hugo draws a line above footnotes
    assert.deepEqual(shape(theirs), shape(s.html), s.slug)
  }
})

test('its pictures are there, with what they show', (t) => {
  if (!has(t, 'hugo', 'bin', 'hugo')) return
  for (const s of told()) {
    const { html, path } = pages.get(s.urn)
    const shown = [...html.matchAll(/<img[^>]* src="([^"]+)"[^>]*>/g)]
    const leads = s.pictures.filter((p) => p.rel === 'lead')
    for (const lead of leads) assert.ok(shown.some(([tag]) => plain(/alt="([^"]*)"/.exec(tag)?.[1] ?? '') === lead.descriptions.find((d) => d.role === 'alt').value), s.slug)
    for (const [, address] of shown) {
      const file = address.startsWith('/') ? join(built, decodeURIComponent(address)) : join(path, '..', address)
      assert.ok(existsSync(file), `${s.slug}: ${address}`)
    }
  }
})

test('an old address leads to the new one', (t) => {
  if (!has(t, 'hugo', 'bin', 'hugo')) return
  const moved = index().articles.filter((a) => a.oldSlugs?.length)
  assert.equal(moved.length, 1)
  const { path } = pages.get(`urn:uuid:${moved[0].id}`)
  const old = readFileSync(join(path, '../..', moved[0].oldSlugs[0], 'index.html'), 'utf8')
  assert.match(old, new RegExp(`url=[^"]*/${moved[0].slug}/`))
})

test('Eleventy builds the same stories from front matter of its own', async (t) => {
  if (!has(t, 'tools')) return
  const [from, out] = [join(work, 'eleventy'), join(work, 'eleventy-out')]
  const given = filesBelow(join(eleventy, 'data'), '.md')[0].split('/data/')[1].split('/')[0]
  cpSync(join(eleventy, 'data', given), from, { recursive: true })
  const { stdout, stderr } = await run('node', [installed('tools/node_modules/@11ty/eleventy/cmd.cjs'), '--input=.', `--output=${out}`], { cwd: from, maxBuffer: 1 << 26 })
  assert.doesNotMatch(stdout + stderr, /Problem|Error/)
  const made = filesBelow(out, 'index.html').map((path) => readFileSync(path, 'utf8'))
  for (const s of told()) {
    const html = made.find((one) => untold({ ...s, corrections: [] }, one) === '')
    assert.ok(html, `${s.slug} is not among ${made.length} pages`)
  }
})
