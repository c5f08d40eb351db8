import { problemOf, type Api, type Problem } from '../api'
import type { Target, TargetKind, TargetTest, TargetView } from '../outboxtypes'
import type { Session } from './session.svelte'

/** Where stories are sent to: the destinations, and the one that is being set up. */
export class Targets {
  list = $state.raw<TargetView[]>([])
  kinds = $state.raw<TargetKind[]>([])
  at = $state(0)
  /** The one that is being set up, as it is typed; null = none is. */
  form = $state<Target | null>(null)
  /** Its password as it is typed; '' leaves the one that is kept. */
  secret = $state('')
  /** What came of looking whether it can be reached; null = nobody looked since something was typed. */
  tested = $state.raw<TargetTest | null>(null)
  busy = $state<'' | 'test' | 'keep'>('')
  said = $state('')
  problem = $state.raw<Problem | null>(null)
  /** What was removed, the latest last: it can be brought back without its password. */
  removed = $state.raw<Target[]>([])

  #api: Api
  #session: Session
  #back = false // Going out had asked, and stands again afterwards

  constructor(api: Api, session: Session) {
    this.#api = api
    this.#session = session
  }

  chosen: TargetView | undefined = $derived.by(() => this.list[this.at])
  kind: TargetKind | undefined = $derived.by(() => this.kinds.find((k) => k.name === this.form?.kind))

  async open(back = false) {
    this.said = ''
    this.#back = back
    await this.load()
    this.form = null
    this.#session.dialog = 'targets'
    if (this.list.length === 0 && !this.#session.readOnly) this.add()
  }

  async load() {
    await this.#tried(async () => {
      ;[this.kinds, this.list] = await Promise.all([this.kinds.length > 0 ? this.kinds : this.#api.targetKinds(), this.#api.targets()])
      this.at = Math.min(this.at, Math.max(0, this.list.length - 1))
    })
  }

  step(by: number) {
    this.at = Math.max(0, Math.min(this.list.length - 1, this.at + by))
  }

  add() {
    const kind = this.kinds[0]
    if (kind) this.#begin({ id: '', name: '', kind: kind.name, address: '' })
  }

  change() {
    const t = this.chosen
    if (!t) return
    const { id, name, kind, address, user, profile, keepsEmbargoes, unpacked, keyFile, hostKey } = t
    this.#begin({ id, name, kind, address, user, profile, keepsEmbargoes, unpacked, keyFile, hostKey })
  }

  #begin(t: Target) {
    this.form = t
    this.secret = this.said = ''
    this.tested = null
    this.problem = null
  }

  /** Something was typed: what was found before says nothing of it. */
  typed() {
    this.tested = null
    this.problem = null
  }

  /** Of another kind: what only the one before has is let go. */
  setKind(name: string) {
    if (!this.form) return
    this.form = { id: this.form.id, name: this.form.name, kind: name, address: '' }
    this.secret = ''
    this.typed()
  }

  leaveForm() {
    this.form = null
    this.tested = this.problem = null
    this.secret = ''
  }

  /** Looks whether it can be reached and lets Stet in; nothing is changed there. */
  async test() {
    const { form } = this
    if (!form || this.busy) return
    this.busy = 'test'
    this.tested = null
    await this.#tried(async () => {
      const found = await this.#api.testTarget({ target: form, secret: this.secret })
      if (this.form === form) this.tested = found
    })
    this.busy = ''
  }

  /** The key that a server showed is its own: somebody compared it. */
  pin() {
    if (!this.form || !this.tested?.hostKey) return
    this.form.hostKey = this.tested.hostKey
    return this.test()
  }

  async keep() {
    const { form } = this
    if (!form || this.busy) return
    if (this.#session.readOnly) return this.#session.refuse()
    this.busy = 'keep'
    await this.#tried(async () => {
      const { target, forgets } = await this.#api.keepTarget({ target: form, secret: this.secret })
      this.removed = this.removed.filter((t) => t.id !== target.id)
      await this.load()
      this.leaveForm()
      this.at = Math.max(0, this.list.findIndex((t) => t.id === target.id))
      this.said = `${target.name} is kept${forgets ? '. This machine has no safe place for its password: Stet asks for it again after it was closed' : ''}`
    })
    this.busy = ''
    await this.#session.going.load()
  }

  async remove() {
    const t = this.chosen
    if (!t) return
    if (this.#session.readOnly) return this.#session.refuse()
    await this.#tried(async () => {
      this.removed = [...this.removed, await this.#api.removeTarget(t.id)]
      await this.load()
      this.said = `${t.name} removed. What is there stays there; what was on its way is called back`
    })
    await this.#session.going.load()
  }

  /** Brings back what was removed last; its password has to be typed again. */
  async undo() {
    const t = this.removed.at(-1)
    if (!t) return
    await this.#tried(async () => {
      await this.#api.keepTarget({ target: t, secret: '' })
      this.removed = this.removed.slice(0, -1)
      await this.load()
      this.at = Math.max(0, this.list.findIndex((x) => x.id === t.id))
      this.said = `${t.name} is back${this.kinds.find((k) => k.name === t.kind)?.secret ? '. Change it and type its password again' : ''}`
    })
    await this.#session.going.load()
  }

  /** To whoever asked for this screen. */
  leave() {
    this.leaveForm()
    if (this.#back) void this.#session.going.open()
    else this.#session.dialog = ''
  }

  async #tried(act: () => Promise<void>) {
    this.problem = null
    try {
      await act()
    } catch (e) {
      this.problem = problemOf(e)
    }
  }
}
