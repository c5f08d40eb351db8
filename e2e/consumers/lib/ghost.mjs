// A Ghost of the test's own, on SQLite: loopback only, nothing asked of
// anybody, gone with the test.
import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, run, start, until } from '../../lib/processes.mjs'
import { installed } from './place.mjs'

const owner = { name: 'Admin', email: 'admin@example.test', password: 'Stet-admin-pw-1', blogTitle: 'Stet test' }

function configuration(home, port) {
  const free = { freeRetries: 1000 } // it slows down who signs in often
  return {
    url: `http://127.0.0.1:${port}`,
    server: { host: '127.0.0.1', port },
    database: { client: 'better-sqlite3', connection: { filename: join(home, 'ghost.db') }, useNullAsDefault: true },
    mail: { transport: 'stub', from: 'test@example.test' },
    paths: { contentPath: join(home, 'content/') },
    privacy: { useTinfoil: true },
    updateCheck: { url: '' },
    imageOptimization: { resize: false },
    security: { staffDeviceVerification: false },
    logging: { level: 'info', transports: ['stdout'] },
    spam: { user_login: { minWait: 1, ...free }, global_block: free, webhooks_block: free },
  }
}

/** a configuration as variables of the environment, which Ghost heeds before its files */
const variables = (value, name = '') =>
  typeof value === 'object' && !Array.isArray(value) ? Object.assign({}, ...Object.entries(value).map(([key, v]) => variables(v, name ? `${name}__${key}` : key))) : { [name]: Array.isArray(value) ? JSON.stringify(value) : String(value) }

const base64url = (text) => Buffer.from(text).toString('base64url')

/** an admin key's token, good for five minutes */
function token(key) {
  const [kid, secret] = key.split(':')
  const now = Math.floor(Date.now() / 1000)
  const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid }))
  const claim = base64url(JSON.stringify({ iat: now, exp: now + 300, aud: '/admin/' }))
  return `${head}.${claim}.${createHmac('sha256', Buffer.from(secret, 'hex')).update(`${head}.${claim}`).digest('base64url')}`
}

/** a running Ghost: { base, ask(path), upload(zip), log() } */
export async function ghost(after) {
  const home = mkdtempSync(join(tmpdir(), 'stet-ghost-'))
  after(() => rmSync(home, { recursive: true, force: true }))
  const app = installed('ghost-run/app')
  const port = await freePort()
  await run('cp', ['-r', join(app, 'content'), home])
  const modules = installed('ghost-run/node22/node_modules')
  const runtime = join(modules, readdirSync(modules).find((name) => name.startsWith('node-linux-')), 'bin/node')
  const server = start('/bin/sh', ['-c', `cd "${app}" && exec "${runtime}" index.js`], { env: { ...process.env, ...variables(configuration(home, port)), NODE_ENV: 'development' } })
  after(() => server.stop())
  const base = `http://127.0.0.1:${port}`
  const admin = `${base}/ghost/api/admin`
  const ended = server.ended.then(() => Promise.reject(new Error(server.log.slice(-2000))))
  ended.catch(() => {}) // it ends after the test too
  await Promise.race([ended, until('Ghost to answer', async () => (await fetch(`${admin}/site/`)).ok, { within: 180_000, every: 500 })])

  const json = { 'content-type': 'application/json', origin: base }
  const post = (path, body, headers = {}) => fetch(`${admin}/${path}`, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
  await post('authentication/setup/', { setup: [owner] })
  // A session is answered for before it is kept: the next question may come too early.
  let cookie
  const made = await until('Ghost to let its owner in', async () => {
    const session = await post('session/', { username: owner.email, password: owner.password })
    cookie = session.headers.getSetCookie()[0].split(';')[0]
    return (await (await post('integrations/?include=api_keys', { integrations: [{ name: 'stet' }] }, { cookie })).json()).integrations
  })
  const key = made[0].api_keys.find((k) => k.type === 'admin').secret

  const ask = async (path) => (await fetch(`${admin}/${path}`, { headers: { authorization: `Ghost ${token(key)}`, 'accept-version': 'v6.0' } })).json()
  const upload = async (name, data) => {
    const form = new FormData()
    form.append('importfile', new Blob([data], { type: 'application/zip' }), name)
    const answer = await fetch(`${admin}/db/`, { method: 'POST', headers: { cookie, origin: base }, body: form })
    return { status: answer.status, text: await answer.text() }
  }
  return { base, key, ask, upload, log: () => server.log }
}
