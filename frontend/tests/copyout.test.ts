import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { FORMS } from '../src/state/copyout'
import { Session } from '../src/state/session.svelte'

const open: Session[] = []
afterEach(() => {
  open.splice(0).forEach((s) => s.story?.draft.close())
  vi.unstubAllGlobals()
})
const [rich, plain, html] = FORMS

async function story() {
  const p = new FakeProgram()
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  const { id } = p.add({ headlines: { main: 'Head' }, body: 'One **two**.' })
  await s.open(id)
  const clip: Record<string, string>[] = []
  vi.stubGlobal('ClipboardItem', class { constructor(readonly kinds: Record<string, Blob>) {} })
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: async (t: string) => void clip.push({ 'text/plain': t }),
      write: async ([item]: { kinds: Record<string, Blob> }[]) =>
        void clip.push(Object.fromEntries(await Promise.all(Object.entries(item!.kinds).map(async ([k, b]) => [k, await b.text()])))),
    },
  })
  return { s, p, clip }
}

describe('copying out', () => {
  it('takes the whole story, with what was typed a moment ago', async () => {
    const { s, clip } = await story()
    s.story!.draft.set('headlines.main', 'New head')
    await s.copyOut(rich)
    await s.copyOut(plain)
    await s.copyOut(html)
    const text = 'New head\n\nOne **two**.'
    const page = '<p>New head</p>\n<p>One <strong>two</strong>.</p>'
    expect(clip).toEqual([{ 'text/html': page, 'text/plain': text }, { 'text/plain': text }, { 'text/plain': page }])
    expect(s.notice?.text).toBe('Copied as HTML: the whole story')
  })

  it('takes the field with the cursor, or the body when asked', async () => {
    const { s, clip } = await story()
    s.story!.draft.focused = 'headlines.main'
    await s.copyOut(plain)
    expect(s.notice?.text).toBe('Copied as plain text: Headline')
    await s.copyOut(html, 'body')
    expect(clip).toEqual([{ 'text/plain': 'Head' }, { 'text/plain': '<p>One <strong>two</strong>.</p>' }])
  })

  it('says so when nothing could be copied', async () => {
    const { s, clip } = await story()
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } })
    await s.copyOut(plain)
    expect(s.notice).toMatchObject({ kind: 'problem', text: 'The clipboard could not be written.' })
    s.story!.draft.set('headlines.main', '')
    s.story!.draft.focused = 'headlines.main'
    await s.copyOut(plain)
    expect([s.notice?.text, clip]).toEqual(['There is nothing to copy yet', []])
  })
})
