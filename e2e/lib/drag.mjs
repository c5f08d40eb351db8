// Files dragged from another program onto the real window, with the pointer:
// the program is dragsource.c, made here with what the build needs anyway.
import { pathToFileURL } from 'node:url'
import { made } from './made.mjs'
import { sleep, start, until } from './processes.mjs'

/** a file as another program names it */
export const fileAddress = (path) => pathToFileURL(path).href

/**
 * Drags addresses onto a point of the window. `over` is called before they are
 * let go.
 */
export async function drag(window, addresses, { x, y }, over) {
  const program = await made('dragsource')
  const from = { x: 1240, y: 760 }
  const other = start(program, [String(from.x - 20), String(from.y - 20), window.id, ...addresses], { env: window.env })
  const says = (word) => until(`the other program to say ${word}`, () => other.log.includes(word))
  try {
    await says('ready')
    await carry(window, from, { x, y }, () => other.log.includes('asked'))
    await until('the drop to be welcome', () => /may [24]\s*$/.test(other.log) || !/may/.test(other.log.split('asked').at(-1)))
    await over?.()
    await window.xdotool('mouseup', '1')
    await says('ended')
    return other.log
  } finally {
    await window.evaluate('void (ondragover = null)')
    await other.kill()
    await window.xdotool('windowfocus', window.id)
  }
}

/** drags what is selected under one point of the window to another */
export async function dragWithin(window, from, to) {
  await carry(window, from, to)
  await window.xdotool('mouseup', '1')
  await window.evaluate('void (ondragover = null)')
}

// A drag begins once the mouse has moved a while, and a program that was busy
// then has heard of no place: it is moved there until the page knows where.
async function carry(window, from, to, taken = () => true) {
  const place = ({ x, y }) => [String(Math.round(x)), String(Math.round(y))]
  const move = (at) => window.xdotool('mousemove', ...place(at))
  await window.evaluate(`void (window.draggedTo = '', ondragover = (e) => (window.draggedTo = e.clientX + ' ' + e.clientY))`)
  await move(from)
  await window.xdotool('mousedown', '1')
  for (const part of [0.1, 0.2, 0.4, 0.6, 0.8, 0.9]) {
    await sleep(60)
    await move({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })
  }
  await until('the drag to be over its place', async () => {
    await move({ x: to.x + 1, y: to.y })
    await sleep(60)
    await move(to)
    return taken() && (await window.evaluate('window.draggedTo')) === place(to).join(' ')
  })
}
