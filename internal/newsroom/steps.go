package newsroom

import "stet/internal/article"

// Steps is what undo goes back through in the body of a story, as the editor
// wrote it down; what is in it only the editor knows.
type Steps struct {
	Rev  int64  `json:"rev"`  // whose body they lead to: the newest
	Text string `json:"text"` // "" = none are kept
}

// Steps is what was kept for the newest revision of a story.
func (r *Room) Steps(id article.ID) (Steps, error) {
	rev, text, err := r.db.Steps(id)
	return Steps{rev, text}, err
}

// KeepSteps keeps the steps that lead to the body of a revision. They are
// dropped where the story has another body by now.
func (r *Room) KeepSteps(id article.ID, rev int64, text string) error {
	return r.db.KeepSteps(id, rev, text)
}
