// Where the programs lie that we did not write, and the rule about skipping:
// what is not installed skips its test and says so; under CI that is a failure.
import { existsSync, copyFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'

const cache = process.env.STET_CONSUMERS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'stet-consumers')
export const installed = (...path) => join(cache, ...path)

/** whether a program is there; says so where it is not */
export function has(t, ...path) {
  if (existsSync(installed(...path))) return true
  const why = `${path[0]} is not installed: e2e/consumers/install.sh does it`
  if (process.env.CI === 'true') throw new Error(why)
  t.skip(why)
  return false
}

/** a script of ours that needs packages of the cache lies beside them */
export function besideTools(script) {
  const there = installed('tools', basename(script))
  copyFileSync(script, there)
  return there
}
