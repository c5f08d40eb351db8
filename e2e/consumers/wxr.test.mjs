// WordPress's import file, read by a program that is not WordPress's.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { filesBelow } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { secrets, told, untold } from './lib/compare.mjs'
import { has, installed } from './lib/place.mjs'
import { filesOf, plain } from './lib/sample.mjs'

const out = mkdtempSync(join(tmpdir(), 'stet-wxr-'))
after(() => rmSync(out, { recursive: true, force: true }))

test('an independent reader of WXR finds every story whole', async (t) => {
  if (!has(t, 'tools')) return
  const reader = installed('tools/node_modules/wordpress-export-to-markdown/index.js')
  for (const file of filesOf('wxr')) {
    await run('xmllint', ['--noout', '--nonet', file])
    await run('node', [reader, '--wizard=false', `--input=${file}`, `--output=${out}`, '--save-attached-images=false', '--save-scraped-images=false', '--post-folders=true'], { cwd: out, maxBuffer: 1 << 26 })
  }
  const found = new Map(filesBelow(out, '.md').map((path) => [path.split('/').at(-2), readFileSync(path, 'utf8')]))
  for (const story of told()) {
    const text = found.get(story.slug)
    assert.ok(text, `${story.slug} is not there: ${[...found.keys()].slice(0, 5)}`)
    assert.ok(plain(text.slice(0, text.indexOf('\n---\n'))).includes(story.headline), story.slug)
    assert.ok(text.includes(story.firstPublished.slice(0, 10)), `${story.slug}: ${text.slice(0, 300)}`)
    const body = text.slice(text.indexOf('\n---\n') + 5).replace(/\\([^a-z\n])/gi, '$1').replace(/!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)/g, ' ')
    assert.equal(untold(story, body), '', story.slug)
    assert.doesNotMatch(text, secrets)
  }
})
