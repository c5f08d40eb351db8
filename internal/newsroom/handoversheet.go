package newsroom

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/proof"
	"stet/internal/store"
)

// HandOverSheet is what the next shift reads: what is open, what was done.
type HandOverSheet = proof.HandOver

// Where the newsroom keeps what a sheet needs beside its stories: the editor's
// own lines, and when the last one was handed over.
const (
	ownLinesKey  = "handover.own"
	handedKey    = "handover.last"
	longestShift = 12 * time.Hour // of which a sheet tells where none was handed over
	mostOwnLines = 10_000         // characters
	unsentFor    = 7 * 24 * time.Hour
)

// HandOverSheet makes the sheet. since is a clock time where the newsroom is, a
// day with one, or "" = since the last sheet was handed over, else twelve hours.
// It wraps article.ErrValue.
func (r *Room) HandOverSheet(since string) (HandOverSheet, error) {
	house, err := r.House()
	if err != nil {
		return HandOverSheet{}, err
	}
	kept, err := r.db.Settings()
	if err != nil {
		return HandOverSheet{}, err
	}
	s := proof.Shift{Newsroom: house.Name, By: r.Person().Sign(), At: r.now().In(house.Location()), Own: kept[ownLinesKey]}
	if s.Since, err = shiftBegan(since, kept[handedKey], s.At); err != nil {
		return HandOverSheet{}, err
	}
	if s.Stories, s.Log, err = r.shiftStories(s.Since); err != nil {
		return HandOverSheet{}, err
	}
	if s.Going, err = r.onItsWay(); err != nil {
		return HandOverSheet{}, err
	}
	return proof.NewHandOver(s), nil
}

// shiftBegan reads when a shift began. A clock time is the last moment at which
// clocks there showed it.
func shiftBegan(said, handed string, now time.Time) (time.Time, error) {
	said = strings.TrimSpace(said)
	if said == "" {
		if last, err := time.Parse(time.RFC3339, handed); err == nil && last.Before(now) {
			return last, nil
		}
		return now.Add(-longestShift), nil
	}
	if clock, err := time.Parse("15:04", said); err == nil {
		at := time.Date(now.Year(), now.Month(), now.Day(), clock.Hour(), clock.Minute(), 0, 0, now.Location())
		if at.After(now) {
			at = time.Date(now.Year(), now.Month(), now.Day()-1, clock.Hour(), clock.Minute(), 0, 0, now.Location())
		}
		return at, nil
	}
	for _, shape := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		at, err := time.ParseInLocation(shape, said, now.Location())
		switch {
		case err != nil:
		case at.After(now):
			return at, fmt.Errorf("%w: the shift cannot have begun at %q: that is still to come", article.ErrValue, said)
		default:
			return at, nil
		}
	}
	return now, fmt.Errorf("%w: %q is no time; write 17:45, or 2026-11-29T17:45", article.ErrValue, said)
}

// shiftStories are the stories of the desk, with what was done to them since. A
// story that readers have is read only where it was saved in the last days: what
// nobody has sent again for longer nobody is going to.
func (r *Room) shiftStories(since time.Time) ([]proof.ShiftStory, []article.LogLine, error) {
	stories, log := []proof.ShiftStory{}, []article.LogLine{}
	lineups, err := r.storedLineups()
	if err != nil {
		return nil, nil, err
	}
	for _, trash := range []bool{false, true} {
		heads, err := r.db.Heads(store.Filter{Trash: trash})
		if err != nil {
			return nil, nil, err
		}
		for i := range heads {
			h := &heads[i]
			touched := !h.Updated.Before(since)
			look := r.passedOf // a package changes no story
			if touched {
				look = r.logOf
			}
			found, err := look(h)
			if err != nil {
				return nil, nil, err
			}
			log = append(log, found...)
			if trash || h.Status == article.Live && !touched && h.Updated.Before(r.now().Add(-unsentFor)) {
				continue
			}
			story, err := r.shiftStory(h, lineups)
			if err != nil {
				return nil, nil, err
			}
			stories = append(stories, story)
		}
	}
	return stories, log, nil
}

func (r *Room) shiftStory(h *article.Head, lineups []desk.Lineup) (proof.ShiftStory, error) {
	s := proof.ShiftStory{Head: *h}
	a, err := r.db.Get(h.ID)
	if err != nil {
		return s, err
	}
	s.Legal, s.Unread = a.Legal.State, unreadIn(&a, lineups)
	if h.Status == article.Live || h.Status == article.Sent {
		s.Changed, err = r.changedSinceSent(h.ID)
	}
	return s, err
}

// deskFields are what readers get nothing of.
var deskFields = []string{
	"slugline", "status", "flag", "assignee", "deadline", "commissionedLength", "budgetLine", "urgency", "embargo", "embargo.reason",
	"legal.state", "internalNote", "queries", "options", "source.service", "source.key", "source.version",
}

// changedSinceSent reports whether readers have words of an earlier revision: it
// was changed after it left in a package or somebody marked it sent.
func (r *Room) changedSinceSent(id article.ID) (bool, error) {
	receipts, err := r.sendings(id)
	if err != nil {
		return false, err
	}
	sent := int64(0)
	for _, p := range receipts {
		sent = max(sent, p.Rev)
	}
	revisions, err := r.db.History(id)
	if err != nil {
		return false, err
	}
	for _, rev := range revisions {
		for _, d := range rev.Deeds {
			if d.What == article.DeedStatus && d.To == string(article.Sent) {
				sent = max(sent, rev.Rev)
			}
		}
	}
	return slices.ContainsFunc(revisions, func(rev article.Revision) bool {
		return rev.Rev > sent && !seenLive(&rev) && slices.ContainsFunc(rev.Changed, func(path string) bool { return !slices.Contains(deskFields, path) })
	}), nil
}

// seenLive reports whether a revision says but that the story is live, and since
// when: readers have nothing new of it.
func seenLive(rev *article.Revision) bool {
	return rev.Delivered || slices.Contains(rev.Changed, "status") && len(rev.Changed) == 2 && slices.Contains(rev.Changed, "firstPublished")
}

// KeepOwnLines keeps what the editor adds to the sheet, until it is handed over.
func (r *Room) KeepOwnLines(text string) error {
	text = strings.TrimRight(article.Lines(text), "\n\t ")
	if article.Characters(text) > mostOwnLines {
		return fmt.Errorf("%w: own lines have at most %d characters", article.ErrValue, mostOwnLines)
	}
	return r.db.PutSettings(map[string]string{ownLinesKey: text})
}

// SaveHandOverSheet puts the sheet into the export folder as a page to print,
// beside those that are there, and returns its path.
func (r *Room) SaveHandOverSheet(since string) (string, error) {
	h, err := r.HandOverSheet(since)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	if err := h.HTML(&out); err != nil {
		return "", err
	}
	path, err := r.exportPath("hand-over-sheet" + h.At.Format("-20060102-1504") + ".html")
	if err != nil {
		return "", err
	}
	path = unusedPath(path)
	return path, putFile(path, out.Bytes())
}

// unusedPath counts a file's name on while one of that name is there: a second
// sheet in a minute does not take the lines of the first away.
func unusedPath(path string) string {
	ext := filepath.Ext(path)
	free := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); err != nil {
			return free
		}
		free = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
	}
}

// ShiftEnded is what handing over changed: enough to take it back.
type ShiftEnded struct {
	Path string `json:"path"` // where the sheet lies
	Last string `json:"last"` // when the one before was handed over, "" = none was
	Own  string `json:"own"`
}

// EndShift keeps the sheet as a file, takes the own lines off it, and makes the
// next one begin here.
func (r *Room) EndShift(since string) (ShiftEnded, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return ShiftEnded{}, err
	}
	before := ShiftEnded{Last: kept[handedKey], Own: kept[ownLinesKey]}
	if before.Path, err = r.SaveHandOverSheet(since); err != nil {
		return ShiftEnded{}, err
	}
	return before, r.db.PutSettings(map[string]string{handedKey: r.now().Format(time.RFC3339Nano), ownLinesKey: ""})
}

// TakeShiftBack makes the sheet what it was before it was handed over; lines
// that were written since stay. The file stays, too.
func (r *Room) TakeShiftBack(before ShiftEnded) error {
	kept, err := r.db.Settings()
	if err != nil {
		return err
	}
	own := strings.Trim(before.Own+"\n"+kept[ownLinesKey], "\n")
	return r.db.PutSettings(map[string]string{handedKey: before.Last, ownLinesKey: own})
}
