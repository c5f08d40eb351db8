// A document with tracked changes comes in and is decided, by keyboard alone:
// on top of what was typed, with a way back, and every step in the history.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { writeBridge } from '../lib/docx.mjs'
import { flat, shown } from '../lib/journey.mjs'
import { bin, shots } from '../lib/place.mjs'
import { until } from '../lib/processes.mjs'
import { Window } from '../lib/window.mjs'

const came = 'The council did not vote on Monday to keep the bridge, the mayor said at noon.'
const painted = 'It will be painted in the spring, and the cost is borne by the port.'

/** the window with the document in it, taken in by the system's dialog */
async function takeIn(t) {
  const window = await Window.open(t, { program: bin('stet'), fill: (home) => writeBridge(join(home, 'bridge.docx')), args: (home) => ['--newsroom', join(home, 'newsroom')] })
  const desk = new Desk(window)
  await desk.sitDown()
  await window.press('F1')
  await window.type('Take files in')
  await window.press('Return')
  await window.chooseFile('Take copy in', join(window.home, 'bridge.docx'))
  await desk.saw('4 tracked changes and 1 comment to decide.')
  const heard = () => desk.heard()
  return {
    window,
    desk,
    heard,
    look: (state) => window.picture(join(shots, `changes-${state}.png`)),
    hears: (words) => until(`"${words}" where the focus is`, async () => (await heard()).includes(words)),
    reads: (...paragraphs) => until(`the body to read ${paragraphs}`, async () => flat(await desk.body()) === paragraphs.join(' ')),
    gone: () => until('the screen to go', async () => !(await desk.has('dialog', ''))),
  }
}

// Words typed a moment before are not lost, and the cursor stays among them.
async function oneByOne({ window, desk, look, hears, reads, gone }) {
  await desk.intoBody('ctrl+End')
  await window.type(' Typed')
  await window.press('ctrl+alt+r')
  await desk.wait('dialog', 'Changes to decide')
  await hears('1 of 5, Inserted by Ann Lee, to decide: stays open')
  await hears('change the words by hand')
  await window.pictures(join(shots, 'changes-screen'))
  await window.press('r')
  await desk.saw('change the words by hand, then accept it')
  await window.press('a')
  await hears('2 of 5, Inserted by Ann Lee, to decide: not')
  await window.press('r')
  await hears('3 of 5, Deleted by Bo Ryder')
  await desk.saw('Rejected: “not')
  await window.press('Left', 'j') // comes back; and past the paragraph
  await hears('5 of 5, Comment by Ann Lee, to decide: Who says? Ask the port. On: the cost is borne by the port')
  await look('comment')
  await window.press('u', 'u') // the last two verdicts, one after the other
  await hears('2 of 5')
  await window.press('Left', 'Escape')
  await gone()
  await window.type('!')
  await reads('The council did vote on Monday to keep the bridge, the mayor said at noon.', `${painted} Typed!`)
  await desk.saw('2 tracked changes and 1 comment to decide.')
}

async function allOfOneAuthor({ window, desk, look, hears, reads, gone }) {
  await window.press('ctrl+alt+r')
  await hears('3 of 5')
  await window.press('f', 'f') // Ann Lee's, then Bo Ryder's
  await hears('1 of 2, Deleted by Bo Ryder')
  await window.press('shift+r')
  await desk.saw('Rejected: 2 changes')
  await look('author')
  await window.press('f', 'j', 'j', 'j', 'j')
  await hears('5 of 5, Comment')
  await window.press('a')
  await desk.saw('Everything is decided.')
  await window.pictures(join(shots, 'changes-done'))
  await window.press('k', 'k') // up to the one that was deleted, and into the text
  await hears('3 of 5, Deleted by Bo Ryder, rejected')
  await window.press('Return')
  await gone()
  await until('its words to be selected', () => desk.ask(`getSelection().toString() === 'Sunday, or '`))
  await reads('The council did vote on Sunday, or Monday to keep the bridge, the mayor said at noon.', 'A paragraph that went as a whole, with its full stop.', `${painted} Typed!`)
  assert.ok(!(await desk.text()).includes('to decide.'), 'the strip is still there')
}

// Still on hold, until somebody lets it go; what was done is in the history.
async function letGo({ window, desk, heard, look, gone }) {
  assert.equal(await desk.picked('Hold'), 'Held')
  await window.press('ctrl+alt+r')
  await desk.wait('button', 'Let it go')
  for (let n = 0; n < 9 && (await heard()).trim() !== 'Let it go'; n++) await window.press('Tab')
  await window.press('Return')
  await desk.saw('The story is let go')
  await window.press('Escape')
  await gone()
  assert.equal(await desk.picked('Hold'), 'Not held')
  await window.press('ctrl+alt+h')
  await desk.saw('rejected a tracked change')
  await desk.saw('rejected 2 tracked changes')
  await look('history')
}

test('tracked changes are decided by key, and taken back', async (t) => {
  const screen = await takeIn(t)
  await shown(screen.look, async () => {
    await screen.reads(came, painted)
    await screen.look('strip')
    await oneByOne(screen)
    await allOfOneAuthor(screen)
    await letGo(screen)
  })
})
