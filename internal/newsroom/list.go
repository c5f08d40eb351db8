package newsroom

import (
	"fmt"
	"strings"

	"stet/internal/article"
	"stet/internal/store"
)

// View is a list that the store keeps apart: everything, or the trash. The
// desk's finer views are told from status and flag, where they are shown.
type View string

// The views.
const (
	ViewAll   View = "all"
	ViewTrash View = "trash"
)

// ListRequest narrows a story list. Query is matched against headline, slug
// and slugline in any case; every word must be there.
type ListRequest struct {
	View    View   `json:"view"`
	Section string `json:"sectionId"` // id, slug or name; "" = all
	Query   string `json:"query"`
}

// List is the stories of a view, newest first; never nil.
func (r *Room) List(q ListRequest) ([]article.Head, error) {
	f := store.Filter{Trash: q.View == ViewTrash}
	if q.Section != "" {
		s, err := r.Section(q.Section)
		if err != nil {
			return nil, err
		}
		f.SectionID = s.ID
	}
	heads, err := r.db.Heads(f)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(strings.ToLower(q.Query))
	shown := make([]article.Head, 0, len(heads))
	for _, h := range heads {
		if matches(&h, words) {
			shown = append(shown, h)
		}
	}
	return shown, nil
}

func matches(h *article.Head, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(h.Headline + " " + h.Slugline + " " + h.Slug)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// ByState is the stories of a status or a flag, as `stet list --status` takes
// it; a section as in [ListRequest].
func (r *Room) ByState(state, section string) ([]article.Head, error) {
	heads, err := r.List(ListRequest{View: ViewAll, Section: section})
	if err != nil || state == "" {
		return heads, err
	}
	status, notStatus := article.ParseStatus(state)
	flag, notFlag := article.ParseFlag(state)
	if notStatus != nil && notFlag != nil {
		return nil, fmt.Errorf("%w: %q is no status (%s) and no flag (%s)", article.ErrValue, state, article.OneOf(article.Statuses), article.OneOf(article.Flags))
	}
	shown := []article.Head{}
	for _, h := range heads {
		if notStatus == nil && h.Status == status || notStatus != nil && h.Flag == flag {
			shown = append(shown, h)
		}
	}
	return shown, nil
}
