// An evening in a large newsroom by keyboard alone: the list, quick open, the
// history. No click and no focus is set from outside. `press(name, ...keys)`
// presses the keys, and may measure them; `look(state)` is called on the way.
import assert from 'node:assert/strict'
import { sleep, until } from './processes.mjs'

const chosen = `document.querySelector('.rows [aria-selected=true]')`

/** walks the list to its ends, filters it by typing and sorts it */
export async function walkTheList(desk, { stories, press, look }) {
  const place = () => desk.driver.evaluate(`Number(${chosen}?.getAttribute('aria-posinset') ?? 0)`)
  const at = (n) => until(`the cursor on row ${n}`, async () => (await place()) === n)
  await at(1)
  await press('a line down', ...Array(5).fill('Down'))
  await at(6)
  await press('a line up', 'Up', 'Up')
  await at(4)
  await press('a page down', ...Array(5).fill('Next'))
  const after = await until('the cursor further down', async () => ((await place()) > 50 ? place() : 0))
  await press('a page up', 'Prior')
  await until('the cursor further up', async () => (await place()) < after)
  await press('to the end', 'End')
  await at(stories)
  await look('list-end')
  await press('to the start', 'Home')
  await at(1)

  const total = () => desk.driver.evaluate(`Number(${chosen}?.getAttribute('aria-setsize') ?? 0)`)
  const word = await desk.driver.evaluate(`(${chosen}.querySelector('.text').textContent.match(/[a-z]{4,}/i) ?? ['the'])[0]`)
  await press('a letter of the filter', ...word.slice(0, 5).toLowerCase())
  await until('the list to be filtered', async () => (await total()) < stories)
  assert.ok((await total()) > 0)
  await look('list-filtered')
  await press('the filter away', 'Escape')
  await until('all of them again', async () => (await total()) === stories)
  await press('into the list', 'Tab') // from the filter to the column heads, six of them, to the list
  for (let n = 0; n < 8 && !(await inList(desk)); n++) await desk.driver.press('Tab')
  assert.ok(await inList(desk), 'Tab does not reach the list')

  await desk.driver.press(...Array(5).fill('shift+Tab')) // to the head of the second column
  const head = await desk.driver.evaluate('document.activeElement.textContent')
  assert.match(head, /Headline/)
  await press('sort by headline', 'space')
  await until('the list to be sorted', () => desk.driver.evaluate(`document.activeElement.getAttribute('aria-pressed') === 'true'`))
  await look('list-sorted')
  await press('the other way round', 'space')
  await press('by words', 'Tab', 'Tab', 'space')
  await press('by who has it', 'Tab', 'space')
  await press('newest first', 'Tab', 'space')
  await desk.driver.press('Tab', 'Home')
  await at(1)
}

const inList = (desk) => desk.driver.evaluate(`document.activeElement.matches('.rows')`)

/** opens a story by a word of its body, a section, and a command */
export async function openAnything(desk, { needle, section, press, look }) {
  const says = (words) => until(`the news "${words}"`, () => desk.ask(`(document.querySelector('dialog [role=status]')?.textContent ?? '').includes(${JSON.stringify(words)})`))
  const gone = () => until('the dialog to go', async () => !(await desk.has('dialog', '')))
  await press('quick open', 'ctrl+o')
  await desk.wait('combobox', 'Open anything')
  await look('open-empty')
  await press('a letter of a section', ...section.toLowerCase().slice(0, 6))
  await desk.wait('option', section)
  await look('open-section')
  for (let n = 0; n < 20 && !(await desk.ask(`document.querySelector('dialog [aria-selected=true]').textContent.includes('Section')`)); n++) await desk.driver.press('Down')
  await press('the section', 'Return')
  await gone()
  await until('the section in the list', () => desk.has('heading', section))

  await desk.driver.press('ctrl+o')
  await desk.wait('combobox', 'Open anything')
  await press('a letter of a command', ...'newest')
  await desk.wait('option', 'Sort the list: newest first')
  await look('open-command')
  await press('the command', 'Return')
  await gone()

  await desk.driver.press('ctrl+o')
  await desk.wait('combobox', 'Open anything')
  await press('a letter of a word', ...needle.split('').map((c) => (c === ' ' ? 'space' : c === '"' ? 'quotedbl' : c)))
  await says('stor')
  await look('open-story')
  await press('the story', 'Return')
  await gone()
  await until('the story', () => desk.has('textbox', 'Body'))
}

/** goes back to the revisions of the open story, holds two together, brings back a field and a passage */
export async function lookBack(desk, { press, look }) {
  const selected = () => desk.driver.evaluate(`Number(document.querySelector('#panel li[aria-selected=true] .rev')?.textContent ?? 0)`)
  const rev = () => desk.driver.evaluate(`Number(/revision (\\d+)/.exec(document.querySelector('[role=status][data-state]').textContent)?.[1])`)
  const newest = await rev()
  await press('history', 'ctrl+alt+h')
  await desk.wait('option', `${newest}`)
  await desk.driver.press('Home')
  await until('the newest revision', async () => (await selected()) === newest)
  await look('history')
  await press('an earlier revision', ...Array(3).fill('Down'))
  await press('the first revision', 'End')
  await until('the first revision', async () => (await selected()) === 1)
  await press('save by save', 'Right')
  await press('the newest revision', 'Home')
  await press('one back', 'Down', 'Down')

  // Two side by side, change by change; a passage of the earlier one comes back.
  await press('against now', 'Tab')
  for (let n = 0; n < 3 && !(await desk.driver.evaluate(`document.activeElement.textContent.trim() === 'Against now'`)); n++) await desk.driver.press('Tab')
  await press('hold it against now', 'space')
  await desk.wait('region', 'Changes')
  await look('history-now')
  await press('side by side', 'Tab', 'Return')
  await desk.wait('dialog', 'Compare')
  await look('compare')
  await press('the next change', 'j', 'j', 'k', 'k')
  await until('the first change', async () => (await heard(desk)).startsWith('Change 1 of'))
  for (let was = ''; !/, Body,/.test(await heard(desk)); ) {
    was = await heard(desk)
    await desk.driver.press('j')
    await until('another change', async () => (await heard(desk)) !== was)
  }
  await press('take the other side', 'Left')
  await look('compare-taken')
  await press('done', 'Return')
  await until('the screen to go', async () => !(await desk.has('dialog', '')))
  await until('a new revision', async () => (await rev()) > newest)

  // And one whole field, out of the list of changes.
  const before = await rev()
  await desk.driver.press('ctrl+alt+h', 'Home')
  await until('the newest revision', async () => (await selected()) === before)
  await desk.driver.press('End')
  await until('the first revision', async () => (await selected()) === 1)
  await until('a field to bring back', async () => {
    await desk.driver.press('Tab')
    return desk.driver.evaluate(`document.activeElement.textContent.trim() === 'Bring back'`)
  })
  await look('history-field')
  await press('bring a field back', 'Return')
  await until('a new revision', async () => (await rev()) > before)
  await desk.saw('is back, in part')
  await look('history-back')
}

const heard = (desk) => desk.heard()

/** back to the list; the cursor is where it was */
export async function close(desk, { press }) {
  await press('back to the list', 'alt+Left')
  await until('the list', async () => !(await desk.has('textbox', 'Body')))
  await sleep(100)
  await desk.driver.press('Down')
  assert.ok(await inList(desk), 'the keys are not in the list')
}
