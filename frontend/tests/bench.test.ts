// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Bench, type Line } from '../src/state/bench.svelte'
import { Draft } from '../src/state/draft.svelte'

async function open(options: { channel: 'main' | 'search' | 'push'; text: string }[] = []) {
  const p = new FakeProgram()
  const api = fakeOf(p)
  const { id } = p.add({ headlines: { main: 'Ferry crews walk out' }, body: 'They did.' })
  p.save({ id, base: 1, note: '', set: { options: JSON.stringify(options) } })
  const draft = new Draft(api, p.get(id))
  const bench = new Bench(api, draft)
  await bench.load()
  return { p, api, id, draft, bench }
}
const shown = (lines: Line[]) => lines.map((l) => `${l.channel.channel} ${l.kind}${'option' in l ? ` ${l.option.text}` : ''}`)
const to = (bench: Bench, key: string) => (bench.at = bench.lines.findIndex((l) => l.key === key))

describe('the bench', () => {
  it('has a line for each channel, its options and the way back to the main headline', async () => {
    const { bench, draft } = await open([{ channel: 'search', text: 'One' }, { channel: 'search', text: 'Two' }])
    expect(shown(bench.lines)).toEqual([
      'main now Ferry crews walk out', 'front now Ferry crews walk out', 'search now Ferry crews walk out', 'search option Two', 'search option One',
      'social now Ferry crews walk out', 'push now Ferry crews walk out', 'print now Ferry crews walk out',
    ])
    to(bench, 'search One')
    await bench.choose()
    expect(shown(bench.lines).slice(2, 5)).toEqual(['search now One', 'search option Two', 'search as-main'])
    expect(bench.line?.key).toBe('search One') // the cursor stays with it
    expect(bench.said).toBe('Search: “One”')
    expect(draft.saved.headlines.search).toBe('One')
    to(bench, 'search  as main')
    await bench.choose()
    expect(draft.saved.headlines.search).toBe('')
    draft.close()
  })

  it('takes each step back, the latest first, and nothing else', async () => {
    const { bench, draft } = await open([{ channel: 'push', text: 'Ferries stop' }])
    draft.set('standfirst', 'Typed a moment ago.')
    to(bench, 'push Ferries stop')
    await bench.choose()
    await bench.drop()
    expect(draft.saved.options).toHaveLength(0)
    await bench.takeBack()
    expect(draft.saved.options).toHaveLength(1)
    await bench.takeBack()
    expect(draft.saved.headlines.push).toBe('')
    expect(draft.saved.standfirst).toBe('Typed a moment ago.')
    await bench.takeBack()
    expect(bench.said).toBe('There is nothing to take back')
    draft.close()
  })

  it('adds, uses and changes what is typed, and stays there', async () => {
    const { bench, draft } = await open()
    to(bench, 'search ')
    bench.write()
    bench.form!.text = '  Ferry   strike.'
    await bench.weigh()
    expect(bench.tried.findings.map((f) => f.code)).toEqual(['head-stop'])
    bench.form!.text = 'Ferry strike'
    bench.form!.note = 'shorter'
    await bench.keep(false)
    expect(bench.form).toBeNull()
    expect(bench.line?.key).toBe('search Ferry strike')
    expect(draft.saved.headlines.search ?? '').toBe('')
    bench.edit()
    expect(bench.form).toMatchObject({ text: 'Ferry strike', note: 'shorter', place: 0 })
    bench.form!.text = 'Ferry walkout'
    await bench.keep(true)
    expect(draft.saved.headlines.search).toBe('Ferry walkout')
    draft.close()
  })

  it('keeps what is typed where it was refused', async () => {
    const { bench, draft, api } = await open()
    api.changeHeadlines = () => Promise.reject({ code: 'value', message: 'No.', hint: 'Write less.' })
    bench.write('push')
    bench.form!.text = 'A long one'
    await bench.keep(false)
    expect(bench.problem?.message).toBe('No.')
    expect(bench.form?.text).toBe('A long one')
    draft.close()
  })

  it('changes a headline that is no option by putting another in its place', async () => {
    const { bench, draft } = await open()
    bench.edit()
    expect(bench.form).toMatchObject({ channel: 'main', place: -1, use: true, text: 'Ferry crews walk out' })
    bench.form!.text = 'Ferries stop'
    await bench.keep(false)
    expect(draft.saved.headlines.main).toBe('Ferries stop')
    expect(draft.saved.options?.map((o) => o.text)).toEqual(['Ferries stop', 'Ferry crews walk out'])
    draft.close()
  })

  it('lists the newest of very many, and more when asked', async () => {
    const { bench, draft } = await open(Array.from({ length: 200 }, (_, i) => ({ channel: 'main' as const, text: `Take ${i}` })))
    expect(bench.lines.filter((l) => l.kind === 'option')).toHaveLength(30)
    to(bench, 'main  older')
    await bench.choose()
    expect(bench.lines.filter((l) => l.kind === 'option')).toHaveLength(130)
    draft.close()
  })

  it('goes from channel to channel', async () => {
    const { bench, draft } = await open([{ channel: 'main', text: 'Two' }])
    bench.stepChannel(1)
    expect(bench.line?.channel.channel).toBe('front')
    bench.stepChannel(-1)
    expect(bench.at).toBe(0)
    bench.step(Infinity)
    expect(bench.line?.channel.channel).toBe('print')
    draft.close()
  })

  it('drops an answer about words that were typed on since, and asks once more', async () => {
    const { bench, draft, api } = await open()
    const ask = api.headlines
    let answerFirst: (() => void) | undefined
    const asked: (string | undefined)[] = []
    api.headlines = async (q) => {
      asked.push(q.text)
      const answer = await ask(q)
      if (q.text === 'a.') await new Promise<void>((r) => (answerFirst = r))
      return answer
    }
    bench.form = { channel: 'main', place: -1, text: 'a.', note: '', use: false }
    const slow = bench.weigh()
    for (const text of ['ab.', 'abc']) {
      bench.form.text = text
      void bench.weigh()
    }
    await expect.poll(() => answerFirst).toBeTruthy()
    answerFirst?.()
    await slow
    expect(asked).toEqual(['a.', 'abc'])
    expect(bench.tried.findings).toEqual([])
    draft.close()
  })
})
