import type { Text } from '@codemirror/state'
import { isFence } from '../containers'
import { stetMarkdown } from '../language'
import type { Match } from './matches'
import { paragraphs } from './paragraphs'

const LONGEST = 1_000_000
const hasAddress = (line: string) => /\]\(|\]:|<|:\/\/|www\.|@/.test(line)

/**
 * Those of the matches, in their order, that whoever reads the text can mean:
 * none in the address of a link or a picture, none in the line of a box before
 * its words. Each paragraph is parsed by itself: to have the whole text parsed
 * up to each match takes minutes where it is long.
 */
export function meant(doc: Text, all: Match[]): Match[] {
  const addresses = addressesAt(doc, all)
  return all.filter((m) => !namesBox(doc, m) && !addresses.has(m))
}

function addressesAt(doc: Text, all: Match[]): Set<Match> {
  const inside = new Set<Match>()
  let n = 0
  for (const { from, source } of paragraphs(doc, hasAddress, LONGEST)) {
    while (n < all.length && all[n]!.from < from) n++
    const here: Match[] = []
    for (; n < all.length && all[n]!.from < from + source.length; n++) here.push(all[n]!)
    if (here.length === 0) continue
    stetMarkdown.parser.parse(source).iterate({
      enter: (node) => {
        if (node.name === 'URL') for (const m of here) if (m.from >= from + node.from && m.from < from + node.to) inside.add(m)
      },
    })
  }
  return inside
}

function namesBox(doc: Text, { from, to }: Match): boolean {
  const line = doc.lineAt(from)
  return isFence(line.text) && to <= line.from + (/^ {0,3}:+ *[A-Za-z0-9-]*/.exec(line.text)?.[0].length ?? 0)
}
