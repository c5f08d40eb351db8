// Three stories that can go out, and the screen Going out as it is read.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stetAt } from './window.mjs'

const story = (headline, slugline, body) => `---\nheadline: ${headline}\nslugline: ${slugline}\nsection: Harbour\nbylines: [Ada Brandt]\n---\n${body}\n`

export async function fill(home) {
  const stet = stetAt(home)
  mkdirSync(join(home, 'incoming'))
  await stet('settings', 'set', 'editor.name', 'Ada Brandt')
  await stet('settings', 'set', 'editor.initials', 'AB')
  await stet('settings', 'set', 'newsroom.name', 'Halvern Post')
  const ids = {}
  for (const [name, text] of Object.entries({
    gate: story('Storm gate holds on its first night', 'GATE', 'The gate is nine metres high.'),
    cost: story('What the storm gate cost', 'COST', 'It cost TK million.'),
    boats: story('Boats wait outside the harbour', 'BOATS', 'Nine boats wait for the tide.'),
  })) {
    writeFileSync(join(home, `${name}.md`), text)
    ids[name] = JSON.parse((await stet('import', '--json', join(home, `${name}.md`))).stdout)[0].id
  }
  await stet('lineup', 'set', 'Home', ids.gate, ids.boats)
}

/** each line behind its group's name */
export const rowsOf = (desk) => desk.ask(`[...document.querySelectorAll('dialog [role=option]')].map((o) => o.closest('[role=group]').ariaLabel + ' | ' + o.innerText.replace(/\\s+/g, ' ').trim())`)
