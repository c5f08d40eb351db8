// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { PageView, patch, patchBlocks } from '../src/ui/pageview'
import { seeded } from './random'

// The test's document has no constructed style sheets; the page's look plays no part here.
vi.stubGlobal('CSSStyleSheet', class { replaceSync() {} })

const holder = (html: string) => {
  const t = document.createElement('template')
  t.innerHTML = html
  return t.content
}
const made = (html: string) => {
  const div = document.createElement('div')
  div.append(holder(html))
  return div
}
const page = (blocks: string[]) => `<div class="stet-page"><article><h1>Head</h1><div class="story-body">${blocks.join('\n')}</div></article></div>`

describe('the page is patched in place', () => {
  it('replaces only the words that changed', () => {
    const now = made(page(['<p>One</p>', '<p>Two <em>and</em> a half</p>', '<p>Three</p>']))
    const before = [...now.querySelectorAll('*')]
    patch(now, holder(page(['<p>One</p>', '<p>Two <em>and</em> a bit</p>', '<p>Three</p>'])))
    expect([...now.querySelectorAll('*')]).toEqual(before)
    expect(now.querySelectorAll('p')[1]!.textContent).toBe('Two and a bit')
  })

  it('keeps what stands round a new paragraph', () => {
    const now = made(page(['<p>One</p>', '<p>Three</p>']))
    const [one, three] = now.querySelectorAll('p')
    patch(now, holder(page(['<p>One</p>', '<p>Two</p>', '<p>Three</p>'])))
    const after = now.querySelectorAll('p')
    expect([...after].map((p) => p.textContent)).toEqual(['One', 'Two', 'Three'])
    expect(after[0]).toBe(one)
    expect(after[2]).toBe(three)
  })

  it('makes any page of any other', () => {
    const next = seeded(9)
    const kinds = ['<p>a</p>', '<p>b</p>', '<h2>a</h2>', '<blockquote><p>q</p></blockquote>', '<p>a <strong>b</strong></p>', '<ul><li>1</li><li>2</li></ul>', '<p class="x">a</p>', '']
    const some = () => Array.from({ length: next() * 8 }, () => kinds[Math.floor(next() * kinds.length)]!)
    const now = made(page([]))
    for (let i = 0; i < 200; i++) {
      const want = page(some())
      patch(now, holder(want))
      expect(now.innerHTML).toBe(want)
    }
  })
})

describe('the blocks of the body', () => {
  it('become any others, and those that stay are not touched', () => {
    const next = seeded(11)
    const kinds = ['<p>a</p>', '<p>b</p>', '<h2>a</h2>', '<p>a <strong>b</strong></p>', '<p class="x">a</p>', '<ul><li>1</li></ul>']
    const body = document.createElement('div')
    let was: string[] = []
    for (let i = 0; i < 300; i++) {
      const at = Math.floor(next() * (was.length + 1))
      const want = was.toSpliced(at, Math.floor(next() * 3), ...Array.from({ length: next() * 3 }, () => kinds[Math.floor(next() * kinds.length)]!))
      const first = body.firstElementChild
      patchBlocks(body, was, want)
      expect(body.innerHTML).toBe(want.join(''))
      if (at > 0) expect(body.firstElementChild).toBe(first)
      was = want
    }
  })

  it('are put into a new frame whole', () => {
    const host = document.createElement('div')
    const view = new PageView(host, '', { link: () => {}, version: () => {}, block: () => {} })
    view.show({ frame: page([]), html: ['<p>One</p>', '<p>Two</p>'], blocks: [] }, 'id')
    const one = host.shadowRoot!.querySelector('p')
    view.show({ frame: page([]).replace('Head', 'Another'), html: ['<p>One</p>', '<p>Two!</p>'], blocks: [] }, 'id')
    expect(host.shadowRoot!.innerHTML).toBe(page([]).replace('Head', 'Another').replace('story-body">', 'story-body"><p>One</p><p>Two!</p>').replace('stet-page"', 'stet-page" data-theme="light"'))
    expect(host.shadowRoot!.querySelector('p')).toBe(one)
    view.destroy()
  })

  it('are not made again for a new frame, but where their place is new', () => {
    const host = document.createElement('div')
    const view = new PageView(host, '', { link: () => {}, version: () => {}, block: () => {} })
    const html = Array.from({ length: 50 }, (_, n) => `<p>${n}</p>`)
    view.show({ frame: page([]), html, blocks: [] }, 'id')
    const made = vi.spyOn(document, 'createElement')
    view.show({ frame: page([]).replace('Head', 'Another'), html, blocks: [] }, 'id')
    expect(made).toHaveBeenCalledTimes(1)
    view.show({ frame: page([]).replace('story-body"', 'story-body" lang="fr"'), html, blocks: [] }, 'id')
    made.mockRestore()
    expect(host.shadowRoot!.querySelector('.story-body')!.innerHTML).toBe(html.join(''))
    view.destroy()
  })
})

describe('a link on the page', () => {
  function clicked(href: string, init: MouseEventInit = {}) {
    const host = document.createElement('div')
    document.body.append(host)
    const seen: unknown[] = []
    const view = new PageView(host, '', { link: (url, open) => seen.push(url, open), version: () => seen.push('version'), block: (n) => seen.push(n) })
    view.show({ frame: page([]), html: ['<p>One</p>', `<p><a href="${href}">Two</a></p>`], blocks: [] }, 'id')
    const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...init })
    host.shadowRoot!.querySelector('a')!.dispatchEvent(event)
    view.destroy()
    return { seen, stopped: event.defaultPrevented }
  }

  it.each([
    ['https://example.org/a', {}, ['https://example.org/a', false]],
    ['https://example.org/a', { ctrlKey: true }, ['https://example.org/a', true]],
    ['mobile.html', {}, ['version']],
    ['javascript:alert(1)', { ctrlKey: true }, ['version']],
    ['#note', {}, []],
  ])('%s %j never leads out of the window', (href, init, want) => {
    const { seen, stopped } = clicked(href, init)
    expect(seen).toEqual(want)
    expect(stopped).toBe(true)
  })
})
