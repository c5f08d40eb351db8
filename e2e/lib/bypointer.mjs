// The desk worked with the pointer alone; only words are typed.
import { until } from './processes.mjs'

const quote = (value) => JSON.stringify(value)

/** puts words in the place of what a box holds: three clicks select it */
export async function retype(desk, role, name, text) {
  await desk.click(role, name)
  const box = await desk.ask(`(() => { const r = find(${quote(role)}, ${quote(name)}).getBoundingClientRect(); return [r.left + 20, r.top + r.height / 2].map(Math.round) })()`)
  await desk.driver.xdotool('mousemove', ...box.map(String), 'click', '--repeat', '3', '--delay', '60', '1')
  await desk.driver.type(text)
}

/** picks an option of a closed list from the menu that the system shows for it */
export async function choose(desk, name, option) {
  await desk.wait('combobox', name)
  const { at, all } = await desk.ask(`(() => {
    const names = [...find('combobox', ${quote(name)}).options].map((o) => o.textContent.trim())
    return { at: names.findIndex((n) => n.startsWith(${quote(option)})), all: names.length }
  })()`)
  if (at < 0) throw new Error(`${name} has no ${option}`)
  await desk.click('combobox', name)
  const { x, y, width, height } = await until('the menu', () => menuOf(desk.driver))
  await desk.driver.click({ x: x + width / 2, y: y + ((at + 0.5) * height) / all })
}

// The menu is a window of its own, the newest one.
async function menuOf(window) {
  const { stdout: ids } = await window.xdotool('search', '--onlyvisible', '--class', '.')
  const menu = ids.trim().split('\n').at(-1)
  if (menu === window.id) return null
  const { stdout } = await window.xdotool('getwindowgeometry', '--shell', menu)
  const [x, y, width, height] = ['X', 'Y', 'WIDTH', 'HEIGHT'].map((key) => Number(new RegExp(`${key}=(-?\\d+)`).exec(stdout)?.[1]))
  return x < 0 || y < 0 ? null : { x, y, width, height } // it is made beside the screen
}

/** opens the line of a list that bears these words */
export async function open(desk, words) {
  await desk.click('option', words)
  await desk.driver.xdotool('click', '--repeat', '2', '--delay', '60', '1')
}

/** a command out of the list of all: found by its words, and pressed */
export async function command(desk, words) {
  await desk.click('button', 'all commands')
  await desk.wait('dialog', '')
  await desk.driver.type(words)
  await desk.click('option', words)
}
