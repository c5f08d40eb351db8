package article

import (
	"slices"
	"strings"
	"time"
)

// Revision says who saved a story when. Its text is an Article at that Rev.
type Revision struct {
	Rev   int64     `json:"rev"` // 1 for the first save, then +1
	At    time.Time `json:"at" ts_type:"string"`
	By    string    `json:"by"`    // initials, else name
	Words int       `json:"words"` // of the body as rendered
	Note  string    `json:"note"`
	// Changed are the fields in which it differs from the revision before;
	// empty for the first, and for what changed no field (the trash).
	Changed []string `json:"changed,omitempty"`
	Deeds   []Deed   `json:"deeds,omitempty"` // what it did to where the story stands; Note says why
	// Delivered says that a delivery made it, which changed nothing but where the
	// story stands and when it was published: nobody's words are in it.
	Delivered bool `json:"delivered,omitempty"`
	Sent      bool `json:"sent,omitempty"` // it left in a bundle; known when read, never stored
	// Left is each time that it did, newest first; known as Sent is.
	Left []Departure `json:"left,omitempty"`
	Name string      `json:"name,omitempty"` // what somebody calls it; known when read, never stored with it
}

// Departure is what left of a story once: what went where, when and with which
// seal.
type Departure struct {
	At      time.Time   `json:"at" ts_type:"string"`
	By      string      `json:"by"`
	Profile string      `json:"profile"`
	Digest  string      `json:"digest"` // of the bundle
	Path    string      `json:"path,omitempty"`
	Target  string      `json:"target,omitempty"`
	Act     DeliveryAct `json:"act,omitempty"` // "withdraw": a notice in its place
	// The key that signed it, or why nobody did; both "" = nobody noted it.
	Key      string `json:"key,omitempty"`
	Unsigned string `json:"unsigned,omitempty"`
}

// Departure is a receipt as the history tells it.
func (r *ExportReceipt) Departure() Departure {
	return Departure{r.At, r.By, r.Profile, r.Bundle, r.Path, r.Target, r.Act, r.Key, r.Unsigned}
}

// Naming gives a revision a name, such as "as filed". The newest naming of a
// revision holds; an empty Name takes the name away.
type Naming struct {
	ID   ID        `json:"id"`
	Rev  int64     `json:"rev"`
	Name string    `json:"name"`
	By   string    `json:"by"` // initials, else name
	At   time.Time `json:"at" ts_type:"string"`
}

// Head is one line of a story list.
type Head struct {
	ID       ID        `json:"id"`
	Rev      int64     `json:"rev"`
	Headline string    `json:"headline"`
	Section  string    `json:"section"` // name
	Status   Status    `json:"status"`
	Flag     Flag      `json:"flag"`
	Slug     string    `json:"slug"`
	Slugline string    `json:"slugline"`
	Words    int       `json:"words"`
	Updated  time.Time `json:"updated" ts_type:"string"`
	Snippet  string    `json:"snippet,omitempty"`

	SectionID  string   `json:"sectionId,omitempty"`
	TKs        int      `json:"tks,omitempty"` // what is still to come, everywhere in the story
	Embargo    *Embargo `json:"embargo,omitempty"`
	Assignee   string   `json:"assignee,omitempty"`
	Trashed    bool     `json:"trashed,omitempty"`
	Commission int      `json:"commission,omitempty"` // words asked for

	Direction   Direction `json:"direction,omitempty"`   // of the headline; "" = that of its letters
	OpenQueries int       `json:"openQueries,omitempty"` // questions in the body that nobody has answered
	Conflicts   int       `json:"conflicts,omitempty"`   // of a merge that nobody has settled

	// Others are the headlines of other channels whose words are not those of
	// the main one, a line each. What an older Stet saved tells of none.
	Others string `json:"-"`

	Corrected CorrectionKind `json:"corrected,omitempty"` // what readers were told last, "" = nothing

	Deadline time.Time `json:"deadline,omitzero" ts_type:"string"`

	// Sent is what left last of the story; nil = it never did, or nobody asked.
	Sent *LastSent `json:"sent,omitempty"`
}

// Summary is what only the rendered body can tell; the newsroom makes it and
// hands it to the store beside the article.
type Summary struct {
	Words       int  `json:"words"`
	TKs         int  `json:"tks,omitempty"`
	OpenQueries int  `json:"openQueries,omitempty"`
	RightToLeft bool `json:"rightToLeft,omitempty"` // the story's language is written so
}

// HeadOf makes the list line of a story.
func HeadOf(a *Article, s Summary) Head {
	runs := a.Direction
	if runs == "" && s.RightToLeft {
		runs = RTL
	}
	return Head{
		ID: a.ID, Rev: a.Rev, Headline: a.Headlines.Main,
		Section: a.Section, SectionID: a.SectionID,
		Status: a.Status, Flag: a.Flag, Slug: a.Slug, Slugline: a.Slugline,
		Words: s.Words, TKs: s.TKs, Embargo: a.Embargo, Assignee: a.Assignee,
		Updated: a.Updated, Trashed: a.Trashed, Commission: a.CommissionedLength,
		Direction: runs, OpenQueries: s.OpenQueries, Deadline: a.Deadline, Conflicts: a.Conflicts(), Others: otherWords(&a.Headlines), Corrected: a.LastNotice(),
	}
}

// otherWords are the headlines that say something else than the main one, each
// once.
func otherWords(h *Headlines) string {
	var others []string
	known := []uint64{HeadlineKey(h.Main)}
	for _, c := range Channels {
		own := h.Own(c)
		if key := HeadlineKey(own); own != "" && !slices.Contains(known, key) {
			known, others = append(known, key), append(others, own)
		}
	}
	return strings.Join(others, "\n")
}
