package check

import (
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// Front is all that the rules of a front may look at.
type Front struct {
	Lineup  desk.Lineup                                  // with its holes
	Others  []desk.Lineup                                // other fronts
	Stories map[article.ID]*article.Article              // those that there are
	Sublink func(article.ID) string                      // why a sublink is dead, "" = it is not
	Picture func(a *article.Article, id string) bool     // whether the picture is there
	Over    func(s *desk.Slot, a *article.Article) []Cut // where the head does not fit
	House   article.House
	Now     time.Time
}

// FrontFinding is one problem of a front. Place 0 = the front as a whole.
type FrontFinding struct {
	Finding
	Place int        `json:"place"` // 1 = first
	Story article.ID `json:"story,omitempty"`
}

// OfFront looks at a front: stops come first, then in the order of the places.
// The result is never nil.
func OfFront(f Front) []FrontFinding {
	found := []FrontFinding{}
	for i := range f.Lineup.Slots {
		found = append(found, f.place(i)...)
	}
	slices.SortStableFunc(found, func(a, b FrontFinding) int { return weight(a.Finding) - weight(b.Finding) })
	return found
}

// FrontHoles is OfFront's stops alone: they need nothing but the lineup.
func FrontHoles(f Front) []FrontFinding {
	found := []FrontFinding{}
	for i := range f.Lineup.Slots {
		found = append(found, f.hole(i)...)
	}
	return found
}

func (f *Front) place(i int) []FrontFinding {
	found := f.hole(i)
	s := &f.Lineup.Slots[i]
	a := f.Stories[s.Story]
	if a == nil || s.Hole != "" {
		return found
	}
	found = append(found, f.twice(i)...)
	found = append(found, f.stale(i, a)...)
	if id := s.PictureOf(a); id != "" && !f.Picture(a, id) {
		found = append(found, f.finding(i, "front-picture", Warn, "the picture is missing"))
	} else if id == "" && (s.Weight == desk.Splash || s.Weight == desk.Lead) && s.Picture != desk.NoPicture {
		found = append(found, f.finding(i, "front-picture", Warn, "there is no picture"))
	}
	for _, cut := range f.Over(s, a) {
		found = append(found, f.finding(i, "front-overflow", Warn, fmt.Sprintf("the head is too long on a %s: “%s” stands below its lines", cut.Where, cut.Rest)))
	}
	return found
}

func (f *Front) finding(i int, code string, severity Severity, what string) FrontFinding {
	return FrontFinding{
		Finding: Finding{Code: code, Severity: severity, Message: fmt.Sprintf("%s, place %d: %s.", f.Lineup.Name, i+1, what)},
		Place:   i + 1, Story: f.Lineup.Slots[i].Story,
	}
}

// hole finds an empty place, and a sublink that leads to a dead story.
func (f *Front) hole(i int) []FrontFinding {
	s := &f.Lineup.Slots[i]
	if s.Hole != "" {
		return []FrontFinding{f.finding(i, "hole", Block, "it is empty ("+s.Hole+"). Put another story there, or take it out")}
	}
	var found []FrontFinding
	for n, link := range s.Sublinks {
		if why := f.Sublink(link); why != "" {
			found = append(found, f.finding(i, "hole", Block, fmt.Sprintf("the story of sublink %d is %s. Take the sublink out", n+1, why)))
		}
	}
	return found
}

// twice finds the story among this front's sublinks and on other fronts.
func (f *Front) twice(i int) []FrontFinding {
	id := f.Lineup.Slots[i].Story
	var found []FrontFinding
	for n, s := range f.Lineup.Slots {
		if slices.Contains(s.Sublinks, id) {
			found = append(found, f.finding(i, "front-twice", Warn, fmt.Sprintf("the same story is a sublink of place %d", n+1)))
		}
	}
	for _, other := range f.Others {
		at := slices.IndexFunc(other.Slots, func(s desk.Slot) bool { return s.Story == id })
		if at >= 0 && other.ID != f.Lineup.ID {
			found = append(found, f.finding(i, "front-twice", Note, fmt.Sprintf("the same story stands on %s, place %d", other.Name, at+1)))
		}
	}
	return found
}

// stale finds a splash or lead that nobody has touched for long.
func (f *Front) stale(i int, a *article.Article) []FrontFinding {
	w := f.Lineup.Slots[i].Weight
	if w != desk.Splash && w != desk.Lead || f.House.StaleAfter == 0 {
		return nil
	}
	newest := a.Updated
	if a.LastPublished.After(a.FirstPublished) {
		newest = a.LastPublished
	} else if !a.FirstPublished.IsZero() {
		newest = a.FirstPublished
	}
	hours := int(f.Now.Sub(newest).Hours())
	if hours < f.House.StaleAfter {
		return nil
	}
	return []FrontFinding{f.finding(i, "front-stale", Warn, fmt.Sprintf("the %s is %d hours old", w, hours))}
}
