package newsroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"stet/internal/desk"
	"stet/internal/store"
)

// LineupPast is one revision of a lineup, without its places.
type LineupPast struct {
	Rev    int64     `json:"rev"`
	At     time.Time `json:"at" ts_type:"string"`
	By     string    `json:"by"`
	Note   string    `json:"note"`
	Places int       `json:"places"`
	Sent   bool      `json:"sent,omitempty"` // it is the one that left in a package last
}

// LineupHistory lists the revisions of a lineup, newest first; a removed one is
// found by its name or id too.
func (r *Room) LineupHistory(word string) ([]LineupPast, error) {
	l, err := r.findLineup(word)
	if errors.Is(err, desk.ErrNoLineup) {
		l, err = r.removedLineup(word)
	}
	if err != nil {
		return nil, err
	}
	past, err := r.db.LineupHistory(l.ID)
	if err != nil {
		return nil, err
	}
	sent, err := r.lineupSent(l.ID)
	if err != nil {
		return nil, err
	}
	list := make([]LineupPast, len(past))
	for i, p := range past {
		list[i] = LineupPast{Rev: p.Rev, At: p.At, By: p.By, Note: p.Note, Places: len(p.Slots), Sent: p.Rev == sent.Rev}
	}
	return list, nil
}

// ErrNoOrder: a lineup has no revision of that number.
var ErrNoOrder = errors.New("the lineup has no such revision")

// orderAt is a lineup as it was kept at revision rev. It wraps ErrNoOrder.
func (r *Room) orderAt(l desk.Lineup, rev int64) (desk.Lineup, error) {
	was, err := r.db.LineupAt(l.ID, rev)
	if errors.Is(err, store.ErrNotFound) {
		err = fmt.Errorf("%w: %d of %q", ErrNoOrder, rev, l.Name)
	}
	return was, err
}

// LineupAt is a lineup as it stood at revision rev, with the holes of now.
func (r *Room) LineupAt(word string, rev int64) (desk.Lineup, error) {
	l, err := r.findLineup(word)
	if err != nil {
		return l, err
	}
	if l, err = r.orderAt(l, rev); err != nil {
		return l, err
	}
	seen, err := r.seen([]desk.Lineup{l})
	if err != nil {
		return l, err
	}
	return seen[0], nil
}

// LineupDiff is what differs between two revisions of a lineup.
type LineupDiff struct {
	Lineup  string        `json:"lineup"` // its name
	A       int64         `json:"a"`
	B       int64         `json:"b"`
	Changes []desk.Change `json:"changes"`
}

// DiffLineup compares two revisions; b 0 is the newest, a 0 the one that was
// sent last, else the one before b.
func (r *Room) DiffLineup(word string, a, b int64) (LineupDiff, error) {
	l, err := r.findLineup(word)
	if err != nil {
		return LineupDiff{}, err
	}
	if b == 0 {
		b = l.Rev
	}
	if a == 0 {
		sent, err := r.lineupSent(l.ID)
		if err != nil {
			return LineupDiff{}, err
		}
		if a = sent.Rev; a == 0 {
			a = max(1, b-1)
		}
	}
	earlier, err := r.orderAt(l, a)
	if err != nil {
		return LineupDiff{}, err
	}
	later, err := r.orderAt(l, b)
	return LineupDiff{Lineup: l.Name, A: a, B: b, Changes: desk.DiffLineups(earlier.Slots, later.Slots)}, err
}

// NewSinceSent is what the newest state of a lineup has that what was sent last
// had not, in an editor's words; Sent is false where nothing was sent yet, and
// then there are none.
type NewSinceSent struct {
	Sent  bool     `json:"sent"`
	Lines []string `json:"lines"`
}

// SinceSent compares a lineup with what was sent of it last.
func (r *Room) SinceSent(word string) (NewSinceSent, error) {
	since := NewSinceSent{Lines: []string{}}
	l, err := r.findLineup(word)
	if err != nil {
		return since, err
	}
	sent, err := r.lineupSent(l.ID)
	if err != nil || sent.Rev == 0 {
		return since, err
	}
	since.Sent = true
	since.Lines, err = r.SinceRevision(l.ID, sent.Rev)
	return since, err
}

// SinceRevision is what the newest state of a lineup has that revision rev had
// not, in an editor's words.
func (r *Room) SinceRevision(word string, rev int64) ([]string, error) {
	lines := []string{}
	d, err := r.DiffLineup(word, rev, 0)
	for _, c := range d.Changes {
		lines = append(lines, r.called(c.Story)+" "+c.Said())
	}
	return lines, err
}

func (r *Room) revertLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	earlier, err := r.orderAt(l, q.Rev)
	return l.AsIn(earlier), fmt.Sprintf("as in revision %d", q.Rev), err
}

func (r *Room) copyLineup(l desk.Lineup, q LineupChange) (desk.Lineup, string, error) {
	from := l
	if q.From != "" {
		var err error
		if from, err = r.findLineup(q.From); err != nil {
			return l, "", err
		}
	}
	rev, err := r.revToCopy(from, q)
	if err != nil {
		return l, "", err
	}
	if rev == 0 {
		return l, "", fmt.Errorf("%s: %w", from.Name, ErrNothingToCopy)
	}
	if from, err = r.orderAt(from, rev); err != nil {
		return l, "", err
	}
	return l.WithSlots(from.Slots), fmt.Sprintf("copied from %s, revision %d", from.Name, rev), nil
}

// ErrNothingToCopy: a lineup did not stand at the moment asked for.
var ErrNothingToCopy = errors.New("there is no order to copy from it")

// revToCopy is 0 where there is none.
func (r *Room) revToCopy(from desk.Lineup, q LineupChange) (int64, error) {
	if !q.Yesterday {
		if q.Rev != 0 {
			return q.Rev, nil
		}
		return from.Rev, nil
	}
	house, err := r.House()
	if err != nil {
		return 0, err
	}
	now := r.now().In(house.Location())
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	past, err := r.db.LineupHistory(from.ID)
	for _, p := range past {
		if p.At.Before(today) {
			return p.Rev, err
		}
	}
	return 0, err
}

// sentLineup is the program's note of which revision of a lineup left last.
type sentLineup struct {
	Rev int64     `json:"rev"`
	At  time.Time `json:"at"`
}

func sentNote(id string) string { return "lineup.sent." + id }

func (r *Room) lineupSent(id string) (sentLineup, error) {
	var sent sentLineup
	kept, err := r.db.Settings()
	if err != nil || kept[sentNote(id)] == "" {
		return sent, err
	}
	if err := json.Unmarshal([]byte(kept[sentNote(id)]), &sent); err != nil {
		return sent, fmt.Errorf("%w: the note of what was sent of lineup %s: %v", store.ErrDamaged, id, err)
	}
	return sent, nil
}

func (r *Room) noteSent(l desk.Lineup) error {
	note, err := json.Marshal(sentLineup{Rev: l.Rev, At: r.now()})
	if err != nil {
		return fmt.Errorf("note what was sent: %w", err)
	}
	return r.db.PutSettings(map[string]string{sentNote(l.ID): string(note)})
}
