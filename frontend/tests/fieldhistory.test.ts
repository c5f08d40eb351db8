import { describe, expect, it } from 'vitest'
import { afterChange, FieldHistory } from '../src/editor/fields/fieldhistory'

/** Types a text key by key from a moment on. */
function type(h: FieldHistory, before: string, more: string, at: number): string {
  for (const [n, key] of [...more].entries()) {
    h.typed(before, before + key, 'insertText', at + n * 50)
    before += key
  }
  return before
}

describe('the steps of a line', () => {
  it('are what was typed in one go, and what was put in', () => {
    const h = new FieldHistory('')
    let text = type(h, '', 'One', 0)
    text = type(h, text, ' two', 5000)
    h.typed(text, `${text}: a snippet`, 'insertReplacementText', 5300)
    text = `${text}: a snippet`
    expect((text = h.step(text, 'undo')!)).toBe('One two')
    expect((text = h.step(text, 'undo')!)).toBe('One')
    expect((text = h.step(text, 'redo')!)).toBe('One two')
    expect((text = h.step(text, 'redo')!)).toBe('One two: a snippet')
    expect(h.step(text, 'redo')).toBeNull()
  })

  it('keep what came from outside, and forget what typing made impossible', () => {
    const h = new FieldHistory('')
    type(h, '', 'One ', 0)
    // The program took the space away meanwhile.
    let text = type(h, 'One', '!', 100)
    expect(text).toBe('One!')
    expect((text = h.step(text, 'undo')!)).toBe('One')
    text = type(h, text, '?', 200)
    expect(h.step(text, 'redo')).toBeNull()
    expect((text = h.step(text, 'undo')!)).toBe('One')
    expect((text = h.step(text, 'undo')!)).toBe('One ')
    expect((text = h.step(text, 'undo')!)).toBe('')
    expect(h.step(text, 'undo')).toBeNull()
  })

  it('put the cursor behind what changed', () => {
    expect([afterChange('ab', 'aXb'), afterChange('aXb', 'ab'), afterChange('', 'abc'), afterChange('aa', 'aaa')]).toEqual([2, 1, 3, 1])
  })
})
