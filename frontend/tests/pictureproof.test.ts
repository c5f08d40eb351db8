// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { Spelling } from '../src/state/spelling.svelte'
import type { Worked } from '../src/state/speller'
import type { Picture } from '../src/types'
import { SPELLING, type Problem, type Question } from '../src/worker/protocol'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  document.body.replaceChildren()
  vi.useRealTimers()
})

const problem = (text: string, from: number): Problem => ({ from, to: from + text.length, rule: SPELLING, text, message: 'In no dictionary', fixes: [] })
const wrongIn = (text: string): Problem[] => [...text.matchAll(/habrour|teh/g)].map((m) => problem(m[0], m.index))

async function desk(list: Picture[]) {
  const p = new FakeProgram()
  const said: string[] = []
  const asked: string[][] = []
  const shown: [string, string][] = []
  const worker = (): Worked => {
    const w: Worked = {
      onmessage: null,
      onerror: null,
      terminate: () => {},
      postMessage: (q: Question) =>
        void Promise.resolve().then(() => {
          if (q.ask === 'check') asked.push(q.texts)
          w.onmessage?.call(w as Worker, new MessageEvent('message', { data: q.ask === 'check' ? { id: q.id, problems: q.texts.map(wrongIn) } : { id: q.id, started: true } }))
        }),
    }
    return w
  }
  const spelling = new Spelling(fakeOf(p), { say: (t) => said.push(t), fail: (e) => said.push(String(e)), language: () => 'en', showMenu: () => {} }, worker)
  await spelling.load()
  const draft = new Draft(fakeOf(p), p.get(p.add({ body: 'One.' }).id))
  spelling.attend(draft)
  const boxes = new Map<string, HTMLTextAreaElement>()
  const read = (words: Picture[]) => spelling.readPictures(draft, words, async (id, path) => {
    shown.push([id, path])
    return line(id, path, words).box
  })
  /** A field of a picture as the panel shows it. */
  function line(id: string, path: string, words: Picture[]) {
    const text = words.find((w) => w.id === id)![path.slice('pictures.'.length) as 'alt' | 'caption'] ?? ''
    const proof = spelling.line(draft, path, id)
    const box = document.body.appendChild(document.createElement('textarea'))
    box.value = text
    boxes.set(id + path, box)
    proof.shown(box)
    proof.read(text)
    return { box, proof }
  }
  read(list)
  return { spelling, draft, said, asked, shown, boxes, line, read }
}

const words = (id: string, alt: string, caption = ''): Picture => ({ id, name: `${id}.jpg`, alt, caption })
const three = [words('a', 'The habrour', 'teh quay'), words('b', 'A mole'), words('c', 'A gate', 'By teh gate')]

it('walks through the words of all pictures, and brings each on screen', async () => {
  const { spelling, said, shown, boxes } = await desk(three)
  await vi.advanceTimersByTimeAsync(4000)
  spelling.next(1)
  await vi.advanceTimersByTimeAsync(10)
  expect([said.at(-1), shown]).toEqual(['1 of 3: “habrour”. In no dictionary', [['a', 'pictures.alt']]])
  const box = boxes.get('apictures.alt')!
  expect([document.activeElement, box.selectionStart, box.selectionEnd]).toEqual([box, 4, 11])
  spelling.next(1) // at once: what was found before is known
  expect(said.at(-1)).toContain('2 of 3: “teh”')
  await vi.advanceTimersByTimeAsync(10)
  spelling.next(1)
  await vi.advanceTimersByTimeAsync(10)
  expect([said.at(-1), shown.at(-1)]).toEqual(['3 of 3: “teh”. In no dictionary', ['c', 'pictures.caption']])
  spelling.next(1)
  expect(said.at(-1)).toContain('1 of 3')
})

it('marks a picture that comes on screen without asking again', async () => {
  const { line, asked } = await desk(three)
  await vi.advanceTimersByTimeAsync(4000)
  const before = asked.length
  const { proof } = line('a', 'pictures.alt', three)
  await vi.advanceTimersByTimeAsync(5)
  expect([proof.marks.map((m) => m.problem.text), asked.length]).toEqual([['habrour'], before])
})

it('asks for many in few questions, and only for what changed', async () => {
  const many = Array.from({ length: 1000 }, (_, n) => words(`p${n}`, `Mole ${n} in the habrour`, `Quay ${n}`))
  const { spelling, said, asked, read } = await desk(many)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked.length).toBeLessThan(60)
  expect(asked.flat().length).toBe(2000)
  const before = asked.length
  read([words('p0', 'Mole in teh sun'), ...many.slice(1)])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked.slice(before)).toEqual([['Mole in teh sun']])
  spelling.next(-1)
  expect(said.at(-1)).toContain('1000 of 1000')
})

it('leaves alone what the house has, and all of it once the story is off the screen', async () => {
  const { spelling, draft, said } = await desk(three)
  await spelling.saveWords(['habrour'])
  await spelling.load()
  await vi.advanceTimersByTimeAsync(8000)
  spelling.next(1)
  expect(said.at(-1)).toContain('1 of 2: “teh”')
  spelling.leavePictures(draft)
  expect(spelling.walk(1, true)).toBe(false)
})

it('asks nothing while the help is off', async () => {
  const { spelling, asked, read } = await desk([])
  await spelling.toggle()
  read(three)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([asked, spelling.walk(1, true)]).toEqual([[], false])
})
