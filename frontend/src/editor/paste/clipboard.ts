/** Words beyond this, in UTF-16 units, are no page any more: that they are shaped is not asked for, since WebKit cleans such HTML for seconds. */
const MOST_SHAPED = 2 * 2 ** 20

export interface Pasted {
  html: string
  text: string
  /** There is HTML as well, which was too long to read. */
  unread?: boolean
}

/** Puts words on the clipboard; rejects where the web view does not let it. */
export const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text)

/** Puts rich text on the clipboard, and its words for programs that take no other. */
export function copyRich({ html, text }: Pasted): Promise<void> {
  const as = (type: string, words: string) => ({ [type]: new Blob([words], { type }) })
  return navigator.clipboard.write([new ClipboardItem({ ...as('text/html', html), ...as('text/plain', text) })])
}

/** What the clipboard holds, where the page may ask: words that Stet copied itself, and in some engines all. */
export async function ownClipboard(): Promise<Pasted | null> {
  try {
    const [item] = await navigator.clipboard.read()
    const words = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : '')
    return { html: await words('text/html'), text: await words('text/plain') }
  } catch {
    return null
  }
}

/** What the clipboard holds, as the web view hands it over; plain: its words alone. Each look at its HTML takes time. */
export function clipboardOf(data: DataTransfer | null, plain = false): Pasted {
  const text = data?.getData('text/plain') ?? ''
  if (plain) return { html: '', text }
  if (text.length > MOST_SHAPED && data?.types.includes('text/html')) return { html: '', text, unread: true }
  return { html: data?.getData('text/html') ?? '', text }
}
