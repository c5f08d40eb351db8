import { afterEach, describe, expect, it } from 'vitest'
import { undo } from '@codemirror/commands'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Manuscript } from '../src/editor/manuscript'
import { Session } from '../src/state/session.svelte'
import { dayIn, filled } from '../src/state/snippets'
import { heldIn } from '../src/ui/kept'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

async function written(body = 'One two.') {
  const p = new FakeProgram()
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  await s.open(p.add({ headlines: { main: 'Head' }, body, sectionId: 's1', commissionedLength: 300, internalNote: 'Call Ada' }).id)
  return { p, s, copy: s.story!.copy }
}

describe('what a snippet leaves open', () => {
  it('is filled in, and the cursor lands in the first place meant for it', () => {
    expect(filled('Call 116 123.', 'today')).toEqual({ text: 'Call 116 123.', cursor: 13 })
    expect(filled('On {date}: {here} and {here}.', '1 May')).toEqual({ text: 'On 1 May:  and .', cursor: 10 })
  })
  it('names the day as the story says it', () => {
    const night = new Date('2026-11-28T23:30:00Z')
    expect(dayIn('en', 'Europe/Kyiv', night)).toBe('29 November 2026')
    expect(dayIn('de-AT', 'Europe/London', night)).toBe('28. November 2026')
    expect(dayIn('no such thing', 'Nowhere/Land', night)).toMatch(/November 2026/)
  })
})

describe('a snippet in the body', () => {
  const at = (body: string, from: number, to: number, text: string, cursor = text.length) => {
    const copy = new Manuscript(body, { typed: () => {}, pasted: () => false })
    copy.goTo(from, to)
    copy.put(text, cursor)
    return copy
  }
  it('of one line stands among the words', () => {
    const copy = at('One two.', 4, 7, 'three', 2)
    expect([copy.text(), copy.state.selection.main.head]).toEqual(['One three.', 6])
  })
  it('of several stands apart, with the cursor where it says', () => {
    const box = ':::correction\n\n:::'
    expect(at('One two.', 4, 4, box).text()).toBe(`One \n\n${box}\n\ntwo.`)
    expect(at('', 0, 0, box).text()).toBe(box)
    const copy = at('One.', 4, 4, box, 14)
    expect([copy.text(), copy.state.selection.main.head]).toEqual([`One.\n\n${box}`, 20])
  })
  it('is one step of undo', () => {
    const copy = at('One two.', 4, 7, 'a\n\nb')
    undo({ state: copy.state, dispatch: (tr) => copy.replace(tr.newDoc.toString()) })
    expect(copy.text()).toBe('One two.')
  })
})

describe('what the house keeps', () => {
  it('is made of a selection, put in, and comes back when it was replaced', async () => {
    const { p, s, copy } = await written()
    await s.kept.askSnippet()
    expect([s.dialog, s.notice?.text]).toEqual(['', 'Select the words first: they become a snippet'])
    copy.goTo(0, 3)
    await s.kept.askSnippet()
    expect([s.dialog, s.kept.fresh]).toEqual(['snippet-keep', { snippet: { name: '', text: 'One' } }])
    await s.kept.keepFresh('First', 'One {here}more')
    expect([s.dialog, p.snippets]).toEqual(['', [{ name: 'First', text: 'One {here}more' }]])

    copy.goTo(8)
    await s.kept.offerSnippets()
    s.dialog = ''
    s.kept.put(s.kept.snippets[0]!)
    expect([copy.text(), copy.state.selection.main.head]).toEqual(['One two.One more', 12])

    copy.goTo(4, 7)
    await s.kept.askSnippet()
    expect(s.kept.called(' first')?.name).toBe('First')
    await s.kept.keepFresh('first', 'two')
    expect(p.snippets).toEqual([{ name: 'first', text: 'two' }])
    s.notice?.undo?.()
    await expect.poll(() => p.snippets).toEqual([{ name: 'First', text: 'One {here}more' }])
  })

  it('says why a name cannot be, and keeps what was there', async () => {
    const { p, s } = await written()
    p.snippets = [{ name: 'A', text: 'a' }, { name: 'B', text: 'b' }]
    await s.kept.open()
    expect(await s.kept.keepSnippet('B', { name: 'a', text: 'b' })).toBe(false)
    expect([s.kept.problem?.message, p.snippets.length]).toEqual(['the name is taken: there is a snippet called "A" already', 2])
    await s.kept.removeSnippet(p.snippets[0]!)
    expect([s.kept.problem, s.kept.undone?.text, p.snippets.map((x) => x.name)]).toEqual([null, 'Removed: A', ['B']])
    await s.kept.takeBack()
    expect([s.kept.undone, p.snippets.map((x) => x.name)]).toEqual([null, ['A', 'B']])
  })

  it('starts a story as another stood', async () => {
    const { p, s } = await written('TK\n\n## The verdict')
    await s.kept.askTemplate()
    expect(s.dialog).toBe('template-keep')
    await s.kept.keepFresh('Court', '')
    expect(heldIn(p.templates[0]!)).toBe('headline, body, length and internal note')
    await s.kept.offerTemplates()
    await s.kept.startFrom(s.kept.templates[0]!)
    expect([s.story?.copy.text(), s.story?.draft.fields['headlines.main'], s.story?.draft.fields['commissionedLength']]).toEqual(['TK\n\n## The verdict', 'Head', '300'])
  })

  it('starts a story in no section where the template names one that is gone', async () => {
    const p = new FakeProgram()
    p.templates = [{ name: 'Court', set: { body: 'TK', section: 'gone' } }, { name: 'Match', set: { body: 'TK', section: 's4' } }]
    const s = new Session(fakeOf(p))
    open.push(s)
    await s.start()
    await s.desk.show('all', 's1')
    await s.kept.startFrom(p.templates[0]!)
    expect([s.story?.draft.fields['section'], s.notice]).toMatchObject(['', { text: 'The section of “Court” is gone: the story is in none yet' }])
    s.notice = null
    await s.kept.startFrom(p.templates[1]!)
    expect([s.story?.draft.fields['section'], s.notice]).toEqual(['s4', null])
  })
})
