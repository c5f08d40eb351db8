// Keys in the text, in the real window: Enter, Tab in a list, Enter out of a
// box, and keys that can do nothing and say why.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, shown } from '../lib/journey.mjs'
import { kept, open } from '../lib/onestory.mjs'
import { shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'

const keysIn = (desk) => desk.ask(`document.activeElement.closest('.cm-content') ? 'the text' : (document.activeElement.ariaLabel ?? document.activeElement.id)`)
/** how the page nests its items: [One [Two] Three] */
const nested = (desk) => desk.ask(`(() => {
  const of = (list) => '[' + [...list.children].map((li) => [...li.childNodes].map((n) => (/^[OU]L$/.test(n.nodeName) ? of(n) : n.textContent.trim())).filter(Boolean).join(' ')).join(' ') + ']'
  const root = find('document', 'The page as readers see it').shadowRoot
  return [...root.querySelectorAll('.story-body > ol, .story-body > ul')].map(of).join()
})()`)

test('Enter begins a paragraph, Shift+Enter a line of it, and the page has both', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts.\n', 'enter')
  const page = () => desk.ask(`[...find('document', 'The page as readers see it').shadowRoot.querySelectorAll('.story-body > *')].map((e) => e.tagName + ' ' + e.innerHTML.replace(/<br>\\s*/g, ' / ')).join('; ')`)
  await shown(look, async () => {
    await window.press('Return')
    await window.type('Nobody slept.')
    await window.press('Return', 'Return') // who presses it twice has one paragraph, too
    await window.type('The keeper sang:')
    await window.press('Return')
    await window.type('Shut the gate')
    await window.press('shift+Return')
    await window.type('and bar it late')
    await window.press('Return', 'ctrl+shift+9')
    await window.type('It was ours.')
    await window.press('Return')
    await window.type('It still is.')
    await window.press('Return', 'Return')
    await window.type('End.')
    await window.press('Return')
    await window.press('ctrl+shift+k')
    await window.type('The night')
    await window.press('shift+Return')
    await desk.saw('A crosshead is one line')
    await until('the page', async () => /The night/.test(await page()))
    assert.equal(
      flat(await page()),
      'P The gate shuts.; P Nobody slept.; P The keeper sang:; P Shut the gate / and bar it late; BLOCKQUOTE <p>It was ours.</p> <p>It still is.</p> ; P End.; H2 The night',
    )
    assert.ok(!(await desk.ask(`document.querySelector('.cm-content').innerText`)).includes('\\'), 'the sign of a line shows away from the cursor')
    await window.pictures(join(shots, 'enter-written'))
    await desk.saved()
  })
  assert.equal(
    await kept(window),
    'The gate shuts.\n\nNobody slept.\n\nThe keeper sang:\n\nShut the gate\\\nand bar it late\n\n> It was ours.\n>\n> It still is.\n\nEnd.\n\n## The night',
  )
})

test('words put into the room between paragraphs are a paragraph, and marks end with theirs', async (t) => {
  const { window, desk, look } = await open(t, ':::note\nIn.\n:::\n\nOne **bold words** here.\n\nTwo.\n', 'room')
  await shown(look, async () => {
    await window.press('ctrl+Home') // before the box that begins the text
    await window.type('Top.')
    await window.press('ctrl+End', 'Home', 'Up')
    await window.type('Between.')
    await window.press('ctrl+End', 'Home', 'Return', 'Up') // above a paragraph, as many begin one
    await window.type('Above.')
    await window.copy('Pasted.')
    await window.press('ctrl+End', 'Home', 'Up', 'ctrl+v')
    await until('what was pasted', async () => (await desk.body()).includes('Pasted.'))
    await window.press('ctrl+f')
    await window.type('words')
    await until('it to be found', () => desk.ask(`document.querySelector('[role=search] [role=status]').textContent === '1 found'`))
    await window.press('Return', 'Escape', 'Left', 'Return')
    await until('the page', () => desk.ask(`(() => {
      const root = find('document', 'The page as readers see it').shadowRoot
      return [...root.querySelectorAll('.story-body > p')].map((p) => p.innerHTML.trim()).join('; ') ===
        'Top.; One <strong>bold</strong>; <strong>words</strong> here.; Between.; Above.; Pasted.; Two.'
    })()`))
    await look('written')
    await desk.saved()
  })
})

test('what is left of bold when words are typed over its end stays bold', async (t) => {
  const { window, desk } = await open(t, 'The **old keeper** sleeps.\n', 'halves')
  await desk.intoBody()
  const chosen = () => desk.ask('getSelection().toString()')
  for (let n = 0; n < 30 && !/^keeper/.test(await chosen()); n++) await window.press('shift+Left')
  await window.type('X')
  await desk.saved()
  await window.press('ctrl+z')
  await until('one step back', async () => (await desk.page()).includes('old keeper'))
  await window.press('ctrl+shift+z')
  await desk.saved()
  assert.equal(await kept(window), 'The **old** X')
})

test('Tab and Shift+Tab move the items of a list, and elsewhere leave the text', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts.\n', 'lists')
  const nests = (how) => until(`the page to nest ${how}`, async () => (await nested(desk)) === how)
  await shown(look, async () => {
    await window.press('Tab')
    assert.notEqual(await keysIn(desk), 'the text', 'Tab stays in a paragraph')
    await desk.intoBody()
    await window.press('Return', 'Return', 'ctrl+shift+7')
    await window.type('One')
    await window.press('Return')
    await window.type('Two')
    await window.press('Tab')
    assert.equal(await keysIn(desk), 'the text')
    await window.press('Return')
    await window.type('Three')
    await window.press('Return')
    await window.type('Four')
    await window.press('shift+Tab')
    await nests('[One [Two Three] Four]')
    await window.pictures(join(shots, 'lists-nested'))
    await window.press('Up', 'ctrl+bracketleft')
    await nests('[One [Two] Three Four]')
    await window.press('ctrl+bracketright')
    await nests('[One [Two Three] Four]')
    await window.press('Tab')
    await nests('[One [Two [Three]] Four]')
    await window.press('Tab')
    await desk.saw('An item goes in below the one above it')
    await window.pictures(join(shots, 'lists-refused'))
    await window.press('shift+Tab', 'shift+Tab', 'shift+Tab')
    await desk.saw('This item stands as far out as it can')
    await nests('[One [Two] Three Four]')
    await window.press('ctrl+z')
    await nests('[One [Two Three] Four]')

    // Escape first, and Tab leaves a list as well.
    assert.equal(await keysIn(desk), 'the text')
    await window.press('Escape', 'Tab')
    assert.notEqual(await keysIn(desk), 'the text')
    await nests('[One [Two Three] Four]')
    await desk.saved()
  })
  assert.equal(await kept(window), 'The gate shuts.\n\n1. One\n   1. Two\n   2. Three\n2. Four')
})

test('an item whose sign a tab follows moves as any other', async (t) => {
  const { window, desk } = await open(t, 'The gate shuts.\n\n1.\tOne\n2.\tTwo\n', 'lists-tab')
  await window.press('Tab')
  assert.equal(await keysIn(desk), 'the text')
  await until('the page to nest it', async () => (await nested(desk)) === '[One [Two]]')
  await window.pictures(join(shots, 'lists-tab'))
  await desk.saved()
  assert.equal(await kept(window), 'The gate shuts.\n\n1.\tOne\n    1. Two')
})

test('a key that can do nothing says why, and Enter goes out of a box', async (t) => {
  const { window, desk, look } = await open(t, 'The gate shuts.\n\n:::factbox Numbers\nTwelve gates.\n:::\n', 'edges')
  await shown(look, async () => {
    await window.press('ctrl+Home', 'Down', 'Down', 'End')
    await window.press('ctrl+shift+k')
    await desk.saw('No crosshead: this is the edge of a box')
    await window.press('ctrl+shift+8')
    await desk.saw('Nothing was changed: this is the edge of a box')
    await window.press('Down', 'Home', 'BackSpace')
    await desk.saw('Nothing was taken out: the fact box begins here.')
    await window.pictures(join(shots, 'edges-refused'))
    await window.press('End', 'Delete')
    await desk.saw('Nothing was taken out: the fact box ends here.')

    await window.press('Return')
    await window.type('Nine keepers.')
    await window.press('Return', 'Return')
    await window.type('Nobody slept.')
    await until('the words below the box', () => desk.ask(`(() => {
      const page = find('document', 'The page as readers see it').shadowRoot
      const last = [...page.querySelectorAll('.story-body > *')].at(-1)
      return last.localName === 'p' && last.textContent.trim() === 'Nobody slept.'
    })()`))
    await window.pictures(join(shots, 'edges-below'))
    await desk.saved()
  })
  assert.equal(flat(await kept(window)), flat('The gate shuts.\n\n:::factbox Numbers\nTwelve gates.\n\nNine keepers.\n:::\n\nNobody slept.'))
})

test('boxes and footnotes have keys, and a snippet takes no half of a query', async (t) => {
  const { window, desk, look } = await open(t, 'The {==gate keeper sleeps==}{>>query: TO: who says?<<} now.\n', 'boxkeys')
  const names = () => desk.ask(`[...document.querySelectorAll('.cm-label')].map((l) => l.textContent).join()`)
  await shown(look, async () => {
    await until('the query', () => desk.ask(`document.querySelector('.cm-chip-query') !== null`))
    await window.press('ctrl+Home', ...Array.from({ length: 12 }, () => 'shift+Right')) // into the passage
    await window.press('ctrl+shift+j')
    await desk.wait('textbox', 'Text')
    assert.match(await desk.value('Text'), /^The gate ke+p?$/) // the first part of a mark is gone over in one step
    await look('snippet')
    await window.press('Escape')
    await until('the dialog to go', async () => !(await desk.has('textbox', 'Text')))

    await desk.intoBody()
    for (const [key, name] of [['ctrl+alt+1', 'Pull quote'], ['ctrl+alt+2', 'Fact box'], ['ctrl+alt+3', 'Correction'], ['ctrl+alt+4', 'Link card'], ['ctrl+alt+5', 'Note']]) {
      await window.press('ctrl+End', 'Return', 'Return')
      await window.press(key)
      await window.press('ctrl+End')
      await until(name, async () => (await names()).includes(name))
    }
    await window.press('ctrl+Home', 'End', 'ctrl+shift+6')
    await until('the footnote', () => desk.ask(`document.querySelector('.cm-note .cm-raised') !== null || document.querySelector('.cm-note')?.textContent.startsWith('[^1]:')`))
    await window.press('ctrl+alt+t')
    await window.pictures(join(shots, 'boxkeys-toolbar'))
    await window.press('ctrl+slash')
    await desk.wait('dialog', 'Keys')
    await desk.saw('In an item of a list: one level in')
    await window.pictures(join(shots, 'keys-sheet'))
    await window.press('End')
    await look('keys-end')
    await window.press('Escape')
    await desk.saved()
  })
})

test('what is cut in a text keeps its marks where it is pasted', async (t) => {
  const { window, desk, look } = await open(t, 'One **bold** [word](https://example.org/w).\n\nTwo.\n\n| A | B |\n|---|---|\n| c | d |\n\nEnd.\n', 'marks')
  await shown(look, async () => {
    await window.press('ctrl+Home', 'shift+End', 'ctrl+x')
    await until('the line to go', async () => !(await desk.body()).includes('bold'))
    await window.press('ctrl+End', 'Return', 'Return', 'ctrl+v')
    await until('the words', async () => (await desk.body()).includes('bold'))
    await desk.saved()
  })
  const body = await kept(window)
  assert.match(body, /^\s*Two\.\n\n\| A \| B \|[^]*End\.\n+One \*\*bold\*\* \[word\]\(https:\/\/example\.org\/w\)\.$/)
})
