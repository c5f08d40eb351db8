// The tree of sections in the real window, by keyboard alone: it is built,
// moved about, renamed and described; two become one with the open story in
// them, one is deleted with a new home, and each is taken back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window, stetAt } from '../lib/window.mjs'

async function fill(home) {
  const stet = stetAt(home)
  const story = (headline, section) => `---\nheadline: ${headline}\nsection: ${section}\nlanguage: en-GB\n---\nThey went out at dawn.\n`
  const files = [['Ferries stop', 'World'], ['Keeper saves two', 'Sport'], ['Rowers win', 'Sport']].map(([headline, section], n) => {
    const path = join(home, `${n}.md`)
    writeFileSync(path, story(headline, section))
    return path
  })
  await stet('import', ...files)
  await stet('section', 'add', 'أخبار الثقافة')
  await stet('section', 'add', '🎭 Stage')
}

test('sections are arranged, described, merged and deleted, and it is all taken back', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const pictures = (state) => window.pictures(join(shots, `sections-${state}`))
  const look = (state) => window.picture(join(shots, `sections-${state}.png`))
  const tree = () => desk.ask(`[...document.querySelectorAll('[role=treeitem]')].map((r) => '  '.repeat(r.ariaLevel - 1) + r.querySelector('bdi').textContent).join('\\n')`)
  const isTree = (...lines) => until(`the tree\n${lines.join('\n')}\n`, async () => (await tree()) === lines.join('\n'))
  const says = (words) => until(`"${words}"`, () => desk.ask(`(document.querySelector('dialog .said')?.textContent ?? '').includes(${JSON.stringify(words)})`))
  const at = (name) => until(`the cursor at ${name}`, () => desk.ask(`document.activeElement.role === 'tree' && document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.querySelector('bdi').textContent === ${JSON.stringify(name)}`))
  const within = (label) => until(`the keys in ${label}`, () => desk.ask(`document.activeElement.labels?.[0]?.textContent === ${JSON.stringify(label)} || document.activeElement.getAttribute('aria-label') === ${JSON.stringify(label)} || document.activeElement.textContent.trim() === ${JSON.stringify(label)}`))
  const counts = (name) => desk.ask(`[...document.querySelectorAll('[role=treeitem]')].find((r) => r.querySelector('bdi').textContent === ${JSON.stringify(name)})?.ariaLabel`)

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('option', 'Keeper saves')
    await window.press('Return')
    await desk.intoBody()
    await window.type(' Unsaved words.')
    await window.press('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await at('Sport') // that of the open story
    await isTree('World', 'Sport', 'أخبار الثقافة', '🎭 Stage')

    // Two below World, one at the end; the keys stay in the line.
    await window.press('Home')
    await at('World')
    await window.press('Insert')
    await window.type('Africa')
    await window.press('shift+Return')
    await says('“Africa” added below “World”')
    await window.type('Asia')
    await window.press('shift+Return')
    await says('“Asia” added')
    await window.type('Arts')
    await window.press('Return')
    await isTree('World', '  Africa', '  Asia', 'Sport', 'أخبار الثقافة', '🎭 Stage', 'Arts')
    await window.type('WORLD')
    await window.press('Return')
    await desk.saw('A section of this name exists')
    await window.press('Escape')
    await at('World')

    // About in the tree, every move told.
    await window.press('End')
    await at('Arts')
    await window.press('alt+Up', 'alt+Up', 'alt+Right')
    await says('“Arts” is 1 of 1 below “Sport”')
    await isTree('World', '  Africa', '  Asia', 'Sport', '  Arts', 'أخبار الثقافة', '🎭 Stage')
    await window.press('alt+Right')
    await says('“Arts” has none above it to lie below')
    await window.press('alt+Left')
    await says('“Arts” is 3 of 5 at the top')
    await window.press('Down', 'Down', 'alt+Up', 'alt+Right')
    await says('“🎭 Stage” is 1 of 1 below “Arts”')
    await pictures('tree')
    await window.press('ctrl+z')
    await says('Taken back: “🎭 Stage” moved.')
    await window.press('alt+Right')
    await isTree('World', '  Africa', '  Asia', 'Sport', 'Arts', '  🎭 Stage', 'أخبار الثقافة')

    // Another name, and what else is to be said of it.
    await window.press('Left')
    await at('Arts')
    await window.press('F2')
    await within('Name')
    await window.type('Culture')
    await window.press('Return')
    await says('“Culture” is its name, /culture/ its web address')
    await at('Culture')
    await desk.saw('Leads on to it: /arts/')
    await window.press('Return', 'Tab', 'Tab')
    await within('Colour')
    await window.type('red')
    await window.press('Tab')
    await desk.saw('write one like #1f6feb')
    await pictures('refused')
    await window.press('shift+Tab', 'ctrl+a')
    await window.type('#B0206E')
    await window.press('Return')
    await until('the colour as it is kept', async () => (await desk.value('Colour')) === '#b0206e')
    await says('Saved')
    await window.press('Escape')
    await at('Culture')

    // Merged, with the open story and what was just typed in it.
    await window.press('s')
    await at('Sport')
    assert.equal(await counts('Sport'), 'Sport, 2 stories')
    await window.press('ctrl+m')
    await within('Into')
    await pictures('merge')
    await window.type('Worl')
    await window.press('Tab', 'Tab')
    await within('Merge')
    await window.press('Return')
    await says('“Sport” became part of “World”, 2 stories moved')
    await at('World')
    assert.equal(await counts('World'), 'World, 3 stories')
    await pictures('merged')
    await window.press('Escape')
    await desk.closed()
    await until('the story in World', async () => (await desk.picked('Section')) === 'World')
    assert.match(await desk.body(), /Unsaved words\./)
    await desk.intoBody()
    await window.type(' More words.')
    await desk.saved()

    await window.press('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await window.press('ctrl+z')
    await says('Taken back: “Sport” became part of “World”, 2 stories moved.')
    await isTree('World', '  Africa', '  Asia', 'Sport', 'Culture', '  🎭 Stage', 'أخبار الثقافة')
    assert.equal(await counts('Sport'), 'Sport, 2 stories')

    // Deleted: not without a new home for its stories.
    await window.press('Home', 's')
    await at('Sport')
    await window.press('Delete')
    await within('New home')
    await pictures('delete')
    assert.equal(await desk.ask(`find('button', 'Delete').disabled`), true)
    await window.type('Cult')
    await window.press('Tab', 'Tab')
    await within('Delete')
    await window.press('Return')
    await says('“Sport” deleted, 2 stories moved')
    await isTree('World', '  Africa', '  Asia', 'Culture', '  🎭 Stage', 'أخبار الثقافة')
    await window.press('Escape')
    await desk.closed()
    await until('the story in Culture', async () => (await desk.picked('Section')) === 'Culture')
    assert.match(await desk.body(), /More words\./)
    await window.press('alt+Left')
    await until('the list', async () => !(await desk.has('textbox', 'Body')))
    await pictures('rail')
    await window.press('ctrl+shift+s')
    await desk.wait('dialog', 'Sections')
    await window.press('ctrl+z')
    await isTree('World', '  Africa', '  Asia', 'Sport', 'Culture', '  🎭 Stage', 'أخبار الثقافة')
    await window.press('Escape')
    await desk.closed()
    await until('the stories in Sport', async () => desk.ask(`[...document.querySelectorAll('.rail button')].some((b) => b.textContent.replace(/\\s/g, '') === 'Sport2')`))
  })
})

test('sections are arranged with the pointer', async (t) => {
  const window = await Window.open(t, { program: bin('stet'), fill })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `sections-${state}.png`))
  const tree = () => desk.ask(`[...document.querySelectorAll('[role=treeitem]')].map((r) => '  '.repeat(r.ariaLevel - 1) + r.querySelector('bdi').textContent).join('\\n')`)
  const isTree = (...lines) => until(`the tree\n${lines.join('\n')}\n`, async () => (await tree()) === lines.join('\n'))
  const place = (name, share) => desk.ask(`(() => {
    const r = [...document.querySelectorAll('[role=treeitem]')].find((row) => row.querySelector('bdi').textContent === ${JSON.stringify(name)}).getBoundingClientRect()
    return { x: Math.round(r.left + 60), y: Math.round(r.top + r.height * ${share}) }
  })()`)
  const move = ({ x, y }) => window.xdotool('mousemove', String(x), String(y))
  const drag = async (name, onto, share, before) => {
    const [from, to] = [await place(name, 0.5), await place(onto, share)]
    await move(from)
    await window.xdotool('mousedown', '1')
    for (let step = 1; step <= 6; step++) await move({ x: from.x, y: Math.round(from.y + ((to.y - from.y) * step) / 6) })
    await until('the place to be shown', () => desk.ask(`document.querySelector('.row.drop-before, .row.drop-below, .row.drop-after') !== null`))
    await before?.()
    await window.xdotool('mouseup', '1')
  }

  await shown(look, async () => {
    await desk.wait('dialog', 'Who is at the desk')
    await desk.sitDown()
    await desk.click('button', 'Sections: add')
    await desk.wait('dialog', 'Sections')
    await drag('Sport', 'World', 0.5, () => look('drag'))
    await isTree('World', '  Sport', 'أخبار الثقافة', '🎭 Stage')
    await drag('🎭 Stage', 'Sport', 0.1)
    await isTree('World', '  🎭 Stage', '  Sport', 'أخبار الثقافة')
    await drag('World', 'Sport', 0.5, () => window.xdotool('key', 'Escape')) // press would let the button go first
    await isTree('World', '  🎭 Stage', '  Sport', 'أخبار الثقافة')
    await drag('World', 'Sport', 0.5) // a section cannot lie in itself
    await desk.saw('“World” cannot lie there')
    await desk.click('treeitem', 'Sport')
    await desk.click('button', 'Take out of')
    await isTree('World', '  🎭 Stage', 'Sport', 'أخبار الثقافة')
    await desk.click('button', 'Blue')
    await desk.saw('Saved')
    await desk.click('button', 'Merge into')
    await desk.pick('Into', 'World')
    await desk.click('button', 'Merge')
    await desk.saw('became part of')
    await isTree('World', '  🎭 Stage', 'أخبار الثقافة')
    await desk.click('button', 'Undo')
    await isTree('World', '  🎭 Stage', 'Sport', 'أخبار الثقافة')
    await desk.click('button', 'Close')
    await desk.closed()
  })
})
