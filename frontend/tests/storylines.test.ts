import { SearchQuery } from '@codemirror/search'
import { afterEach, expect, it, vi } from 'vitest'
import { said } from '../src/editor/find/replacing'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'
import type { Picture } from '../src/types'

const open: Session[] = []
afterEach(() => {
  open.splice(0).forEach((s) => s.story?.draft.close())
  vi.unstubAllGlobals()
})

async function opened(pictures: Picture[]) {
  const p = new FakeProgram()
  const a = p.add({ headlines: { main: 'Harbor gate' }, body: 'The harbor.', pictures })
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  await s.open(a.id)
  const { lines, pictures: of, draft } = s.story!
  const look = (search: string, replace = '') => lines.look(new SearchQuery({ search, replace, literal: true }))
  return { s, lines, of, draft, look }
}

const TWO: Picture[] = [
  { id: 'a', alt: 'A harbor by night', caption: 'The harbor gate', credit: 'Harbor Press', rights: 'Harbor Board' },
  { id: 'b', name: 'quay.jpg', caption: 'Harbor, harbor', source: 'Harbor Office' },
]

it('finds the words of all pictures behind the body, and leaves what is the desk\'s own', async () => {
  const { lines, look } = await opened(TWO)
  look('harbor')
  expect(lines.matches.map((m) => m.path)).toEqual(['headlines.main', 'pictures.alt a', 'pictures.caption a', 'pictures.credit a', 'pictures.caption b', 'pictures.caption b'])
  expect([lines.above, lines.rank('headlines.main') < 0, lines.rank('pictures.alt a') > 0]).toEqual([1, true, true])
  lines.here = lines.matches[4]!
  expect([lines.where, lines.at]).toEqual(['Caption of picture 2', 5])
})

it('replaces them as one change of the pictures, there and back', async () => {
  const { lines, of, look } = await opened(TWO)
  look('harbor', 'harbour')
  const { changes, done } = lines.all()
  expect(said([{ n: 1, left: 0, hidden: 0, over: 0 }, done])).toBe('7 replaced, 1 in the headline, 1 in the alt text of picture 1, 3 in captions, 1 in the credit of picture 1')
  expect(lines.take(changes, 'insertReplacementText')).toEqual({ stay: [], done: 5 })
  expect(of.list.map((p) => [p.alt, p.caption, p.credit, p.rights, p.source])).toEqual([
    ['A harbour by night', 'The harbour gate', 'Harbour Press', 'Harbor Board', undefined],
    [undefined, 'Harbour, harbour', undefined, undefined, 'Harbor Office'],
  ])
  of.remove('b')
  const back = changes.map((c) => ({ ...c, before: c.after, after: c.before }))
  expect(lines.take(back, 'historyUndo').stay).toEqual(['Caption of picture 2'])
  expect(of.list).toEqual([TWO[0]])
})

it('names no number where there is one picture, and shows it where there is room', async () => {
  const { s, lines, of, look } = await opened([TWO[1]!])
  look('harbor')
  s.layout.tab = 'page'
  s.layout.rem = 40
  await lines.go(lines.matches[1]!)
  expect([lines.where, lines.away, s.layout.tab]).toEqual(['Caption', true, 'page'])
  s.layout.rem = 80
  vi.stubGlobal('document', { getElementById: () => null })
  await lines.go(lines.matches[1]!)
  expect([s.layout.tab, of.chosen]).toEqual(['pictures', 'b'])
})
