// @vitest-environment jsdom
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { Manuscript } from '../src/editor/manuscript'
import { MOST, readSteps } from '../src/editor/steps'
import { seeded } from './random'

const quiet = { typed: () => undefined, pasted: () => false }

const manuscript = (body: string, steps = '') => new Manuscript(body, quiet, '', false, steps)

function type(copy: Manuscript, at: number, text: string) {
  copy.goTo(at)
  copy.insert(text)
}

/** Goes one step, on a screen that is gone before it is measured. */
function go(copy: Manuscript, way: 'undo' | 'redo'): boolean {
  const unlink = copy.link(document.createElement('div'))
  const went = copy.run(way)
  unlink()
  return went
}

/** The texts that undo goes back through, or redo forward. */
function walk(copy: Manuscript, way: 'undo' | 'redo'): string[] {
  const texts: string[] = []
  while (go(copy, way)) texts.push(copy.text())
  return texts
}

const again = (copy: Manuscript) => manuscript(copy.text(), copy.moment().steps())

describe('undo after a restart', () => {
  it('goes back through what was typed before, and forward again', () => {
    const copy = manuscript('One.')
    type(copy, 4, ' Two.')
    type(copy, 0, 'Now: ')
    copy.replace('Now: One. Two. Three.')
    go(copy, 'undo')
    const after = again(copy)
    expect(after.text()).toBe('Now: One. Two.')
    expect(walk(after, 'redo')).toEqual(['Now: One. Two. Three.'])
    expect(walk(after, 'undo')).toEqual(['Now: One. Two.', 'One. Two.', 'One.'])
    expect(walk(after, 'redo')).toEqual(['One. Two.', 'Now: One. Two.', 'Now: One. Two. Three.'])
  })

  it('ends in the same texts as without a restart, whatever was done', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const next = seeded(seed)
      let copy = manuscript('The gate shuts at ten. 😀')
      for (let i = 0; i < 40; i++) {
        const what = next()
        const at = Math.floor(next() * copy.text().length)
        if (what < 0.5) type(copy, at, `w${i}\n`)
        else if (what < 0.65) copy.replace(copy.text().slice(at))
        else if (what < 0.85) go(copy, 'undo')
        else if (what < 0.95) go(copy, 'redo')
        else copy = again(copy)
      }
      const after = again(copy)
      expect(walk(after, 'undo'), `seed ${seed}`).toEqual(walk(copy, 'undo'))
      expect(walk(after, 'redo'), `seed ${seed}`).toEqual(walk(copy, 'redo'))
    }
  }, 120_000) // a busy machine

  it('is not longer than it may be: the oldest steps go', () => {
    const copy = manuscript('')
    for (let i = 0; i < 30; i++) {
      type(copy, 0, `${i}`.padEnd(MOST / 10, 'x'))
      copy.cut()
      copy.replace('')
    }
    const steps = copy.moment().steps()
    expect(steps.length).toBeLessThan(MOST + 100)
    const back = walk(manuscript('', steps), 'undo')
    expect(back.length).toBeGreaterThan(5)
    expect(back).toEqual(walk(copy, 'undo').slice(0, back.length))
  })

  it('is nothing where nothing was done', () => expect(manuscript('One.').moment().steps()).toBe(''))
})

describe('steps that are none of this text', () => {
  const typed = manuscript('One.')
  type(typed, 4, ' Two.')
  const steps = typed.moment().steps()

  it.each([
    ['no JSON', '{"done":', 'One. Two.'],
    ['another shape', '{"undo":[]}', 'One. Two.'],
    ['no shape', '7', 'One. Two.'],
    ['a step of nonsense', '{"done":[{"changes":"x","selectionsAfter":[]}],"undone":[]}', 'One. Two.'],
    ['a longer text', steps, 'One. Two. Three.'],
    ['a shorter text', steps, 'One.'],
    ['a cursor beyond the text', '{"done":[{"changes":[[9]],"startSelection":{"ranges":[{"anchor":0,"head":999}],"main":0},"selectionsAfter":[]}],"undone":[]}', 'One. Two.'],
  ])('are left alone: %s', (_name, text, body) => {
    expect(readSteps(text, body)).toBeUndefined()
    const copy = manuscript(body, text)
    expect(copy.text()).toBe(body)
    expect(walk(copy, 'undo')).toEqual([])
  })

  it('never change a word by being read, whatever is in them', () => {
    const next = seeded(5)
    for (let i = 0; i < 1000; i++) {
      const at = Math.floor(next() * steps.length)
      const text = steps.slice(0, at) + String.fromCharCode(32 + next() * 94) + steps.slice(at + 1)
      const copy = new Manuscript('One. Two.', quiet, '', false, text)
      expect(copy.text()).toBe('One. Two.')
      expect(copy.state).toBeInstanceOf(EditorState)
    }
  })
})
