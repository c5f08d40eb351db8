package table

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/language"

	"stet/internal/article"
)

var noon = time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC)

// slow is the list as anybody would write it: all heads, looked through and
// sorted for each question.
type slow struct {
	lines   []line // as they were put first
	changed map[article.ID]bool
}

type line struct {
	article.Head
	seq uint64
}

func (s *slow) put(seq uint64, h article.Head) {
	for i := range s.lines {
		if s.lines[i].ID == h.ID {
			s.lines[i] = line{h, seq}
			return
		}
	}
	s.lines = append(s.lines, line{h, seq})
}

func (q *Query) name(id string) string {
	for _, s := range q.Sections {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

func (s *slow) holds(h *article.Head, q *Query, v View) bool {
	if h.Trashed || v == Trash {
		return h.Trashed && v == Trash
	}
	stopped := h.Flag == article.Hold || h.Embargo.InForce(q.Now)
	worked := h.Flag == article.NoFlag || h.Flag == article.Hold
	switch v {
	case Mine:
		return h.Assignee != "" && (h.Assignee == q.Me.Initials || h.Assignee == q.Me.Name)
	case In:
		return h.Status == article.Draft && worked
	case Sub:
		return (h.Status == article.Filed || h.Status == article.Subbing) && worked
	case Revise:
		return h.Status == article.Revise && worked
	case Ready:
		return h.Status == article.Ready && worked && !stopped
	case Live:
		return h.Status == article.Sent || h.Status == article.Live
	case Changed:
		return s.changed[h.ID] && worked && h.Status != article.Withdrawn
	case Held:
		return stopped
	}
	return true
}

func (s *slow) ask(q *Query) Answer {
	a := Answer{IDs: []article.ID{}, Place: -1, Views: map[View]int{}, Sections: map[string]int{}, Trashed: map[string]int{}}
	var found []line
	for _, l := range s.lines {
		for _, v := range Views {
			if s.holds(&l.Head, q, v) {
				a.Views[v]++
			} else {
				a.Views[v] += 0
			}
		}
		if l.SectionID != "" {
			if l.Trashed {
				a.Trashed[l.SectionID]++
			} else {
				a.Sections[l.SectionID]++
			}
		}
		text := strings.ToLower(strings.Join([]string{l.Headline, l.Slugline, l.Slug, l.Assignee, q.name(l.SectionID)}, "\n"))
		fits := q.SectionID == "" || l.SectionID == q.SectionID
		fits = fits && (q.Status == "" || l.Status == q.Status && (l.Flag == article.NoFlag || l.Flag == article.Hold))
		for _, w := range strings.Fields(strings.ToLower(q.Words)) {
			fits = fits && strings.Contains(text, w)
		}
		if fits && s.holds(&l.Head, q, cmp.Or(q.View, All)) {
			found = append(found, l)
		}
	}
	s.sort(found, q)
	a.Total = len(found)
	for i, l := range found {
		if l.ID == q.Find {
			a.Place = i
		}
		if i >= q.Offset && i < q.Offset+q.Limit {
			a.IDs = append(a.IDs, l.ID)
		}
	}
	return a
}

func (s *slow) sort(found []line, q *Query) {
	sorter := newSorter(q.Language)
	newest := func(a, b line) int { return cmp.Compare(b.seq, a.seq) }
	place := func(l line) int {
		for i, n := range q.Sections {
			if n.ID == l.SectionID {
				return i
			}
		}
		return 1000
	}
	byText := func(text func(line) string) func(a, b line) int {
		return func(a, b line) int { return sorter.CompareString(strings.ToLower(text(a)), strings.ToLower(text(b))) }
	}
	var order func(a, b line) int
	switch q.Sort {
	case Headline, Slugline:
		order = byText(func(l line) string { return l.Headline })
		if q.Sort == Slugline {
			order = byText(func(l line) string { return l.Slugline })
		}
		slices.SortStableFunc(found, order)
		if q.Reverse {
			slices.Reverse(found)
		}
		return
	case Section:
		order = func(a, b line) int { return cmp.Compare(place(a), place(b)) }
	case Length:
		order = func(a, b line) int { return cmp.Compare(b.Words, a.Words) }
	case Assignee:
		order = func(a, b line) int {
			if (a.Assignee == "") != (b.Assignee == "") {
				return cmp.Compare(len(b.Assignee), len(a.Assignee))
			}
			return sorter.CompareString(a.Assignee, b.Assignee)
		}
	default:
		order, newest = newest, func(line, line) int { return 0 }
	}
	slices.SortStableFunc(found, newest)
	slices.SortStableFunc(found, func(a, b line) int {
		if q.Reverse {
			return order(b, a)
		}
		return order(a, b)
	})
}

type player struct{ rnd *rand.Rand }

func (p *player) pick(words ...string) string { return words[p.rnd.IntN(len(words))] }

func idOf(n int) article.ID {
	return article.ID(fmt.Sprintf("01900000-0000-7000-8000-%012d", n))
}

func (p *player) head() article.Head {
	h := article.Head{
		ID:       idOf(p.rnd.IntN(40)),
		Headline: p.pick("", "The 9 boats", "The 10 boats", "the 10 BOATS", "Élan", "elan", "“Quoted”", "Київ чекає", "Ära", "Harbour"),
		Slugline: p.pick("", "BOATS", "BOATS-2", "BOATS-10", "Ночі"), Slug: p.pick("", "boats", "harbour"),
		SectionID: p.pick("", "s1", "s2", "s3", "gone"), Words: p.rnd.IntN(4) * 100, Assignee: p.pick("", "", "MS", "Marit Solberg", "AL"),
		Status: article.Statuses[p.rnd.IntN(len(article.Statuses))], Trashed: p.rnd.IntN(5) == 0,
	}
	if p.rnd.IntN(3) == 0 {
		h.Flag = article.Flags[p.rnd.IntN(len(article.Flags))]
	}
	switch p.rnd.IntN(5) {
	case 0:
		h.Embargo = &article.Embargo{At: noon.Add(time.Duration(p.rnd.IntN(5)-2) * time.Hour)}
	case 1:
		h.Embargo = &article.Embargo{Said: "after the vote"}
	}
	return h
}

func (p *player) query() Query {
	names := []Name{{"s2", "Town hall"}, {"s1", "Harbour"}, {"s3", "Sport"}}
	if p.rnd.IntN(4) == 0 {
		names = []Name{{"s1", "Boats"}, {"s2", "Town hall"}}
	}
	return Query{
		Status: append([]article.Status{"", ""}, article.Statuses...)[p.rnd.IntN(len(article.Statuses)+2)],
		View:   Views[p.rnd.IntN(len(Views))], SectionID: p.pick("", "", "s1", "s2", "nowhere"),
		Words: p.pick("", "", "the", "BOATS 10", "harbour", "київ", "nothing like it"), Sort: Sorts[p.rnd.IntN(len(Sorts))], Reverse: p.rnd.IntN(2) == 0,
		Now: noon.Add(time.Duration(p.rnd.IntN(5)-2) * time.Hour), Me: article.Person{Name: "Marit Solberg", Initials: p.pick("MS", "")},
		Sections: names, Language: []language.Tag{language.English, language.German, language.Swedish}[p.rnd.IntN(3)],
		Offset: p.rnd.IntN(8), Limit: p.rnd.IntN(8), Find: idOf(p.rnd.IntN(45)),
	}
}

// Whatever is put in whatever order, the table answers as the slow list does.
func TestTheTableAnswersAsASlowListDoes(t *testing.T) {
	for seed := range uint64(30) {
		p := &player{rand.New(rand.NewPCG(seed, 1))}
		table, model := New(), &slow{changed: map[article.ID]bool{}}
		table.Filled()
		for seq := uint64(1); seq < 120; seq++ {
			h := p.head()
			table.Put(seq, &h)
			model.put(seq, h)
			if late := h; seq > 1 {
				late.Headline = "an older line that comes late"
				table.Put(seq-1, &late)
			}
			if p.rnd.IntN(3) == 0 {
				since := p.rnd.IntN(2) == 0
				table.SetChanged([]article.ID{h.ID}, []bool{since})
				model.changed[h.ID] = since
			}
			q := p.query()
			for range 2 { // the second time from what was kept
				got, want := table.Ask(&q), model.ask(&q)
				got.Version = 0
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Fatalf("seed %d, save %d\nasked %+v\n got %v\nwant %v", seed, seq, q, got, want)
				}
			}
		}
	}
}

func TestViews(t *testing.T) {
	soon, past := &article.Embargo{At: noon.Add(time.Hour)}, &article.Embargo{At: noon}
	for name, test := range map[string]struct {
		head article.Head
		want []View
	}{
		"a new story":                {article.Head{Status: article.Draft}, []View{All, In}},
		"mine, being subbed":         {article.Head{Status: article.Subbing, Assignee: "MS"}, []View{All, Mine, Sub}},
		"mine by name":               {article.Head{Status: article.Filed, Assignee: "Marit Solberg"}, []View{All, Mine, Sub}},
		"to revise":                  {article.Head{Status: article.Revise}, []View{All, Revise}},
		"ready":                      {article.Head{Status: article.Ready}, []View{All, Ready}},
		"ready but held":             {article.Head{Status: article.Ready, Flag: article.Hold}, []View{All, Held}},
		"ready under embargo":        {article.Head{Status: article.Ready, Embargo: soon}, []View{All, Held}},
		"an embargo that has passed": {article.Head{Status: article.Ready, Embargo: past}, []View{All, Ready}},
		"an embargo nobody settled":  {article.Head{Status: article.Draft, Embargo: &article.Embargo{Said: "00.01"}}, []View{All, In, Held}},
		"live":                       {article.Head{Status: article.Live}, []View{All, Live}},
		"spiked":                     {article.Head{Status: article.Draft, Flag: article.Spiked}, []View{All}},
		"killed when it was out":     {article.Head{Status: article.Sent, Flag: article.Killed}, []View{All, Live}},
		"in the trash":               {article.Head{Status: article.Ready, Trashed: true}, []View{Trash}},
	} {
		table := New()
		table.Filled()
		test.head.ID = idOf(1)
		table.Put(1, &test.head)
		var got []View
		for _, v := range Views {
			q := Query{View: v, Now: noon, Me: article.Person{Name: "Marit Solberg", Initials: "MS"}, Limit: 1}
			if a := table.Ask(&q); a.Total == 1 {
				got = append(got, v)
			} else if a.Views[v] != 0 {
				t.Errorf("%s: %s counts what it does not show", name, v)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// Lines that are put while an order is made are in it all the same, whichever
// comes first.
func TestSavesBesideSorting(t *testing.T) {
	table, model := New(), &slow{}
	p := &player{rand.New(rand.NewPCG(7, 7))}
	seq := uint64(0)
	put := func() {
		seq++
		h := p.head()
		h.ID = idOf(p.rnd.IntN(3000))
		table.Put(seq, &h)
		model.put(seq, h)
	}
	for range 3000 {
		put()
	}
	table.Filled()
	var wait sync.WaitGroup
	wait.Go(func() { table.Warm(language.English) })
	wait.Go(func() {
		for range 20 {
			q := Query{Sort: Slugline, Language: language.English, Now: noon, Limit: 5}
			table.Ask(&q)
		}
	})
	for range 2000 {
		put()
	}
	wait.Wait()
	for _, s := range Sorts {
		q := Query{Sort: s, Language: language.English, Now: noon, Limit: 5000}
		got, want := table.Ask(&q), model.ask(&q)
		if fmt.Sprint(got.IDs) != fmt.Sprint(want.IDs) {
			t.Errorf("sorted by %s, the rows are not where they belong", s)
		}
	}
}

// Texts that rows left behind are cleared away, and the rows read as before.
func TestTheTextsDoNotGrowForEver(t *testing.T) {
	table, model := New(), &slow{}
	table.Filled()
	long := strings.Repeat("word ", 1000)
	for seq := uint64(1); seq < 3000; seq++ {
		h := article.Head{ID: idOf(int(seq % 50)), Headline: fmt.Sprint(seq, " ", long)}
		table.Put(seq, &h)
		model.put(seq, h)
	}
	if size := len(table.texts.all); size > 3*tidyAt {
		t.Errorf("fifty headlines take %d bytes", size)
	}
	q := Query{Words: "2999", Now: noon, Limit: 10}
	if got, want := table.Ask(&q), model.ask(&q); fmt.Sprint(got.IDs) != fmt.Sprint(want.IDs) {
		t.Errorf("found %v, want %v", got.IDs, want.IDs)
	}
}
