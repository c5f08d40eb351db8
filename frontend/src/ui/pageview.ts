// The reader's page inside an open shadow root, patched in place. The markup
// comes from the program, which made it safe; nothing in it runs, and no link
// leads out of the window.

import type { Rendered } from '../pagetypes'

export interface PageEvents {
  /** A link that leads out was clicked; open says whether Ctrl was held. */
  link(url: string, open: boolean): void
  /** The link to the page's other version was clicked. */
  version(): void
  /** A block of the body was clicked. */
  block(n: number): void
}

const BODY = 'story-body'

export class PageView {
  #root: ShadowRoot
  #host: HTMLElement
  #theme = 'light'
  #shown: Rendered = { frame: '', html: [], blocks: [] }
  #id = ''
  #stop: () => void

  constructor(host: HTMLElement, style: string, events: PageEvents) {
    this.#host = host
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    this.#root.adoptedStyleSheets = [sheet]
    const click = (e: Event) => this.#clicked(e as MouseEvent, events)
    for (const type of ['click', 'auxclick']) this.#root.addEventListener(type, click)
    this.#stop = () => {
      for (const type of ['click', 'auxclick']) this.#root.removeEventListener(type, click)
    }
  }

  /** Makes the page on screen this one; what did not change is left alone. Another story starts at the top. */
  show(page: Rendered, id: string) {
    if (id !== this.#id) {
      this.#host.scrollTop = 0
      this.#root.replaceChildren()
      this.#shown = { frame: '', html: [], blocks: [] }
    }
    const before = this.#body()
    if (page.frame !== this.#shown.frame) this.#framed(page.frame)
    const body = this.#body()
    if (body) patchBlocks(body, body === before ? this.#shown.html : [], page.html)
    this.#shown = page
    this.#id = id
  }

  // The frame has the body without its blocks. Those on screen stay: each save
  // changes the frame, and a thousand pictures are not made again for that.
  #framed(frame: string) {
    const next = fragment(frame)
    this.#dress(next)
    patch(this.#root, next, (el) => el.classList.contains(BODY))
  }

  #body = () => this.#root.querySelector(`.${BODY}`)

  theme(theme: 'light' | 'dark') {
    this.#theme = theme
    this.#dress(this.#root)
  }

  /** Brings the block with this number on screen, if it is not. */
  follow(n: number) {
    const block = this.#body()?.children[n]
    if (!block) return
    const box = block.getBoundingClientRect()
    const frame = this.#host.getBoundingClientRect()
    if (box.bottom > frame.top + 8 && box.top < frame.bottom - 8) return
    const scale = frame.width / (this.#host.offsetWidth || 1)
    this.#host.scrollTop += (box.top - frame.top) / scale - this.#host.clientHeight / 3
  }

  destroy() {
    this.#stop()
    this.#root.replaceChildren()
  }

  #dress(root: ParentNode) {
    root.querySelector<HTMLElement>('.stet-page')?.setAttribute('data-theme', this.#theme)
  }

  #clicked(e: MouseEvent, events: PageEvents) {
    const path = e.composedPath()
    const anchor = path.find((n): n is HTMLAnchorElement => n instanceof HTMLAnchorElement)
    if (anchor) {
      e.preventDefault()
      const href = anchor.getAttribute('href') ?? ''
      if (/^(https?|mailto):/i.test(href)) events.link(href, e.ctrlKey || e.metaKey)
      else if (!href.startsWith('#')) events.version()
      return
    }
    const body = this.#body()
    const block = path.find((n) => n instanceof Element && n.parentElement === body)
    if (body && block) events.block([...body.children].indexOf(block as Element))
  }
}

/** Markup that the program made safe, outside any document: nothing of it is fetched. */
export function fragment(html: string): DocumentFragment {
  const holder = document.createElement('template')
  holder.innerHTML = html
  holder.content.normalize() // the parser cuts text every 65,536 characters, and WebKit takes ever longer over a word in pieces
  return holder.content
}

/** A block of the body is one element; the program says so of each. */
const element = (html: string): Element => fragment(html).firstElementChild ?? document.createElement('p')

/** Makes the children of body, which are the blocks was, the blocks next. */
export function patchBlocks(body: Element, was: string[], next: string[]) {
  let start = 0
  while (start < Math.min(was.length, next.length) && was[start] === next[start]) start++
  let end = 0
  while (end < Math.min(was.length, next.length) - start && was.at(-1 - end) === next.at(-1 - end)) end++
  patchRun(body, [...body.children].slice(start, was.length - end), next.slice(start, next.length - end).map(element), body.children[was.length - end] ?? null, () => false)
}

/**
 * Makes the children of now read like those of next. Runs of equal nodes at
 * both ends stay; of what is between, elements of one kind are patched inside,
 * so that typing in a paragraph replaces that paragraph and nothing else. What
 * is in an element of which leave says so stays as it is.
 */
export function patch(now: ParentNode & Node, next: ParentNode & Node, leave: (el: Element) => boolean = () => false) {
  const old = [...now.childNodes]
  const fresh = [...next.childNodes]
  let start = 0
  while (start < old.length && start < fresh.length && old[start]!.isEqualNode(fresh[start]!)) start++
  let end = 0
  while (
    end < old.length - start &&
    end < fresh.length - start &&
    old[old.length - 1 - end]!.isEqualNode(fresh[fresh.length - 1 - end]!)
  ) end++

  patchRun(now, old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), old[old.length - end] ?? null, leave)
}

// Puts wanted in place of the children stale, which stand before before.
function patchRun(now: Node, stale: Node[], wanted: Node[], before: Node | null, leave: (el: Element) => boolean) {
  wanted.forEach((node, i) => {
    const was = stale[i]
    if (!was) now.insertBefore(node, before)
    else if (!inPlace(was, node, leave)) now.replaceChild(node, was)
  })
  for (const node of stale.slice(wanted.length)) now.removeChild(node)
}

// Same tag, same attributes: only the children can differ.
function inPlace(was: Node, next: Node, leave: (el: Element) => boolean): boolean {
  if (was instanceof Text && next instanceof Text) {
    was.data = next.data
    return true
  }
  if (!(was instanceof Element) || !(next instanceof Element)) return false
  if (!was.cloneNode(false).isEqualNode(next.cloneNode(false))) return false
  if (!leave(was)) patch(was, next, leave)
  return true
}
