package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"stet/internal/article"
	"stet/internal/store"
	"stet/internal/table"
)

// ListRequest asks for a page of the story list. Zero values ask for the first
// page of all stories that are not in the trash, newest first.
type ListRequest struct {
	View table.View `json:"view"`
	// Status asks for those of it that somebody works on; "" = any.
	Status  article.Status `json:"status"`
	Section string         `json:"sectionId"` // "" = all
	Query   string         `json:"query"`     // every word must be in headline, slugline, slug, section or assignee, in any case
	Sort    table.Sort     `json:"sort"`
	Reverse bool           `json:"reverse"`
	Offset  int            `json:"offset"`
	Limit   int            `json:"limit"` // 0 = a hundred; no page is longer than mostRows
	Find    article.ID     `json:"find"`  // a story whose place is wanted; "" = none
	// Whole waits until all of the newsroom has been read. Without it, the
	// first page of a newsroom that is just opened comes ahead of that.
	Whole bool `json:"whole"`
}

// ListPage is a page of the story list, and what stands around it.
type ListPage struct {
	Heads []article.Head `json:"heads"`
	Total int            `json:"total"` // stories in the list
	Place int            `json:"place"` // of ListRequest.Find in it, 0 = the first; -1 = it is not there
	// Views and Sections count the stories of each view, and of each section
	// by id, whatever the request asks for; Trashed those of each section that
	// are in the trash. The view of what changed since it went out is not among
	// them until that is known.
	Views    map[string]int `json:"views"`
	Sections map[string]int `json:"sections"`
	Trashed  map[string]int `json:"trashed"`
	Version  int64          `json:"version"` // of the list: another one = rows may stand elsewhere
	Whole    bool           `json:"whole"`   // false: the newsroom is still being read; nothing but Heads is known
}

const (
	pageRows = 100
	mostRows = 1000
)

// List is a page of the story list. It reads the list into memory if
// [Room.ReadList] has not; calls that need all of it wait for that.
func (r *Room) List(ctx context.Context, q ListRequest) (ListPage, error) {
	if err := q.sound(); err != nil {
		return ListPage{}, err
	}
	if q.Limit <= 0 {
		q.Limit = pageRows
	}
	q.Limit = min(q.Limit, mostRows)
	r.ReadList()
	if !q.Whole && !r.list.ready() && q.first() {
		return r.firstPage(q.Limit)
	}
	if err := r.list.wait(ctx); err != nil {
		return ListPage{}, err
	}
	if err := r.lookBehind(ctx, q.View); err != nil {
		return ListPage{}, err
	}
	return r.page(q)
}

// ListIDs is the stories of a list by their ids, from q.Offset on, at most as
// many as one action may change; q.Limit 0 = as many as that. It waits until all
// of the newsroom has been read.
func (r *Room) ListIDs(ctx context.Context, q ListRequest) ([]article.ID, error) {
	if err := q.sound(); err != nil {
		return nil, err
	}
	if q.Limit <= 0 {
		q.Limit = mostSelected
	}
	q.Limit = min(q.Limit, mostSelected)
	r.ReadList()
	if err := r.list.wait(ctx); err != nil {
		return nil, err
	}
	if err := r.lookBehind(ctx, q.View); err != nil {
		return nil, err
	}
	found, err := r.askTable(q)
	return found.IDs, err
}

// sound fills in what is left out and refuses what no list can be asked for.
func (q *ListRequest) sound() error {
	q.View, q.Sort = cmp.Or(q.View, table.All), cmp.Or(q.Sort, table.Updated)
	switch {
	case !slices.Contains(table.Views, q.View):
		return fmt.Errorf("%w: view %q is not one of %s", article.ErrValue, q.View, article.OneOf(table.Views))
	case !slices.Contains(table.Sorts, q.Sort):
		return fmt.Errorf("%w: sort %q is not one of %s", article.ErrValue, q.Sort, article.OneOf(table.Sorts))
	case q.Status != "" && !slices.Contains(article.Statuses, q.Status):
		return fmt.Errorf("%w: status %q is not one of %s", article.ErrValue, q.Status, article.OneOf(article.Statuses))
	}
	return nil
}

// first reports whether the store can tell the page without the table.
func (q *ListRequest) first() bool {
	return q.View == table.All && q.Status == "" && q.Section == "" && q.Query == "" && q.Sort == table.Updated && !q.Reverse && q.Offset <= 0
}

// firstPage asks for nothing but the lines: they may be at hand before the
// database is open, and what left of their stories is not.
func (r *Room) firstPage(limit int) (ListPage, error) {
	heads, err := r.db.Heads(store.Filter{Limit: limit})
	return ListPage{Heads: heads, Total: len(heads), Place: -1, Views: map[string]int{}, Sections: map[string]int{}, Trashed: map[string]int{}}, err
}

// askTable asks the table, which must have been read.
func (r *Room) askTable(q ListRequest) (table.Answer, error) {
	asked, err := r.tableQuery(q)
	if err != nil {
		return table.Answer{}, err
	}
	return r.list.table.Ask(asked), nil
}

func (r *Room) tableQuery(q ListRequest) (*table.Query, error) {
	sections, err := r.db.Sections()
	if err != nil {
		return nil, err
	}
	names := make([]table.Name, len(sections))
	for i, s := range sections {
		names[i] = table.Name{ID: s.ID, Name: s.Name}
	}
	speech, err := r.speech()
	if err != nil {
		return nil, err
	}
	return &table.Query{
		View: q.View, Status: q.Status, SectionID: q.Section, Words: q.Query, Sort: q.Sort, Reverse: q.Reverse, Offset: q.Offset, Limit: q.Limit,
		Find: q.Find, Now: r.now(), Me: r.Person(), Sections: names, Language: speech,
	}, nil
}

func (r *Room) page(q ListRequest) (ListPage, error) {
	found, err := r.askTable(q)
	if err != nil {
		return ListPage{}, err
	}
	heads, err := r.withSent(r.db.HeadsOf(found.IDs))
	if err != nil {
		return ListPage{}, err
	}
	page := ListPage{Heads: heads, Total: found.Total, Place: found.Place, Views: map[string]int{}, Sections: found.Sections, Trashed: found.Trashed, Version: found.Version, Whole: true}
	for v, n := range found.Views {
		page.Views[string(v)] = n
	}
	if !r.behind.ready() {
		delete(page.Views, string(table.Changed))
	}
	return page, nil
}

// Heads is the list lines of these stories, those in the trash too; a story
// that does not exist has none.
func (r *Room) Heads(ids []article.ID) ([]article.Head, error) { return r.withSent(r.db.HeadsOf(ids)) }

// speech is the language that words are sorted by.
func (r *Room) speech() (language.Tag, error) {
	house, err := r.House()
	return language.Make(house.Language), err
}

// All is every story, or every one in the trash, of a section (id, slug or
// name; "" = all), newest first; never nil.
func (r *Room) All(section string, trash bool) ([]article.Head, error) {
	f := store.Filter{Trash: trash}
	if section != "" {
		s, err := r.Section(section)
		if err != nil {
			return nil, err
		}
		f.SectionID = s.ID
	}
	return r.db.Heads(f)
}

// ByState is the stories of a status or a flag, as `stet list --status` takes
// it; a section as in [Room.All].
func (r *Room) ByState(state, section string) ([]article.Head, error) {
	heads, err := r.All(section, false)
	if err != nil || state == "" {
		return r.withSent(heads, err)
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
	return r.withSent(shown, nil)
}
