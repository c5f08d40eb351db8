// Where things lie: the program under test, what stands beside the clone, and
// the rule about skipping.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const bin = (name) => join(root, 'build/bin', name)
export const shots = join(root, 'build/bin/shots')
export const stories = join(root, 'e2e/stories')

const beside = join(root, '../shared')

/**
 * Raw copy off a real news page, which may not be part of the project. It is
 * there under CI; without it a test says so and skips.
 */
export function seed(t) {
  const folder = join(beside, 'seeds')
  if (existsSync(folder)) return readFileSync(join(folder, readdirSync(folder).sort()[0]), 'utf8')
  if (process.env.CI === 'true') throw new Error('the seed is not beside the clone, and under CI nothing is skipped')
  t.skip('no ../shared/seeds beside this clone')
  return ''
}

/** every file below a folder whose path ends so, sorted */
export function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(ending))
    .sort()
    .map((path) => join(folder, path))
}
