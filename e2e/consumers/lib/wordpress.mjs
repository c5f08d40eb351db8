// A WordPress of the test's own: no database server, loopback only, nothing
// fetched, gone with the test.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, run, start, until } from '../../lib/processes.mjs'
import { installed } from './place.mjs'

const here = import.meta.dirname

function configure(site, home, port) {
  const integration = join(site, 'wp-content/plugins/sqlite-database-integration')
  const dropIn = readFileSync(join(integration, 'db.copy'), 'utf8')
    .replaceAll('{SQLITE_IMPLEMENTATION_FOLDER_PATH}', integration)
    .replaceAll('{SQLITE_PLUGIN}', 'sqlite-database-integration/load.php')
  writeFileSync(join(site, 'wp-content/db.php'), dropIn)
  mkdirSync(join(home, 'db'))
  const constants = {
    DB_NAME: 'wp', DB_USER: '', DB_PASSWORD: '', DB_HOST: '', DB_CHARSET: 'utf8mb4', DB_COLLATE: '', DB_DIR: join(home, 'db/'), DB_FILE: 'wp.sqlite',
    WP_HTTP_BLOCK_EXTERNAL: true, WP_ACCESSIBLE_HOSTS: '127.0.0.1', AUTOMATIC_UPDATER_DISABLED: true, DISABLE_WP_CRON: true,
    WP_ENVIRONMENT_TYPE: 'local', WP_DEBUG: false, WP_HOME: `http://127.0.0.1:${port}`, WP_SITEURL: `http://127.0.0.1:${port}`,
  }
  const lines = Object.entries(constants).map(([name, value]) => `define('${name}', ${typeof value === 'string' ? `'${value}'` : value});`)
  const end = "$table_prefix = 'wp_';\nif (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');\nrequire_once ABSPATH . 'wp-settings.php';\n"
  writeFileSync(join(site, 'wp-config.php'), `<?php\n${lines.join('\n')}\n${end}`)
}

/** a running WordPress, its files in folder: { base, folder, secret, ask(method, path, body, headers) }; secret is an application password of admin */
export async function wordpress(after) {
  const home = mkdtempSync(join(tmpdir(), 'stet-wordpress-'))
  after(() => rmSync(home, { recursive: true, force: true }))
  const site = join(home, 'site')
  await run('cp', ['-r', installed('wpl/site'), site])
  rmSync(join(site, 'wp-content/uploads'), { recursive: true, force: true })
  const port = await freePort()
  configure(site, home, port)
  const { stdout } = await run('php', ['-d', 'display_errors=stderr', join(here, 'setup.php'), site])
  const server = start('php', ['-d', 'upload_max_filesize=64M', '-d', 'post_max_size=64M', '-S', `127.0.0.1:${port}`, '-t', site, join(here, 'router.php')], { env: process.env })
  after(() => server.stop())
  const base = `http://127.0.0.1:${port}`
  const secret = stdout.trim()
  const authorization = `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`
  const ask = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${base}/wp-json/wp/v2/${path}`, { method, body, headers: { authorization, ...headers } })
    return { status: answer.status, json: await answer.json() }
  }
  await until('WordPress to answer', async () => (await ask('GET', 'users/me')).status === 200, { within: 60_000, every: 250 })
  return { base, folder: site, secret, ask }
}
