package bundle

import (
	"slices"

	"stet/internal/article"
)

// Kind says what a story in a bundle is to what left of it earlier.
type Kind string

// The kinds.
const (
	Update     Kind = "update"
	Correction Kind = "correction" // readers are told of something that was wrong
	Kill       Kind = "kill"       // it must not be used; the bundle has a notice in its place
)

// Earlier is what left of a story before: whoever holds that bundle knows by its
// digest what this one replaces.
type Earlier struct {
	Kind   Kind   `json:"kind"`
	Rev    int64  `json:"rev,omitempty"`    // of the story, there
	Digest string `json:"digest,omitempty"` // of that bundle; "" = none is known
}

// Followed is what verify says of it.
type Followed struct {
	ID article.ID `json:"id"`
	Earlier
}

// followed lists what the stories of an index were before, in its order.
func (x *index) followed() []Followed {
	var all []Followed
	for _, a := range x.Articles {
		if a.Earlier != nil {
			all = append(all, Followed{a.ID, *a.Earlier})
		}
	}
	return all
}

// earlierDigests are the digests that bag-info.txt names, each once, sorted.
func earlierDigests(stories []indexStory) []string {
	var digests []string
	for _, s := range stories {
		if s.Earlier != nil && s.Earlier.Digest != "" {
			digests = append(digests, s.Earlier.Digest)
		}
	}
	slices.Sort(digests)
	return slices.Compact(digests)
}
