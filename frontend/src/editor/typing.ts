// What is typed goes into the text at once, not into the page first to be read
// back from there. For each letter that it puts into a page itself, WebKit keeps
// a step of an undo of its own, with the nodes that it changed, for as long as
// the window is open: ten kilobytes a key. Composed letters (dead keys, input
// methods) still come by way of the page.
import { EditorView } from '@codemirror/view'

export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event
    if (event.inputType !== 'insertText' || !data || event.isComposing || view.composing || view.compositionStarted || view.state.readOnly) return false
    event.preventDefault()
    const { from, to } = view.state.selection.main
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    if (!view.state.facet(EditorView.inputHandler).some((takes) => takes(view, from, to, data, insert))) view.dispatch(insert())
    return true
  },
})
