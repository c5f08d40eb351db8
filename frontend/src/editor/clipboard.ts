export interface Pasted {
  html: string
  text: string
}

/** What the clipboard holds, as the web view hands it over. */
export function clipboardOf(data: DataTransfer | null): Pasted {
  return { html: data?.getData('text/html') ?? '', text: data?.getData('text/plain') ?? '' }
}
