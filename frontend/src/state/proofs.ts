import { problemOf, type Api } from '../api'
import type { Opened } from './opened'
import { many } from '../ui/words'
import type { Notice } from './session.svelte'

/** What a proof needs of the window. */
export interface Asking {
  readonly story: Opened | null
  notice: Notice | null
  say(text: string): void
  fail(reason: unknown): void
}

/** Saves a numbered proof as PDF. One in letters that it has no type for can be printed. */
export async function saveProof(api: Api, window: Asking) {
  const draft = window.story?.draft
  if (!draft) return
  try {
    await draft.flush()
    window.say(`Proof saved: ${await api.saveProof(draft.id)}`)
  } catch (e) {
    window.fail(e)
    const { notice } = window
    if (notice && problemOf(e).code === 'no-letters') window.notice = { ...notice, offer: { label: 'Print it', run: () => void printProof(api, window) } }
  }
}

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

/** The same proof on paper, by the system's print dialog. */
export async function printProof(api: Api, window: Asking) {
  const draft = window.story?.draft
  if (!draft) return
  try {
    await draft.flush()
    const [proof, { setProof }] = await Promise.all([api.printProof(draft.id), import('../ui/proofsheet')])
    if (window.notice?.offer) window.notice = null
    await setProof(proof, draft.runs)
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))) // the page stands still while the dialog is open
    print()
  } catch (e) {
    window.fail(e)
  }
}
