export interface Pasted {
  html: string
  text: string
}

/** Puts words on the clipboard; rejects where the web view does not let it. */
export const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text)

/** What the clipboard holds, as the web view hands it over. */
export function clipboardOf(data: DataTransfer | null): Pasted {
  return { html: data?.getData('text/html') ?? '', text: data?.getData('text/plain') ?? '' }
}
