// What the program makes of a link, as far as the window's tests need it: the
// real rules are in internal/markup.
import type { LinkAsk, LinkMade } from '../linktypes'

export function linkOf({ words, address }: LinkAsk): LinkMade {
  const typed = address.trim()
  const whole = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(typed) && !/\.html$/.test(typed) ? `https://${typed}` : typed
  if (!/^(https?:\/\/[^/]|mailto:.+@|#.)/.test(whole)) {
    return { address: '', trouble: `“${typed}” does not say on which site: write the whole address, from https:// on.`, target: '', source: '' }
  }
  const target = whole.replaceAll(' ', '%20')
  return { address: whole, trouble: '', target, source: `[${words.trim() || whole}](${target})` }
}
