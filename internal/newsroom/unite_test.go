package newsroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/store"
)

// writtenStory is a story that says what is set.
func writtenStory(t testing.TB, room *Room, set ...string) article.Article {
	t.Helper()
	a, err := room.Create("")
	if err != nil {
		t.Fatal(err)
	}
	return editedStory(t, room, a.ID, set...)
}

func editedStory(t testing.TB, room *Room, id article.ID, set ...string) article.Article {
	t.Helper()
	a, err := room.Story(id)
	if err != nil {
		t.Fatal(err)
	}
	e := article.Edit{ID: id, Base: a.Rev, Set: map[string]string{}, Why: "for a test"}
	for i := 0; i < len(set); i += 2 {
		e.Set[set[i]] = set[i+1]
	}
	if a, err = room.Edit(e); err != nil {
		t.Fatal(err)
	}
	return a
}

func uniteAll(t testing.TB, room *Room, a, b article.Article, taking article.Taking) United {
	t.Helper()
	u, err := room.Unite(UniteRequest{Into: a.ID, Base: a.Rev, Other: b.ID, OtherBase: b.Rev, Taking: taking})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func ferryAndPort(t testing.TB, room *Room) (ferry, port article.Article) {
	ferry = writtenStory(t, room, "headlines.main", "Ferry crews walk out", "bylines", "Ada Lind; Bo Ek", "keywords", "ferry; strike",
		"source.service", "Reuters", "source.key", "f1", "credit", "Reuters", "slugline", "FERRY",
		"body", "Crews stopped work at six on Monday morning.\n\nHalf of the sailings were cancelled.[^1]\n\n[^1]: By noon.")
	port = writtenStory(t, room, "headlines.main", "Port at a standstill", "bylines", "bo ek; Cy Roe", "keywords", "Ferry; port",
		"source.service", "AP", "source.key", "p1", "credit", "AP", "slugline", "PORT",
		"body", "Half of the sailings were cancelled today.\n\nLorries queue for nine miles.[^1]\n\nCrews stopped work at six on Monday morning.\n\n[^1]: Police figures.")
	return ferry, port
}

func TestTwoStoriesBecomeOne(t *testing.T) {
	room := openRoom(t)
	a, b := ferryAndPort(t, room)
	plan, err := room.PlanUnite(a.ID, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	picks, said := []article.Pick{}, []string{}
	for _, row := range plan.Sides.Body {
		said = append(said, fmt.Sprintf("%d %s%d", row.Change, row.Double, row.At))
		if row.Change == 0 {
			continue
		}
		pick := article.PickAfter
		if strings.Contains(row.Before(), "Lorries") || strings.Contains(row.Before(), "Police") {
			pick = article.PickBefore
		}
		picks = append(picks, pick)
	}
	u := uniteAll(t, room, a, b, article.Taking{Body: picks, Fields: []string{"headlines.main"}})
	got := u.Story
	wantBody := "Lorries queue for nine miles.[^2]\n\nCrews stopped work at six on Monday morning.\n\n[^2]: Police figures.\n\nHalf of the sailings were cancelled.[^1]\n\n[^1]: By noon."
	if got.Body != wantBody {
		t.Errorf("body %q", got.Body)
	}
	if want := "[1 near2 2 0 0 0 3 0 4 0 5 0]"; fmt.Sprint(said) != want {
		t.Errorf("rows %v, want %v", said, want)
	}
	if got.Headlines.Main != "Port at a standstill" || len(got.Options) != 1 || got.Options[0].Text != "Ferry crews walk out" {
		t.Errorf("headline %q, options %+v", got.Headlines.Main, got.Options)
	}
	if got.ID != a.ID || got.Slug != a.Slug || got.Slugline != "FERRY" || got.Rev != a.Rev+1 {
		t.Errorf("it is not the story that it was: %+v", got)
	}
	if fmt.Sprint(got.Bylines) != "[Ada Lind Bo Ek Cy Roe]" || fmt.Sprint(got.Keywords) != "[ferry strike port]" || got.Credit != "Reuters, AP" ||
		got.Source.Key != "f1" || len(got.MoreSources) != 1 || got.MoreSources[0].Key != "p1" {
		t.Errorf("what goes with it: %v %v %q %+v %+v", got.Bylines, got.Keywords, got.Credit, got.Source, got.MoreSources)
	}
	if other := u.Other; other.Flag != article.Spiked || other.MergedInto != a.ID || other.Slug != b.Slug || other.Body != b.Body {
		t.Errorf("the other is %+v", other)
	}
	log, err := room.StoryLog(b.ID)
	if err != nil || len(log) < 2 || log[0].What != article.DeedUnited && log[1].What != article.DeedUnited {
		t.Errorf("its log is %+v, %v", log, err)
	}
}

// Once readers may know the other's address, it leads to the story.
func TestTheOthersAddressLeadsToTheStory(t *testing.T) {
	room := openRoom(t)
	a, b := ferryAndPort(t, room)
	if err := room.db.AddReceipts([]article.ExportReceipt{{ID: b.ID, Rev: b.Rev}}); err != nil {
		t.Fatal(err)
	}
	u := uniteAll(t, room, a, b, article.Taking{})
	if fmt.Sprint(u.Story.OldSlugs) != "["+b.Slug+"]" || u.Other.Slug != "" {
		t.Errorf("it leads from %v, the other has %q", u.Story.OldSlugs, u.Other.Slug)
	}
	if id, err := room.Resolve(b.Slug); err != nil || id != a.ID {
		t.Errorf("%s is %s, %v", b.Slug, id, err)
	}
	back, err := room.UndoUnite(b.ID)
	if err != nil || back.Other.Slug != b.Slug || len(back.Story.OldSlugs) != 0 {
		t.Errorf("taken back: %+v, %v", back, err)
	}
	if id, err := room.Resolve(b.Slug); err != nil || id != b.ID {
		t.Errorf("%s is %s again, %v", b.Slug, id, err)
	}
}

func TestTheStricterWins(t *testing.T) {
	soon, late := "2099-12-03T00:01 Europe/Oslo", "2099-12-04T00:01 Europe/Kyiv"
	for name, c := range map[string]struct {
		story, other string // field=value, parted by |
		want         string
	}{
		"nothing":                   {"", "", " "},
		"a held one holds":          {"", "flag=hold", "hold "},
		"the later embargo":         {"embargo=" + soon, "embargo=" + late, " 2099-12-04T00:01:00 Europe/Kyiv"},
		"the only one":              {"", "embargo=" + soon, " 2099-12-03T00:01:00 Europe/Oslo"},
		"its own is the later":      {"embargo=" + late, "embargo=" + soon, " 2099-12-04T00:01:00 Europe/Kyiv"},
		"required beats done":       {"legal.state=done", "legal.state=required", " required"},
		"done beats none, unread":   {"", "legal.state=done", " done unread"},
		"required stays":            {"legal.state=required", "legal.state=done", " required"},
		"done, and nothing came in": {"legal.state=done", "legal.state=done", " done"},
	} {
		t.Run(name, func(t *testing.T) {
			room := openRoom(t)
			a, b := ferryAndPort(t, room)
			set := func(s article.Article, to string) article.Article {
				if field, value, ok := strings.Cut(to, "="); ok {
					return editedStory(t, room, s.ID, field, value)
				}
				return s
			}
			got := uniteAll(t, room, set(a, c.story), set(b, c.other), article.Taking{}).Story
			said := string(got.Flag) + " " + got.Embargo.Text() + string(got.Legal.State)
			if got.Unread() {
				said += " unread"
			}
			if said != c.want {
				t.Errorf("got %q, want %q", said, c.want)
			}
			if words, err := room.Unread(a.ID); err != nil || got.Unread() != (len(words) > 0) {
				t.Errorf("unread are %v, %v", words, err)
			}
		})
	}
	room := openRoom(t)
	a, b := ferryAndPort(t, room)
	a = editedStory(t, room, a.ID, "legal.state", "done")
	if u := uniteAll(t, room, a, b, article.Taking{Body: []article.Pick{article.PickBefore, article.PickBefore, article.PickBefore}}); !u.Story.Unread() {
		t.Error("a read covers words that came in")
	}
}

func TestWhatCannotBecomeOne(t *testing.T) {
	for name, c := range map[string]struct {
		story, other string
		trash        bool
	}{
		"the other is killed": {"", "killed", false}, "it is killed": {"killed", "", false},
		"it is spiked": {"spiked", "", false}, "the other is in the trash": {"", "", true},
	} {
		room := openRoom(t)
		a, b := ferryAndPort(t, room)
		if c.story != "" {
			a = editedStory(t, room, a.ID, "flag", c.story)
		}
		if c.other != "" {
			b = editedStory(t, room, b.ID, "flag", c.other)
		}
		if c.trash {
			if err := room.Trash(b.ID); err != nil {
				t.Fatal(err)
			}
			b.Rev++
		}
		_, err := room.Unite(UniteRequest{Into: a.ID, Base: a.Rev, Other: b.ID, OtherBase: b.Rev})
		if !errors.Is(err, article.ErrMove) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := room.PlanUnite(a.ID, b.ID); !errors.Is(err, article.ErrMove) {
			t.Errorf("%s, planned: %v", name, err)
		}
	}
	room := openRoom(t)
	a, b := ferryAndPort(t, room)
	if _, err := room.Unite(UniteRequest{Into: a.ID, Base: a.Rev, Other: b.ID, OtherBase: b.Rev - 1}); !errors.Is(err, store.ErrStale) {
		t.Errorf("on a stale base: %v", err)
	}
	if _, err := room.Unite(UniteRequest{Into: a.ID, Base: a.Rev, Other: a.ID, OtherBase: a.Rev}); !errors.Is(err, article.ErrMove) {
		t.Errorf("with itself: %v", err)
	}
	if _, err := room.Unite(UniteRequest{Into: a.ID, Base: a.Rev, Other: b.ID, OtherBase: b.Rev, Taking: article.Taking{Fields: []string{"slug"}}}); !errors.Is(err, article.ErrValue) {
		t.Errorf("taking the slug: %v", err)
	}
	if now, err := room.Story(a.ID); err != nil || now.Rev != a.Rev {
		t.Errorf("something was done: %+v, %v", now, err)
	}
}

// whatIs is all of stories and lineups but their revisions' numbers and times,
// as one text.
func whatIs(t testing.TB, room *Room, ids []article.ID) string {
	t.Helper()
	var text strings.Builder
	for _, id := range ids {
		a, err := room.Story(id)
		if err != nil {
			t.Fatal(err)
		}
		a.Rev, a.Updated = 0, time.Time{}
		line, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "%s\n", line)
	}
	lineups, err := room.storedLineups()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lineups {
		l.Rev, l.At, l.By, l.Note = 0, time.Time{}, "", ""
		line, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "%s\n", line)
	}
	return text.String()
}

func put(t testing.TB, room *Room, q LineupChange) {
	t.Helper()
	q.Base = AnyRev
	if _, err := room.ChangeLineup(q); err != nil {
		t.Fatal(err)
	}
}

// Whatever two stories are, and wherever they stand: merged, no lineup names the
// other, no word that was not let go is gone, and taken back all is as it was.
func TestMergingTakenBackIsAsItWas(t *testing.T) {
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 21))
		room := openRoom(t)
		maybe := func(of ...string) string { return of[rnd.IntN(len(of))] }
		paragraph := func() string {
			return maybe("Crews stopped work at six.", "Half of the sailings were cancelled on Monday.", "Half of the sailings were cancelled.", "## What next", "Lorries queue.[^1]", "[^1]: Police.", "- one\n- two", "Ніч була тиха.")
		}
		ids := []article.ID{}
		for n := range 3 {
			body := []string{}
			for range rnd.IntN(7) {
				body = append(body, paragraph())
			}
			a := writtenStory(t, room, "headlines.main", fmt.Sprint("Story ", n, maybe("", " of the port")), "headlines.front", maybe("", "Front", "Other front"),
				"bylines", maybe("", "Ada Lind", "Bo Ek; Ada Lind"), "keywords", maybe("", "a; b", "B; c"), "body", strings.Join(body, "\n\n"),
				"source.service", maybe("", "Reuters", "AP"), "credit", maybe("", "Reuters", "AP"), "internalNote", maybe("", "Call back"),
				"embargo", maybe("", "2099-12-03T00:01 Europe/Oslo", "2099-12-04T00:01 Europe/Kyiv"), "legal.state", maybe("", "required", "done"),
				"flag", maybe("none", "none", "hold"), "standfirst", maybe("", "Why", "How"))
			if rnd.IntN(2) == 0 { // it came with copy
				a.Corrections = []article.Correction{{At: a.Updated, Text: "We were wrong"}}
				if _, err := room.keep(a, "", []string{"corrections"}); err != nil {
					t.Fatal(err)
				}
			}
			ids = append(ids, a.ID)
			if rnd.IntN(2) == 0 {
				if err := room.db.AddReceipts([]article.ExportReceipt{{ID: a.ID, Rev: a.Rev}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, name := range []string{"Home", "Trending", "Letter"} {
			put(t, room, LineupChange{Act: LineupNew, Lineup: name})
			for _, n := range rnd.Perm(3)[:rnd.IntN(4)] {
				put(t, room, LineupChange{Act: LineupAdd, Lineup: name, Stories: []article.ID{ids[n]}, Slot: map[string]string{"headline": maybe("", "Slot head"), "sublinks": maybe("", string(ids[(n+1)%3]))}})
			}
			if l, err := room.Lineup(name); err == nil && len(l.Slots) > 0 && rnd.IntN(2) == 0 {
				put(t, room, LineupChange{Act: LineupKeep, Lineup: name})
			}
		}
		if rnd.IntN(4) == 0 {
			editedStory(t, room, ids[1], "flag", "spiked")
		}
		before := whatIs(t, room, ids)
		a, _ := room.Story(ids[0])
		b, _ := room.Story(ids[1])
		picks := []article.Pick{}
		for range 12 {
			picks = append(picks, article.Picks[rnd.IntN(3)])
		}
		u := uniteAll(t, room, a, b, article.Taking{Body: picks, Fields: article.UniteChoices(&a, &b)[:rnd.IntN(len(article.UniteChoices(&a, &b))+1)]})
		lineups, err := room.storedLineups()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lineups {
			if err := l.Check(); err != nil || slices.Contains(l.Stories(), b.ID) {
				t.Fatalf("seed %d: %s is %+v, %v", seed, l.Name, l, err)
			}
		}
		if u.Other.Body != b.Body {
			t.Fatalf("seed %d: the other's words are %q", seed, u.Other.Body)
		}
		back, err := room.UndoUnite(maybeID(rnd, a.ID, b.ID))
		if err != nil || back.Stayed != 0 {
			t.Fatalf("seed %d: %+v, %v", seed, back, err)
		}
		if after := whatIs(t, room, ids); after != before {
			t.Fatalf("seed %d: it was\n%s\nand is\n%s", seed, before, after)
		}
		if _, err := room.UndoUnite(a.ID); !errors.Is(err, ErrNotUnited) {
			t.Fatalf("seed %d: twice: %v", seed, err)
		}
	}
}

func maybeID(rnd *rand.Rand, a, b article.ID) article.ID {
	if rnd.IntN(2) == 0 {
		return a
	}
	return b
}

// Somebody went on: a story is not taken from under them, a lineup gives the
// place back and keeps the rest.
func TestTakingBackWhatWasWorkedOnSince(t *testing.T) {
	room := openRoom(t)
	a, b := ferryAndPort(t, room)
	third := writtenStory(t, room, "headlines.main", "Rail", "body", "Trains run.")
	put(t, room, LineupChange{Act: LineupNew, Lineup: "Home"})
	put(t, room, LineupChange{Act: LineupAdd, Lineup: "Home", Stories: []article.ID{b.ID}, Slot: map[string]string{"headline": "Port shut"}})
	u := uniteAll(t, room, a, b, article.Taking{})
	put(t, room, LineupChange{Act: LineupAdd, Lineup: "Home", Stories: []article.ID{third.ID}})
	if _, err := room.UndoUnite(a.ID); err != nil {
		t.Fatal(err)
	}
	l, err := room.Lineup("Home")
	if err != nil || fmt.Sprint(l.Stories()) != fmt.Sprint([]article.ID{third.ID, b.ID}) && fmt.Sprint(l.Stories()) != fmt.Sprint([]article.ID{b.ID, third.ID}) {
		t.Errorf("the lineup is %+v, %v", l.Slots, err)
	}
	a, _ = room.Story(a.ID)
	b, _ = room.Story(b.ID)
	u = uniteAll(t, room, a, b, article.Taking{})
	editedStory(t, room, u.Story.ID, "overline", "Transport")
	if _, err := room.UndoUnite(b.ID); !errors.Is(err, ErrWorkedSince) {
		t.Errorf("worked on since: %v", err)
	}
	if _, err := room.UndoUnite(a.ID); !errors.Is(err, ErrNotUnited) {
		t.Errorf("worked on since: %v", err)
	}
	// Brought back by hand, it points at nothing any more.
	if now := editedStory(t, room, b.ID, "flag", "none"); now.MergedInto != "" {
		t.Errorf("it still points at %s", now.MergedInto)
	}
}

// What goes on with a story that was merged into another belongs to that one.
func TestCopyOfAMergedStoryIsAskedAbout(t *testing.T) {
	room := openRoom(t)
	const wire = "---\nheadline: Port at a standstill\nsource:\n  service: AP\n  key: p1\n  version: \"%d\"\n---\n%s\n"
	in, err := room.Import(ImportRequest{Name: "a.md", Data: fmt.Appendf(nil, wire, 1, "Lorries queue for nine miles outside the port, the police said on Monday.")})
	if err != nil {
		t.Fatal(err)
	}
	a := writtenStory(t, room, "headlines.main", "Ferry crews walk out", "body", "Crews stopped work at six on Monday morning.")
	b, _ := room.Story(in.ID)
	uniteAll(t, room, a, b, article.Taking{})
	path := filepath.Join(t.TempDir(), "b.md")
	if err := os.WriteFile(path, fmt.Appendf(nil, wire, 2, "The harbour master spoke of the worst day in thirty years of service."), 0o600); err != nil {
		t.Fatal(err)
	}
	batch, err := room.ImportFiles(t.Context(), []string{path}, "")
	if err != nil || len(batch.Asked) != 1 || batch.Asked[0].Like[0].ID != a.ID || batch.Asked[0].Like[0].Guess != AsTake || !strings.Contains(batch.Asked[0].Like[0].Why, "merged into it") {
		t.Errorf("%+v, %v", batch, err)
	}
}
