// The Debian package, shown to the programs that a Debian system shows it to,
// and its program started as it comes out of it.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { root } from '../lib/place.mjs'
import { run } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

const work = mkdtempSync(join(tmpdir(), 'stet-package-'))
const unpacked = (path) => join(work, path)
let file

before(async () => {
  const { stdout } = await run(join(root, 'scripts/dist.sh'))
  file = join(root, stdout.split('\n')[0])
  await run('dpkg-deb', ['--extract', file, work])
})
after(() => rmSync(work, { recursive: true, force: true }))

const field = async (name) => (await run('dpkg-deb', ['--field', file, name])).stdout.trim()

test('it asks for the engine of the window, and for no more than it is linked with', async () => {
  const needs = (await field('Depends')).split(', ').map((d) => d.split(' ')[0])
  assert.ok(needs.includes('libwebkit2gtk-4.1-0'), needs.join())
  const { stdout } = await run('objdump', ['-p', unpacked('usr/bin/stet')])
  assert.ok(needs.length <= stdout.match(/NEEDED/g).length, 'more packages than libraries')
})

test('its sums are right and its files belong to root', async () => {
  await run('bash', ['-c', `cd "${work}" && dpkg-deb --ctrl-tarfile "${file}" | tar -xO ./md5sums | md5sum --check --quiet`])
  const { stdout } = await run('dpkg-deb', ['--contents', file])
  for (const line of stdout.trim().split('\n')) assert.match(line, /^[d-]rw[x-]r-[x-]r-[x-] root\/root /)
})

test('the same source makes the same package', async () => {
  const parts = async () => (await run('bash', ['-c', `dpkg-deb --field "${file}"; dpkg-deb --ctrl-tarfile "${file}" | tar -xO ./md5sums; dpkg-deb --contents "${file}"`])).stdout
  const [first, of] = [readFileSync(file), await parts()]
  await run(join(root, 'scripts/dist.sh'))
  assert.equal(await parts(), of) // says which part differs, the bytes do not
  assert.ok(first.equals(readFileSync(file)))
})

test('nothing of the disk or the clock it was made with is in it', async () => {
  const { stdout } = await run('dpkg-deb', ['--contents', file])
  const lines = stdout.trim().split('\n').map((line) => line.split(/\s+/))
  assert.equal(new Set(lines.map(([, , , day, time]) => `${day} ${time}`)).size, 1, 'one time for all files')
  const sizes = lines.filter(([, , , , , path]) => path.startsWith('./usr/')).map(([mode, , size]) => (mode.startsWith('d') ? 1 : Math.ceil(Number(size) / 1024)))
  assert.equal(Number(await field('Installed-Size')), sizes.reduce((a, b) => a + b))
})

test('desktops, software centres and man can read what is for them', async () => {
  await run('desktop-file-validate', [unpacked('usr/share/applications/stet.desktop')])
  await run('appstreamcli', ['validate', '--no-net', unpacked('usr/share/metainfo/app.stet.Stet.metainfo.xml')])
  const { stdout, stderr } = await run('man', ['--warnings', '-l', unpacked('usr/share/man/man1/stet.1.gz')], { env: { ...process.env, MANWIDTH: '80' } })
  assert.equal(stderr, '')
  assert.match(stdout, /stet - write, check and package news stories/)
})

test('bash completes commands, verbs and options', async () => {
  const ask = async (...words) => {
    const script = `. "${unpacked('usr/share/bash-completion/completions/stet')}"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stet; echo "\${COMPREPLY[*]}"`
    return (await run('bash', ['-c', script, 'complete', 'stet', ...words])).stdout.trim().split(' ')
  }
  assert.deepEqual(await ask('ver'), ['verify', 'version'])
  assert.deepEqual(await ask('section', 'm'), ['move', 'merge'])
  assert.ok((await ask('export', '--')).includes('--skip-blocked'))
  assert.deepEqual(await ask('import', 'fer'), ['']) // a file: bash's own
})

test('every part of the program has its licence in it', async () => {
  const { stdout } = await run('gzip', ['-dc', unpacked('usr/share/doc/stet/notices.gz')], { maxBuffer: 1 << 24 })
  for (const part of ['github.com/dgraph-io/badger/v4', '@codemirror/view', 'harper.js', 'dictionary-es', 'svelte']) assert.ok(stdout.includes(`== ${part}`), part)
})

test('the dictionaries under the GPL are files beside the program, with their licence', () => {
  for (const language of ['de', 'uk']) {
    for (const ending of ['aff', 'dic']) {
      const name = `${language}.${ending}`
      assert.ok(readFileSync(unpacked(`usr/share/stet/dictionaries/${name}`)).equals(readFileSync(join(root, 'build/bin/dictionaries', name))), name)
    }
    assert.match(readFileSync(unpacked(`usr/share/stet/dictionaries/${language}.licence.txt`), 'utf8'), /GNU GENERAL PUBLIC LICENSE/)
  }
})

test('the program in it opens the desk', async (t) => {
  const window = await Window.open(t, { program: unpacked('usr/bin/stet'), args: (home) => ['--newsroom', join(home, 'newsroom')] })
  const desk = new Desk(window)
  await desk.sitDown()
  await desk.saw('Nothing on the desk yet')
})
