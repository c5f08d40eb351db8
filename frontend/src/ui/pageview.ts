// The reader's page inside an open shadow root, patched in place. The markup
// comes from the program, which made it safe; nothing in it runs, and no link
// leads out of the window.

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
  #last = ''
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

  /** Makes the page read html; what did not change is left alone. Another story starts at the top. */
  show(html: string, id: string) {
    if (html === this.#last && id === this.#id) return
    if (id !== this.#id) this.#host.scrollTop = 0
    this.#last = html
    this.#id = id
    const holder = document.createElement('template')
    holder.innerHTML = html
    this.#dress(holder.content)
    patch(this.#root, holder.content)
  }

  theme(theme: 'light' | 'dark') {
    this.#theme = theme
    this.#dress(this.#root)
  }

  /** Brings the block with this number on screen, if it is not. */
  follow(n: number) {
    const block = this.#root.querySelector(`.${BODY}`)?.children[n]
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
    const body = this.#root.querySelector(`.${BODY}`)
    const block = path.find((n) => n instanceof Element && n.parentElement === body)
    if (body && block) events.block([...body.children].indexOf(block as Element))
  }
}

/**
 * Makes the children of now read like those of next. Runs of equal nodes at
 * both ends stay; of what is between, elements of one kind are patched inside,
 * so that typing in a paragraph replaces that paragraph and nothing else.
 */
export function patch(now: ParentNode & Node, next: ParentNode & Node) {
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

  const stale = old.slice(start, old.length - end)
  const wanted = fresh.slice(start, fresh.length - end)
  const before = old[old.length - end] ?? null
  wanted.forEach((node, i) => {
    const was = stale[i]
    if (!was) now.insertBefore(node, before)
    else if (!inPlace(was, node)) now.replaceChild(node, was)
  })
  for (const node of stale.slice(wanted.length)) now.removeChild(node)
}

// Same tag, same attributes: only the children can differ.
function inPlace(was: Node, next: Node): boolean {
  if (was instanceof Text && next instanceof Text) {
    was.data = next.data
    return true
  }
  if (!(was instanceof Element) || !(next instanceof Element)) return false
  if (!was.cloneNode(false).isEqualNode(next.cloneNode(false))) return false
  patch(was, next)
  return true
}
