import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'

const open: Session[] = []
afterEach(() => {
  open.splice(0).forEach((s) => s.story?.draft.close())
  vi.unstubAllGlobals()
})
const place = { left: 1, top: 2, bottom: 3 }

/** A story with its first word selected; own is what the page may read of the clipboard. */
async function menuOf(own: { html?: string; text: string } | null = null) {
  const p = new FakeProgram()
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  const { id } = p.add({ headlines: { main: 'Head' }, body: 'One two.' })
  await s.open(id)
  const written: string[] = []
  const item = own && { types: Object.keys(own).map((k) => (k === 'html' ? 'text/html' : 'text/plain')), getType: async (t: string) => new Blob([(t === 'text/html' ? own.html : own.text) ?? '']) }
  vi.stubGlobal('navigator', {
    clipboard: { writeText: async (t: string) => void written.push(t), read: async () => (item ? [item] : Promise.reject(new Error('not allowed'))) },
  })
  const { copy } = s.story!
  copy.goTo(0, 4)
  return { p, s, copy, written }
}

describe('the menu of the text', () => {
  it('opens once, and says whether something is selected', async () => {
    const { s, copy } = await menuOf()
    await s.menu.open(copy, 0, place)
    expect([s.dialog, s.menu.shown?.edits, s.menu.selected]).toEqual(['menu', true, true])
    const { shown } = s.menu
    await s.menu.open(copy, 3, place)
    expect(s.menu.shown).toBe(shown)
    s.menu.close()
    copy.goTo(0)
    await s.menu.open(copy, 0, place)
    expect([s.menu.selected, s.dialog]).toEqual([false, 'menu'])
  })

  it('copies, and cuts as one step of undo', async () => {
    const { s, copy, written } = await menuOf()
    await s.menu.open(copy, 0, place)
    await s.menu.copy()
    expect([written, copy.text(), s.dialog]).toEqual([['One '], 'One two.', ''])
    await s.menu.open(copy, 0, place)
    await s.menu.cut()
    expect([written, copy.text()]).toEqual([['One ', 'One '], 'two.'])
  })

  it('keeps the words when the clipboard takes none', async () => {
    const { s, copy } = await menuOf()
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('no')) } })
    await s.menu.open(copy, 0, place)
    await s.menu.cut()
    expect([copy.text(), s.notice?.kind]).toEqual(['One two.', 'problem'])
  })

  it('pastes what Stet copied, else what the program reads', async () => {
    const own = await menuOf({ html: '<p>Own</p>', text: 'Own ' })
    own.p.copied = { html: '', text: 'Other ' }
    await own.s.menu.open(own.copy, 0, place)
    await own.s.menu.paste(false)
    expect(own.copy.text()).toBe('Owntwo.')
    const other = await menuOf()
    other.p.copied = { html: '<p>Other</p>', text: 'Other' }
    const asked = vi.spyOn(other.s.copyIn, 'body')
    await other.s.menu.open(other.copy, 0, place)
    await other.s.menu.paste(true)
    expect(asked.mock.calls[0]![0]).toEqual({ html: '', text: 'Other' })
  })

  it('pastes what was cut out of a text with its marks', async () => {
    const { s, copy } = await menuOf({ html: '', text: '**One** ' })
    copy.replace('**One** two.')
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.resolve(), read: () => Promise.reject(new Error('no')) } })
    s.copyIn.left('**One** ')
    await s.copyIn.body({ html: '', text: '**One** ' }, copy)
    expect(copy.text()).toContain('**One** ')
    expect(copy.text()).not.toContain('\\*')
  })

  it('pastes where the cursor was, whatever happens meanwhile', async () => {
    const { s, copy } = await menuOf()
    copy.cursor = copy.text().length
    const pasting = s.copyIn.body({ html: '', text: 'Pasted.' }, copy)
    copy.cursor = 0
    copy.replace(`Now: ${copy.text()}`)
    await pasting
    expect(copy.text()).toMatch(/^Now: One two\.\s*Pasted\.$/)
    expect(copy.cursor).toBeLessThan(6)
  })

  it('asks for a picture where there are no words', async () => {
    const { s, copy } = await menuOf()
    await s.menu.open(copy, 0, place)
    await s.menu.paste(false)
    expect([copy.text(), s.notice?.text]).toEqual(['One two.', 'Nothing came from the clipboard.'])
  })
})
