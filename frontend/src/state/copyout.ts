import type { Api } from '../api'
import { copyRich, copyText } from '../editor/paste/clipboard'
import { fieldLabel } from './fields'
import type { Session } from './session.svelte'

/** As what copy goes out by hand, in the order of use. */
export const FORMS = [
  { id: 'rich', name: 'rich text', key: 'Ctrl+Alt+C' },
  { id: 'plain', name: 'plain text', key: 'Ctrl+Alt+P' },
  { id: 'html', name: 'HTML', key: 'Ctrl+Alt+E' },
] as const
export type Form = (typeof FORMS)[number]

/**
 * Puts a field on the clipboard as it is on the page, or with '' the whole
 * story. What is typed is saved first: the program makes the copy.
 */
export async function copyOut(api: Api, session: Session, form: Form, field: string) {
  const draft = session.story?.draft
  if (!draft) return
  try {
    if (!(await draft.flush())) throw { message: 'Nothing was copied: some words are not saved yet.' }
    const copied = await api.copyOut(draft.id, field)
    if (!copied.text) return session.say('There is nothing to copy yet')
    if (form.id === 'rich') await copyRich(copied)
    else await copyText(form.id === 'html' ? copied.html : copied.text)
    session.say(`Copied as ${form.name}: ${field ? fieldLabel(field) : 'the whole story'}`)
  } catch (e) {
    session.fail(e instanceof DOMException ? { message: 'The clipboard could not be written.' } : e)
  }
}
