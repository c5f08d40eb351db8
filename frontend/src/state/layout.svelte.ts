// How the window is arranged. Kept in the web view's own storage: it holds
// no word of any story.
export type Theme = 'system' | 'light' | 'dark'
export type SideTab = 'page' | 'checks' | 'pictures' | 'queries' | 'history' | 'left-out'
/** How a story is shown beside its text: as its page, as cards, as it is heard. */
export type Look = 'page' | 'cards' | 'outline'
export type Width = 'pane' | 'phone' | 'tablet' | 'desktop'

const KEY = 'stet.layout'
const OPEN = 'stet.open'
const SIZES = [80, 90, 100, 110, 125, 150, 175, 200]

interface Kept {
  theme: Theme
  size: number
  side: boolean
  list: boolean
  tools: boolean
  focus: boolean
  typewriter: boolean
  width: Width
  look: Look
  people: Sitter[]
}

/** Somebody who sat at this desk before. */
export interface Sitter {
  name: string
  initials: string
}

export class Layout {
  theme = $state<Theme>('system')
  /** Text size in per cent. */
  size = $state(100)
  side = $state(true)
  /** Without room for both, whether the page stands in place of the story; of two stories, in place of the one without the keys. */
  over = $state(false)
  /** Two stories stand side by side, where the page would. */
  pair = $state(false)
  /** Whether the list stands beside an open story. */
  list = $state(true)
  /** Whether the toolbar stands above the story. */
  tools = $state(false)
  /** Whether only the paragraph with the cursor stands out. */
  focus = $state(false)
  /** Whether the line with the cursor stays in the middle. */
  typewriter = $state(false)
  tab = $state<SideTab>('page')
  width = $state<Width>('pane')
  look = $state<Look>('page')
  /** Page and cards in dark; null = as the window. */
  pageDark = $state<boolean | null>(null)
  /** The window in units of 16 px at the chosen text size. */
  rem = $state(80)
  systemDark = $state(false)
  /** Who sat here, the last one first. */
  people = $state.raw<Sitter[]>([])

  dark: boolean = $derived(this.theme === 'dark' || (this.theme === 'system' && this.systemDark))
  /** Room for the views beside a list beside a story beside the page. */
  roomForRail: boolean = $derived(this.rem >= 96)
  roomForList: boolean = $derived(this.rem >= 76)
  roomForSide: boolean = $derived(this.rem >= 60)

  #storage: Storage | null

  // Room for the page beside what is being written.
  get #roomBeside() {
    return this.roomForSide && !this.pair
  }

  /** Whether what stands beside a story is on screen. */
  sideShown: boolean = $derived(this.#roomBeside ? this.side : this.over)

  constructor(storage: Storage | null) {
    this.#storage = storage
    try {
      const kept = JSON.parse(storage?.getItem(KEY) ?? '{}') as Partial<Kept>
      if (kept.theme) this.theme = kept.theme
      if (kept.size && SIZES.includes(kept.size)) this.size = kept.size
      if (kept.width) this.width = kept.width
      if (kept.look) this.look = kept.look
      if (Array.isArray(kept.people)) this.people = kept.people
      this.side = kept.side ?? true
      this.list = kept.list ?? true
      this.tools = kept.tools ?? false
      this.focus = kept.focus ?? false
      this.typewriter = kept.typewriter ?? false
    } catch {
      // unreadable: the defaults serve
    }
  }

  /** Reads the window; returns what stops watching it. */
  watch(w: Window): () => void {
    const dark = w.matchMedia('(prefers-color-scheme: dark)')
    const read = () => {
      this.systemDark = dark.matches
      this.rem = w.innerWidth / 16 / (this.size / 100)
    }
    read()
    w.addEventListener('resize', read)
    dark.addEventListener('change', read)
    return () => {
      w.removeEventListener('resize', read)
      dark.removeEventListener('change', read)
    }
  }

  setTheme(theme: Theme) {
    this.theme = theme
    this.keep()
  }

  toggleTheme() {
    this.setTheme(this.dark ? 'light' : 'dark')
  }

  /** One step larger (1), smaller (-1) or back to normal (0). */
  resize(step: -1 | 0 | 1) {
    const i = SIZES.indexOf(this.size) + step
    this.size = step === 0 ? 100 : (SIZES[i] ?? this.size)
    this.rem = innerWidth / 16 / (this.size / 100)
    this.keep()
  }

  showTab(tab: SideTab) {
    this.tab = tab
    if (this.#roomBeside) this.side = true
    else this.over = true
    this.keep()
  }

  toggle(pane: 'side' | 'list' | 'tools' | 'focus' | 'typewriter') {
    if (pane === 'side' && !this.#roomBeside) this.over = !this.over
    else this[pane] = !this[pane]
    this.keep()
  }

  setWidth(width: Width) {
    this.width = width
    this.keep()
  }

  /** Shows the story in one of its looks, and what stands beside it if that is away. */
  show(look: Look) {
    this.look = look
    this.showTab('page')
  }

  togglePageDark() {
    this.pageDark = !(this.pageDark ?? this.dark)
  }

  remember({ name, initials }: Sitter) {
    this.people = [{ name, initials }, ...this.people.filter((p) => p.name !== name)].slice(0, 9)
    this.keep()
  }

  /** The stories on screen, from the left: where to go on after an end without a goodbye. */
  get openStories(): string[] {
    return (this.#storage?.getItem(OPEN) ?? '').split(' ').filter(Boolean)
  }

  set openStories(ids: string[]) {
    this.#storage?.setItem(OPEN, ids.join(' '))
  }

  keep() {
    const kept: Kept = { theme: this.theme, size: this.size, side: this.side, list: this.list, tools: this.tools, focus: this.focus, typewriter: this.typewriter, width: this.width, look: this.look, people: this.people }
    this.#storage?.setItem(KEY, JSON.stringify(kept))
  }
}
