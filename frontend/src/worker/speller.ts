// The worker that checks words, so that no key waits for it. It has one
// checker all its life; the page ends it to free its memory.
import { prose, type Prose } from './prose'
import type { Answer, Checker, Problem, Question } from './protocol'
import { decoded, foreign, Words } from './words'

interface Speller {
  check(p: Prose): Promise<Problem[]> | Problem[]
  suggest(word: string): string[]
}

let speller: Promise<Speller> | null = null

async function start(checker: Checker): Promise<Speller> {
  if (checker.kind === 'english') {
    const { english } = await import('./english')
    return { ...(await english(checker.dialect)), suggest: () => [] }
  }
  const [{ createHunspellFromStrings }, aff, dic] = await Promise.all([import('hunspell-wasm'), bytes(checker.aff), bytes(checker.dic)])
  const files = decoded(aff, dic)
  return new Words(await createHunspellFromStrings(files.aff, files.dic), checker.language)
}

async function bytes(url: string): Promise<Uint8Array> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

async function answer(q: Question): Promise<Answer> {
  if (q.ask === 'start') speller = start(q.checker)
  const ready = await speller
  if (!ready) return { id: q.id, failed: 'asked before it was started' }
  if (q.ask === 'suggest') return { id: q.id, fixes: ready.suggest(q.word) }
  if (q.ask === 'start') return { id: q.id, started: true }
  const problems: Problem[][] = []
  for (const text of q.texts) {
    const p = prose(text)
    const found = await ready.check(p)
    problems.push(foreign(p, found) ? [] : found)
  }
  return { id: q.id, problems }
}

// Questions are answered in their order: a checker does one thing at a time.
let last: Promise<unknown> = Promise.resolve()
addEventListener('message', (e: MessageEvent<Question>) => {
  const q = e.data
  last = last.then(() => answer(q).catch((err: unknown): Answer => ({ id: q.id, failed: String(err) })).then((a) => postMessage(a)))
})
