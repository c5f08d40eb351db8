import type { Api, Problem } from '../api'
import { problemOf } from '../api'
import type { Answered, As, Asked, Likeness } from '../copytypes'
import { many } from '../ui/words'
import type { Imported } from '../types'
import type { Session } from './session.svelte'

/** What copy can come in as, with the key for it. */
export interface Way {
  as: As
  key: string
  label: string
  about: string
}

const WAYS: Way[] = [
  { as: 'version', key: 'V', label: 'New version', about: 'Merged with what the desk did since it came in last. No word of the desk’s is overwritten.' },
  { as: 'take', key: 'T', label: 'Add as a take', about: 'Behind what is there, which stays as it is.' },
  { as: 'intro', key: 'I', label: 'Add as a new intro', about: 'Above what is there, which stays as it is.' },
  { as: 'new', key: 'N', label: 'New story', about: 'By itself; nothing else changes.' },
]

const KILL: Way = { as: 'kill', key: 'K', label: 'Kill the story', about: 'Nothing of it goes out. The notice’s reason stays in its log.' }

/** Copy that may belong to stories that are here, asked about one after the other. */
export class Belonging {
  /** What nobody has answered yet. */
  left = $state.raw<Asked[]>([])
  /** The story that it comes into. */
  of = $state('')
  as = $state<As>('version')
  busy = $state(false)
  problem = $state.raw<Problem | null>(null)
  readonly total: number

  #api: Api
  #session: Session
  #done: Answered[] = []

  constructor(api: Api, session: Session, asked: Asked[]) {
    this.#api = api
    this.#session = session
    this.total = asked.length
    this.#look(asked)
  }

  asked: Asked | undefined = $derived(this.left[0])
  like: Likeness | undefined = $derived(this.asked?.like.find((l) => l.id === this.of))
  /** What it can come in as. A notice without words is no story. */
  ways: Way[] = $derived(!this.asked?.kill ? WAYS : this.asked.words > 0 ? [KILL, WAYS[3]!] : [KILL])

  /** Which of them it is, from 1. */
  get at(): number {
    return this.total - this.left.length + 1
  }

  /** Another story is meant: what is likeliest there is chosen as well. */
  choose(id: string) {
    this.of = id
    this.as = this.like?.guess ?? 'new'
  }

  /** Takes the copy in as it is chosen, or as is said. */
  async answer(as: As = this.as) {
    const { asked, of } = this
    if (!asked || this.busy) return
    if (await this.#send(asked, as, of)) await this.#next()
  }

  /** Takes all that is left in as it most likely belongs. */
  async all() {
    if (this.busy) return
    for (const asked of this.left) {
      const likeliest = asked.like[0]
      if (!(await this.#send(asked, likeliest?.guess ?? 'new', likeliest?.id ?? ''))) return
      this.#look(this.left.slice(1))
    }
    await this.#end()
  }

  /** Leaves out what is not answered: nothing of it came in. */
  async leave() {
    const left = this.left.length
    await this.#end()
    if (left > 0) this.#session.say(`${left === 1 ? 'The copy' : many(left, 'piece')} was left out. Nothing of it came in.`)
  }

  async #send(asked: Asked, as: As, of: string): Promise<boolean> {
    this.busy = true
    this.problem = null
    try {
      const open = as === 'new' ? undefined : this.#session.stories.opened(of)
      const answer = () => this.#api.answer(asked.token, as, of)
      this.#done.push(await (open ? open.draft.takeIn(answer) : answer()))
      return true
    } catch (reason) {
      this.#look(this.left, false)
      this.problem = problemOf(reason)
      return false
    } finally {
      this.busy = false
    }
  }

  async #next() {
    this.#look(this.left.slice(1))
    if (this.left.length === 0) await this.#end()
  }

  #look(left: Asked[], fresh = true) {
    this.left = left
    if (fresh) this.choose(left[0]?.like[0]?.id ?? '')
  }

  async #end() {
    const session = this.#session
    session.dialog = ''
    session.belonging = null
    const [first] = this.#done
    if (!first) return
    await session.desk.load()
    if (this.#done.length > 1) return session.say(`${many(this.#done.length, 'piece')} of copy came in${summed(this.#done)}`)
    await session.open(first.article.id)
    session.notice = { kind: 'news', text: told(first), undo: wayBack(session, first.imported) }
  }
}

/** How the story becomes what it was before; the copy stays in its history. */
export function wayBack(session: Session, imported: Imported): (() => void) | undefined {
  if (!imported.as || imported.as === 'kill' || imported.same) return undefined
  const back = async () => {
    try {
      await session.stories.opened(imported.id)?.draft.restore((imported.rev ?? 0) - 2, [])
      session.say(`The story is as it was. ${sentence(imported.called ?? '')} is in its history.`)
    } catch (reason) {
      session.fail(reason)
    }
  }
  return () => void back()
}

/** What became of one piece of copy. */
export function told({ imported }: Pick<Answered, 'imported'>): string {
  if (imported.same && imported.as === 'kill') return 'It is killed already: nothing was changed'
  if (imported.same) return 'Word for word what came in before: nothing was changed'
  const name = sentence(imported.called ?? '')
  const open = imported.conflicts ? `. To settle: ${many(imported.conflicts, 'place')} that both changed` : ''
  if (imported.as === 'kill') return `Killed. ${imported.called ?? ''}`
  if (imported.as === 'version') return `${name} is merged with what the desk did${open}`
  if (imported.as === 'intro') return `${name} stands above what was there${open}`
  if (imported.as) return `${name} stands behind what was there${open}`
  return 'It came in as a new story'
}

function summed(done: Answered[]): string {
  const open = done.reduce((n, d) => n + (d.imported.conflicts ?? 0), 0)
  return open > 0 ? `; to settle: ${many(open, 'place')} that both changed` : ''
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
