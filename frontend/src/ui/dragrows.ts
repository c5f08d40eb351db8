import { on } from 'svelte/events'
import type { Side } from '../state/tree'

interface Drag {
  /** What is dragged is over a row; '' = over none. */
  over(id: string, side: Side): void
  drop(id: string, target: string, side: Side): void
}

const FAR = 5 // px that a pointer goes before a press becomes a drag

const rowAt = (x: number, y: number) => document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-row]') ?? null

function sideOf(row: HTMLElement, y: number): Side {
  const { top, height } = row.getBoundingClientRect()
  const share = (y - top) / height
  return share < 0.3 ? 'before' : share > 0.7 ? 'after' : 'below'
}

/** Rows, told by data-row, that can be dragged with the pointer onto, above or under another. Escape leaves all as it was. */
export const dragRows = (drag: Drag) => (box: HTMLElement) => {
  let from: { id: string; x: number; y: number; pointer: number } | null = null
  let going = false

  function end() {
    if (from && box.hasPointerCapture(from.pointer)) box.releasePointerCapture(from.pointer)
    from = null
    going = false
    drag.over('', 'below')
  }

  const stop = [
    on(box, 'pointerdown', (e) => {
      const row = e.button === 0 && e.target instanceof Element ? e.target.closest<HTMLElement>('[data-row]') : null
      from = row ? { id: row.dataset.row ?? '', x: e.clientX, y: e.clientY, pointer: e.pointerId } : null
    }),
    on(box, 'pointermove', (e) => {
      if (!from) return
      if (!going && Math.hypot(e.clientX - from.x, e.clientY - from.y) < FAR) return
      if (!going) box.setPointerCapture(e.pointerId)
      going = true
      const row = rowAt(e.clientX, e.clientY)
      const over = row && box.contains(row) && row.dataset.row !== from.id
      drag.over(over ? (row.dataset.row ?? '') : '', over ? sideOf(row, e.clientY) : 'below')
    }),
    on(box, 'pointerup', (e) => {
      const row = going && from ? rowAt(e.clientX, e.clientY) : null
      if (from && row?.dataset.row && row.dataset.row !== from.id && box.contains(row)) drag.drop(from.id, row.dataset.row, sideOf(row, e.clientY))
      end()
    }),
    on(box, 'pointercancel', end),
    on(window, 'keydown', (e) => {
      if (!going || e.key !== 'Escape') return
      e.preventDefault()
      e.stopPropagation()
      end()
    }, { capture: true }),
  ]
  return () => stop.forEach((off) => off())
}
