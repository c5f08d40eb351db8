// What is done to several stories at once: internal/newsroom/selection.go, takeback.go.

/** A story and the revision that an action made of it. */
export interface Did {
  id: string
  rev: number
}

export interface SelectionChange {
  ids: string[]
  /** Of status, flag, assignee, deadline, commissionedLength, urgency and section, as an edit takes them; trash: in or out. */
  set: Record<string, string>
  why: string
}

/** A story that an action was not done to. */
export interface Refused {
  id: string
  name: string
  message: string
  hint: string
}

export interface SelectionDone {
  did: Did[]
  refused: Refused[]
  /** Those that stood so already. */
  same: number
}
