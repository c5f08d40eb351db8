import { problemOf, type Api, type Problem } from '../api'
import type { StartInfo } from '../types'

export interface SettingSpec {
  key: string
  label: string
  hint?: string
  kind?: 'number' | 'switch' | 'wide'
  group: 'Newsroom' | 'House limits, in characters' | 'Where headlines go' | 'Fronts' | 'Packages'
}

/** Every setting of the newsroom, in the order the pane shows them. */
export const SETTINGS: SettingSpec[] = [
  { key: 'newsroom.name', label: 'Name of the newsroom', group: 'Newsroom' },
  { key: 'newsroom.baseUrl', label: 'Web address of the site', hint: 'https://example.org; without it pages carry no canonical link', group: 'Newsroom' },
  { key: 'newsroom.zone', label: 'Time zone readers see', hint: 'Europe/Kyiv', group: 'Newsroom' },
  { key: 'newsroom.language', label: 'Language', hint: 'en, uk, fr-CA …', group: 'Newsroom' },
  { key: 'language.help', label: 'Check spelling and grammar while writing', kind: 'switch', group: 'Newsroom' },
  { key: 'typing.smart', label: 'Set quotation marks, dashes and ellipses while typing', kind: 'switch', group: 'Newsroom' },
  { key: 'limits.headline.main', label: 'Headline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.headline.front', label: 'Front headline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.headline.search', label: 'Search headline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.headline.social', label: 'Social headline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.headline.push', label: 'Push headline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.headline.print', label: 'Print headline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.overline', label: 'Overline', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.standfirst', label: 'Standfirst', kind: 'number', group: 'House limits, in characters' },
  { key: 'limits.trailText', label: 'Trail text', kind: 'number', group: 'House limits, in characters' },
  ...(['main', 'front', 'search', 'social', 'push', 'print'] as const).map((c): SettingSpec => ({
    key: `fit.${c}`, label: `${c[0]!.toUpperCase()}${c.slice(1)} headline`, hint: 'Slot 300x3 arial-bold 22; more after ;', kind: 'wide', group: 'Where headlines go',
  })),
  { key: 'desk.closes', label: 'What closes when', kind: 'wide', hint: 'Print 22:55; Web 06:00', group: 'Newsroom' },
  { key: 'fronts.staleAfter', label: 'Hours until a lead is stale', kind: 'number', hint: '0 = never', group: 'Fronts' },
  { key: 'export.sign', label: 'Packages are signed with this desk’s key', kind: 'switch', group: 'Packages' },
  { key: 'export.requireReady', label: 'Only stories marked Ready may go', kind: 'switch', group: 'Packages' },
  { key: 'export.requireLength', label: 'A length must be asked for, or a reason given why not', kind: 'switch', group: 'Packages' },
]

/** The settings pane: values as typed, saved together. */
export class Settings {
  values = $state<Record<string, string>>({})
  problem = $state.raw<Problem | null>(null)
  busy = $state(false)

  #api: Api
  #was: Record<string, string> = {}

  constructor(api: Api) {
    this.#api = api
  }

  async load() {
    this.problem = null
    try {
      this.#was = await this.#api.settings()
      this.values = { ...this.#was }
    } catch (e) {
      this.problem = problemOf(e)
    }
  }

  /** Saves what differs; null when the program refused, with the reason in problem. */
  async save(): Promise<StartInfo | null> {
    const set = Object.fromEntries(Object.entries(this.values).filter(([k, v]) => v !== (this.#was[k] ?? '')))
    this.busy = true
    this.problem = null
    try {
      return await this.#api.saveSettings(set)
    } catch (e) {
      this.problem = problemOf(e)
      return null
    } finally {
      this.busy = false
    }
  }
}
