import { problemOf, type Api, type Problem } from '../api'
import type { BackupState } from '../types'

/** How safe the words are: the daily backup, and making one now. */
export class Backups {
  state = $state.raw<BackupState | null>(null)
  problem = $state.raw<Problem | null>(null)
  busy = $state(false)

  #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  load = () => this.#take(() => this.#api.backups())
  chooseFolder = () => this.#take(() => this.#api.chooseBackupFolder())

  /** Backs up and proves it. What went wrong is kept in the state as well. */
  async now() {
    this.busy = true
    await this.#take(() => this.#api.backUpNow())
    this.busy = false
    if (this.problem) this.state = await this.#api.backups().catch(() => this.state)
  }

  async #take(ask: () => Promise<BackupState>) {
    this.problem = null
    try {
      this.state = await ask()
    } catch (e) {
      this.problem = problemOf(e)
    }
  }
}
