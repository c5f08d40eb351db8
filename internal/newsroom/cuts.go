package newsroom

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"stet/internal/article"
	"stet/internal/store"
)

// Which cuts of a story were let go lies among the settings, in one for each
// story. What was cut is read from its revisions and kept nowhere else.
const lettingGo = "cuts.gone."

// mostSeen is how many of a story's revisions are read for its cuts.
const mostSeen = 2000

// drawers are the cuts of the stories asked for last: a story that is asked
// for again has one revision more, and the others need not be read once more.
type drawers struct {
	mu   sync.Mutex
	last []*openDrawer // the newest first
}

type openDrawer struct {
	id     article.ID
	drawer article.Drawer
	unread int64             // the last revision that was too long ago to be read; 0 = none was
	plain  map[string]string // by text
}

// Drawer is what was cut from a story's body.
type Drawer struct {
	Cuts []DrawerCut `json:"cuts"` // the latest first
	// Since is the revision up to which cuts are only in the history, for want
	// of room; 0 = all are here.
	Since int64 `json:"since"`
}

// DrawerCut is one of them.
type DrawerCut struct {
	article.Cut
	Plain string `json:"plain"` // as readers would have read it
}

const drawersAtOnce = 4

// Cuts is the paragraphs that were cut from a story's body, less those that
// are back and those that were let go, the latest first.
func (r *Room) Cuts(id article.ID) (Drawer, error) {
	all, err := r.allCuts(id)
	if err != nil {
		return Drawer{}, err
	}
	gone, err := r.letGo(id)
	all.Cuts = slices.DeleteFunc(all.Cuts, func(c DrawerCut) bool { return slices.Contains(gone, nameOf(c.Cut)) })
	return all, err
}

func (r *Room) allCuts(id article.ID) (Drawer, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return Drawer{}, err
	}
	r.drawers.mu.Lock()
	defer r.drawers.mu.Unlock()
	open := r.drawers.of(id)
	for i := len(revisions) - 1; i >= 0; i-- {
		v := revisions[i]
		if v.Rev <= open.drawer.Rev() || !touchesBody(v) {
			continue
		}
		if i >= mostSeen {
			open.unread = v.Rev
			continue
		}
		a, err := r.db.GetRev(id, v.Rev)
		if err != nil {
			return Drawer{}, err
		}
		open.drawer.See(v.Rev, v.At, v.By, a.Body)
	}
	return Drawer{Cuts: r.read(open), Since: max(open.unread, open.drawer.Since())}, nil
}

// read makes the cuts of a drawer readable; those that were read before are
// not laid out once more.
func (r *Room) read(open *openDrawer) []DrawerCut {
	before := open.plain
	open.plain = map[string]string{}
	cuts := []DrawerCut{}
	for _, c := range open.drawer.Cuts() {
		plain, ok := before[c.Text]
		if !ok {
			plain = r.plain(c.Text)
		}
		open.plain[c.Text] = plain
		cuts = append(cuts, DrawerCut{c, plain})
	}
	return cuts
}

// A paragraph is laid out by itself: the end of a box it was in is not words,
// and a footnote is those behind its number.
var apart = regexp.MustCompile(`(?m)^ {0,3}:{3,}[ \t]*$|\A\[\^[^\]\n]+\]:`)

// plain is a paragraph as readers would have read it; as it is where there are
// no words of it to read.
func (r *Room) plain(text string) string {
	doc, err := r.dialect.ParseWithin(context.Background(), apart.ReplaceAllString(text, ""), nil)
	if err != nil || strings.TrimSpace(doc.Text) == "" {
		return text
	}
	return strings.TrimSpace(doc.Text)
}

// touchesBody reports whether a revision may have another body than the one
// before: some do not say what they changed.
func touchesBody(v article.Revision) bool {
	return len(v.Changed) == 0 || slices.Contains(v.Changed, "body")
}

// of is the drawer of a story, a fresh one if it is not at hand.
func (d *drawers) of(id article.ID) *openDrawer {
	i := slices.IndexFunc(d.last, func(o *openDrawer) bool { return o.id == id })
	open := &openDrawer{id: id}
	if i >= 0 {
		open = d.last[i]
		d.last = slices.Delete(d.last, i, i+1)
	}
	d.last = append([]*openDrawer{open}, d.last[:min(len(d.last), drawersAtOnce-1)]...)
	return open
}

// PutCutBack puts a cut back into the body where it was, or at the nearest
// place that is left, as a new revision on top of base.
func (r *Room) PutCutBack(id article.ID, base int64, c article.Cut) (Saved, error) {
	head, err := r.db.Get(id)
	if err != nil {
		return Saved{}, err
	}
	if head.Rev != base {
		return Saved{}, &store.StaleError{ID: string(id), Base: base, Head: head.Rev}
	}
	old, err := r.db.GetRev(id, c.Rev)
	if err != nil {
		return Saved{}, err
	}
	body, ok := article.PutBack(head.Body, old.Body, c.Text)
	if !ok {
		return Saved{}, fmt.Errorf("%w: revision %d has no such paragraph, or it is back already", article.ErrValue, c.Rev)
	}
	return r.Save(article.Edit{ID: id, Base: base, Set: map[string]string{"body": body}, Note: "put a cut back"})
}

// LetCutGo takes a cut out of the drawer; its words stay in the history. It
// answers with those that are left.
func (r *Room) LetCutGo(id article.ID, c article.Cut) (Drawer, error) {
	if _, err := r.Story(id); err != nil {
		return Drawer{}, err
	}
	gone, err := r.letGo(id)
	if err != nil {
		return Drawer{}, err
	}
	if !slices.Contains(gone, nameOf(c)) {
		gone = append(gone, nameOf(c))
	}
	text, err := json.Marshal(gone[max(0, len(gone)-mostIgnored):])
	if err != nil {
		return Drawer{}, fmt.Errorf("write which cuts of %s were let go: %w", id, err)
	}
	if err := r.db.PutSettings(map[string]string{lettingGo + string(id): string(text)}); err != nil {
		return Drawer{}, err
	}
	return r.Cuts(id)
}

// cutName is by what a cut is known again.
type cutName struct {
	Gone int64  `json:"gone"`
	Text string `json:"text"` // how it begins
}

func nameOf(c article.Cut) cutName { return cutName{c.Gone, shortened(c.Text)} }

func (r *Room) letGo(id article.ID) ([]cutName, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	var gone []cutName
	if text := kept[lettingGo+string(id)]; text != "" {
		if err := json.Unmarshal([]byte(text), &gone); err != nil {
			return nil, fmt.Errorf("read which cuts of %s were let go: %w", id, err)
		}
	}
	return gone, nil
}
