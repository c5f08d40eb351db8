package store

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"stet/internal/article"
)

// Whoever listens to saves knows the list as it is stored: the same lines in
// the same order, whatever was saved, refused or trashed.
func TestWhatSavesTellIsTheList(t *testing.T) {
	told := map[article.ID]Line{}
	o := testOptions(t)
	o.Saved = func(lines []Line) {
		for _, l := range lines {
			if l.Seq <= told[l.ID].Seq {
				t.Errorf("story %s was told of as %d after %d", l.ID, l.Seq, told[l.ID].Seq)
			}
			l.Section = ""
			told[l.ID] = l
		}
	}
	db := openWith(t, t.TempDir(), o)
	p := newPlayer(t, db, 11)
	for range 300 {
		p.step()
	}
	var lines []Line
	p.must(db.Lines(func(l Line) bool { lines = append(lines, l); return true }))
	p.same("number of lines", len(lines), len(told))
	for _, l := range lines {
		p.same("line", l, told[l.ID])
	}
	ids := slices.Sorted(maps.Keys(told))
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	heads, err := db.HeadsOf(append(ids, storyID(77), "no id"))
	p.must(err)
	p.same("number of heads", len(heads), len(ids))
	for i, h := range heads {
		p.same("id", h.ID, ids[i])
		p.same("section", h.Section, db.sectionName(h.SectionID))
		h.Section = ""
		p.same("head", h, told[h.ID].Head)
	}
}

func TestALineIsReadAsItWasWritten(t *testing.T) {
	silent := article.Head{ID: storyID(1), Headline: "A headline"}
	full := silent
	full.Direction, full.OpenQueries, full.Conflicts, full.Others, full.Corrected = article.LTR, 300, 2, "Two\nlines", article.Corrected
	due := full
	due.Deadline = at.Add(1500 * time.Millisecond)
	for _, want := range []article.Head{silent, full, due} {
		line, err := encodeLine(&want)
		if err != nil {
			t.Fatal(err)
		}
		k, _ := keyOf(want.ID)
		got, err := decodeLine(k, line, false)
		if got.Updated = want.Updated; err != nil || got != want {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
}

func TestLinesStopWhenAsked(t *testing.T) {
	db := open(t, t.TempDir())
	for n := range 4 {
		a := story(n, "A headline", "Words.")
		a.Trashed = n%2 == 0
		save(t, db, a)
	}
	seen := 0
	if err := db.Lines(func(Line) bool { seen++; return seen < 2 }); err != nil || seen != 2 {
		t.Errorf("%d lines were read, %v", seen, err)
	}
}
