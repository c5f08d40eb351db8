package newsroom

import (
	"slices"
	"strconv"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/desk"
	"stet/internal/page"
)

// holesOf is what stops the stories of a lineup because their place is a hole:
// the front does not ship while there is one.
func (r *Room) holesOf(s Selection) (map[article.ID][]check.Finding, error) {
	if s.Lineup == "" || len(s.IDs) > 0 {
		return nil, nil
	}
	l, err := r.Lineup(s.Lineup)
	if err != nil {
		return nil, err
	}
	f := stage{room: r, lineup: l}
	in, err := f.front()
	if err != nil {
		return nil, err
	}
	holes := map[article.ID][]check.Finding{}
	for _, found := range check.FrontHoles(in) {
		holes[found.Story] = append(holes[found.Story], found.Finding)
	}
	return holes, nil
}

// frontOf is the front that goes along with a lineup's stories, or why none
// does: all of its stories must be in the package.
func (r *Room) frontOf(q ExportRequest, ready []prepared) (front *bundle.Front, why string, err error) {
	if q.Lineup == "" || len(q.IDs) > 0 {
		return nil, "", nil
	}
	f, err := r.stage(q.Lineup)
	if err != nil {
		return nil, "", err
	}
	front, why = f.shipped(ready)
	return front, why, nil
}

// shipped is the front as it goes along with its stories, or why it cannot.
func (f *stage) shipped(ready []prepared) (front *bundle.Front, why string) {
	for i, s := range f.lineup.Slots {
		here := slices.ContainsFunc(ready, func(p prepared) bool { return p.story.Article.ID == s.Story })
		if !here || s.Hole != "" {
			return nil, f.lineup.Name + ", place " + strconv.Itoa(i+1) + ": its story is not in the package"
		}
	}
	f.lineup.Spare, f.lineup.Rule = nil, nil
	return &bundle.Front{
		Lineup: f.lineup, Section: f.section(f.lineup.SectionID), URL: f.published, Link: f.sublink,
	}, ""
}

// published is a story's address on the web, "" while the house has none.
func (f *stage) published(a *article.Article, s desk.Section) string {
	if f.house.BaseURL == "" {
		return ""
	}
	return f.house.BaseURL + "/" + page.Path(a, s)
}

// sublink is where a sublink leads.
func (f *stage) sublink(id article.ID) (page.Link, bool) {
	a := f.stories[id]
	if a == nil {
		return page.Link{}, false
	}
	return page.Link{Headline: a.Headlines.For(article.Front), URL: f.url(a)}, true
}
