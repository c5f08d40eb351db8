// The real window: what ships, in the engine it ships in.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Desk } from '../lib/desk.mjs'
import { bringBack, chooseSection, ferry, flat, goOut, pullProof, seedStory, shown, takeIn, write } from '../lib/journey.mjs'
import { bin, seed, shots } from '../lib/place.mjs'
import { Window } from '../lib/window.mjs'

async function walk(t, story, name) {
  const window = await Window.open(t, { program: bin('stet') })
  const desk = new Desk(window)
  const look = (state) => window.picture(join(shots, `${name}-${state.replaceAll(' ', '-')}.png`))

  await shown(look, async () => {
    await takeIn(desk, story, look)
    await write(desk, 'Words typed at the end.')
    await bringBack(desk, look)
    await chooseSection(desk, 'Economy', look)
    await goOut(desk, join(window.home, 'Stet'), look)
    await pullProof(desk, join(window.home, 'Stet'), look)
    await write(desk, 'The last words before the lights went out.')
  })
  await window.kill()
  await window.start()
  await desk.click('option', story.headline)
  await window.press('Return')
  await desk.wait('textbox', 'Body')
  await desk.intoBody()
  assert.ok(flat(await desk.body()).endsWith('Words typed at the end. The last words before the lights went out.'))
  assert.equal(await desk.picked('Section'), 'Economy')
  await look('after the kill')
}

test('raw copy to a proved package, and through a kill', (t) => walk(t, ferry, 'ferry'))

test('the seed, the same way', (t) => {
  const copy = seed(t)
  return copy && walk(t, seedStory(copy), 'seed')
})
