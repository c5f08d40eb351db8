package newsroom

import (
	"context"
	"strings"

	"stet/internal/check"
	"stet/internal/markup"
)

// LinkRequest is a link as somebody enters it.
type LinkRequest struct {
	Words   string `json:"words"` // of the body, or typed; "" = the address speaks for itself
	Address string `json:"address"`
}

// LinkMade is what becomes of it.
type LinkMade struct {
	Address string `json:"address"` // whole: a plain host has its https://; "" = the page cannot carry it
	Trouble string `json:"trouble"` // why it cannot be, and what to do; "" = it can
	Target  string `json:"target"`  // what stands between ( and ) in the body
	Source  string `json:"source"`  // the link as it stands in the body
}

// Link makes a link for a body. What is not certain is not made whole: it is
// named.
func (r *Room) Link(ctx context.Context, q LinkRequest) (LinkMade, error) {
	whole := strings.TrimSpace(q.Address)
	a := markup.ReadAddress(whole)
	if a.Whole != "" {
		whole, a = a.Whole, markup.ReadAddress(a.Whole)
	}
	if a.URL == "" {
		return LinkMade{Trouble: check.LinkTrouble(whole)}, nil
	}
	made := LinkMade{Address: whole, Target: r.dialect.Target(whole)}
	if made.Target == "" {
		return LinkMade{Trouble: "This address cannot be written into a text. Copy it from the browser again."}, nil
	}
	words := strings.TrimSpace(q.Words)
	if words == "" {
		words = whole
	}
	source, err := r.dialect.LinkSource(ctx, words, made.Target)
	if err != nil {
		return LinkMade{}, err
	}
	if made.Source = source; source == "" {
		made.Trouble = "A link cannot go over the end of a paragraph, or hold another link. Select fewer words."
	}
	return made, nil
}
