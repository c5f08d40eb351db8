// Words are dragged to another place in the text with the mouse.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { dragWithin } from '../lib/drag.mjs'
import { flat } from '../lib/journey.mjs'
import { bin } from '../lib/place.mjs'
import { run, sleep, until } from '../lib/processes.mjs'
import { Window, environment } from '../lib/window.mjs'

const args = (home) => ['--newsroom', join(home, 'newsroom')]

async function fill(home) {
  const cli = (...rest) => run(bin('stet-cli'), [...args(home), ...rest], { env: environment(home) })
  const file = join(home, 'gate.md')
  writeFileSync(file, '---\nheadline: Gate shuts\n---\nThe **old** keeper has the key.\n\nNobody slept.\n')
  await cli('settings', 'set', 'editor.name', 'Ada Brandt')
  await cli('import', file)
}

/** where words of the body are on the screen */
const placeOf = (desk, words) => desk.ask(`(() => {
  const texts = document.createTreeWalker(find('textbox', 'Body'), NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const at = node.data.indexOf(${JSON.stringify(words)})
    if (at < 0) continue
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + ${words.length})
    const { left, right, top, bottom } = range.getBoundingClientRect()
    return { left, right, y: (top + bottom) / 2, x: (left + right) / 2 }
  }
})()`)

test('words are dragged to another place, and one step takes them back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), args, fill })
  const desk = new Desk(window)
  await desk.click('option', 'Gate shuts')
  await window.press('Return')
  await until('the story', async () => (await desk.body()).includes('The old keeper'))
  const body = async () => flat(await desk.body())
  const before = await body()
  const keeper = await placeOf(desk, ' keeper')
  await window.click(keeper)
  await window.click(keeper)
  await until('the word to be selected', async () => (await desk.ask('getSelection().toString()')).trim() === 'keeper')
  await sleep(850) // else the press that drags is a third click: GTK counts up to 800 ms from the first
  const end = await placeOf(desk, 'slept.')
  await dragWithin(window, keeper, { x: end.right - 1, y: end.y })
  await until('the word in its new place', async () => /old has the key\. Nobody slept\. ?keeper/.test(await body()))
  await desk.saved()
  await window.press('ctrl+z')
  await until('the word where it was', async () => (await body()) === before)
})
