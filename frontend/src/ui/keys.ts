/** "Ctrl+Shift+H" as this machine's keyboards name it. */
export function showKey(key: string, mac = isMac()): string {
  const shown = key.replace('ArrowLeft', '←')
  return mac ? shown.replace('Ctrl', '⌘').replace('Alt', '⌥').replace('Shift', '⇧').replaceAll('+', '') : shown
}

export const isMac = () => /Mac/.test(globalThis.navigator?.platform ?? '')

interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * Whether a key press is the one a command names. Letters are told by the
 * place on the keyboard too, so that Ctrl+O works on a Cyrillic or Greek one;
 * digits only by place, since Alt makes other characters of them.
 */
export function isKey(e: KeyPress, key: string, mac = isMac()): boolean {
  const parts = key.split('+')
  const want = parts.pop() ?? ''
  const mod = mac ? e.metaKey : e.ctrlKey
  if (mod !== parts.includes('Ctrl') || e.altKey !== parts.includes('Alt')) return false
  if (e.shiftKey !== parts.includes('Shift')) return false
  if (/^\d$/.test(want)) return e.code === `Digit${want}`
  if (e.key.toLowerCase() === want.toLowerCase()) return true
  return /^[A-Z]$/.test(want) && e.code === `Key${want}` && !/^[\x20-\x7e]$/.test(e.key)
}

/** Hears Escape in a part of a screen, which is left then, and not the whole screen. */
export const onEscape = (leave: () => unknown) => (e: KeyboardEvent) => {
  if (e.key !== 'Escape') return
  e.preventDefault()
  e.stopPropagation()
  void leave()
}
