// A story goes to a real WordPress and a real Ghost by our own clients: held
// until its time, published, corrected, held back, killed, and back.
import { after, test } from 'node:test'
import { root } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { ghost } from './lib/ghost.mjs'
import { has } from './lib/place.mjs'
import { wordpress } from './lib/wordpress.mjs'

const ends = []
after(async () => {
  for (const end of ends.reverse()) await end()
})

const goes = (name, env) => run('go', ['test', '-tags', 'consumers', '-count=1', '-run', `^${name}$`, './internal/deliver'], { cwd: root, env: { ...process.env, ...env } }).catch((err) => {
  throw new Error(`${err.stdout}\n${err.stderr}`)
})

test('a story goes the whole way to WordPress', async (t) => {
  if (!has(t, 'wpl', 'site')) return
  const site = await wordpress((end) => ends.push(end))
  await goes('TestARealWordPress', { STET_WORDPRESS: site.base, STET_WORDPRESS_SECRET: site.secret })
})

test('a story goes the whole way to Ghost', async (t) => {
  if (!has(t, 'ghost-run', 'app')) return
  const site = await ghost((end) => ends.push(end))
  await goes('TestARealGhost', { STET_GHOST: site.base, STET_GHOST_SECRET: site.key })
})
