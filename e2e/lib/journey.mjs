// The main job, from raw copy to a proved package, as one journey that both
// engines walk. `look(name)` is called in every state on the way.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bin, root } from './place.mjs'
import { run, until } from './processes.mjs'

/** our own raw copy, and what must become of it */
export const ferry = {
  copy: readFileSync(join(root, 'build/sample/1-ferry.txt'), 'utf8'),
  section: 'Coast',
  headline: 'Last night ferry saved as islands and operator agree a winter timetable',
  standfirst: 'The 23:40 from Marrow Quay keeps running until March, after nine weeks of talks that both sides had called finished twice.',
  crosshead: 'What changes on Monday',
  sentence: 'That is usually how you know it will last.',
  leftOut: ['Trending', 'Exit mobile version'],
}


/** what must become of the seed, read off the seed itself: label, headline, standfirst */
export function seedStory(copy) {
  const lines = copy.split(/\r?\n/).map((l) => l.trim()).filter(Boolean)
  const body = lines.slice(lines.indexOf('on') + 1)
  return {
    copy,
    section: lines[0],
    headline: lines[1],
    standfirst: lines[2],
    crosshead: body.find((l) => l.length < 60 && !/[.”]$/.test(l) && l !== 'Trending'),
    sentence: body[2],
    leftOut: ['Trending', 'Exit mobile version'],
  }
}

/** pastes the copy on the desk, reads the fields that it filled and what it left out */
export async function takeIn(desk, story, look) {
  await desk.wait('dialog', 'Who is at the desk')
  await look('who')
  await desk.sitDown()
  await desk.wait('heading', 'Nothing on the desk yet')
  await look('empty desk')
  await desk.driver.copy(story.copy)
  await desk.driver.press('ctrl+v')
  await until('the headline to be filled', async () => (await desk.value('Headline')) === story.headline)
  assert.equal(await desk.value('Standfirst'), story.standfirst)
  await until('the section to be chosen', async () => (await desk.picked('Section')) === story.section)
  for (const clutter of story.leftOut) await desk.saw(clutter)
  await look('left out')

  await desk.click('tab', 'Page')
  const page = await until('the page', async () => flat(await desk.page()))
  for (const words of [story.headline, story.standfirst, story.crosshead, story.sentence]) {
    assert.ok(page.includes(flat(words)), `the page lacks ${words}`)
  }
  for (const clutter of story.leftOut) assert.ok(!page.includes(clutter), `the page has ${clutter}`)
  await look('story')
}

/** the page follows the body, key by key */
export async function write(desk, words) {
  await desk.intoBody()
  await desk.driver.type(` ${words}`)
  await until('the page to follow', async () => flat(await desk.page()).includes(words))
  await desk.saved()
}

/** a new section is added and chosen, all by keyboard */
export async function chooseSection(desk, name, look) {
  await desk.click('button', 'Add a section')
  await desk.wait('dialog', 'section')
  await look('new section')
  await desk.driver.type(name)
  await desk.driver.press('Return')
  await until('the dialog to close', async () => !(await desk.has('dialog', '')))
  await desk.pick('Section', name)
  await desk.saved()
}

/** changes the headline and takes it back out of the history, by keyboard */
export async function bringBack(desk, look) {
  const was = await desk.value('Headline')
  const rev = await until('its revision', () => desk.ask(`/revision (\\d+)/.exec(document.querySelector('[role=status][data-state]').textContent)?.[1]`))
  await desk.fill('Headline', 'A headline that did not stand')
  await desk.saved()
  await desk.click('tab', 'History')
  await desk.wait('option', '3')
  await look('history')
  const keys = (...names) => desk.driver.press(...names)
  await keys('Tab', 'Tab', 'Right') // past the button that closes, into the list, the sitting save by save
  const there = () => desk.ask(`document.getElementById('rev-${rev}')?.getAttribute('aria-selected') === 'true'`)
  while (!(await there())) await keys('Down') // a slow typist's headline makes several revisions
  await desk.wait('button', 'Bring it back')
  await keys('Tab', 'Tab', 'space') // what it changed, against now
  await desk.wait('button', 'Bring back')
  await look('history against now')
  await keys('Tab', 'Return')
  await desk.wait('dialog', 'Compare side by side')
  await look('side by side')
  await keys('Escape')
  await until('the dialog to close', async () => !(await desk.has('dialog', '')))
  await keys('Tab', 'Tab', 'Tab', 'Tab', 'Return') // the whole revision, its name, the changes, the first field of them
  await until('the headline as it was', async () => (await desk.value('Headline')) === was)
  await desk.saw('is back, in part')
  await desk.click('tab', 'Page')
}

/** saves the package and has it proved by the windowless program */
export async function goOut(desk, folder, look) {
  await desk.driver.press('ctrl+Return')
  await desk.wait('dialog', 'package')
  await look('export')
  await desk.click('button', 'Save package')
  const name = await until('the package', () => existsSync(folder) && readdirSync(folder).find((f) => !f.startsWith('.') && !/partial|tmp/.test(f)))
  const path = join(folder, name)
  const { stdout } = await until('the package to be whole', () => run(bin('stet-cli'), ['verify', '--json', path]))
  const report = JSON.parse(stdout)
  assert.equal(report.ok, true, stdout)
  assert.equal(report.stories, 1)
  await look('exported')
  await desk.driver.press('Escape')
  await until('the dialog to close', async () => !(await desk.has('dialog', '')))
  return path
}

/** a proof to read with a pencil, by key */
export async function pullProof(desk, folder, look) {
  await desk.driver.press('ctrl+p')
  await desk.saw('Proof saved: ')
  await look('proof')
  const name = readdirSync(folder).find((f) => f.startsWith('proof-') && f.endsWith('.pdf'))
  assert.match(readFileSync(join(folder, name ?? 'no proof'), 'latin1'), /^%PDF-1\./)
}

/** takes a last picture when a step fails: it tells more than the stack */
export async function shown(look, steps) {
  try {
    await steps()
  } catch (err) {
    await look('failed').catch(() => {})
    throw err
  }
}

/** words without the line ends that layout and typing put between them */
export const flat = (text) => text.replace(/\s+/g, ' ').trim()
