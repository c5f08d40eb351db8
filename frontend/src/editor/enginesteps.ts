/**
 * Has the engine forget its own steps of undo. WebKit keeps one for each letter
 * that is typed, with the nodes it was typed into, until the window closes: a
 * third of a megabyte for each story that is written in. Nobody goes back
 * through them, since the text and all text boxes have steps of their own. It
 * offers no call for that, but forgets them all when any frame closes.
 */
export function forgetEngineSteps() {
  const frame = document.createElement('iframe')
  frame.hidden = true
  document.body.append(frame)
  frame.remove()
}
