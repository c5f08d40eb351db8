package newsroom

import (
	"slices"
	"time"

	"stet/internal/article"
)

// HeadlineState is what a channel's headline was from a revision on.
type HeadlineState struct {
	Rev  int64     `json:"rev"`
	Text string    `json:"text"` // "" = the main one spoke for it
	By   string    `json:"by"`
	At   time.Time `json:"at" ts_type:"string"`
	Note string    `json:"note"`
}

const (
	// mostPast is how many of the revisions that changed a headline are read.
	mostPast = 200
	// typing is how long somebody may pause within one headline: each pause saves.
	typing = time.Minute
)

// HeadlinePast is what the headline of a channel was, the newest first. What
// stood there while somebody was typing is left out.
func (r *Room) HeadlinePast(id article.ID, c article.Channel) ([]HeadlineState, error) {
	c, err := article.ParseChannel(string(c))
	if err != nil {
		return nil, err
	}
	revisions, err := r.db.History(id)
	if err != nil {
		return nil, err
	}
	past, read := []HeadlineState{}, 0
	for _, v := range revisions {
		if v.Rev > 1 && !slices.Contains(v.Changed, "headlines."+string(c)) {
			continue
		}
		if read++; read > mostPast {
			break
		}
		a, err := r.db.GetRev(id, v.Rev)
		if err != nil {
			return nil, err
		}
		if text := a.Headlines.Own(c); !passing(past, v) && (text != "" || v.Rev > 1) {
			past = append(past, HeadlineState{v.Rev, text, v.By, v.At, v.Note})
		}
	}
	return past, nil
}

// passing holds for a state that the same person went on from at once.
func passing(later []HeadlineState, v article.Revision) bool {
	if len(later) == 0 || v.Note != "" {
		return false
	}
	next := later[len(later)-1]
	return next.By == v.By && next.Note == "" && next.At.Sub(v.At) < typing
}
