// What Stet makes, shown to programs that know nothing of Stet: coreutils for
// the checksums, the Nu HTML checker, a schema.org checker, and a second JSON
// Schema engine.
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bin, filesBelow, root, seed } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { structuredData } from './jsonld.mjs'

const stet = bin('stet-cli')
const vnu = join(root, 'e2e/node_modules/vnu-jar/build/dist/vnu.jar')
const work = mkdtempSync(join(tmpdir(), 'stet-outside-'))
const newsroom = join(work, 'newsroom')
const bag = join(work, 'bag')
const command = (...args) => run(stet, ['--newsroom', newsroom, ...args], { maxBuffer: 1 << 26 })
const made = (ending) => filesBelow(join(bag, 'data/articles'), ending)

before(async () => {
  await command('settings', 'set', 'newsroom.name', 'The Marrow Quay Courier')
  await command('settings', 'set', 'newsroom.baseUrl', 'https://courier.example')
  await command('import', join(root, 'build/sample'))
  await command('export', '--skip-blocked', '--out', bag, '--all')
})
after(() => rmSync(work, { recursive: true, force: true }))

test('the bag is sound to coreutils, and Stet agrees', async () => {
  await run(join(root, 'e2e/outside/bag.sh'), [bag])
  const { stdout } = await run(stet, ['verify', '--json', bag])
  assert.equal(JSON.parse(stdout).ok, true)
})

test('coreutils and Stet agree on a damaged bag too', async () => {
  const damaged = join(work, 'damaged')
  await run('cp', ['-r', bag, damaged])
  await run('bash', ['-c', `printf x >> "$0"`, filesBelow(damaged, 'article.md')[0]])
  await assert.rejects(run(join(root, 'e2e/outside/bag.sh'), [damaged]))
  await assert.rejects(run(stet, ['verify', damaged]), { code: 4 })
})

test('the Nu checker finds no error in any page', async () => {
  const pages = made('.html')
  assert.ok(pages.length >= 6, `only ${pages.length} pages`)
  const { stderr } = await run('java', ['-jar', vnu, '--errors-only', ...pages]).catch((err) => err)
  assert.equal(stderr, '')
})

test('the structured data is schema.org NewsArticle', async () => {
  for (const path of made('index.html')) {
    const { types, problems } = await structuredData(readFileSync(path, 'utf8'))
    assert.ok(types.includes('NewsArticle'), `${path}: ${types}`)
    assert.deepEqual(problems, [], path)
  }
})

test('a second engine reads the ninjs as valid', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-07.json'))
  const schema = (name) => JSON.parse(readFileSync(filesBelow(join(root, 'internal'), `/${name}`)[0], 'utf8'))
  const geo = schema('GeoJSON.json')
  for (const key of ['$id', 'id', '$schema']) delete geo[key]
  ajv.addSchema(geo, 'https://geojson.org/schema/GeoJSON.json')
  const valid = ajv.compile(schema('ninjs-schema_3.1.json'))
  for (const path of made('article.json')) {
    assert.ok(valid(JSON.parse(readFileSync(path, 'utf8'))), `${path}: ${JSON.stringify(valid.errors)}`)
  }
})

test('the seed goes from raw copy to a proved package by five commands', async (t) => {
  if (!seed(t)) return
  const folder = join(root, '../shared/seeds')
  const room = join(work, 'seed-newsroom')
  const out = join(work, 'seed.zip')
  const { stdout } = await run(stet, ['--newsroom', room, 'import', '--json', folder])
  const [{ id }] = JSON.parse(stdout)
  await run(stet, ['--newsroom', room, 'check', id])
  await run(stet, ['--newsroom', room, 'export', '--out', out, id])
  assert.ok(existsSync(out))
  const verdict = await run(stet, ['verify', '--json', out])
  assert.equal(JSON.parse(verdict.stdout).ok, true)
})
