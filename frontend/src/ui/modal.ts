/** Opens a dialog over the page with the focus on what it says is first, and gives the focus back to where it was. */
export function modal(first = '[data-first]') {
  return (node: HTMLDialogElement) => {
    const before = document.activeElement
    node.showModal()
    ;(node.querySelector<HTMLElement>(first) ?? node).focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }
}
