import type { Slot } from '../lineups'
import type { TargetKind, TargetView } from '../outboxtypes'
import { many } from '../ui/words'
import type { Lineups } from './lineups.svelte'

/** One place of a front, as whoever sets it by hand reads it. */
export interface PlaceByHand {
  place: number
  headline: string
  standfirst: string
  notes: string[]
}

const WEIGHTS: Record<Slot['weight'], string> = { splash: 'the splash', lead: 'a lead', standard: '', brief: 'a brief' }

/** What the destinations of a newsroom do not take of a front. */
export class SettingByHand {
  /** Those that take the stories alone. */
  readonly names: string[]

  constructor(targets: TargetView[], kinds: TargetKind[]) {
    this.names = targets.filter((t) => !kinds.find((k) => k.name === t.kind)?.fronts).map((t) => t.name)
  }

  places(lineups: Lineups): PlaceByHand[] {
    return lineups.slots.map((slot, i) => {
      const shown = lineups.front?.places[i]
      const headline = shown?.headline || lineups.head(slot.story)?.headline || 'No headline yet'
      return { place: i + 1, headline, standfirst: slot.standfirst ?? '', notes: notesOf(slot) }
    })
  }

  /** The list as plain text, a place to a line. */
  text(lineups: Lineups): string {
    return this.places(lineups)
      .map((p) => [`${p.place}. ${p.headline}`, p.notes.length > 0 && ` (${p.notes.join('; ')})`, p.standfirst && `\n   ${p.standfirst}`].filter(Boolean).join(''))
      .join('\n')
  }
}

function notesOf(slot: Slot): string[] {
  return [
    WEIGHTS[slot.weight],
    slot.headline ? 'its headline in this place' : '',
    slot.picture ? 'another picture' : '',
    slot.sublinks?.length ? many(slot.sublinks.length, 'sublink') : '',
  ].filter(Boolean)
}
