// Rich text on the clipboard as a browser puts it there: HTML, and its words.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { made } from './made.mjs'
import { start, until } from './processes.mjs'

/** puts both on the window's clipboard until the test is over; its log says who asked for what */
export async function copied(t, window, { html, text }) {
  const files = { html: join(window.home, 'copied.html'), text: join(window.home, 'copied.txt') }
  writeFileSync(files.html, html)
  writeFileSync(files.text, text)
  const other = start(await made('copysource'), [files.html, files.text], { env: window.env })
  t.after(() => other.kill())
  await until('the copy', () => other.log.includes('ready'))
  return other
}
