// @vitest-environment jsdom
import { SearchQuery } from '@codemirror/search'
import { tick } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { describe, expect, it } from 'vitest'
import { FieldFind } from '../src/editor/find/fieldfind.svelte'
import { beside } from '../src/editor/find/findorder'
import { Manuscript } from '../src/editor/manuscript'
import { wayBack } from '../src/ui/wayback'
import { layered } from '../src/ui/pieces'

function furniture(start: Record<string, string>, query: ConstructorParameters<typeof SearchQuery>[0]) {
  const texts = new SvelteMap(Object.entries(start))
  const lines = new FieldFind({
    lines: () => [...texts].map(([path, text]) => ({ path, label: path, text, below: path.startsWith('picture') })),
    set: (all) => all.forEach((t) => texts.set(t.path, t.text)),
  })
  lines.look(new SearchQuery({ literal: !query.regexp, ...query }))
  return { lines, texts }
}

const NEW = 'insertReplacementText'

describe('find in the lines', () => {
  it('goes through them in the order of the window, round both ends', async () => {
    const { lines } = furniture({ headline: 'Gate, gate', standfirst: 'none', byline: 'A Gate', 'picture.caption': 'The gate' }, { search: 'gate' })
    const walked: string[] = []
    await lines.go(lines.matches[0]!)
    const body = [{ from: 4, to: 8 }]
    let m: ReturnType<typeof beside> = lines.matches[0]
    for (let n = 0; n < 6; n++) {
      walked.push('path' in m! ? `${lines.where} ${m.from} ${lines.at}` : `body ${m!.from}`)
      m = beside(lines, body, m!, false)
      if (m && 'path' in m) await lines.go(m)
    }
    expect(walked).toEqual(['headline 0 1', 'headline 6 2', 'byline 2 3', 'body 4', 'picture.caption 4 4', 'headline 0 1'])
    expect([lines.above, lines.matches.length]).toEqual([3, 4])
    expect(beside(lines, body, { path: 'headline', from: 0, to: 4 }, true)).toEqual({ path: 'picture.caption', from: 4, to: 8 })
    expect(beside(lines, body, { path: 'picture.caption', from: 4, to: 8 }, true)).toEqual(body[0])
    expect(beside(lines, body, { path: 'standfirst', from: 2, to: 2 }, false)).toEqual({ path: 'byline', from: 2, to: 6 })
    expect(beside(lines, body, { path: 'standfirst', from: 2, to: 2 }, true)).toEqual({ path: 'headline', from: 6, to: 10 })
    expect(beside(lines, body, { from: 5, to: 5 }, false)).toEqual({ path: 'picture.caption', from: 4, to: 8 })
    expect(beside(furniture({ a: '' }, { search: 'x' }).lines, [], { from: 0, to: 0 }, false)).toBeUndefined()
  })

  it('says what replaces the one it stands on', async () => {
    const { lines } = furniture({ headline: 'Gate, gate' }, { search: 'gate', replace: 'the gate' })
    expect(lines.one()).toBeNull()
    await lines.go(lines.matches[0]!)
    expect(lines.one()).toEqual({ change: { path: 'headline', where: 'headline', before: 'Gate, gate', after: 'The gate, gate' }, end: 8 })
  })

  it('says what replaces all of them but what stands', () => {
    const { lines } = furniture({ headline: 'Color 12, color', overline: '{==Color==}{>>stet: ML<<} color', byline: 'B' }, { search: 'color', replace: 'colour' })
    const { changes, done } = lines.all()
    expect(done).toEqual({ lines: [{ label: 'headline', where: 'headline', n: 2 }, { label: 'overline', where: 'overline', n: 1 }], left: 1 })
    expect(changes.map((c) => c.after)).toEqual(['Colour 12, colour', '{==Color==}{>>stet: ML<<} colour'])
  })

  it('changes lines that read what the step begins with, and names the others', () => {
    const { lines, texts } = furniture({ headline: 'Gate', byline: 'A Gate', overline: 'Door' }, { search: 'gate', replace: 'door' })
    const step = ['headline', 'byline', 'overline'].map((path) => ({ path, where: path, before: 'Gate', after: 'Door' }))
    expect(lines.take(step, NEW)).toEqual({ stay: ['byline'], done: 1 })
    expect(Object.fromEntries(texts)).toEqual({ headline: 'Door', byline: 'A Gate', overline: 'Door' })
    expect(lines.shown).toEqual(['headline'])
    expect(lines.take([{ path: 'gone', where: 'Caption of picture 2', before: '', after: 'a' }], NEW).stay).toEqual(['Caption of picture 2'])
  })

  it('puts no line end into a line', () => {
    const { lines } = furniture({ headline: 'One 12' }, { search: '(\\d)(\\d)', replace: '$2\n$1', regexp: true })
    expect(lines.all().changes[0]!.after).toBe('One 2 1')
  })

  it('finds nothing once it is left, nor with a pattern that has a mistake', () => {
    const { lines } = furniture({ headline: 'Gate' }, { search: '(g', regexp: true })
    expect(lines.matches).toEqual([])
    lines.look(new SearchQuery({ search: 'gate' }))
    expect(lines.marks('headline')).toEqual([{ from: 0, to: 4, kind: 'found' }])
    lines.look(null)
    expect(lines.matches).toEqual([])
  })

  it('is a step of the way back of its line, and so is what takes it back elsewhere', async () => {
    const { lines, texts } = furniture({ headline: 'Gate, gate' }, { search: 'gate', replace: 'door' })
    const box = document.body.appendChild(document.createElement('textarea'))
    box.value = texts.get('headline')!
    box.addEventListener('input', () => texts.set('headline', box.value))
    wayBack(box)
    lines.box('headline', box)
    expect(lines.pathOf(box)).toBe('headline')
    const press = (key: string) => box.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true }))
    const { changes } = lines.all()
    const back = changes.map((c) => ({ ...c, before: c.after, after: c.before }))
    lines.take(changes, NEW)
    await tick()
    expect(texts.get('headline')).toBe('Door, door')
    press('z')
    expect(texts.get('headline')).toBe('Gate, gate')
    press('y')
    lines.take(back, 'historyUndo')
    expect(texts.get('headline')).toBe('Gate, gate')
    press('z') // there is nothing before it
    expect(texts.get('headline')).toBe('Gate, gate')
    press('y')
    expect(texts.get('headline')).toBe('Door, door')
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
    const heard: string[] = []
    const copy = new Manuscript(body, { typed: () => undefined, pasted: () => false, says: (why) => heard.push(why), lines })
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
    return { copy, texts, end, bar, says, enter, find, heard }
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

  it('goes on with what was typed where that is selected', async () => {
    const { copy, bar, enter, find, end } = open('The gate. A gate.', 'Gate shuts')
    const boxes = () => [...bar.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')].map((b) => b.value)
    const again = async () => {
      bar.querySelector('input')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      copy.run('replace')
      await tick()
      return boxes()
    }
    find('GATE')
    const words = bar.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')[1]!
    words.value = 'door'
    words.dispatchEvent(new InputEvent('input', { bubbles: true }))
    enter()
    expect(copy.selection()).toBe('gate')
    expect(await again()).toEqual(['GATE', 'door'])
    copy.goTo(0, 3)
    expect(await again()).toEqual(['The', 'door'])
    end()
  })

  describe('one step back', () => {
    const all = (bar: Element, name: string) => [...bar.querySelectorAll('button')].find((b) => b.textContent.trim() === name)!
    async function replaced(body: string, headline: string) {
      const o = open(body, headline)
      o.find('gate')
      const [, words] = o.bar.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')
      words!.value = 'door'
      words!.dispatchEvent(new InputEvent('input', { bubbles: true }))
      all(o.bar, 'Replace all').click()
      await o.says()
      return { ...o, reads: () => [o.copy.text(), o.texts.get('headline')] }
    }

    it('takes back body and lines, and does both again', async () => {
      const { copy, reads, end } = await replaced('The gate.', 'Gate shuts')
      expect(reads()).toEqual(['The door.', 'Door shuts'])
      copy.run('undo')
      expect(reads()).toEqual(['The gate.', 'Gate shuts'])
      copy.run('redo')
      expect(reads()).toEqual(['The door.', 'Door shuts'])
      copy.run('undo')
      expect(reads()).toEqual(['The gate.', 'Gate shuts'])
      expect(copy.run('undo')).toBe(false)
      end()
    })

    it('is one where only a line changed, apart from what was typed right before and after', async () => {
      const { copy, texts, bar, reads, find, says, end } = open2('No way.', 'Gate shuts')
      copy.goTo(7)
      copy.insert(' Typed.')
      find('gate')
      all(bar, 'Replace all').click()
      await says()
      copy.insert(' More.')
      expect(reads()).toEqual(['No way. Typed. More.', ' shuts'])
      copy.run('undo')
      expect(reads()).toEqual(['No way. Typed.', ' shuts'])
      copy.run('undo')
      expect(reads()).toEqual(['No way. Typed.', 'Gate shuts'])
      copy.run('undo')
      expect(reads()).toEqual(['No way.', 'Gate shuts'])
      copy.run('redo')
      copy.run('redo')
      expect(texts.get('headline')).toBe(' shuts')
      end()
      function open2(body: string, headline: string) {
        const o = open(body, headline)
        return { ...o, reads: () => [o.copy.text(), o.texts.get('headline')] }
      }
    })

    it('leaves a line that was written in since, and says so', async () => {
      const { copy, texts, reads, heard, end } = await replaced('The gate.', 'Gate shuts')
      texts.set('headline', 'Door shuts early')
      copy.run('undo')
      expect(reads()).toEqual(['The gate.', 'Door shuts early'])
      expect(heard).toEqual(['headline was changed since: it stays as it reads'])
      copy.run('redo')
      expect(reads()).toEqual(['The door.', 'Door shuts early'])
      end()
    })

    it('is offered by the bar, which then offers to do it again', async () => {
      const { bar, says, reads, end } = await replaced('The gate.', 'Gate shuts')
      expect(await says()).toBe('2 replaced, 1 in the headline')
      const offer = () => bar.querySelector<HTMLButtonElement>('.offer')
      offer()!.click()
      expect([await says(), ...reads(), offer()!.textContent]).toEqual(['Taken back', 'The gate.', 'Gate shuts', 'Redo'])
      offer()!.click()
      expect([await says(), ...reads()]).toEqual(['2 replaced, 1 in the headline', 'The door.', 'Door shuts'])
      // Keys on a button are the story's, in a box the box's own.
      const press = (on: Element, key: string) => on.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }))
      press(bar.querySelector('input')!, 'z')
      expect(reads()).toEqual(['The door.', 'Door shuts'])
      press(all(bar, 'Replace'), 'z')
      expect([await says(), ...reads()]).toEqual(['Taken back', 'The gate.', 'Gate shuts'])
      press(all(bar, 'Replace'), 'y')
      expect(reads()).toEqual(['The door.', 'Door shuts'])
      expect(await says()).toBe('2 replaced, 1 in the headline')
      end()
    })

    it('is not offered where nothing was done', async () => {
      const { bar, says, find, end } = open('The gate.', 'Door shuts')
      find('door')
      const [, words] = bar.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])')
      words!.value = 'door'
      words!.dispatchEvent(new InputEvent('input', { bubbles: true }))
      all(bar, 'Replace all').click()
      expect(await says()).toBe('1 replaced, 1 in the headline')
      expect(bar.querySelector('.offer')).toBeNull()
      end()
    })

    it('is each story\'s own, of two side by side', async () => {
      const [left, right] = [await replaced('The gate.', 'Gate shuts'), await replaced('A gate.', 'Gate opens')]
      left.copy.run('undo')
      expect([...left.reads(), ...right.reads()]).toEqual(['The gate.', 'Gate shuts', 'A door.', 'Door opens'])
      right.copy.run('undo')
      left.copy.run('redo')
      expect([...left.reads(), ...right.reads()]).toEqual(['The door.', 'Door shuts', 'A gate.', 'Gate opens'])
      left.end()
      right.end()
    })

    it('goes back in the body alone after a restart', async () => {
      const { copy, end } = await replaced('The gate.', 'Gate shuts')
      const after = new Manuscript(copy.text(), { typed: () => undefined, pasted: () => false }, '', false, copy.moment().steps())
      const unlink = after.link(document.body.appendChild(document.createElement('div')))
      expect(after.run('undo')).toBe(true)
      expect(after.text()).toBe('The gate.')
      unlink()
      end()
    })

    it('leaves no key that does nothing after a restart, where only lines changed', async () => {
      const { copy, texts, end } = await replaced('No way.', 'Gate shuts')
      const steps = copy.moment().steps()
      end()
      const after = new Manuscript(copy.text(), { typed: () => undefined, pasted: () => false }, '', false, steps)
      const unlink = after.link(document.body.appendChild(document.createElement('div')))
      expect(after.run('undo')).toBe(false)
      expect(texts.get('headline')).toBe('Door shuts')
      unlink()
    })
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
