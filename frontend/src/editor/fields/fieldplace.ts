import type { Place } from '../../ui/Slip.svelte'

// A text box tells nobody where its letters stand. The same text lies unseen
// beneath it, laid out alike: places are read off that.
const beneath = (box: HTMLElement) => box.previousElementSibling as HTMLElement | null

/** Where a place in a line stands in the window. */
export function placeIn(box: HTMLTextAreaElement, at: number): Place {
  const range = document.createRange()
  const spot = spotOf(box, at)
  if (spot) {
    range.setStart(spot.node, spot.offset)
    range.setEnd(spot.node, Math.min(spot.offset + 1, spot.node.length))
  }
  const { left, top, bottom } = spot && range.getClientRects().length > 0 ? range.getClientRects()[0]! : box.getBoundingClientRect()
  return { left, top, bottom }
}

/** The place in a line that a point of the window is nearest to. */
export function offsetAt(box: HTMLTextAreaElement, x: number, y: number): number {
  const under = beneath(box)
  box.style.pointerEvents = 'none'
  under?.style.setProperty('pointer-events', 'auto')
  const range = document.caretRangeFromPoint(x, y)
  box.style.removeProperty('pointer-events')
  under?.style.removeProperty('pointer-events')
  if (!range || !under?.contains(range.startContainer)) return box.value.length
  let before = 0
  for (const node of textsIn(under)) {
    if (node === range.startContainer) return Math.min(before + range.startOffset, box.value.length)
    before += node.length
  }
  return box.value.length
}

function spotOf(box: HTMLTextAreaElement, at: number): { node: Text; offset: number } | null {
  for (const node of textsIn(beneath(box))) {
    if (at < node.length) return { node, offset: at }
    at -= node.length
  }
  return null
}

function* textsIn(under: HTMLElement | null): Generator<Text> {
  if (!under) return
  const walk = document.createTreeWalker(under, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) yield node as Text
}
