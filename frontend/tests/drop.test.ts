import { afterEach, describe, expect, it } from 'vitest'
import { broughtFiles, mayBringFiles } from '../src/editor/paste/drop'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { left } from '../src/state/copyin.svelte'
import { Session } from '../src/state/session.svelte'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

const data = (types: string[], list = '', files: string[] = []) =>
  ({ types, files: files.map((name) => new File([], name)), getData: (type: string) => (type === 'text/uri-list' ? list : '') }) as unknown as DataTransfer

describe('what is dropped is files', () => {
  it.each([
    ['whose addresses are hidden', ['text/uri-list', 'text/html'], '', [], true],
    ['whose addresses are shown', ['text/uri-list'], 'file:///home/a/quay.jpg\r\n', [], true],
    ['that the page is given', ['Files'], '', ['quay.jpg'], true],
    ['or a link', ['text/uri-list', 'text/html'], 'https://quay.example/a.jpg', [], false],
    ['or words', ['text/plain', 'text/html'], '', [], false],
  ])('%s', (_, types, list, files, want) => expect(broughtFiles(data(types, list, files))).toBe(want))

  it('may be, while the engine says little', () => {
    expect(mayBringFiles(data(['text/uri-list', 'text/html']))).toBe(true)
    expect(mayBringFiles(data(['text/plain', 'text/html']))).toBe(false)
    expect(mayBringFiles(null) || broughtFiles(null)).toBe(false)
  })
})

async function desk(...dropped: string[]) {
  const p = new FakeProgram()
  const a = p.add({ headlines: { main: 'Quay' }, body: 'First.\n\nSecond.' })
  p.dropped = dropped
  const s = new Session(fakeOf(p))
  open.push(s)
  await s.start()
  return { s, p, a }
}

it('puts pictures into the text and makes stories of copy', async () => {
  const { s, p, a } = await desk('quay.jpg')
  await s.open(a.id)
  const story = s.story!
  await s.copyIn.dropped(story, true)
  expect(story.pictures.list).toHaveLength(1)
  expect(story.copy.text()).toContain('![](media/')
  const before = p.stories.size
  p.dropped = ['mole.png', 'gate.docx']
  await s.copyIn.dropped(story, false)
  expect(story.pictures.list).toHaveLength(2)
  expect(story.copy.text().split('![](media/')).toHaveLength(2)
  expect(p.stories.size).toBe(before + 1)
  expect(s.story).not.toBe(story) // the one that came in is opened
})

it('says that a picture needs a story', async () => {
  const { s } = await desk('quay.jpg')
  await s.copyIn.dropped(null, false)
  expect(s.notice?.text).toContain('quay.jpg did not come in: it is a picture')
})

it('names the first of those that did not come in, and counts the others', () => {
  const bad = (name: string) => ({ name, problem: { code: 'failed', message: 'the copy holds no words', hint: '' } })
  expect(left([bad('a')], 1)).toBe('a did not come in: the copy holds no words.')
  expect(left(['a', 'b', 'c', 'd', 'e'].map(bad), 7)).toBe('7 stories came in. ' + ['a', 'b', 'c'].map((n) => `${n} did not come in: the copy holds no words. `).join('') + '2 more did not.')
})
