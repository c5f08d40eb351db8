package store

import (
	"fmt"
	"reflect"
	"slices"

	"stet/internal/article"
	"stet/internal/desk"
)

// model is what the store must be equal to: plain maps, no files.
type model struct {
	stories  map[article.ID][]article.Article // by revision
	words    map[article.ID][]article.Revision
	saved    []article.ID // in order of the last save, oldest first
	sections []desk.Section
	lineups  map[string]desk.Lineup
	past     []desk.Lineup // every revision of the one that there is
	settings map[string]string
	receipts map[article.ID][]article.ExportReceipt
	intakes  map[article.ID]article.Receipt
	names    map[article.ID][]article.Naming // newest first
	outbox   outboxModel
}

func newModel() *model {
	return &model{
		stories: map[article.ID][]article.Article{}, words: map[article.ID][]article.Revision{},
		sections: []desk.Section{}, lineups: map[string]desk.Lineup{}, settings: map[string]string{},
		receipts: map[article.ID][]article.ExportReceipt{}, intakes: map[article.ID]article.Receipt{},
		names: map[article.ID][]article.Naming{}, outbox: newOutboxModel(),
	}
}

func (m *model) sectionName(id string) string {
	for _, s := range m.sections {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

// take does to the model what a save must do, and says with which error.
func (m *model) take(e *Entry) error {
	a := e.Article
	revs := m.stories[a.ID]
	switch {
	case a.Rev == 0 && len(revs) > 0:
		return ErrExists
	case int(a.Rev) != len(revs):
		return ErrStale
	}
	a.Rev++
	a.Updated = e.Revision.At
	if len(revs) > 0 {
		a.Created = revs[0].Created
	} else {
		a.Created = a.Updated
	}
	a.Normalize()
	m.stories[a.ID] = append(revs, a)
	r := e.Revision
	r.Rev, r.Words = a.Rev, e.Summary.Words
	m.words[a.ID] = append(m.words[a.ID], r)
	m.saved = append(slices.DeleteFunc(m.saved, func(id article.ID) bool { return id == a.ID }), a.ID)
	return nil
}

// move does to the model what a move must do: a save in which only the section
// is another.
func (m *model) move(to Move, r article.Revision) {
	revs, words := m.stories[to.Story], m.words[to.Story]
	a := revs[len(revs)-1]
	a.Rev, a.SectionID, a.Updated = a.Rev+1, to.Section, r.At
	m.stories[to.Story] = append(revs, a)
	r.Rev, r.Words = a.Rev, words[len(words)-1].Words
	m.words[to.Story] = append(words, r)
	m.saved = append(slices.DeleteFunc(m.saved, func(id article.ID) bool { return id == to.Story }), to.Story)
}

func (p *player) same(what string, got, want any) {
	p.t.Helper()
	if !reflect.DeepEqual(got, want) {
		p.t.Fatalf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// compare reads everything back.
func (p *player) compare() {
	p.t.Helper()
	for id, revs := range p.m.stories {
		for i, want := range revs {
			got, err := p.db.GetRev(id, int64(i+1))
			p.must(err)
			p.same("revision", got, p.withSection(want))
		}
		got, err := p.db.Get(id)
		p.must(err)
		p.same("head", got, p.withSection(revs[len(revs)-1]))
		history, err := p.db.History(id)
		p.must(err)
		want := slices.Clone(p.m.words[id])
		slices.Reverse(want)
		p.same("history", history, want)
	}
	p.compareLists()
	p.compareDesk()
	p.compareOutbox()
}

func (p *player) compareLists() {
	for _, f := range []Filter{{}, {Trash: true}, {SectionID: "s1"}, {SectionID: "s2", Limit: 1}, {Flag: article.Hold}} {
		want := []article.Head{}
		for _, id := range slices.Backward(p.m.saved) {
			revs := p.m.stories[id]
			a := p.withSection(revs[len(revs)-1])
			summary, err := p.db.Summary(id)
			p.must(err)
			h := article.HeadOf(&a, summary)
			if a.Trashed == f.Trash && f.takes(&h) && (f.Limit == 0 || len(want) < f.Limit) {
				want = append(want, h)
			}
		}
		got, err := p.db.Heads(f)
		p.must(err)
		p.same(fmt.Sprintf("heads of %+v", f), got, want)
	}
}

func (p *player) compareDesk() {
	sections, err := p.db.Sections()
	p.must(err)
	p.same("sections", sections, append([]desk.Section{}, p.m.sections...))
	lineups, err := p.db.Lineups()
	p.must(err)
	p.same("number of lineups", len(lineups), len(p.m.lineups))
	for _, l := range lineups {
		p.same("lineup", l, p.m.lineups[l.ID])
	}
	past, err := p.db.LineupHistory("front")
	p.must(err)
	p.same("revisions of the lineup", len(past), len(p.m.past))
	for i, l := range past {
		p.same("revision of the lineup", l, p.m.past[len(past)-1-i])
	}
	settings, err := p.db.Settings()
	p.must(err)
	p.same("settings", settings, p.m.settings)
	for n := range 8 {
		id := storyID(n)
		receipts, err := p.db.Receipts(id)
		p.must(err)
		p.same("receipts", receipts, append([]article.ExportReceipt{}, p.m.receipts[id]...))
		r, ok, err := p.db.Intake(id)
		p.must(err)
		want, stored := p.m.intakes[id]
		p.same("intake", ok, stored)
		p.same("intake", r, want)
		namings, err := p.db.Namings(id)
		p.must(err)
		p.same("names", namings, append([]article.Naming{}, p.m.names[id]...))
	}
	for _, slug := range []string{"up", "down"} {
		_, ok, err := p.db.FindSlug(slug)
		p.must(err)
		holds := false
		for _, revs := range p.m.stories {
			holds = holds || revs[len(revs)-1].Slug == slug
		}
		p.same("slug "+slug, ok, holds)
	}
}
