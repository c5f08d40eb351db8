// What left, and what would leave otherwise by now, in the real window: the sign
// in the list and the line above the revisions, by keyboard and by pointer; a
// package that is signed with a passphrase where the machine has no keyring; and
// a word that is wrong on the day of release.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment, Window, stetAt } from '../lib/window.mjs'

const passphrase = 'nine metres high'

async function fill(home) {
  const stet = stetAt(home)
  const story = (name, headline, slugline, body) => writeFileSync(join(home, name), `---\nheadline: ${headline}\nslugline: ${slugline}\nsection: Harbour\nlanguage: en-GB\n---\n${body}\n`)
  story('gate.md', 'Storm gate holds on its first night', 'GATE', 'The gate held through the night.\n\nThe board meets in spring.')
  story('boats.md', 'Nine boats in the harbour', 'BOATS', 'Nine boats lay in the harbour.')
  story('report.md', 'The report is out', 'REPORT', 'The ministry said so today, and votes in spring.')
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'export.folder', join(home, 'out'))
  await stet('import', join(home, 'gate.md'), join(home, 'boats.md'), join(home, 'report.md'))
  await stet('export', '--out', join(home, 'first.zip'), 'storm-gate-holds-on-its-first-night', 'nine-boats-in-the-harbour')
  await stet('edit', 'storm-gate-holds-on-its-first-night', '--set', 'headlines.main=Storm gate held all night', '--set', 'standfirst=It is nine metres high.')
  await stet('edit', 'nine-boats-in-the-harbour', '--set', 'internalNote=Count them again.')
  await stet('embargo', 'the-report-is-out', '2999-12-03T00:01', 'Europe/Kyiv')
}

test('what changed since it went out, and who signed', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `proof-${state}.png`))
  const pictures = (state) => window.pictures(join(shots, `proof-${state}`))
  const signs = () => desk.ask(`[...document.querySelectorAll('[role=option] [role=img][aria-label*="since it went out"]')].map((s) => s.ariaLabel.replace(/ at .*/, ''))`)
  const focused = (label) => desk.ask(`(document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()) === ${JSON.stringify(label)}`)
  const tabTo = async (label, most = 30) => {
    for (let n = 0; n < most && !(await focused(label)); n++) await window.press('Tab')
    await until(`the keys on ${label}`, () => focused(label))
  }
  const bundles = () => (existsSync(join(window.home, 'out')) ? readdirSync(join(window.home, 'out')).sort() : [])

  await shown(look, async () => {
    // The list: what no reader gets is no change.
    await desk.wait('option', 'Storm gate')
    await until('one sign', async () => (await signs()).length === 1)
    assert.deepEqual(await signs(), ['Headline and standfirst changed since it went out'])
    await pictures('list')

    // The revisions say it too, and lead to the comparison, by keyboard.
    await desk.click('option', 'Storm gate')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await window.press('ctrl+alt+h')
    await desk.saw('Headline and standfirst changed since it went out at')
    await tabTo('See what', 60)
    await window.press('Return')
    await desk.wait('region', 'Changes')
    await until('the two fields', async () => {
      const text = await desk.ask(`find('region', 'Changes').innerText`)
      return text.includes('holds on its first') && text.includes('It is nine metres high.')
    })
    assert.match(await desk.ask(`document.querySelector('[aria-label="When it left"]').innerText`), /^Went out .*, web, seal [0-9a-f]{16}, not signed: .*\s+\S*first\.zip\s*$/)
    await pictures('since')

    // The package goes out unsigned, says why, and is signed with a passphrase.
    await window.press('ctrl+Return')
    await desk.wait('dialog', 'Save package')
    await until('the package to be ready', () => focused('Save package'))
    await window.press('Return')
    await desk.saw('Package intact.')
    await desk.saw('Not signed: this machine has no keyring')
    assert.equal(bundles().length, 1)
    await pictures('unsigned')
    await tabTo('Sign it…')
    await window.press('Return')
    await until('the keys in the passphrase', () => desk.ask(`document.activeElement.type === 'password'`))
    await window.type(passphrase)
    await window.press('Tab')
    await window.type('nine')
    await desk.saw('The two are not the same')
    await pictures('passphrase')
    await window.type(passphrase.slice('nine'.length))
    await window.press('Return')
    await desk.saw('By this desk, key ')
    await pictures('signed')
    const [package1, signature] = bundles()
    assert.equal(signature, `${package1}.minisig`)
    const { stdout } = await run(bin('stet-cli'), ['verify', '--signed', join(window.home, 'out', package1)], { env: environment(window.home) })
    assert.match(stdout, /signed by this desk/)
    assert.match(stdout, /updates 1 story of package/)
    const safe = readFileSync(join(window.home, 'data/stet-newsroom/secrets.age'), 'latin1')
    assert.ok(safe.startsWith('age-encryption.org/v1') && !safe.includes('untrusted'))

    // What left is what stands: the sign goes, and comes back with the next word.
    await window.press('Escape')
    await until('the line above the revisions to go', async () => !(await desk.text()).includes('since it went out'))
    await desk.intoBody()
    await window.type(' It will meet again.')
    await desk.saved()
    await desk.saw('Body changed since it went out at')

    // The next package is signed without a question, by pointer.
    await window.press('ctrl+Return')
    await desk.click('button', 'Save package')
    await desk.saw('By this desk, key ')
    await desk.click('button', 'Done')
    await window.press('alt+Left')
    await desk.wait('option', 'Storm gate')
    await until('no sign', async () => (await signs()).length === 0)

    // A word that is wrong on the day of release.
    await desk.click('option', 'The report')
    await window.press('Return')
    await desk.wait('textbox', 'Body')
    await desk.click('tab', 'Checks')
    await desk.saw('“today” was written on')
    await pictures('dayword')
  })
})
