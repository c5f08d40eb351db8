// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FieldProof, moved } from '../src/editor/fields/fieldproof.svelte'
import type { Found } from '../src/editor/help/proofed'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Draft } from '../src/state/draft.svelte'
import { Spelling } from '../src/state/spelling.svelte'
import type { Worked } from '../src/state/speller'
import { SPELLING, type Problem, type Question } from '../src/worker/protocol'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  document.body.replaceChildren()
  vi.useRealTimers()
})

const problem = (text: string, from: number): Problem => ({ from, to: from + text.length, rule: SPELLING, text, message: 'In no dictionary', fixes: ['harbour'] })
const wrongIn = (text: string): Problem[] => [...text.matchAll(/habrour|teh/g)].map((m) => problem(m[0], m.index))

function worker(): Worked {
  const w: Worked = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: (q: Question) =>
      void Promise.resolve().then(() => {
        const data = q.ask === 'check' ? { id: q.id, problems: q.texts.map(wrongIn) } : { id: q.id, started: true }
        w.onmessage?.call(w as Worker, new MessageEvent('message', { data }))
      }),
  }
  return w
}

describe('marks of a line', () => {
  const found: Found[] = wrongIn('a teh b habrour c').map((p) => ({ from: p.from, to: p.to, problem: p }))
  const at = (before: string, after: string) => moved(found, before, after).map((f) => [f.from, after.slice(f.from, f.to)])
  it('stay with their words, and go with a word that is changed', () => {
    expect(at('a teh b habrour c', 'a teh or b habrour c')).toEqual([[2, 'teh'], [11, 'habrour']])
    expect(at('a teh b habrour c', 'a teh b habrours c')).toEqual([[2, 'teh']])
    expect(at('a teh b habrour c', 'habrour')).toEqual([])
  })
})

/** A line on screen as the furniture shows it, with the words beneath. */
function lineOf(spelling: Spelling, draft: Draft, path: string, text: string, picture = '') {
  const box = document.createElement('textarea')
  const proof: FieldProof = spelling.line(draft, path, picture)
  box.dataset['field'] = path
  box.value = text
  box.addEventListener('input', () => proof.read(box.value))
  document.body.append(box)
  proof.shown(box)
  proof.read(text)
  return { box, proof }
}

async function furniture() {
  const p = new FakeProgram()
  const said: string[] = []
  const menus: unknown[] = []
  const desk = { say: (t: string) => void said.push(t), fail: (e: unknown) => void said.push(String(e)), language: () => 'en', showMenu: (m: unknown) => void menus.push(m) }
  const spelling = new Spelling(fakeOf(p), desk, worker)
  await spelling.load()
  const draft = new Draft(fakeOf(p), p.get(p.add({ body: 'One.' }).id))
  const standfirst = lineOf(spelling, draft, 'standfirst', 'Teh ships and teh sea')
  const headline = lineOf(spelling, draft, 'headlines.main', 'Off the habrour')
  return { p, spelling, draft, said, menus, standfirst, headline }
}

describe('the furniture is checked', () => {
  it('once the keys rest, but for the word that is being typed', async () => {
    const { headline, standfirst } = await furniture()
    await vi.advanceTimersByTimeAsync(3000)
    expect(headline.proof.marks.map((m) => m.problem.text)).toEqual(['habrour'])
    expect(standfirst.proof.marks.map((m) => [m.from, m.kind])).toEqual([[14, 'misspelt']])
    headline.box.value = 'Off the habrour teh'
    headline.proof.typing(19)
    headline.proof.read(headline.box.value)
    await vi.advanceTimersByTimeAsync(1000)
    expect(headline.proof.marks.map((m) => m.problem.text)).toEqual(['habrour'])
    headline.proof.cursor(3)
    expect(headline.proof.marks.map((m) => m.problem.text)).toEqual(['habrour', 'teh'])
  })

  it('is walked through in its order, and mended where the cursor is', async () => {
    const { spelling, said, headline, standfirst } = await furniture()
    await vi.advanceTimersByTimeAsync(3000)
    headline.box.focus()
    headline.box.setSelectionRange(0, 0)
    spelling.next(1)
    expect([document.activeElement, said.at(-1)]).toEqual([headline.box, '1 of 2: “habrour”. In no dictionary'])
    spelling.next(1)
    expect([document.activeElement, standfirst.box.selectionStart]).toEqual([standfirst.box, 14])
    spelling.next(-1)
    expect(document.activeElement).toBe(headline.box)
    await spelling.open()
    expect(spelling.menu?.fixes).toEqual(['harbour'])
    spelling.replace('harbour')
    expect(headline.box.value).toBe('Off the harbour')
    expect(headline.proof.marks).toEqual([])
  })

  it('comes before the words of a picture, which stand beside the story', async () => {
    const { spelling, draft, said, standfirst } = await furniture()
    const alt = lineOf(spelling, draft, 'pictures.alt', 'A mole in the habrour', 'a')
    const overline = lineOf(spelling, draft, 'overline', 'Teh sea')
    await vi.advanceTimersByTimeAsync(3000)
    standfirst.box.focus()
    standfirst.box.setSelectionRange(14, 17)
    spelling.next(1)
    expect([document.activeElement, said.at(-1)]).toEqual([alt.box, '3 of 3: “habrour”. In no dictionary'])
    spelling.replace('')
    overline.box.focus()
    overline.box.setSelectionRange(0, 0)
    spelling.next(-1)
    expect(document.activeElement).toBe(alt.box)
    draft.close()
  })

  it('leaves alone what the house and the story leave alone', async () => {
    const { p, spelling, draft, headline, standfirst } = await furniture()
    await vi.advanceTimersByTimeAsync(3000)
    headline.box.focus()
    headline.box.setSelectionRange(9, 9)
    await spelling.open()
    await spelling.add()
    await vi.advanceTimersByTimeAsync(100)
    expect([p.words, headline.proof.marks]).toEqual([['habrour'], []])
    spelling.leave(draft, standfirst.proof)
    spelling.next(1)
    expect(document.activeElement).toBe(headline.box)
    draft.close()
  })
})
