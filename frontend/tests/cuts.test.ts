// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { Manuscript } from '../src/editor/manuscript'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Cuts } from '../src/state/cuts.svelte'
import { Draft } from '../src/state/draft.svelte'
import type { Cut } from '../src/drawer'

const cut = (gone: number, text: string): Cut => ({ text, plain: text, rev: gone - 1, gone, at: '2026-11-24T20:00:00Z', by: 'MS' })

function open(body = 'One more.\n\nTwo more.\n\nThree more.') {
  const p = new FakeProgram()
  const api = fakeOf(p)
  const { id } = p.add({ headlines: { main: 'Head' }, body })
  const draft = new Draft(api, p.get(id))
  const copy: Manuscript = new Manuscript(body, { typed: () => draft.typed(), pasted: () => false })
  draft.copy = copy
  const said: string[] = []
  const pointed: string[] = []
  const cuts = new Cuts(api, draft, { say: (t) => said.push(t), fail: (e) => said.push(`failed: ${String(e)}`), point: (t) => pointed.push(t) })
  const takeOut = (words: string) => {
    const at = copy.text().indexOf(words)
    copy.goTo(at, at + words.length)
    copy.insert('')
  }
  return { api, draft, copy, cuts, said, pointed, takeOut }
}
const texts = (cuts: Cuts) => cuts.list.map((c) => c.text)

describe('the drawer', () => {
  it('has what was cut a moment ago, and one call puts it back', async () => {
    const { draft, copy, cuts, pointed, takeOut } = open()
    takeOut('Two more.\n\n')
    await cuts.putBackLatest()
    expect(copy.text()).toContain('Two more.')
    expect(texts(cuts)).toEqual([])
    expect(pointed).toEqual(['Two more.'])
    draft.close()
  })

  it('says so when nothing was cut', async () => {
    const { draft, cuts, said } = open()
    await cuts.putBackLatest()
    expect(said).toEqual(['Nothing was cut from this story'])
    draft.close()
  })

  it('says where older cuts are that it has no room for', async () => {
    const { api, draft, cuts, said } = open()
    api.cuts = async () => ({ cuts: [], since: 12 })
    await cuts.putBackLatest()
    expect(cuts.since).toBe(12)
    expect(said).toEqual(['The drawer is empty; the history has what was cut before'])
    draft.close()
  })

  it('puts the chosen one back, and lets another go', async () => {
    const { draft, copy, cuts, takeOut } = open()
    takeOut('Two more.\n\n')
    await draft.flush()
    takeOut('One more.\n\n')
    await draft.flush()
    await cuts.load()
    expect(texts(cuts)).toEqual(['One more.', 'Two more.'])
    cuts.step(1)
    await cuts.putBack()
    expect(copy.text()).toBe('Three more.\n\nTwo more.')
    expect(texts(cuts)).toEqual(['One more.'])
    await cuts.letGo()
    expect(texts(cuts)).toEqual([])
    draft.close()
  })

  it('keeps the cursor on the same cut while others come', async () => {
    const { api, draft, cuts } = open()
    let list = [cut(3, 'b'), cut(2, 'a')]
    api.cuts = async () => ({ cuts: list, since: 0 })
    await cuts.load()
    cuts.step(1)
    list = [cut(4, 'c'), ...list]
    await cuts.load()
    expect(cuts.chosen?.text).toBe('a')
    cuts.step(9)
    expect(cuts.chosen?.text).toBe('a')
    cuts.step(-9)
    expect(cuts.chosen?.text).toBe('c')
    list = []
    await cuts.load()
    expect([cuts.at, cuts.chosen]).toEqual([0, undefined])
    draft.close()
  })
})
