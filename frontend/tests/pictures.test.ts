import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'
import { figureAt, pictureUrl, positionOf, widthOf, withoutFigure } from '../src/ui/crops'

const open: Session[] = []
afterEach(() => open.splice(0).forEach((s) => s.story?.draft.close()))

async function opened(arrange: (p: FakeProgram) => void = () => undefined) {
  const p = new FakeProgram()
  const a = p.add({ headlines: { main: 'Quay' }, body: 'First.\n\nSecond.' })
  arrange(p)
  const api = fakeOf(p)
  const s = new Session(api)
  open.push(s)
  await s.start()
  await s.open(a.id)
  return { s, p, api, id: a.id, story: s.story!, pictures: s.story!.pictures }
}

const file = (name = 'quay.png') => Object.assign(new File(['bytes'], name, { type: 'image/png' }), { arrayBuffer: async () => new ArrayBuffer(5) })

describe('where a figure goes', () => {
  const put = (text: string) => {
    const at = text.indexOf('|')
    const whole = text.replace('|', '')
    const f = figureAt(whole, at, 'x')
    return whole.slice(0, f.at) + f.insert + whole.slice(f.at)
  }
  it.each([
    ['|', '![](media/x)'],
    ['One| two.', 'One two.\n\n![](media/x)'],
    ['One\ntw|o\nthree\n\nFour', 'One\ntwo\nthree\n\n![](media/x)\n\nFour'],
    ['One\n\n|\n\nTwo', 'One\n\n![](media/x)\n\nTwo'],
    ['One\n|\nTwo', 'One\n\n![](media/x)\n\nTwo'],
    ['One\n\n|Two', 'One\n\nTwo\n\n![](media/x)'],
    ['|One', 'One\n\n![](media/x)'],
    ['One.\n\n|', 'One.\n\n![](media/x)'],
  ])('%j', (text, want) => expect(put(text)).toBe(want))
})

it('knows which pictures no reader sees, by what the checks found', async () => {
  const { story, pictures } = await opened(() => undefined)
  expect(pictures.unshown.size).toBe(0)
  story.draft.findings = [{ code: 'unshown', severity: 'note', message: '', field: 'pictures', picture: 'p1', from: 0, to: 0 }, { code: 'alt', severity: 'warn', message: '', field: 'pictures', picture: 'p2', from: 0, to: 0 }]
  expect([...pictures.unshown]).toEqual(['p1'])
})

it('knows how wide a picture will be before it has come', () => {
  expect(widthOf({ id: 'a', width: 1200, height: 800 })).toBe('min(1200px, 18rem)')
  expect(widthOf({ id: 'a', width: 1200 })).toBeUndefined()
})

it('takes figures out of a text, and leaves pictures within lines and other pictures', () => {
  const text = 'One.\n\n![A \\] b](media/ab "He said \\"no\\"."){credit="X"}\n\nTwo ![](media/ab) in line.\n\n![](media/abc)\n\n![](media/ab)'
  expect(withoutFigure(text, 'ab')).toBe('One.\n\nTwo ![](media/ab) in line.\n\n![](media/abc)\n\n')
})

// The sums of internal/picture/crop.go: left edge 40 of the 200 that are left over, and so on.
it.each([
  [{ width: 600, height: 400, focusX: 400, focusY: 500 }, 1, '20% 50%'],
  [{ width: 600, height: 400, focusX: 1000, focusY: 500 }, 1, '100% 50%'],
  [{ width: 600, height: 400, focusX: 1, focusY: 1 }, 1, '0% 50%'],
  [{ width: 600, height: 400 }, 1, '50% 50%'],
  [{ width: 400, height: 800, focusX: 500, focusY: 900 }, 16 / 9, '50% 100%'],
  [{ width: 600, height: 400, focusX: 900, focusY: 900 }, 0, '50% 50%'],
])('a crop of %j to %f lies at %s', (p, ratio, want) => expect(positionOf({ id: 'x', ...p }, ratio)).toBe(want))

it('asks for what goes out as it is as it is', () => {
  expect(pictureUrl({ id: 'x', width: 9, height: 9 }, 480)).toBe('/asset/x-480')
  expect(pictureUrl({ id: 'x', width: 9, height: 9, asIs: true }, 480)).toBe('/asset/x')
})

describe('pictures of a story', () => {
  it('come in from files, go into the text at the cursor, and are saved', async () => {
    const { s, p, id, story, pictures } = await opened()
    story.copy.goTo(2)
    await pictures.choose(true)
    await story.draft.flush()
    const kept = p.get(id)
    expect(kept.pictures).toHaveLength(1)
    expect(kept.body).toBe(`First.\n\n![](media/${kept.pictures![0]!.id})\n\nSecond.`)
    expect(s.notice?.text).toContain('where it was taken (GPS)')
    expect(pictures.one?.name).toBe('harbour.jpg')
  })

  it('come in by drop; a bad one is named and stops no other', async () => {
    const { s, api, pictures } = await opened()
    const good = api.takePicture
    api.takePicture = (name, data) => (name === 'bad.svg' ? Promise.reject(new Problem('failed', 'An SVG is a program.')) : good(name, data))
    await pictures.take([file('bad.svg'), file('good.png')], false)
    expect(pictures.list.map((x) => x.name)).toEqual(['good.png'])
    expect(s.notice).toMatchObject({ kind: 'problem', text: 'bad.svg did not come in: An SVG is a program.' })
    expect(pictures.coming).toBe(0)
  })

  it('come in by a paste that shows the page nothing, or it is said what to do', async () => {
    const { s, p, story, pictures } = await opened()
    await pictures.paste()
    expect(s.notice?.hint).toContain('Ctrl+Shift+I')
    p.clipboard = true
    await pictures.paste()
    expect(pictures.list).toHaveLength(1)
    expect(story.copy.text()).toContain('![](media/')
  })

  it('take words, a focus, a shape and the lead', async () => {
    const { p, id, story, pictures } = await opened()
    await pictures.take([file()], false)
    const one = pictures.list[0]!.id
    pictures.set(one, { alt: 'A quay' })
    pictures.set(one, { focusX: 250, focusY: 1000, shape: '16:9' })
    pictures.set(one, { credit: '' })
    pictures.toggleLead(one)
    await story.draft.flush()
    expect(p.get(id).leadPicture).toBe(one)
    expect(p.get(id).pictures![0]).toMatchObject({ alt: 'A quay', focusX: 250, focusY: 1000, shape: '16:9' })
    expect(p.get(id).pictures![0]).not.toHaveProperty('credit')
    pictures.toggleLead(one)
    await story.draft.flush()
    expect(p.get(id).leadPicture).toBe('')
  })

  it('leave with their figures, and come back with one step', async () => {
    const { s, p, id, story, pictures } = await opened()
    await pictures.take([file('a.png'), file('b.png')], true)
    const [a] = pictures.list
    pictures.toggleLead(a!.id)
    const before = story.copy.text()
    pictures.remove(a!.id)
    expect(pictures.list.map((x) => x.name)).toEqual(['b.png'])
    expect(story.copy.text()).not.toContain(a!.id)
    expect(pictures.lead).toBe('')
    await story.draft.flush()
    s.notice!.undo!()
    await story.draft.flush()
    expect(p.get(id).pictures!.map((x) => x.name)).toEqual(['a.png', 'b.png'])
    expect(p.get(id).body).toBe(before)
    expect(p.get(id).leadPicture).toBe(a!.id)
  })

  it('stay as they are where the newsroom can only be read', async () => {
    const { p, id, s, pictures } = await opened((p) => (p.readOnly = true))
    await pictures.choose(true)
    await pictures.take([file()], true)
    expect(p.get(id).pictures).toBeUndefined()
    expect(s.story!.copy.text()).toBe('First.\n\nSecond.')
  })

  it('are shown when a problem speaks of them', async () => {
    const { s, id } = await opened()
    await s.jump(id, { code: 'no-alt', severity: 'warn', message: 'No alt text.', field: 'pictures', from: 0, to: 0 })
    expect(s.layout.tab).toBe('pictures')
  })
})
