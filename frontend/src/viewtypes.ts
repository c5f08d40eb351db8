// What the list shows, under a name: internal/newsroom/views.go.
export interface SavedView {
  name: string
  view: string
  /** '' = all */
  sectionId: string
  query: string
  sort: string
  reverse: boolean
  /** Stories in it; only read. */
  count: number
}
