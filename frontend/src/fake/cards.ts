// Cards by counting letters, so that the window can be worked on in any
// browser. The program measures.
import type { Card, CardText } from '../pagetypes'
import type { Article } from '../types'

const LETTER = 0.5 // of the size, about

function text(part: CardText['part'], own: string, field: string, words: string, size: number, room: number, most: number): CardText {
  const fits = Math.floor(room / (size * LETTER)) * most
  const shown = words.length > fits ? `${words.slice(0, fits - 1)}…` : words
  const each = Math.ceil(fits / most)
  const lines = Array.from({ length: Math.ceil(shown.length / each) }, (_, i) => shown.slice(i * each, (i + 1) * each))
  return {
    part, own, field: words ? field : '', face: 'arial', size, room, most, rough: true,
    lines: lines.map((l) => ({ text: l, width: Math.round(l.length * size * LETTER * 100) })), cut: words.slice(shown === words ? words.length : fits - 1),
  }
}

export function cardsOf(a: Article, house: string): Card[] {
  const headline = (channel: keyof Article['headlines'], size: number, room: number, most: number) =>
    text('title', `headlines.${channel}`, a.headlines[channel] ? `headlines.${channel}` : 'headlines.main', a.headlines[channel] || a.headlines.main, size, room, most)
  const description = (own: 'searchDescription' | 'socialDescription' | 'trailText', size: number, room: number, most: number) =>
    text('text', own, a[own] ? own : 'standfirst', a[own] || a.standfirst || '', size, room, most)
  const site = (size: number) => text('site', '', '', house, size, 260, 1)
  return [
    { place: 'search', width: 600, texts: [site(14), headline('search', 20, 600, 1), description('searchDescription', 14, 600, 2)] },
    { place: 'social', width: 500, texts: [site(13), headline('social', 17, 476, 2), description('socialDescription', 15, 476, 1)] },
    { place: 'push-ios', width: 374, texts: [site(15), headline('push', 15, 300, 4)] },
    { place: 'push-android', width: 380, texts: [site(14), headline('push', 14, 310, 2)] },
    { place: 'front', width: 300, texts: [headline('front', 22, 300, 3), description('trailText', 15, 300, 3)] },
  ]
}
