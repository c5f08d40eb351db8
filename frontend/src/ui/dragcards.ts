import { on } from 'svelte/events'

interface Drag {
  /** What is dragged is over a column; '' = over none but its own. */
  over(column: string): void
  drop(id: string, column: string): void
}

const FAR = 5 // px that a pointer goes before a press becomes a drag

const columnAt = (x: number, y: number) => document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-column]')?.dataset.column ?? ''

/** Cards, told by data-card, that can be dragged with the pointer to another data-column. Escape leaves all as it was. */
export const dragCards = (drag: Drag) => (box: HTMLElement) => {
  let from: { id: string; column: string; x: number; y: number; pointer: number } | null = null
  let going = false

  function end() {
    if (from && box.hasPointerCapture(from.pointer)) box.releasePointerCapture(from.pointer)
    from = null
    going = false
    drag.over('')
    delete box.dataset.dragging
  }

  const target = (e: PointerEvent) => {
    const column = columnAt(e.clientX, e.clientY)
    return column === from?.column ? '' : column
  }

  const stop = [
    on(box, 'pointerdown', (e) => {
      const card = e.button === 0 && e.target instanceof Element ? e.target.closest<HTMLElement>('[data-card]') : null
      from = card ? { id: card.dataset.card ?? '', column: card.closest<HTMLElement>('[data-column]')?.dataset.column ?? '', x: e.clientX, y: e.clientY, pointer: e.pointerId } : null
    }),
    on(box, 'pointermove', (e) => {
      if (!from) return
      if (!going && Math.hypot(e.clientX - from.x, e.clientY - from.y) < FAR) return
      if (!going) box.setPointerCapture(e.pointerId)
      going = true
      box.dataset.dragging = ''
      drag.over(target(e))
    }),
    on(box, 'pointerup', (e) => {
      const column = going ? target(e) : ''
      const id = from?.id ?? ''
      end()
      if (column) drag.drop(id, column)
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
