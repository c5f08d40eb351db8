import type { Api } from '../api'
import type { Manuscript } from '../editor/manuscript'
import type { Picture, PictureBatch, TakenPicture } from '../types'
import { figureAt, withoutFigure } from '../ui/crops'
import { many } from '../ui/words'
import type { Draft } from './draft.svelte'
import type { Notice } from './session.svelte'

/** What the pictures of a story need of the window. */
export interface Teller {
  notice: Notice | null
  fail(reason: unknown): void
  say(text: string): void
}

/** A field of a picture's words. */
export interface PictureField {
  key: 'alt' | 'caption' | 'credit' | 'rights' | 'source'
  /** Its name among the lines of a story. */
  path: string
  label: string
  hint: string
  /** Readers read it, or hear it, as prose: spelling and grammar are checked. */
  prose?: boolean
  /** A fact of the desk: find and replace leave it alone. */
  own?: boolean
}

/** The words of a picture, in their order. */
export const WORDS: PictureField[] = [
  { key: 'alt', path: 'pictures.alt', label: 'Alt text', hint: 'What it shows, for someone who cannot see it', prose: true },
  { key: 'caption', path: 'pictures.caption', label: 'Caption', hint: 'What it tells', prose: true },
  { key: 'credit', path: 'pictures.credit', label: 'Credit', hint: 'Photographer/Agency' },
  { key: 'rights', path: 'pictures.rights', label: 'Rights', hint: 'Who owns it, how it may be used', own: true },
  { key: 'source', path: 'pictures.source', label: 'Source', hint: 'Where it came from', own: true },
]

/** The name of a picture's field among the lines of all pictures. */
export const linePath = (path: string, id: string) => `${path} ${id}`

/** The pictures of one open story. They are a field of its draft, saved with the others. */
export class Pictures {
  /** The picture whose words are on screen. */
  chosen = $state('')
  /** How many are on their way in. */
  coming = $state(0)

  #api: Api
  #draft: Draft
  #copy: Manuscript
  #window: Teller

  constructor(api: Api, draft: Draft, copy: Manuscript, window: Teller) {
    this.#api = api
    this.#draft = draft
    this.#copy = copy
    this.#window = window
  }

  list: Picture[] = $derived.by(() => JSON.parse(this.#draft.fields['pictures'] || '[]') as Picture[])
  lead: string = $derived.by(() => this.#draft.fields['leadPicture'] ?? '')
  /** Those that no reader sees, as the checks found. */
  unshown: ReadonlySet<string> = $derived.by(() => new Set(this.#draft.findings.filter((f) => f.code === 'unshown').map((f) => f.picture ?? '')))
  one: Picture | undefined = $derived(this.list.find((p) => p.id === this.chosen) ?? this.list[0])

  get fixed(): boolean {
    return this.#draft.fixed
  }

  /** Asks for files; place: they go into the text too, at the cursor. */
  async choose(place: boolean) {
    if (this.fixed) return
    try {
      this.add(await this.#api.choosePictures(), place)
    } catch (e) {
      this.#window.fail(e)
    }
  }

  /** A paste that showed the page nothing: perhaps it is a picture. */
  async paste() {
    if (this.fixed) return
    try {
      const batch = await this.#api.pastePicture()
      if (batch.taken.length > 0) this.add(batch, true)
      else this.#window.fail({ message: 'Nothing came from the clipboard.', hint: 'Pictures that were copied do not reach Stet on every desktop: save it as a file, then insert it with Ctrl+Shift+I.' })
    } catch (e) {
      this.#window.fail(e)
    }
  }

  /** Takes files that were dropped or pasted. */
  async take(files: File[], place: boolean) {
    if (this.fixed) return
    const batch: PictureBatch = { taken: [], refused: [] }
    this.coming += files.length
    for (const file of files) {
      try {
        batch.taken.push(await this.#api.takePicture(file.name, new Uint8Array(await file.arrayBuffer())))
      } catch (e) {
        batch.refused.push({ name: file.name || 'The picture', problem: e as PictureBatch['refused'][0]['problem'] })
      } finally {
        this.coming--
      }
    }
    this.add(batch, place)
  }

  /** Puts pictures that were taken among those of the story. */
  add({ taken, refused }: PictureBatch, place: boolean) {
    const known = new Set(this.list.map((p) => p.id))
    const fresh = taken.map((t) => t.picture).filter((p) => !known.has(p.id) && known.add(p.id))
    if (fresh.length > 0) this.#keep([...this.list, ...fresh])
    const last = taken.at(-1)
    if (last) this.chosen = last.picture.id
    if (place) for (const t of taken) this.place(t.picture.id)
    if (refused.length > 0) this.#window.fail({ message: refused.map((r) => `${r.name} did not come in: ${r.problem.message}`).join(' ') })
    else if (taken.length > 0) this.#window.say(told(taken))
    if (taken.length > 0) void this.#draft.flush()
  }

  /** Says something else of a picture. */
  set(id: string, part: Partial<Picture>) {
    this.setAll(new Map([[id, part]]))
  }

  /** Says something else of several. */
  setAll(parts: Map<string, Partial<Picture>>) {
    this.#keep(this.list.map((p) => (parts.has(p.id) ? tidy({ ...p, ...parts.get(p.id) }) : p)))
  }

  /** A field of a picture is being typed in: its words are left alone until it is left. */
  typing(on: boolean) {
    if (on) this.#draft.focused = 'pictures'
    else this.#draft.left('pictures')
  }

  /** Makes a picture the lead, or the lead no longer. */
  toggleLead(id: string) {
    this.#draft.set('leadPicture', this.lead === id ? '' : id)
  }

  /** Puts a picture into the text, behind the paragraph with the cursor. */
  place(id: string) {
    if (this.fixed) return
    const { at, insert } = figureAt(this.#copy.text(), this.#copy.state.selection.main.head, id)
    this.#copy.goTo(at)
    this.#copy.insert(insert)
  }

  /** How often the text shows a picture. */
  shown = (id: string): number => this.#copy.text().split(`(media/${id}`).length - 1

  /** Takes a picture off the story and out of its text; the notice takes it back. */
  remove(id: string) {
    const before = { pictures: this.#draft.fields['pictures'] ?? '', lead: this.lead, body: this.#copy.text() }
    const at = this.list.findIndex((p) => p.id === id)
    const gone = this.list[at]
    if (!gone || this.fixed) return
    const rest = this.list.filter((p) => p.id !== id)
    this.#keep(rest)
    if (this.lead === id) this.#draft.set('leadPicture', '')
    const after = withoutFigure(before.body, id)
    this.#retext(after)
    this.chosen = (rest[at] ?? rest.at(-1))?.id ?? ''
    this.#window.notice = {
      kind: 'news',
      text: `Removed: ${nameOf(gone)}`,
      undo: () => {
        this.#keep([...this.list.slice(0, at), gone, ...this.list.slice(at)])
        if (before.lead === id) this.#draft.set('leadPicture', id)
        if (this.#copy.text() === after) this.#retext(before.body)
        this.chosen = id
        this.#window.notice = null
      },
    }
  }

  #retext(body: string) {
    if (body === this.#copy.text()) return
    this.#copy.replace(body)
    this.#draft.typed()
  }

  #keep(list: Picture[]) {
    this.#draft.set('pictures', list.length > 0 ? JSON.stringify(list) : '')
  }
}

/** What a picture is called on the desk. */
export const nameOf = (p: Picture): string => p.name || p.caption || p.alt || 'A picture'

// What is empty is left out, as the program does it.
function tidy(p: Picture): Picture {
  return Object.fromEntries(Object.entries(p).filter(([k, v]) => k === 'id' || (v && v !== 0))) as unknown as Picture
}

function told(taken: TakenPicture[]): string {
  const only = taken.length === 1 ? taken[0] : undefined
  if (!only) return `${many(taken.length, 'picture')} came in. What they tell besides is named beside each, and stays here.`
  const secrets = only.picture.private ?? []
  return [
    `${nameOf(only.picture)} came in.`,
    ...only.remarks,
    ...(secrets.length > 0 ? [`Also in the file: ${secrets.join(', ')}. None of that goes out.`] : []),
  ].join(' ')
}
