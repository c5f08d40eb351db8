// @vitest-environment jsdom
import { flushSync, mount, tick, unmount, type Component } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { expect, it } from 'vitest'
import GrowBox from '../src/ui/GrowBox.svelte'
import TextBox from '../src/ui/TextBox.svelte'

const box = (text: string, more: object = {}) => shown(TextBox, { value: text, ...more })

function shown(what: Component<{ value: string }>, props: { value: string; oninput?: (e: Event) => void }) {
  document.body.replaceChildren()
  const view = mount(what, { target: document.body, props })
  flushSync()
  const area = document.querySelector('textarea')!
  const press = (key: string, shiftKey = false) => area.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey, bubbles: true, cancelable: true }))
  const type = async (words: string, inputType = 'insertText') => {
    area.dispatchEvent(new InputEvent('beforeinput', { inputType, bubbles: true }))
    area.value += words
    area.dispatchEvent(new InputEvent('input', { inputType, bubbles: true }))
    await tick()
  }
  return { area, press, type, end: () => unmount(view) }
}

it('goes back and forth, and whoever listens hears of each step', async () => {
  const heard: string[] = []
  const { area, press, type, end } = box('', { oninput: (e: Event) => void heard.push((e.currentTarget as HTMLTextAreaElement).value) })
  await type('One')
  await type(' line\nand two', 'insertFromPaste')
  expect(press('z')).toBe(false) // the key is taken
  press('z')
  expect(area.value).toBe('')
  press('z') // there is nothing more
  press('z', true)
  press('y')
  expect(area.value).toBe('One line\nand two')
  expect(heard).toEqual(['One', 'One line\nand two', 'One', '', 'One', 'One line\nand two'])
  await end()
})

it('takes a text that the window made another for one step', async () => {
  const kept = new SvelteMap([['text', '']])
  const { area, press, type, end } = shown(GrowBox, {
    get value() {
      return kept.get('text') ?? ''
    },
    oninput: (e: Event) => void kept.set('text', (e.currentTarget as HTMLTextAreaElement).value.replace('\n', ' ')),
  })
  await type('a\nb', 'insertFromPaste')
  expect(area.value).toBe('a b')
  await type('!')
  press('z')
  expect(area.value).toBe('a b')
  press('z')
  expect([area.value, kept.get('text')]).toEqual(['', ''])
  await end()
})

it('changes nothing that can only be read, and leaves other keys alone', async () => {
  const { area, press, type, end } = box('Words.', { readonly: true })
  await type('!')
  press('z')
  expect(area.value).toBe('Words.!')
  expect(press('b')).toBe(true)
  await end()
})

it('is in every box for text of a dialog or a panel', () => {
  const views = import.meta.glob<string>('../src/views/*.svelte', { query: '?raw', import: 'default', eager: true })
  const bare = Object.entries(views).filter(([, source]) => source.includes('<textarea'))
  expect(Object.keys(views).length).toBeGreaterThan(50)
  expect(bare).toEqual([])
})
