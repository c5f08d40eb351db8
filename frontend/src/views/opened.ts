import '../editor/manuscript'

// What is on screen only once something is opened: the story, what stands
// beside it, the dialogs. It is loaded behind the painted list, so that the
// desk is there before the editor's code is.
export { default as Dialogs } from './Dialogs.svelte'
export { default as Peek } from './Peek.svelte'
export { default as Side } from './Side.svelte'
export { default as Story } from './Story.svelte'
