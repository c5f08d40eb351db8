import type { Pasted } from '../editor/paste/clipboard'
import { showKey } from '../ui/keys'

const bytes = (text: string): number => new Blob([text]).size
// Rounded up: what is over a limit never reads as if it were the limit.
const megabytes = (n: number): string => `${Math.ceil(n / 2 ** 20)} MB`

/** Copy that does not go in as it is. */
export interface TooLarge {
  message: string
  hint: string
  /** Its words alone do. */
  words: boolean
}

/** Whether copy is too large to be taken in at once, before it goes anywhere; most is in bytes. */
export function tooLarge({ html, text, unread }: Pasted, most: number): TooLarge | null {
  const size = bytes(html || text)
  if (!unread && size <= most) return null
  const words = (unread || html !== '') && text.trim() !== '' && bytes(text) <= most
  return {
    message: unread && words
      ? `Too long to paste with its formatting: the words alone are ${megabytes(size)}.`
      : `Too large to paste${words ? ' with its formatting' : ''}: it is ${megabytes(size)}, and at most ${megabytes(most)} go in at once.`,
    hint: words ? `${showKey('Ctrl+Shift+V')} pastes the words alone.` : 'Copy it in pieces.',
    words,
  }
}
