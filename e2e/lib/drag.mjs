// Files dragged from another program onto the real window, with the pointer:
// the program is dragsource.c, made here with what the build needs anyway.
import { pathToFileURL } from 'node:url'
import { made } from './made.mjs'
import { start, until } from './processes.mjs'

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
  const move = (to) => window.xdotool('mousemove', String(Math.round(to.x)), String(Math.round(to.y)))
  try {
    await says('ready')
    await window.evaluate(`void (window.draggedTo = '', ondragover = (e) => (window.draggedTo = e.clientX + ' ' + e.clientY))`)
    await move(from)
    await window.xdotool('mousedown', '1')
    for (let step = 1; step <= 10; step++) await move({ x: from.x + ((x - from.x) * step) / 10, y: from.y + ((y - from.y) * step) / 10 })
    await says('asked')
    await move({ x: x + 1, y }) // an engine that was busy has heard of no place yet
    await until('the window to know where', async () => {
      await move({ x, y })
      return (await window.evaluate('window.draggedTo')) === `${Math.round(x)} ${Math.round(y)}`
    })
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
