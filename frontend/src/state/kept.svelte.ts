import { problemOf, type Api, type Problem } from '../api'
import { fieldWithKeys } from '../editor/fields/fieldtext'
import { withoutQueries } from '../editor/fields/textmarks'
import type { Written } from '../editor/written'
import type { Article, HouseSnippet, StoryTemplate } from '../types'
import type { DialogName, Notice } from './session.svelte'
import { dayIn, filled } from './snippets'
import type { Opened } from './opened'

/** What of the window this works with. */
export interface KeptDesk {
  readonly story: Opened | null
  readonly readOnly: boolean
  readonly desk: { readonly sections: readonly { id: string }[] }
  readonly info: { house: { language: string; zone: string } } | null
  dialog: DialogName
  notice: Notice | null
  say(text: string): void
  fail(reason: unknown): void
  openNew(make: (sectionId: string) => Promise<Article>): Promise<void>
}

/** What was taken away or replaced, and the way back. */
export interface Undone {
  text: string
  undo: () => Promise<void>
}

const same = (a: string, b: string) => a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase()

/** What the house keeps to use again: snippets of text, and starts of stories. */
export class Kept {
  snippets = $state.raw<HouseSnippet[]>([])
  templates = $state.raw<StoryTemplate[]>([])
  problem = $state.raw<Problem | null>(null)
  /** In the dialog that shows all: what was taken away last. */
  undone = $state.raw<Undone | null>(null)
  /** What is about to be kept, without a name yet. */
  fresh = $state.raw<{ snippet: HouseSnippet } | { template: StoryTemplate } | null>(null)

  #api: Api
  #desk: KeptDesk
  #into: Written | null = null

  constructor(api: Api, desk: KeptDesk) {
    this.#api = api
    this.#desk = desk
  }

  /** Shows everything that is kept, to be changed. */
  async open() {
    if (await this.#load()) this.#desk.dialog = 'kept'
  }

  // Snippets

  /** Offers the snippets to be put into a text: where the keys are now, if nobody says otherwise. */
  async offerSnippets(into: Written | null = this.#withKeys()) {
    if (!into || !(await this.#load())) return
    this.#into = into
    this.#desk.dialog = 'snippets'
  }

  put(snippet: HouseSnippet) {
    const { info, story } = this.#desk
    const language = story?.draft.language || info?.house.language || 'en'
    const { text, cursor } = filled(snippet.text, dayIn(language, info?.house.zone ?? ''))
    this.#into?.put(text, cursor)
    this.#into?.focus()
  }

  /** Asks for a name under which to keep what is selected. */
  async askSnippet(from: Written | null = this.#withKeys()) {
    const text = withoutQueries(from?.selection() ?? '')
    if (!text.trim()) return this.#desk.say('Select the words first: they become a snippet')
    await this.#ask({ snippet: { name: '', text } }, 'snippet-keep')
  }

  keepSnippet = (was: string, s: HouseSnippet): Promise<boolean> => this.#try(async () => (this.snippets = await this.#api.keepSnippet(was, s)))

  async removeSnippet(s: HouseSnippet) {
    if (await this.#try(async () => (this.snippets = await this.#api.removeSnippet(s.name))))
      this.undone = { text: `Removed: ${s.name}`, undo: async () => void (await this.keepSnippet('', s)) }
  }

  // Templates

  async offerTemplates() {
    if (await this.#load()) this.#desk.dialog = 'templates'
  }

  /** A story that starts as the template says; where its section is gone, in none. */
  startFrom(t: StoryTemplate): Promise<void> {
    return this.#desk.openNew(async (sectionId) => {
      const gone = this.sectionGone(t)
      const article = await this.#api.createFrom(t.name, gone ? '' : sectionId)
      if (gone) this.#desk.say(`The section of “${t.name}” is gone: the story is in none yet`)
      return article
    })
  }

  /** It names a section that is no more. */
  sectionGone = ({ set }: StoryTemplate): boolean => !!set['section'] && !this.#desk.desk.sections.some((s) => s.id === set['section'])

  /** Asks for a name under which to keep how the open story stands. */
  async askTemplate() {
    const draft = this.#desk.story?.draft
    if (!draft) return
    try {
      if (!(await draft.flush())) throw { message: 'Some words are not saved yet, and a template takes only what is saved.' }
      await this.#ask({ template: await this.#api.templateOf(draft.id) }, 'template-keep')
    } catch (e) {
      this.#desk.fail(e)
    }
  }

  keepTemplate = (was: string, t: StoryTemplate): Promise<boolean> => this.#try(async () => (this.templates = await this.#api.keepTemplate(was, t)))

  async removeTemplate(t: StoryTemplate) {
    if (await this.#try(async () => (this.templates = await this.#api.removeTemplate(t.name))))
      this.undone = { text: `Removed: ${t.name}`, undo: async () => void (await this.keepTemplate('', t)) }
  }

  // Both

  /** What is called so already, and would be replaced. */
  called(name: string): HouseSnippet | StoryTemplate | undefined {
    const all: (HouseSnippet | StoryTemplate)[] = this.fresh && 'template' in this.fresh ? this.templates : this.snippets
    return all.find((one) => same(one.name, name))
  }

  /** Keeps what was asked for under a name; what had the name comes back by Undo. */
  async keepFresh(name: string, text: string) {
    const { fresh } = this
    const old = this.called(name)
    if (!fresh) return
    const keep = (was: string, one: HouseSnippet | StoryTemplate) => ('set' in one ? this.keepTemplate(was, one) : this.keepSnippet(was, one))
    const one = 'template' in fresh ? { ...fresh.template, name } : { name, text }
    if (!(await keep(old?.name ?? '', one))) return
    this.#desk.dialog = ''
    const kind = 'template' in fresh ? 'template' : 'snippet'
    if (!old) return this.#desk.say(`Kept as the ${kind} ${name}`)
    this.#desk.notice = {
      kind: 'news', text: `The ${kind} ${name} reads otherwise now`,
      undo: () => void keep(name, old).then((done) => (done ? this.#desk.say(`${old.name} is as it was`) : this.#desk.fail(this.problem))),
    }
  }

  async takeBack() {
    const { undone } = this
    this.undone = null
    await undone?.undo()
  }

  #withKeys = (): Written | null => fieldWithKeys() ?? this.#desk.story?.copy ?? null

  async #ask(fresh: NonNullable<Kept['fresh']>, dialog: DialogName) {
    if (!(await this.#load())) return
    this.fresh = fresh
    this.#desk.dialog = dialog
  }

  async #load(): Promise<boolean> {
    try {
      ;[this.snippets, this.templates] = await Promise.all([this.#api.snippets(), this.#api.templates()])
    } catch (e) {
      this.#desk.fail(e)
      return false
    }
    this.problem = null
    this.undone = null
    return true
  }

  async #try(change: () => Promise<unknown>): Promise<boolean> {
    this.problem = null
    try {
      await change()
      return true
    } catch (e) {
      this.problem = problemOf(e)
      return false
    }
  }
}
