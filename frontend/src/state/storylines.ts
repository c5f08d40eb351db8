// The lines of a story that find looks into, beside its body.
import type { Line, LinesOf } from '../editor/find/fieldfind.svelte'
import type { Picture } from '../types'
import type { Draft } from './draft.svelte'
import { FIELDS } from './fields'
import type { Layout } from './layout.svelte'
import { linePath, WORDS, type Pictures } from './pictures.svelte'
import { showPicture } from './showpicture'

// Names, codes and notes of the desk are facts, not words of the story.
const LINES = FIELDS.filter((f) => f.kind === 'line' && !f.own)
const OF_PICTURES = WORDS.filter((w) => !w.own)

export const storyLines = (draft: Draft, pictures: () => Pictures, layout: Layout): LinesOf => ({
  lines: () => [
    ...LINES.map(({ path, label }): Line => ({ path, label, text: draft.fields[path] ?? '' })),
    ...pictures().list.flatMap((p, n, all) => wordsOf(p, all.length > 1 ? `picture ${n + 1}` : '')),
  ],
  set(texts) {
    const parts = new Map<string, Partial<Picture>>()
    for (const { path, text } of texts) {
      const [word, id] = wordAt(path)
      if (word && id) parts.set(id, { ...parts.get(id), [word.key]: text })
      else draft.set(path, text)
    }
    if (parts.size > 0) pictures().setAll(parts)
  },
  async bring(path, keys) {
    const [word, id] = wordAt(path)
    // Without room for both, the panel would take the place of the bar.
    if (word && id && (keys || layout.roomForSide)) await showPicture(layout, pictures(), id, word.path)
  },
})

const wordsOf = (p: Picture, of: string): Line[] =>
  OF_PICTURES.map(({ key, path, label }) => ({ path: linePath(path, p.id), label, text: p[key] ?? '', below: true, of }))

function wordAt(path: string) {
  const [field, id] = path.split(' ')
  return [WORDS.find((w) => w.path === field), id] as const
}
