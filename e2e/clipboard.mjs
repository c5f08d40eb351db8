// Records what the real window hands over when rich text is pasted: WebKit
// rewrites it on the way, so a fixture exists twice, as its program wrote it
// (raw.html) and as the window delivers it (window.html).
//
// usage: node e2e/clipboard.mjs FOLDER     (a folder of folders with a raw.html)
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin } from './lib/place.mjs'
import { until } from './lib/processes.mjs'
import { Window } from './lib/window.mjs'

const [folder] = process.argv.slice(2)
if (!folder) {
  console.error('usage: node e2e/clipboard.mjs FOLDER')
  process.exit(2)
}
const afterwards = []
const window = await Window.open({ after: (end) => afterwards.push(end) }, { program: bin('stet') })
try {
  await window.evaluate(`void document.addEventListener('paste', (e) => {
    e.preventDefault()
    e.stopImmediatePropagation()
    globalThis.__delivered = { html: e.clipboardData.getData('text/html') }
  }, true)`)
  for (const name of readdirSync(folder).sort()) {
    const raw = join(folder, name, 'raw.html')
    if (!existsSync(raw)) continue
    await window.evaluate('void delete globalThis.__delivered')
    await window.copy(readFileSync(raw, 'utf8'), 'text/html')
    await window.press('ctrl+v')
    const { html } = await until(`the paste of ${name}`, () => window.evaluate('globalThis.__delivered'))
    writeFileSync(join(folder, name, 'window.html'), `${html}\n`)
    console.log(`${name}: ${html.length} characters`)
  }
} finally {
  for (const end of afterwards) await end()
}
