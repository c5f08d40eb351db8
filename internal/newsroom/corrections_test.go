package newsroom_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// goOut makes somebody with a name say that readers have a story.
func goOut(t testing.TB, room *newsroom.Room, id article.ID) article.Article {
	t.Helper()
	if _, err := room.SetPerson("Ada Lind", "AL"); err != nil {
		t.Fatal(err)
	}
	var a article.Article
	for _, status := range []string{"sent", "live"} {
		head, err := room.Story(id)
		if err == nil {
			a, err = room.Edit(article.Edit{ID: id, Base: head.Rev, Set: map[string]string{"status": status}, Why: "seen on the site"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func correct(t testing.TB, room *newsroom.Room, c newsroom.CorrectionChange) article.Article {
	t.Helper()
	a, err := room.Correct(c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestACorrectionIsPartOfItsRevision(t *testing.T) {
	room := open(t, t.TempDir())
	id := take(t, room, ferry).ID
	add := newsroom.CorrectionChange{ID: id, Do: "add", Kind: article.Corrected, Text: "Crews stopped  at seven.", Why: "the union rang"}
	if _, err := room.Correct(add); !errors.Is(err, article.ErrMove) || !strings.Contains(err.Error(), "never went out") {
		t.Fatal("a story that never went out is edited:", err)
	}
	live := goOut(t, room, id)
	a := correct(t, room, add)
	want := article.Correction{At: a.Updated, Kind: article.Corrected, Text: "Crews stopped at seven.", Why: "the union rang", By: "AL", Rev: a.Rev}
	if len(a.Corrections) != 1 || a.Corrections[0] != want || a.Status != article.Live || a.Rev != live.Rev+1 {
		t.Fatalf("%+v", a.Corrections)
	}
	if a.FirstPublished.IsZero() || !a.Modified().Equal(a.Updated) {
		t.Error("the page does not say since when:", a.FirstPublished, a.Modified())
	}
	if _, err := room.Correct(newsroom.CorrectionChange{ID: id, Base: live.Rev, Do: "add", Kind: article.Update, Text: "x", Why: "y"}); !errors.Is(err, store.ErrStale) {
		t.Error("made on an older revision:", err)
	}
	changed := correct(t, room, newsroom.CorrectionChange{ID: id, Do: "change", Kind: article.Clarification, Text: "Crews stopped at seven in the morning."})
	if c := changed.Corrections[0]; c.Kind != article.Clarification || c.Why != "the union rang" || c.Rev != a.Rev || !c.At.Equal(want.At) {
		t.Errorf("changed: %+v", c)
	}
	back := correct(t, room, newsroom.CorrectionChange{ID: id, Do: "undo", Rev: changed.Rev})
	if !reflect.DeepEqual(back.Corrections, a.Corrections) {
		t.Errorf("undone: %+v", back.Corrections)
	}
	gone := correct(t, room, newsroom.CorrectionChange{ID: id, Do: "take-back", Place: 0})
	if len(gone.Corrections) != 0 {
		t.Errorf("taken back: %+v", gone.Corrections)
	}
	there := correct(t, room, newsroom.CorrectionChange{ID: id, Do: "undo", Rev: gone.Rev})
	if !reflect.DeepEqual(there.Corrections, a.Corrections) {
		t.Errorf("there again: %+v", there.Corrections)
	}
	log, err := room.StoryLog(id)
	if err != nil {
		t.Fatal(err)
	}
	said := []string{}
	for _, l := range log {
		if l.What == article.DeedCorrection {
			said = append(said, l.Said)
		}
	}
	if len(said) != 5 || said[0] != "correction “Crews stopped at seven.”" || !strings.HasPrefix(said[1], "taken back: ") {
		t.Errorf("the log: %q", said)
	}
	restored, err := room.Restore(id, 0, 1)
	if err != nil || !reflect.DeepEqual(restored.Corrections, a.Corrections) {
		t.Errorf("an earlier revision brings words back, not what readers were told: %+v, %v", restored.Corrections, err)
	}
}

// A script that sets the list signs it as the desk does.
func TestCorrectionsThatAreSetAreSigned(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	e := article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"corrections": `[{"text":"Seven, not six.","kind":"correction"}]`}, Why: "rang"}
	if _, err := room.Edit(e); !errors.Is(err, article.ErrMove) {
		t.Fatal("it never went out:", err)
	}
	e.Base = goOut(t, room, a.ID).Rev
	saved, err := room.Edit(e)
	if err != nil || saved.Corrections[0].By != "AL" || saved.Corrections[0].Rev != saved.Rev || saved.Corrections[0].Why != "rang" || saved.Corrections[0].At.IsZero() {
		t.Fatalf("%+v, %v", saved.Corrections, err)
	}
}

func TestAMinorFixIsToldToNobody(t *testing.T) {
	room := open(t, t.TempDir())
	id := take(t, room, ferry).ID
	goOut(t, room, id)
	correct(t, room, newsroom.CorrectionChange{ID: id, Do: "add", Kind: article.MinorFix, Why: "commafixreason"})
	correct(t, room, newsroom.CorrectionChange{ID: id, Do: "add", Kind: article.Retraction, Text: "We take this story back.", Why: "retractreason"})
	out := t.TempDir() + "/bag"
	if _, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Out: out}); err != nil {
		t.Fatal(err)
	}
	all := readTree(t, out)
	for _, secret := range []string{"commafixreason", "retractreason"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s leaves the house", secret)
		}
	}
	if n := strings.Count(all, "We take this story back."); n < 5 { // both pages, JSON-LD, ninjs, Markdown, index
		t.Errorf("the retraction stands in %d places", n)
	}
}

// readTree is every byte of every file below a folder.
func readTree(t testing.TB, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		b.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mistaken makes a live story and a draft that share wrong words, a live one
// that does not, and a lineup whose head has them.
func mistaken(t testing.TB, room *newsroom.Room) (live, draft, other article.ID) {
	t.Helper()
	live = take(t, room, "---\nheadline: Gate is nine metres high\nslugline: GATE\nsection: News\n---\nThe gate is **nine** metres high. Nine metres is a lot, says [nine metres](https://gate.example/nine).\n").ID
	draft = take(t, room, "---\nheadline: What the gate cost\nslugline: COST\n---\nA wall of nine metres was built.\n").ID
	other = take(t, room, "---\nheadline: Nineteen metres deep\nslugline: DEEP\n---\nNine boats, some of them ten metres long.\n").ID
	goOut(t, room, live)
	goOut(t, room, other)
	change(t, room, newsroom.LineupChange{Lineup: "Home", Base: newsroom.AnyRev, Act: newsroom.LineupSet, Stories: []article.ID{live}})
	change(t, room, newsroom.LineupChange{Lineup: "Home", Base: newsroom.AnyRev, Act: newsroom.LineupSlot, Stories: []article.ID{live}, Slot: map[string]string{"headline": "NINE METRES of steel"}})
	return live, draft, other
}

func find(t testing.TB, room *newsroom.Room, words string, first article.ID) newsroom.Holders {
	t.Helper()
	h, err := room.FindWords(t.Context(), newsroom.WrongWords{Words: words, Story: first})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestWrongWordsAreFoundWhereverTheyStand(t *testing.T) {
	room := open(t, t.TempDir())
	live, draft, _ := mistaken(t, room)
	h := find(t, room, "nine metres", draft)
	got := []string{}
	for _, p := range h.Places {
		got = append(got, fmt.Sprintf("%s %s %q out=%v hand=%v", p.Name, p.Where, marked(p), p.Out, p.ByHand))
	}
	want := []string{
		`COST body "A wall of [nine metres] was built." out=false hand=false`,
		`GATE headlines.main "Gate is [nine metres] high" out=true hand=false`,
		`GATE body "The gate is [nine metres] high. Nine metres is a lot, says nine metres." out=true hand=true`,
		`GATE body "The gate is nine metres high. [Nine metres] is a lot, says nine metres." out=true hand=false`,
		`GATE body "The gate is nine metres high. Nine metres is a lot, says [nine metres]." out=true hand=false`,
		`Home slot.headline "[NINE METRES] of steel" out=false hand=false`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if h := find(t, room, "no such words", live); len(h.Places) != 0 || h.Places == nil {
		t.Error(h)
	}
}

func marked(p newsroom.Holding) string {
	if len(p.Marks) != 1 {
		return p.Text
	}
	m := p.Marks[0]
	return p.Text[:m.From] + "[" + p.Text[m.From:m.To] + "]" + p.Text[m.To:]
}

func TestRightWordsGoWhereTheyAreTickedAndNowhereElse(t *testing.T) {
	room := open(t, t.TempDir())
	live, draft, other := mistaken(t, room)
	before := map[article.ID]article.Article{}
	for _, id := range []article.ID{live, draft, other} {
		before[id], _ = room.Story(id)
	}
	lineup, _ := room.Lineup("Home")
	spots := []newsroom.WordSpot{}
	for _, p := range find(t, room, "nine metres", live).Places {
		if !p.ByHand && !(p.Where == "body" && strings.Contains(marked(p), "says [")) { // the link's words stay
			spots = append(spots, p.WordSpot)
		}
	}
	q := newsroom.RightWords{Words: "nine metres", Right: "ten metres", Spots: spots, Kind: article.Corrected, Text: "The gate is ten metres high.", Why: "the builder rang"}
	done, err := room.PutRight(q)
	if err != nil || len(done.Made) != 3 || done.Corrected != 1 || len(done.Heads) != 2 {
		t.Fatalf("%+v, %v", done, err)
	}
	a, _ := room.Story(live)
	if a.Headlines.Main != "Gate is ten metres high" || a.Body != "The gate is **nine** metres high. Ten metres is a lot, says [nine metres](https://gate.example/nine)." || len(a.Corrections) != 1 || a.Slug != before[live].Slug {
		t.Errorf("live: %+v", a)
	}
	d, _ := room.Story(draft)
	if d.Body != "A wall of ten metres was built." || len(d.Corrections) != 0 {
		t.Errorf("a draft is edited: %+v", d)
	}
	if o, _ := room.Story(other); !reflect.DeepEqual(o, before[other]) {
		t.Errorf("what is not ticked was touched: %+v", o)
	}
	if l, _ := room.Lineup("Home"); l.Slots[0].Headline != "TEN METRES of steel" {
		t.Errorf("lineup: %+v", l.Slots)
	}
	if _, err := room.PutRight(q); !errors.Is(err, store.ErrStale) {
		t.Error("looked at before it was changed:", err)
	}
	undone, err := room.TakeWordsBack(done.Made)
	if err != nil || len(undone.Stayed) != 0 || len(undone.Made) != 3 {
		t.Fatalf("%+v, %v", undone, err)
	}
	for id, was := range before {
		is, _ := room.Story(id)
		is.Rev, is.Updated = was.Rev, was.Updated
		if !reflect.DeepEqual(is, was) {
			t.Errorf("undo of all: %+v\nwas %+v", is, was)
		}
	}
	if l, _ := room.Lineup("Home"); l.Slots[0].Headline != lineup.Slots[0].Headline {
		t.Errorf("undo in the lineup: %+v", l.Slots)
	}
}

func TestRightWordsAreAllOrNothing(t *testing.T) {
	room := open(t, t.TempDir())
	live, draft, _ := mistaken(t, room)
	spots := []newsroom.WordSpot{}
	for _, p := range find(t, room, "nine metres", live).Places {
		spots = append(spots, p.WordSpot)
	}
	was, _ := room.Story(draft)
	q := newsroom.RightWords{Words: "nine metres", Right: "ten", Spots: spots, Kind: article.Corrected, Text: "x", Why: "y"}
	if _, err := room.PutRight(q); !errors.Is(err, article.ErrValue) {
		t.Error("a place that is changed by hand:", err)
	}
	q.Spots, q.Text = spots[:1], ""
	if _, err := room.PutRight(q); !errors.Is(err, article.ErrMove) {
		t.Error("without a note for readers:", err)
	}
	if is, _ := room.Story(draft); is.Rev != was.Rev {
		t.Error("something was written")
	}
}
