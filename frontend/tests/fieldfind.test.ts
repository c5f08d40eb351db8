// @vitest-environment jsdom
import { SearchQuery } from '@codemirror/search'
import { SvelteMap } from 'svelte/reactivity'
import { describe, expect, it } from 'vitest'
import { FieldFind } from '../src/editor/fieldfind.svelte'
import { Manuscript } from '../src/editor/manuscript'
import { wayBack } from '../src/ui/wayback'
import { layered } from '../src/ui/pieces'

function furniture(start: Record<string, string>, query: ConstructorParameters<typeof SearchQuery>[0]) {
  const texts = new SvelteMap(Object.entries(start))
  const lines = new FieldFind(
    () => [...texts].map(([path, text]) => ({ path, label: path, text })),
    (path, text) => void texts.set(path, text),
  )
  lines.look(new SearchQuery({ literal: !query.regexp, ...query }))
  return { lines, texts }
}

describe('find in the furniture', () => {
  it('goes through the lines in their order and ends at both ends', async () => {
    const { lines } = furniture({ headline: 'Gate, gate', standfirst: 'none', byline: 'A Gate' }, { search: 'gate' })
    const walked: string[] = []
    for (let m = lines.matches[0]; m; m = lines.beside(false)) {
      await lines.go(m)
      walked.push(`${lines.where} ${m.from} ${lines.at}`)
    }
    expect(walked).toEqual(['headline 0 1', 'headline 6 2', 'byline 2 3'])
    expect(lines.beside(true)).toEqual({ path: 'headline', from: 6, to: 10 })
    lines.here = { path: 'standfirst', from: 2, to: 2 }
    expect(lines.at).toBe(0)
    expect(lines.beside(false)?.path).toBe('byline')
    expect(lines.beside(true)?.from).toBe(6)
  })

  it('replaces the one it stands on and goes on behind it', async () => {
    const { lines, texts } = furniture({ headline: 'Gate, gate' }, { search: 'gate', replace: 'the gate' })
    expect(lines.replace()).toBe(false)
    await lines.go(lines.matches[0]!)
    expect(lines.replace()).toBe(true)
    expect(texts.get('headline')).toBe('The gate, gate')
    expect(lines.beside(false)).toEqual({ path: 'headline', from: 10, to: 14 })
  })

  it('replaces all of them but what stands', async () => {
    const { lines, texts } = furniture({ headline: 'Color 12, color', overline: '{==Color==}{>>stet: ML<<} color', byline: 'B' }, { search: 'color', replace: 'colour' })
    expect(await lines.replaceAll()).toEqual({ lines: [{ label: 'headline', n: 2 }, { label: 'overline', n: 1 }], left: 1 })
    expect(Object.fromEntries(texts)).toEqual({ headline: 'Colour 12, colour', overline: '{==Color==}{>>stet: ML<<} colour', byline: 'B' })
    expect(lines.shown).toEqual(['headline', 'overline'])
  })

  it('puts no line end into a line', async () => {
    const { lines, texts } = furniture({ headline: 'One 12' }, { search: '(\\d)(\\d)', replace: '$2\n$1', regexp: true })
    await lines.replaceAll()
    expect(texts.get('headline')).toBe('One 2 1')
  })

  it('finds nothing once it is left, nor with a pattern that has a mistake', () => {
    const { lines } = furniture({ headline: 'Gate' }, { search: '(g', regexp: true })
    expect(lines.matches).toEqual([])
    lines.look(new SearchQuery({ search: 'gate' }))
    expect(lines.marks('headline')).toEqual([{ from: 0, to: 4, kind: 'found' }])
    lines.look(null)
    expect(lines.matches).toEqual([])
  })

  it('is a step of the way back of its line', async () => {
    const { lines, texts } = furniture({ headline: 'Gate, gate' }, { search: 'gate', replace: 'door' })
    const box = document.body.appendChild(document.createElement('textarea'))
    box.value = texts.get('headline')!
    box.addEventListener('input', () => texts.set('headline', box.value))
    wayBack(box)
    lines.box('headline', box)
    const back = () => box.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }))
    await lines.replaceAll()
    await Promise.resolve()
    expect(texts.get('headline')).toBe('Door, door')
    back()
    expect(texts.get('headline')).toBe('Gate, gate')
  })
})

// jsdom lays nothing out.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList

describe('the bar over body and furniture', () => {
  function open(body: string, headline: string) {
    const { lines, texts } = furniture({ headline }, { search: '' })
    const story = document.body.appendChild(document.createElement('div'))
    story.dataset['story'] = 'a'
    const bar = story.appendChild(document.createElement('div'))
    bar.dataset['find'] = ''
    const copy = new Manuscript(body, { typed: () => undefined, pasted: () => false, lines })
    const end = copy.link(story.appendChild(document.createElement('div')))
    copy.run('find')
    const input = bar.querySelector('input')!
    const says = async () => {
      await new Promise((done) => setTimeout(done))
      return bar.querySelector('[role=status]')!.textContent
    }
    const enter = (shiftKey = false) => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey, bubbles: true }))
    const find = (text: string) => {
      input.value = text
      input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    return { copy, texts, end, bar, says, enter, find }
  }

  it('counts both, walks from one into the other, and round', async () => {
    const { says, enter, find, copy, end } = open('The gate. A gate.', 'Gate shuts')
    find('gate')
    expect(await says()).toBe('3 found')
    enter()
    expect(await says()).toBe('2 of 3')
    enter()
    enter()
    expect(await says()).toBe('1 of 3, in the headline')
    enter(true)
    expect(await says()).toBe('3 of 3')
    enter(true)
    enter(true)
    expect(await says()).toBe('1 of 3, in the headline')
    enter()
    expect(await says()).toBe('2 of 3')
    expect(copy.selection()).toBe('gate')
    end()
  })

  it('replaces all of both, says where, and can leave the furniture alone', async () => {
    const { says, find, bar, copy, texts, end } = open('The gate. A gate.', 'Gate shuts')
    find('gate')
    const [, words] = bar.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')
    words!.value = 'door'
    words!.dispatchEvent(new InputEvent('input', { bubbles: true }))
    const only = [...bar.querySelectorAll('label')].find((l) => l.textContent === 'Body only')!.querySelector('input')!
    only.click()
    expect(await says()).toBe('2 found')
    only.click()
    expect(await says()).toBe('3 found')
    const all = [...bar.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Replace all')!
    all.click()
    expect(await says()).toBe('3 replaced, 1 in the headline')
    expect([copy.text(), texts.get('headline')]).toEqual(['The door. A door.', 'Door shuts'])
    end()
  })
})

it('lays marks over each other', () => {
  expect(layered('The habrour', [{ from: 4, to: 11, kind: 'misspelt' }, { from: 4, to: 7, kind: 'found' }])).toEqual([
    { from: 0, text: 'The ', kind: '' },
    { from: 4, text: 'hab', kind: 'misspelt found' },
    { from: 7, text: 'rour', kind: 'misspelt' },
    { from: 11, text: ' ', kind: '' },
  ])
  expect(layered('', [])).toEqual([{ from: 0, text: ' ', kind: '' }])
})
