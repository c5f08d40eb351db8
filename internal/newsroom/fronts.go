package newsroom

import (
	"cmp"
	"errors"
	"slices"

	"stet/internal/article"
	"stet/internal/card"
	"stet/internal/check"
	"stet/internal/desk"
	"stet/internal/page"
	"stet/internal/store"
)

// FrontView is a front as readers will get it, and what to look at.
type FrontView struct {
	Lineup   LineupShown          `json:"lineup"`
	HTML     string               `json:"html"` // one element of class stet-page
	Findings []check.FrontFinding `json:"findings"`
	Places   []FrontPlace         `json:"places"` // in the lineup's order
	At       []string             `json:"at"`     // names of the targets that have the front, or get it
}

// FrontPlace is what stands in a place, whoever says it.
type FrontPlace struct {
	Headline   string      `json:"headline"`
	Standfirst string      `json:"standfirst"`
	Pictured   bool        `json:"pictured"`
	Heads      []card.Card `json:"heads"` // the head on each screen; of a story that is gone none
}

// Front draws a lineup as a front: the same markup that a bundle ships.
func (r *Room) Front(word string) (FrontView, error) {
	f, err := r.stage(word)
	if err != nil {
		return FrontView{}, err
	}
	shown, err := r.shownLineup(f.lineup)
	if err != nil {
		return FrontView{}, err
	}
	in, err := f.page(func(a *article.Article, id string) page.Shown { return shownPicture(pictureNamed(a, id)) })
	if err != nil {
		return FrontView{}, err
	}
	findings, err := f.findings()
	if err != nil {
		return FrontView{}, err
	}
	at, err := r.frontAt(f.lineup.ID)
	return FrontView{Lineup: shown, HTML: page.FrontParts(in), Findings: findings, Places: f.places(), At: at}, err
}

// ChangeFront is [Room.ChangeLineup] for a screen: it answers with the front as
// it is then.
func (r *Room) ChangeFront(q LineupChange) (FrontView, error) {
	shown, err := r.ChangeLineup(q)
	if err != nil {
		return FrontView{}, err
	}
	return r.Front(shown.Lineup.ID)
}

// FrontPage is the whole document of a front, with placeholders for pictures:
// those come with a bundle.
func (r *Room) FrontPage(word string) ([]byte, error) {
	f, err := r.stage(word)
	if err != nil {
		return nil, err
	}
	in, err := f.page(nil)
	return page.FullFront(in), err
}

// CheckFront says what stops a front and what to look at, and whether any of it
// stops it.
func (r *Room) CheckFront(word string) (found []check.FrontFinding, stopped bool, err error) {
	f, err := r.stage(word)
	if err != nil {
		return nil, false, err
	}
	found, err = f.findings()
	return found, slices.ContainsFunc(found, func(f check.FrontFinding) bool { return f.Severity == check.Block }), err
}

// stage is a lineup with all that its front is made of.
type stage struct {
	room     *Room
	lineup   desk.Lineup
	house    article.House
	sections []desk.Section
	stories  map[article.ID]*article.Article // those that there are
}

func (r *Room) stage(word string) (stage, error) {
	l, err := r.Lineup(word)
	if err != nil {
		return stage{}, err
	}
	return r.stageOf(l)
}

// stageOf is the same for a lineup as it is given.
func (r *Room) stageOf(l desk.Lineup) (f stage, err error) {
	f = stage{room: r, lineup: l, stories: map[article.ID]*article.Article{}}
	if f.house, err = r.House(); err != nil {
		return f, err
	}
	if f.sections, err = r.db.Sections(); err != nil {
		return f, err
	}
	l.Spare = nil
	for _, id := range l.Stories() {
		a, err := r.db.Get(id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return f, err
		}
		f.stories[id] = &a
	}
	return f, nil
}

func (f *stage) section(id string) desk.Section {
	return desk.Settled(f.sections, id)
}

// page gathers what the front shows. Shown is where a story's picture is to be
// had, nil = nowhere.
func (f *stage) page(shown func(a *article.Article, id string) page.Shown) (page.Front, error) {
	in := page.Front{Name: f.lineup.Name, House: f.house, Section: f.section(f.lineup.SectionID)}
	for _, s := range f.lineup.Slots {
		p := page.Place{Slot: s, Article: f.stories[s.Story]}
		if p.Article != nil {
			p.Section, p.URL = f.section(p.Article.SectionID), f.url(p.Article)
			if id := s.PictureOf(p.Article); id != "" && shown != nil && f.has(p.Article, id) {
				p.Picture = shown(p.Article, id)
			}
			for _, link := range s.Sublinks {
				if l, ok := f.sublink(link); ok {
					p.Sublinks = append(p.Sublinks, l)
				}
			}
		}
		in.Places = append(in.Places, p)
	}
	return in, nil
}

func (f *stage) url(a *article.Article) string {
	return f.house.BaseURL + "/" + page.Path(a, f.section(a.SectionID))
}

// pictureNamed is a story's picture by its id.
func pictureNamed(a *article.Article, id string) article.Picture {
	if i := slices.IndexFunc(a.Pictures, func(p article.Picture) bool { return p.ID == id }); i >= 0 {
		return a.Pictures[i]
	}
	return article.Picture{ID: id}
}

// has reports whether a picture is the story's and its bytes are there.
func (f *stage) has(a *article.Article, id string) bool {
	if pictureNamed(a, id).Type == "" && id != a.LeadPicture {
		return false
	}
	return f.room.db.HasPicture(id)
}

func (f *stage) findings() ([]check.FrontFinding, error) {
	in, err := f.front()
	if err != nil {
		return nil, err
	}
	others, err := f.room.Lineups()
	if err != nil {
		return nil, err
	}
	in.Others = slices.DeleteFunc(others, func(l desk.Lineup) bool { return l.Name == trendingName })
	return check.OfFront(in), nil
}

// front is what the rules look at, but for other fronts.
func (f *stage) front() (check.Front, error) {
	standing, err := f.room.standings(f.lineup.Stories())
	if err != nil {
		return check.Front{}, err
	}
	shut, err := f.shut()
	return check.Front{
		Lineup: f.lineup, Stories: f.stories, House: f.house, Now: f.room.now(), Picture: f.has, Over: f.over,
		Sublink: func(id article.ID) string { return cmp.Or(standing(id).Dead(), shut[id]) },
	}, err
}

// shut is why a sublink may not be shown though its story lives: the headline
// goes out with the front, whether or not the story is in the package.
func (f *stage) shut() (map[article.ID]string, error) {
	why := map[article.ID]string{}
	for i := range f.lineup.Slots {
		for _, id := range f.lineup.Slots[i].Sublinks {
			a, err := f.room.db.Get(id)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			locked, err := f.room.locked(a.Embargo)
			switch {
			case err != nil:
				return nil, err
			case locked:
				why[id] = "under embargo"
			case a.Flag == article.Hold:
				why[id] = "on hold"
			case a.Legal.State == article.LegalRequired:
				why[id] = "waiting for a lawyer"
			}
		}
	}
	return why, nil
}

func (f *stage) heads(s *desk.Slot, a *article.Article) []card.Card {
	return card.FrontHeads(s.Head(a), s.Weight, s.PictureOf(a) != "", f.room.measurer)
}

// over is where a head has more lines than its place.
func (f *stage) over(s *desk.Slot, a *article.Article) []check.Cut {
	var cuts []check.Cut
	for _, c := range f.heads(s, a) {
		if t := c.Texts[0]; t.Cut != "" {
			cuts = append(cuts, check.Cut{Where: c.Place, Own: t.Own, Field: t.Field, Rest: t.Cut})
		}
	}
	return cuts
}

func (f *stage) places() []FrontPlace {
	places := make([]FrontPlace, len(f.lineup.Slots))
	for i := range f.lineup.Slots {
		s := &f.lineup.Slots[i]
		places[i].Heads = []card.Card{}
		if a := f.stories[s.Story]; a != nil {
			places[i] = FrontPlace{Headline: s.Head(a).Text, Standfirst: s.Sentence(a).Text, Pictured: s.PictureOf(a) != "", Heads: f.heads(s, a)}
		}
	}
	return places
}

// MeasureHead is a head as it would stand in a place, for whoever types it.
func (r *Room) MeasureHead(text string, w desk.Weight, pictured bool) []card.Card {
	return card.FrontHeads(article.Said{Text: article.OneLine(text), Field: "headline", Own: "headline"}, w, pictured, r.measurer)
}
