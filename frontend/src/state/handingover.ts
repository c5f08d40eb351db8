import type { Api } from '../api'
import type { Asking } from './papers.svelte'
import { many } from '../ui/words'

/** Saves the story with its history as one file, for another desk: not for publication. */
export async function saveHandOver(api: Api, window: Asking) {
  const draft = window.story?.draft
  if (!draft) return
  try {
    await draft.flush()
    const { path, revisions, missing } = await api.saveHandOver(draft.id)
    const gone = missing.length > 0 ? `. ${many(missing.length, 'picture')} missing here did not come along` : ''
    window.say(`Handed over, not for publication: ${path}, with ${many(revisions, 'revision')}${gone}`)
  } catch (e) {
    window.fail(e)
  }
}
