package handover

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// check refuses what is not one history of one story, or holds what a field
// cannot.
func (s *Story) check(m *manifest) error {
	if len(s.Past) == 0 {
		return &Refusal{historyName, "it has no revision"}
	}
	if m.Story.Rev != int64(len(s.Past)) {
		return &Refusal{historyName, fmt.Sprintf("it has %d revisions, %s says %d", len(s.Past), manifestName, m.Story.Rev)}
	}
	for i := range s.Past {
		if why := s.Past[i].odd(s.ID, int64(i+1), s.Past[0].Story.Created); why != "" {
			return &Refusal{historyName, fmt.Sprintf("revision %d: %s", i+1, why)}
		}
	}
	for _, n := range s.Names {
		if n.ID != s.ID || n.Rev < 1 || n.Rev > int64(len(s.Past)) || len(n.Name) > 1000 || article.OneLine(n.Name) != n.Name {
			return &Refusal{namesName, fmt.Sprintf("%q is no name of a revision of this story", n.Name)}
		}
	}
	for _, r := range s.Receipts {
		if r.ID != s.ID || r.Rev < 1 || r.Rev > int64(len(s.Past)) {
			return &Refusal{exportsName, fmt.Sprintf("revision %d of %s is none of this story", r.Rev, r.ID)}
		}
	}
	if s.Intake != nil && (s.Intake.Rev < 1 || s.Intake.Rev > int64(len(s.Past))) {
		return &Refusal{intakeName, fmt.Sprintf("there is no revision %d", s.Intake.Rev)}
	}
	return nil
}

// odd says what of a revision cannot be; "" = nothing. Fields come into the
// form that the desk would have given them.
func (p *Past) odd(id article.ID, rev int64, created time.Time) string {
	a := &p.Story
	switch {
	case a.ID != id:
		return fmt.Sprintf("it is of another story, %q", a.ID)
	case a.Rev != rev || p.Revision.Rev != rev:
		return fmt.Sprintf("it says that it is revision %d of %d", p.Revision.Rev, a.Rev)
	case !a.Created.Equal(created):
		return "the story was made at another time in it"
	case !a.Updated.Equal(p.Revision.At):
		return "the story and its history say two times of it"
	case p.Revision.Words < 0:
		return "it has less than no words"
	case a.MergedInto == id:
		return "the story is merged into itself"
	}
	if a.MergedInto != "" {
		if other, err := article.ParseID(string(a.MergedInto)); err != nil || other != a.MergedInto {
			return fmt.Sprintf("%q is no story's id", a.MergedInto)
		}
	}
	if a.Merge != nil && (a.Merge.With < 1 || a.Merge.With > rev) {
		return fmt.Sprintf("it is in conflict with revision %d", a.Merge.With)
	}
	for _, picture := range a.Pictures {
		if !isDigest(picture.ID) {
			return fmt.Sprintf("%q is no picture's id", picture.ID)
		}
	}
	if a.LeadPicture != "" && !isDigest(a.LeadPicture) {
		return fmt.Sprintf("%q is no picture's id", a.LeadPicture)
	}
	p.tidyRevision()
	return Tidy(a)
}

// tidyRevision keeps what a revision says of itself on one line each; what is
// known when it is read is never stored.
func (p *Past) tidyRevision() {
	r := &p.Revision
	r.By, r.Note, r.Sent, r.Left, r.Name = article.OneLine(r.By), article.OneLine(r.Note), false, nil, ""
}

// Tidy sets every field anew, as the desk would have, and says what cannot be;
// "" = nothing.
func Tidy(a *article.Article) string {
	for _, f := range article.Fields {
		if strings.HasPrefix(f.Path, "embargo") {
			continue // one that was only spoken of has no text to be set by
		}
		if err := f.Set(a, f.Get(a)); err != nil {
			return err.Error()
		}
	}
	if a.Embargo != nil {
		e := *a.Embargo
		a.Embargo = &e
		for _, text := range []*string{&e.Said, &e.By, &e.Reason, &e.Local, &e.Zone} {
			*text = article.OneLine(*text)
		}
		if _, err := time.LoadLocation(e.Zone); err != nil {
			return fmt.Sprintf("its embargo is in the zone %q, which there is not", e.Zone)
		}
	}
	states := []article.LegalState{article.LegalNotNeeded, article.LegalRequired, article.LegalDone}
	if !slices.Contains(states, a.Legal.State) || a.Legal.Rev < 0 || a.Legal.Rev > a.Rev {
		return "its legal read cannot be"
	}
	a.Section = ""
	return ""
}

func isDigest(id string) bool {
	b, err := hex.DecodeString(id)
	return err == nil && len(b) == 32 && id == strings.ToLower(id)
}

// PictureTypes are the ids of the pictures that any revision speaks of, with
// their media types, "" where none says.
func (s *Story) PictureTypes() map[string]string {
	types := map[string]string{}
	for i := range s.Past {
		a := &s.Past[i].Story
		if _, known := types[a.LeadPicture]; !known && a.LeadPicture != "" {
			types[a.LeadPicture] = ""
		}
		for _, p := range a.Pictures {
			types[p.ID] = p.Type
		}
	}
	return types
}
