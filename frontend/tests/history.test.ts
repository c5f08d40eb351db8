// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte'
import { expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { Past } from '../src/state/past.svelte'
import History from '../src/views/History.svelte'
import { sleep } from './random'

it('is read once when it is opened, and not again before something is saved', async () => {
  Element.prototype.scrollIntoView ??= () => {} // jsdom draws nothing
  const p = new FakeProgram()
  const plain = fakeOf(p)
  let read = 0
  // A list that is read for ever gets no answer after a while: this test ends either way.
  const api = { ...plain, history: (id: string) => (++read > 5 ? new Promise<never>(() => {}) : plain.history(id)) }
  const { id } = p.add({ body: 'One.' })
  p.save({ id, base: 1, set: { body: 'One. Two.' }, note: '' })
  const past = new Past(api, new Draft(api, p.get(id)), () => undefined)
  const view = mount(History, { target: document.body, props: { past, rev: 2, runs: 'auto', oncompare: () => {} } })
  flushSync()
  await sleep(50)
  expect([read, past.revisions.length]).toEqual([1, 1])
  await unmount(view)
})
