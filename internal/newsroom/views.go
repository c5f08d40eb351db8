package newsroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/table"
)

// viewsKey is the setting that holds the saved views, in their order.
const viewsKey = "views"

// mostViews is how many a newsroom may keep: each is counted for the rail.
const mostViews = 50

// Why there is no saved view of a name, or cannot be.
var (
	ErrNoView    = errors.New("there is no saved view of that name")
	ErrViewTaken = errors.New("there is a saved view of that name already")
)

// SavedView is what the list shows, and in which order, under a name.
type SavedView struct {
	Name    string     `json:"name"`
	View    table.View `json:"view"`
	Section string     `json:"sectionId"` // "" = all
	Query   string     `json:"query"`     // every word must be in headline, slugline, slug, section or assignee
	Sort    table.Sort `json:"sort"`
	Reverse bool       `json:"reverse"`
	Count   int        `json:"count"` // stories in it; known when read, never stored
}

// Ask is the list that a view shows.
func (v *SavedView) Ask() ListRequest {
	return ListRequest{View: v.View, Section: v.Section, Query: v.Query, Sort: v.Sort, Reverse: v.Reverse, Whole: true}
}

// Views is the saved views in their order, not counted; never nil.
func (r *Room) Views() ([]SavedView, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	views := []SavedView{}
	if kept[viewsKey] == "" {
		return views, nil
	}
	if err := json.Unmarshal([]byte(kept[viewsKey]), &views); err != nil {
		return nil, fmt.Errorf("read the saved views: %w", err)
	}
	return views, nil
}

// CountedViews is the saved views with how many stories are in each. It waits
// until all of the newsroom has been read.
func (r *Room) CountedViews(ctx context.Context) ([]SavedView, error) {
	views, err := r.Views()
	if err != nil || len(views) == 0 {
		return views, err
	}
	r.ReadList()
	if err := r.list.wait(ctx); err != nil {
		return nil, err
	}
	for i := range views {
		if err := r.lookBehind(ctx, views[i].View); err != nil {
			return nil, err
		}
		q, err := r.tableQuery(views[i].Ask())
		if err != nil {
			return nil, err
		}
		views[i].Count = r.list.table.Count(q)
	}
	return views, nil
}

// ViewCalled finds a saved view by its name, in any case; it wraps ErrNoView.
func (r *Room) ViewCalled(name string) (SavedView, error) {
	views, err := r.Views()
	if err != nil {
		return SavedView{}, err
	}
	if i := viewAt(views, name); i >= 0 {
		return views[i], nil
	}
	return SavedView{}, fmt.Errorf("%w: %q", ErrNoView, name)
}

// KeepViews makes these the saved views, in this order. It wraps
// article.ErrValue, ErrViewTaken or desk.ErrNoSection, and then nothing is changed.
func (r *Room) KeepViews(views []SavedView) error {
	if len(views) > mostViews {
		return fmt.Errorf("%w: a newsroom keeps at most %d views", article.ErrValue, mostViews)
	}
	before, err := r.Views()
	if err != nil {
		return err
	}
	kept := make([]SavedView, 0, len(views))
	for _, v := range views {
		if err := r.soundView(&v, before); err != nil {
			return err
		}
		if viewAt(kept, v.Name) >= 0 {
			return fmt.Errorf("%w: %q", ErrViewTaken, v.Name)
		}
		kept = append(kept, v)
	}
	text := ""
	if len(kept) > 0 {
		data, err := json.Marshal(kept)
		if err != nil {
			return fmt.Errorf("write the saved views: %w", err)
		}
		text = string(data)
	}
	return r.db.PutSettings(map[string]string{viewsKey: text})
}

// soundView makes a view as it is kept. The section of one that was kept before
// may be gone by now, and its name stays good.
func (r *Room) soundView(v *SavedView, before []SavedView) error {
	v.Name, v.Query, v.Count = article.OneLine(v.Name), article.OneLine(v.Query), 0
	if !slices.ContainsFunc(before, func(b SavedView) bool { return b.Name == v.Name }) {
		if _, err := desk.NameOf("a saved view", v.Name, longestKeptFor); err != nil {
			return err
		}
	}
	q := v.Ask()
	if err := q.sound(); err != nil {
		return err
	}
	v.View, v.Sort = q.View, q.Sort
	known := slices.ContainsFunc(before, func(b SavedView) bool { return b.Section == v.Section })
	if v.Section == "" || known {
		return nil
	}
	s, err := r.Section(v.Section)
	v.Section = s.ID
	return err
}

func viewAt(views []SavedView, name string) int {
	return slices.IndexFunc(views, func(v SavedView) bool { return strings.EqualFold(v.Name, article.OneLine(name)) })
}

// ViewsNow makes these the saved views and answers with all of them, counted.
func (r *Room) ViewsNow(ctx context.Context, views []SavedView) ([]SavedView, error) {
	if err := r.KeepViews(views); err != nil {
		return nil, err
	}
	return r.CountedViews(ctx)
}
