// Does a page's structured data hold against schema.org's own vocabulary?
// Returns { types, problems } of one HTML text.
import Validator from '@adobe/structured-data-validator'
import Extractor from '@marbec/web-auto-extractor'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/place.mjs'

const vocabulary = join(root, 'e2e/testdata/schemaorg/schemaorg-all-https.jsonld')
const Reader = Extractor.default ?? Extractor
let validator

export async function structuredData(html) {
  validator ??= new Validator(JSON.parse(readFileSync(vocabulary, 'utf8')))
  const found = new Reader({ addLocation: true, embedSource: ['rdfa', 'microdata'] }).parse(html)
  const issues = await validator.validate(found)
  return {
    types: Object.keys(found.jsonld ?? {}),
    problems: [
      ...(found.errors ?? []).map((e) => JSON.stringify(e)),
      ...issues.filter((i) => i.severity === 'ERROR').map((i) => i.issueMessage),
    ],
    warnings: issues.filter((i) => i.severity !== 'ERROR').map((i) => i.issueMessage),
  }
}
