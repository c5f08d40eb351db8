// Pages, structured data and news items, held against what others say of them:
// the Nu HTML checker, schema.org, the IPTC's schemas, coreutils.
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { filesBelow, root } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { structuredData } from '../outside/jsonld.mjs'
import { secrets, told, untold } from './lib/compare.mjs'
import { allFiles, bag, filesOf, index, plain } from './lib/sample.mjs'

const schema = (name) => filesBelow(join(root, 'internal'), `/${name}`)[0]
const json = (path) => JSON.parse(readFileSync(path, 'utf8'))

test('coreutils find the bag sound', () => run(join(root, 'e2e/outside/bag.sh'), [bag]))

test('thirty stories left, and nothing that must stay', async () => {
  assert.equal(index().articles.length, 30)
  const found = await run('grep', ['-rlaE', secrets.source, bag]).catch((err) => err)
  assert.equal(found.stdout, '')
  for (const zip of allFiles('.zip')) {
    const { stdout } = await run('unzip', ['-p', zip], { maxBuffer: 1 << 28, encoding: 'latin1' })
    assert.doesNotMatch(stdout, secrets, zip)
  }
})

test('the Nu checker finds no error in any page', async () => {
  const { stderr } = await run('java', ['-jar', join(root, 'e2e/node_modules/vnu-jar/build/dist/vnu.jar'), '--errors-only', ...filesOf('html'), ...filesOf('mobile')]).catch((err) => err)
  assert.equal(stderr, '')
})

test('the structured data of every page is a NewsArticle of schema.org', async () => {
  for (const path of filesOf('html')) {
    const { types, problems } = await structuredData(readFileSync(path, 'utf8'))
    assert.ok(types.includes('NewsArticle'), `${path}: ${types}`)
    assert.deepEqual(problems, [], path)
  }
})

test('ninjs 3.1 and 1.6 and the JSON feed hold against their schemas', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-07.json'))
  const named = (name, address) => {
    const shape = json(schema(name))
    for (const key of ['$id', 'id', '$schema']) delete shape[key]
    ajv.addSchema(shape, address)
  }
  named('GeoJSON.json', 'https://geojson.org/schema/GeoJSON.json')
  named('feed-1.json', 'https://json.schemastore.org/feed-1')
  const kinds = { ninjs: 'ninjs-schema_3.1.json', ninjs16: 'ninjs-schema_1.6.json', jsonfeed: 'feed.json' }
  for (const [format, name] of Object.entries(kinds)) {
    const shape = json(schema(name))
    if (/draft-04/.test(shape.$schema)) {
      delete shape.$schema
      shape.$id = shape.id
      delete shape.id
    }
    const valid = ajv.compile(shape)
    for (const path of filesOf(format)) assert.ok(valid(json(path)), `${path}: ${JSON.stringify(valid.errors)}`)
  }
})

for (const [format, name] of [['newsml', 'NewsML-G2_2.35-spec-All-Power.xsd'], ['nitf', 'nitf-3-6.xsd']]) {
  test(`xmllint finds ${format} valid, with all words in it`, async () => {
    const paths = filesOf(format)
    await run('xmllint', ['--noout', '--nonet', '--schema', schema(name), ...paths], { maxBuffer: 1 << 26 })
    const stories = told()
    for (const path of paths) {
      const text = readFileSync(path, 'utf8')
      const story = stories.find((s) => text.includes(s.urn))
      assert.ok(story, path)
      assert.equal(untold({ ...story, corrections: [] }, text), '', path)
      const attributes = plain(text.replace(/[<>]/g, ' ')) // where NITF has its corrections
      for (const c of story.corrections ?? []) assert.ok(attributes.includes(plain(c.text)), `${path}: ${c.text}`)
      assert.ok(plain(text).includes(story.headline), path)
    }
  })
}

test('the sitemap is XML, and names each story once', async () => {
  const [path] = filesOf('sitemap')
  await run('xmllint', ['--noout', '--nonet', path])
  const text = readFileSync(path, 'utf8')
  for (const story of told()) {
    const fresh = Date.now() - new Date(story.firstPublished) < 48 * 3600e3 // news sitemaps have two days
    assert.ok(!fresh || text.split(`/${story.slug}/<`).length === 2, story.slug)
  }
})
