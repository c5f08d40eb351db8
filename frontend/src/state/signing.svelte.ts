import { problemOf, type Api, type Problem } from '../api'
import type { Verdict } from '../exporttypes'
import type { SecretState } from '../types'

/** Signing a package that went out unsigned, for want of a keyring: a passphrase locks the key instead. */
export class Signing {
  /** Where secrets lie; '' = nobody asked yet. */
  state = $state.raw<SecretState | ''>('')
  open = $state(false)
  busy = $state(false)
  first = $state('')
  again = $state('')
  problem = $state.raw<Problem | null>(null)

  #api: Api
  #proved: (v: Verdict) => void

  constructor(api: Api, proved: (v: Verdict) => void) {
    this.#api = api
    this.#proved = proved
  }

  /** A passphrase that makes the file is typed twice, since nobody sees it. */
  fresh: boolean = $derived(this.state === 'none')
  differ: boolean = $derived(this.fresh && this.again !== '' && this.again !== this.first)
  ready: boolean = $derived(!this.busy && this.first !== '' && (!this.fresh || this.again === this.first))

  reset() {
    this.open = false
    this.first = this.again = ''
    this.problem = null
  }

  /** Signs at once where no passphrase is wanted, else asks for one. */
  async begin(path: string) {
    this.reset()
    try {
      this.state = await this.#api.secretState()
    } catch (e) {
      this.problem = problemOf(e)
      return
    }
    if (this.state === 'keyring' || this.state === 'file') await this.#sign(path, '')
    else this.open = true
  }

  async submit(path: string) {
    if (this.ready) await this.#sign(path, this.first)
  }

  async #sign(path: string, passphrase: string) {
    this.busy = true
    this.problem = null
    try {
      const verdict = await this.#api.signPackage(path, passphrase)
      this.reset()
      this.#proved(verdict)
    } catch (e) {
      this.problem = problemOf(e)
    }
    this.busy = false
  }
}
