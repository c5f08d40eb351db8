import { tick } from 'svelte'
import type { Layout } from './layout.svelte'
import type { Pictures } from './pictures.svelte'

/** Shows a picture in the panel beside its story; the field of it that was asked for, null = there is none. */
export async function showPicture(layout: Layout, pictures: Pictures, id: string, path = ''): Promise<HTMLTextAreaElement | null> {
  pictures.chosen = id
  layout.showTab('pictures')
  await tick()
  const panel = document.getElementById('panel')
  panel?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' })
  return path ? (panel?.querySelector<HTMLTextAreaElement>(`[data-field="${CSS.escape(path)}"]`) ?? null) : null
}
