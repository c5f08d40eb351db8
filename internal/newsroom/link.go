package newsroom

import (
	"context"
	"strings"
	"time"

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

// What a link may be, in bytes, and how long it may take to try it.
const (
	longestAddress = 8000
	longestLink    = 20_000
	linkBudget     = 2 * time.Second
	tooManyWords   = "A link cannot go over the end of a paragraph, or hold another link. Select fewer words."
)

// Link makes a link for a body. What is not certain is not made whole: it is
// named.
func (r *Room) Link(ctx context.Context, q LinkRequest) (LinkMade, error) {
	ctx, cancel := context.WithTimeout(ctx, linkBudget)
	defer cancel()
	whole, words := strings.TrimSpace(q.Address), strings.TrimSpace(q.Words)
	switch {
	case len(whole) > longestAddress:
		return LinkMade{Trouble: "This is too long for an address. Copy it from the browser again."}, nil
	case len(words) > longestLink:
		return LinkMade{Trouble: tooManyWords}, nil
	}
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
	if words == "" {
		words = whole
	}
	source, err := r.dialect.LinkSource(ctx, words, made.Target)
	if err != nil {
		return LinkMade{}, err
	}
	if made.Source = source; source == "" {
		made.Trouble = tooManyWords
	}
	return made, nil
}
