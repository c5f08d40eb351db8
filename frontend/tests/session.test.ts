import { afterEach, describe, expect, it } from 'vitest'
import { Problem, type Api } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'
import { available } from '../src/ui/commands'
import { sleep } from './random'

const COPY = 'Published\n\nA headline\n\nA standfirst\n\nFirst paragraph.\n\nTrending\n\nLast paragraph.'
const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

async function session(p = new FakeProgram(), api: Api = fakeOf(p)) {
  const s = new Session(api)
  open.push(s)
  await s.start()
  return { s, p }
}

describe('paste has its place', () => {
  it('makes a story of copy pasted into the list, and shows what was left out', async () => {
    const { s } = await session()
    await s.copyIn.story({ html: '', text: COPY })
    expect(s.story?.draft.fields['headlines.main']).toBe('A headline')
    expect(s.story?.copy.text()).toBe('First paragraph.\n\nLast paragraph.')
    expect(s.copyIn.receipt?.dropped.map((n) => n.text)).toEqual(['Published', 'Trending'])
    expect(s.layout.tab).toBe('left-out')
    expect(s.desk.total).toBe(1)
  })

  it('adds body only when it is pasted into the body, as one step of undo', async () => {
    const { s } = await session()
    await s.create()
    await s.copyIn.body({ html: '', text: COPY }, s.story!.copy)
    expect(s.story?.copy.text()).toContain('A headline')
    expect(s.story?.draft.fields['headlines.main']).toBe('')
    expect(s.copyIn.pasted).toBeNull()
    await s.copyIn.body({ html: '', text: 'Advertisement' }, s.story!.copy)
    expect(s.copyIn.pasted?.receipt.dropped).toHaveLength(1)
  })

  it('quotes all of what is pasted into a quotation', async () => {
    const { s } = await session()
    await s.create()
    s.story!.copy.replace('> ours\n>\n> ')
    s.story!.copy.cursor = 11
    await s.copyIn.body({ html: '', text: 'One.\n\nTwo.' }, s.story!.copy)
    expect(s.story!.copy.text()).toBe('> ours\n>\n> One.\n> \n> Two.')
  })

  it('puts back what a paste left out, behind it, and takes the paste as plain text', async () => {
    const { s } = await session()
    await s.create()
    const before = s.story!.copy.text()
    await s.copyIn.body({ html: '<b>One</b>', text: 'One advertisement' }, s.story!.copy)
    s.story!.copy.insert(' Typed.')
    s.copyIn.putBackPasted(s.copyIn.pasted!.receipt.dropped[0]!)
    expect(s.story!.copy.text()).toContain('One advertisement\n\nAdvertisement Typed.')
    expect(s.copyIn.pasted!.receipt.dropped).toEqual([])
    await s.copyIn.asPlain()
    expect(s.story!.copy.text()).toContain('One advertisement Typed.')
    expect(s.copyIn.pasted).toBe(null)
    await s.copyIn.body({ html: '<b>Two</b>', text: 'Two advertisement' }, s.story!.copy)
    s.story!.copy.cursor = s.story!.copy.text().indexOf('Two') + 3
    s.story!.copy.insert(' of my own')
    await s.copyIn.asPlain()
    expect(s.story!.copy.text(), 'words typed into a paste are kept').toContain('Two of my own advertisement')
    s.story!.copy.replace(before)
    await s.copyIn.asPlain()
    expect(s.story!.copy.text()).toBe(before)
  })

  it('puts back what was left out, on top of what was typed meanwhile', async () => {
    const { s, p } = await session()
    await s.copyIn.story({ html: '', text: COPY })
    s.story!.copy.goTo(0)
    s.story!.copy.insert('Typed. ')
    await s.copyIn.putBack(s.copyIn.receipt!.dropped[1]!)
    const id = s.story!.draft.id
    expect(p.get(id).body).toBe('Typed. First paragraph.\n\nLast paragraph.\n\nTrending')
    expect(s.story?.copy.text()).toBe(p.get(id).body)
    expect(s.copyIn.receipt?.dropped.map((n) => n.text)).toEqual(['Published'])
  })

  it('says so when the clipboard is empty', async () => {
    const { s } = await session()
    await s.copyIn.story({ html: '', text: '  ' })
    expect(s.notice).toMatchObject({ kind: 'problem', text: 'The clipboard holds no text.' })
  })
})

describe('the full screen', () => {
  it('is taken and given back by one command, and said', async () => {
    const { s, p } = await session()
    const command = available(s).find((c) => c.id === 'full')!
    command.run(s)
    await sleep(5)
    expect([p.full, s.full, s.notice?.text]).toEqual([true, true, 'Full screen. F11 or Escape leaves it.'])
    command.run(s)
    await sleep(5)
    expect([p.full, s.full]).toEqual([false, false])
  })

  it('is not thought to be taken when it could not be', async () => {
    const p = new FakeProgram()
    const { s } = await session(p, { ...fakeOf(p), fullScreen: () => Promise.reject(new Problem('timeout', 'Stet did not answer in time.')) })
    await s.fullScreen(true)
    expect(s.full).toBe(false)
    expect(s.notice?.kind).toBe('problem')
  })
})

describe('the past of a story', () => {
  it('brings a revision back on top of what was typed meanwhile, and says so', async () => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'A' }, body: 'a' })
    await s.open(a.id)
    s.story!.copy.insert('typed ')
    await s.story!.past.load()
    await s.story!.past.bringBack('headlines.main')
    expect(p.get(a.id).body).toBe('typed a')
    expect(s.story!.draft.fields['headlines.main']).toBe(p.get(a.id).headlines.main)
    expect(s.notice?.text).toContain('is back, in part')
    expect(s.story!.past.revisions[0]?.changed).toEqual(['headlines.main'])
  })

  it('is stepped through, and shows the answer that was asked for last', async () => {
    const p = new FakeProgram()
    const slow = fakeOf(p)
    const answers: (() => void)[] = []
    const { s } = await session(p, { ...slow, compare: (id, x, y) => new Promise((done) => answers.push(() => done({ id, a: x, b: y, fields: [] }))) })
    const a = p.add({ headlines: { main: 'A' }, body: 'a' })
    await s.open(a.id)
    for (const word of ['one ', 'two ', 'three ']) {
      s.story!.copy.insert(word)
      await s.story!.draft.flush()
    }
    const past = s.story!.past
    void past.load()
    await sleep(20)
    void past.step(1)
    await sleep(5)
    answers.reverse().forEach((answer) => answer())
    await sleep(5)
    expect(past.comparison?.b).toBe(past.chosen)
  })
})

describe('several stories', () => {
  it('keep their words and their undo when the desk goes back and forth', async () => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'A' }, body: 'a' })
    const b = p.add({ headlines: { main: 'B' }, body: 'b' })
    await s.open(a.id)
    s.story!.copy.insert('typed ')
    const first = s.story
    await s.open(b.id)
    await sleep(5)
    expect(p.get(a.id).body).toBe('typed a')
    await s.open(a.id)
    expect(s.story).toBe(first)
  })

  it('show the one that was asked for last', async () => {
    const p = new FakeProgram()
    const a = p.add({ body: 'a' })
    const b = p.add({ body: 'b' })
    const fake = fakeOf(p)
    const { s } = await session(p, { ...fake, open: async (id) => (await sleep(id === a.id ? 20 : 1), fake.open(id)) })
    await Promise.all([s.open(a.id), s.open(b.id)])
    expect(s.story?.draft.id).toBe(b.id)
  })
})

describe('the end of the evening', () => {
  it('saves everything, then closes', async () => {
    const { s, p } = await session()
    const a = p.add({ body: 'a' })
    await s.open(a.id)
    s.story!.copy.insert('last words ')
    await s.closeAsked()
    expect(p.get(a.id).body).toBe('last words a')
    expect(p.quits).toBe(1)
  })

  it('stays when words could not be saved', async () => {
    const p = new FakeProgram()
    const a = p.add({ body: 'a' })
    const { s } = await session(p, { ...fakeOf(p), save: () => Promise.reject(new Problem('failed', 'The disk is full.')) })
    await s.open(a.id)
    s.story!.copy.insert('last words ')
    await s.closeAsked()
    expect(p.quits).toBe(0)
    expect(s.dialog).toBe('close')
  })
})

describe('a package', () => {
  it('is not saved while something stops it', async () => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'A' }, body: 'The figure is TK.', sectionId: 's1' })
    await s.open(a.id)
    await s.askExport()
    expect(s.exporting.plan?.blocked).toBe(1)
    expect(s.exporting.ready).toBe(false)
    await s.exporting.run()
    expect(s.exporting.result).toBeNull()
  })

  it('is saved with the words as they stand, and read back', async () => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'A' }, body: 'The figure is TK.', sectionId: 's1' })
    await s.open(a.id)
    s.story!.copy.replace('The figure is nine.')
    s.story!.draft.typed()
    await s.askExport()
    expect(s.exporting.ready).toBe(true)
    await s.exporting.run()
    expect(s.exporting.verdict?.ok).toBe(true)
  })
})

describe('a stop of a package', () => {
  const held = async (flag: string) => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'A' }, body: 'The figure is TK.', sectionId: 's1', flag })
    await s.open(a.id)
    await s.askExport()
    const stop = (code: string) => s.exporting.plan!.stops.find((x) => x.code === code)!
    const pass = (code: string, why: string) => {
      s.exporting.passing.ask(stop(code))
      s.exporting.passing.why = why
      return s.exporting.passing.answer(stop(code))
    }
    return { s, p, a, stop, pass }
  }

  it('is passed by somebody with a name, each with its reason', async () => {
    const sent: unknown[] = []
    const p = new FakeProgram()
    const api = fakeOf(p)
    const { s } = await session(p, { ...api, exportPackage: (...args) => (sent.push(args[3]), api.exportPackage(...args)) })
    const a = p.add({ headlines: { main: 'A' }, body: 'The figure is TK.', sectionId: 's1', flag: 'hold' })
    await s.open(a.id)
    await s.askExport()
    const { passing } = s.exporting
    for (const [code, why] of [['hold', 'rang back'], ['tk', ''], ['tk', 'the desk knows']] as const) {
      const stop = s.exporting.plan!.stops.find((x) => x.code === code)!
      passing.ask(stop)
      passing.why = why
      await passing.answer(stop)
      if (!why) expect(passing.trouble).toBe('Say why in a few words')
      expect(s.exporting.ready).toBe(why === 'the desk knows')
    }
    await s.exporting.run()
    expect(sent).toEqual([[{ stop: 'hold', why: 'rang back' }, { stop: 'tk', why: 'the desk knows' }]])
    expect(s.exporting.passed[1]).toEqual({ stop: 'TK', why: 'the desk knows' })
  })

  it('asks who it is, and comes back to the package', async () => {
    const { s, stop } = await held('hold')
    s.info = { ...s.info!, person: { ...s.info!.person, asked: false } }
    s.exporting.passing.ask(stop('hold'))
    expect(s.dialog).toBe('who')
    await s.setPerson('Ada Brandt', 'AB')
    expect(s.dialog).toBe('export')
    expect(s.exporting.passing.asking).toBe('hold')
  })

  it('can be taken back, and goes with the choice of other stories', async () => {
    const { s, pass } = await held('hold')
    await pass('hold', 'so')
    await pass('tk', 'so')
    expect(s.exporting.ready).toBe(true)
    s.exporting.passing.takeBack('tk')
    expect(s.exporting.held).toBe(1)
    await pass('tk', 'so')
    await s.chooseExport('all')
    expect(s.exporting.passing.passes).toEqual([])
  })

  it('that is absolute stays', async () => {
    const { s, stop } = await held('killed')
    expect(s.exporting.kill).toBe(true) // what may go is its notice
    await s.exporting.setKill(false)
    expect(stop('killed')).toMatchObject({ cell: 'never', why: 'It must not be used.' })
    expect(s.exporting.ready).toBe(false)
  })

  it('of an embargo is broken, in the story', async () => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'A' }, body: 'Words.', sectionId: 's1', embargo: { at: '2999-01-01T00:00:00Z' } })
    await s.open(a.id)
    await s.askExport()
    const stop = s.exporting.plan!.stops[0]!
    expect(stop.cell).toBe('waits')
    s.exporting.passing.ask(stop)
    s.exporting.passing.why = 'it is on their site'
    await s.exporting.passing.answer(stop)
    expect(p.get(a.id).embargo?.broken?.why).toBe('it is on their site')
    expect(s.story?.draft.saved.embargo?.broken?.why).toBe('it is on their site')
    expect(s.exporting.ready).toBe(true)
  })
})

describe('a story on paper', () => {
  it('is saved at once where nothing stops it, and asks where something does', async () => {
    const wishes: unknown[] = []
    const p = new FakeProgram()
    const api = fakeOf(p)
    const { s } = await session(p, { ...api, savePaper: (id, wish) => (wishes.push(wish), api.savePaper(id, wish)) })
    const a = p.add({ headlines: { main: 'A' }, body: 'Words.', sectionId: 's1', slug: 'a', flag: 'hold' })
    await s.open(a.id)
    await s.papers.ask('save', 'legal')
    expect(s.notice?.text).toBe('Legal copy saved: /home/marit/Packages/legal-copy-a.pdf')
    await s.papers.ask('save', 'print')
    expect(s.dialog).toBe('paper')
    expect(s.papers.ready).toBe(false)
    const stop = s.papers.stops[0]!
    s.papers.passing.ask(stop)
    s.papers.passing.why = 'the page closes'
    await s.papers.passing.answer(stop)
    expect(s.papers.ready).toBe(true)
    await s.papers.go('save')
    expect(s.dialog).toBe('')
    expect(s.notice?.text).toBe('Print copy saved: /home/marit/Packages/print-copy-a.pdf')
    expect(wishes).toEqual([{ kind: 'legal', pass: [] }, { kind: 'print', pass: [{ stop: 'hold', why: 'the page closes' }] }])
  })
})

describe('problems', () => {
  it('are walked in order and lead to their field', async () => {
    const { s, p } = await session()
    const a = p.add({ body: 'A TK here.' })
    await s.open(a.id)
    await s.story!.draft.check()
    s.problems.next(1)
    expect(s.wanted?.path).toBe('headlines.main')
    s.problems.next(1)
    expect(s.wanted?.path).toBe('section')
    s.problems.next(1)
    const { from, to } = s.story!.copy.state.selection.main
    expect(s.story!.copy.text().slice(from, to)).toBe('TK')
  })

  it('go on in what the language help marks, and round the end', async () => {
    const { s, p } = await session()
    const a = p.add({ headlines: { main: 'Head' }, body: 'Words.', sectionId: 's1' }) // no web address: one finding
    await s.open(a.id)
    await s.story!.draft.check()
    const marks = ['wrod', 'teh']
    let at = -1
    const help = await s.help()
    help.walk = (step, begin) => {
      at = begin ? (step > 0 ? 0 : marks.length - 1) : at + step
      if (marks[at]) s.say(marks[at]!)
      return !!marks[at]
    }
    const walked = (step: 1 | -1) => (s.problems.next(step), s.notice?.text.slice(0, 6))
    expect([1, 1, 1, 1, 1].map(() => walked(1))).toEqual(['1 of 1', 'wrod', 'teh', '1 of 1', 'wrod'])
    expect([1, 1, 1, 1].map(() => walked(-1))).toEqual(['1 of 1', 'teh', 'wrod', '1 of 1'])
    s.story!.draft.findings = []
    expect([1, 1, 1].map(() => walked(1))).toEqual(['wrod', 'teh', 'wrod'])
    marks.length = 0
    expect(walked(1)).toBe('No pro')
  })

  it('of an answer for older words are dropped', async () => {
    const p = new FakeProgram()
    const a = p.add({ body: 'TK' })
    const fake = fakeOf(p)
    const { s } = await session(p, { ...fake, check: async (id) => (await sleep(10), fake.check(id)) })
    await s.open(a.id)
    const check = s.story!.draft.check()
    s.story!.copy.insert('x')
    await check
    expect(s.story!.draft.findings).toEqual([])
  })
})

describe('a newsroom that can only be read', () => {
  it('shows its words and takes no change, and says why', async () => {
    const p = new FakeProgram()
    const { id, rev } = p.add({ body: 'First words.', headlines: { main: 'A headline' } })
    p.readOnly = true
    p.person = { ...p.person, asked: false }
    const { s } = await session(p)
    expect(s.info?.readOnly?.message).toContain('can only be read')
    expect(s.asking).toBe(false)
    await s.open(id)
    const { draft, copy } = s.story!
    expect(copy.text()).toBe('First words.')
    expect(copy.state.readOnly).toBe(true)
    draft.set('headlines.main', 'Another')
    draft.set('status', 'ready')
    await s.copyIn.body({ html: '', text: COPY }, copy)
    await sleep(1200)
    expect(draft.fields['headlines.main']).toBe('A headline')
    expect(draft.state.kind).toBe('saved')
    expect(copy.text()).toBe('First words.')
    expect(p.get(id).rev).toBe(rev)
    const ids = available(s).map((c) => c.id)
    expect(ids).toContain('export')
    for (const no of ['new', 'paste', 'status.ready', 'hold', 'trash']) expect(ids).not.toContain(no)
    expect(await s.flushAll()).toBe(true)
  })
})
