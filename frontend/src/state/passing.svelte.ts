import { problemOf } from '../api'
import type { ExportPlan, Pass, PlannedStop } from '../exporttypes'

/** Who lets stories go past a stop, and what the desk does about it. */
export interface Answering {
  /** Somebody gave their name: only they answer for anything. */
  named(): boolean
  /** Asks who it is, and comes back. */
  askWho(): void
  breakEmbargo(id: string, why: string): Promise<void>
}

/** The stops of an export: who may pass them, and with which reason somebody does. */
export class Passing {
  passes = $state.raw<Pass[]>([])
  /** The code of the stop that somebody is asked about; '' = of none. */
  asking = $state('')
  why = $state('')
  trouble = $state('')
  busy = $state(false)

  #desk: Answering
  #broken: () => Promise<void>

  /** broken is done when an embargo is: what stops the stories is to be asked anew. */
  constructor(desk: Answering, broken: () => Promise<void>) {
    this.#desk = desk
    this.#broken = broken
  }

  /** Nothing is passed any more: other stories go. */
  reset() {
    this.passes = []
    this.cancel()
  }

  reason = (code: string): string | undefined => this.passes.find((p) => p.stop === code)?.why

  /** Stories of a plan that something still stops. */
  stopped = (plan: ExportPlan): number =>
    plan.stories.filter((s) => s.findings.some((f) => f.severity === 'block' && this.reason(f.code) === undefined)).length

  /** Asks why a stop may be passed; first who says so, where nobody has. */
  ask(stop: PlannedStop) {
    this.why = this.trouble = ''
    this.asking = stop.code
    if (!this.#desk.named()) this.#desk.askWho()
  }

  cancel() {
    this.asking = this.why = this.trouble = ''
  }

  takeBack(code: string) {
    this.passes = this.passes.filter((p) => p.stop !== code)
  }

  async answer(stop: PlannedStop) {
    const why = this.why.trim()
    if (this.busy) return
    if (!why) {
      this.trouble = 'Say why in a few words'
      return
    }
    if (!this.#desk.named()) return this.#desk.askWho()
    if (stop.cell !== 'waits') {
      this.passes = [...this.passes.filter((p) => p.stop !== stop.code), { stop: stop.code, why }]
      return this.cancel()
    }
    this.busy = true
    try {
      for (const id of stop.stories) await this.#desk.breakEmbargo(id, why)
      this.cancel()
    } catch (e) {
      this.trouble = problemOf(e).message
    }
    this.busy = false
    await this.#broken()
  }
}
