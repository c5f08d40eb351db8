import { untrack } from 'svelte'

/**
 * A value that follows another PACE later, with what that is by then, unless
 * the change is urgent. A change in the strip at the top in the frame of a key
 * would make that frame paint from the strip down to the cursor.
 */
export function calm<T>(source: () => T, urgent: (now: T, shown: T) => boolean): { readonly value: T } {
  let value = $state.raw(untrack(source))
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    clearTimeout(timer)
    timer = undefined
    value = untrack(source)
  }
  $effect(() => {
    if (urgent(source(), untrack(() => value))) show()
    else timer ??= setTimeout(show, PACE)
  })
  $effect(() => () => clearTimeout(timer))
  return { get value() { return value } }
}

const PACE = 250
