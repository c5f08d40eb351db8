/** A text that is written in: the body of a story, or a line of its furniture. */
export interface Written {
  /** The words that are selected, with the desk's marks whole or not at all; moved: they leave their place, and a mark goes with its passage. */
  selection(moved?: boolean): string
  /** Takes out what is selected, as one step of undo. */
  cut(): void
  /** Puts a text of the house in place of the selection, as one step of undo, with the cursor at a place in it. */
  put(text: string, cursor: number): void
  focus(): void
}
