package desk

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
)

// SlotFields are the fields that SetSlot sets, in the order the desk shows them.
var SlotFields = []string{"headline", "standfirst", "picture", "weight", "pinned", "until", "sublinks"}

// SetSlot gives a slot's fields values; "" takes one away, and the story's own
// stands there. All are set or none is. It wraps ErrNoSlot, and
// article.ErrValue for a field that there is not and a value that cannot be.
func (l Lineup) SetSlot(id article.ID, set map[string]string) (Lineup, error) {
	i, err := l.find(id)
	if err != nil {
		return l, err
	}
	s := l.Slots[i]
	for _, field := range slices.Sorted(maps.Keys(set)) {
		if err := s.set(field, article.OneLine(set[field])); err != nil {
			return l, fmt.Errorf("place %d: %w", i+1, err)
		}
	}
	s.Filled = false // whose slot somebody works on, a rule leaves alone
	if top := l.splash(); s.Weight == Splash && top >= 0 && top != i {
		return l, &StoryError{ErrSplash, l.Slots[top].Story}
	}
	l.Slots = slices.Clone(l.Slots)
	l.Slots[i] = s
	return l, nil
}

func (s *Slot) set(field, value string) (err error) {
	switch field {
	case "headline":
		s.Headline = value
	case "standfirst":
		s.Standfirst = value
	case "picture":
		s.Picture = value
	case "weight":
		s.Weight, err = ParseWeight(value)
	case "pinned":
		err = s.setPinned(value)
	case "until":
		err = s.setUntil(value)
	case "sublinks":
		err = s.setSublinks(value)
	default:
		err = fmt.Errorf("%w: a place has no field %q; it has %s", article.ErrValue, field, strings.Join(SlotFields, ", "))
	}
	return err
}

func (s *Slot) setPinned(value string) error {
	pinned, err := strconv.ParseBool(value)
	if err != nil && value != "" {
		return fmt.Errorf("%w: pinned %q; write true or false", article.ErrValue, value)
	}
	s.Pinned = pinned
	return nil
}

func (s *Slot) setUntil(value string) (err error) {
	if value == "" || value == "none" {
		s.Until, s.UntilZone = time.Time{}, ""
		return nil
	}
	at, zone, err := article.ParseMoment("until", value)
	if err == nil {
		s.Until, s.UntilZone = at, zone
	}
	return err
}

// UntilText is the form that SetSlot reads.
func (s *Slot) UntilText() string {
	if s.Until.IsZero() {
		return ""
	}
	e := article.Embargo{At: s.Until, Zone: s.UntilZone}
	return e.Text()
}

// setSublinks reads the ids of stories, parted by ";".
func (s *Slot) setSublinks(value string) error {
	links := []article.ID{}
	for word := range strings.SplitSeq(value, ";") {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		id, err := article.ParseID(word)
		if err != nil {
			return fmt.Errorf("%w: sublinks: %q is no story's id", article.ErrValue, word)
		}
		if id == s.Story {
			return fmt.Errorf("%w: a story cannot be a sublink of itself", article.ErrValue)
		}
		if slices.Contains(links, id) {
			return fmt.Errorf("%w: sublink %s twice", article.ErrValue, id)
		}
		links = append(links, id)
	}
	if len(links) > MostSublinks {
		return fmt.Errorf("%w: %d sublinks; a place has at most %d", article.ErrValue, len(links), MostSublinks)
	}
	if s.Sublinks = links; len(links) == 0 {
		s.Sublinks = nil
	}
	return nil
}

// Head is the headline that stands in the place: its own, else the story's for
// fronts.
func (s *Slot) Head(a *article.Article) article.Said {
	return own("headline", s.Headline, a.SaidOn(article.Front))
}

// HeadsOf is what the lineup and its spare call a story in words of their own.
func (l Lineup) HeadsOf(id article.ID) []article.PlacedHead {
	var heads []article.PlacedHead
	for n, order := range [][]Slot{l.Slots, l.Spare} {
		i := slices.IndexFunc(order, func(s Slot) bool { return s.Story == id })
		if i < 0 {
			continue
		}
		where := []string{l.Name, l.Name + ", spare"}[n] + ", place " + strconv.Itoa(i+1)
		for _, text := range []string{order[i].Headline, order[i].Standfirst} {
			if text != "" {
				heads = append(heads, article.PlacedHead{Text: text, Where: where})
			}
		}
	}
	return heads
}

// Sentence is what stands under the headline; a brief has none but its own.
func (s *Slot) Sentence(a *article.Article) article.Said {
	said := article.Said{}
	if s.Weight != Brief {
		said = a.Describes(article.Front)
	}
	return own("standfirst", s.Standfirst, said)
}

func own(field, text string, other article.Said) article.Said {
	other.Own = field
	if text != "" {
		return article.Said{Text: text, Field: field, Own: field}
	}
	return other
}

// PictureOf is the id of the picture that stands in the place, "" = none does: a
// brief shows none but its own.
func (s *Slot) PictureOf(a *article.Article) string {
	switch {
	case s.Picture == NoPicture:
		return ""
	case s.Picture != "" || s.Weight == Brief:
		return s.Picture
	}
	return a.LeadPicture
}

// Standing is what decides whether a story's place in a lineup is a hole. The
// zero value is a story that may stand there.
type Standing struct {
	Gone    bool // the newsroom has no such story
	Trashed bool
	Flag    article.Flag
	Status  article.Status
}

// Dead says why readers must not meet the story, "" = they may. A story on hold
// or not ready may still become fit to go: that is no hole but a stop.
func (s Standing) Dead() string {
	switch {
	case s.Gone:
		return "no longer there"
	case s.Flag == article.Killed:
		return "killed"
	case s.Flag == article.Spiked:
		return "spiked"
	case s.Trashed:
		return "in the trash"
	case s.Status == article.Withdrawn:
		return "withdrawn"
	}
	return ""
}

// Seen is the lineup with its holes: a place whose story is dead, or whose time
// is over, stays and says why it is empty. Nothing moves up, and what makes the
// story live again fills the place again.
func (l Lineup) Seen(standing func(article.ID) Standing, now time.Time) Lineup {
	l.Slots, l.Spare = seen(l.Slots, standing, now), seen(l.Spare, standing, now)
	return l
}

func seen(slots []Slot, standing func(article.ID) Standing, now time.Time) []Slot {
	slots = slices.Clone(slots)
	for i := range slots {
		s := &slots[i]
		s.Hole = standing(s.Story).Dead()
		if s.Hole == "" && !s.Until.IsZero() && !now.Before(s.Until) {
			s.Hole = "its time is over"
		}
	}
	return slots
}

// Stored is the lineup as it is kept: holes are what a reader sees, not what
// somebody did.
func (l Lineup) Stored() Lineup {
	l.Slots, l.Spare = whole(l.Slots), whole(l.Spare)
	if l.Slots == nil {
		l.Slots = []Slot{}
	}
	return l
}

func whole(slots []Slot) []Slot {
	slots = slices.Clone(slots)
	for i := range slots {
		slots[i].Hole = ""
	}
	return slots
}

// Stories are all that the lineup names, each once: those in its places, in the
// spare and among the sublinks.
func (l Lineup) Stories() []article.ID {
	var ids []article.ID
	known := map[article.ID]bool{}
	add := func(id article.ID) {
		if !known[id] {
			known[id] = true
			ids = append(ids, id)
		}
	}
	for _, s := range slices.Concat(l.Slots, l.Spare) {
		add(s.Story)
		for _, link := range s.Sublinks {
			add(link)
		}
	}
	return ids
}
