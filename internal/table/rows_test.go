package table

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/internal/article"
)

// asRow is a head as the table should know it.
func asRow(seq uint64, h *article.Head) string {
	title := strings.ToLower(h.Headline + "\n" + h.Slugline + "\n" + h.Slug)
	return fmt.Sprint(h.ID, seq, h.Updated.UnixMilli(), h.SectionID, h.Status, h.Flag, h.Trashed, title)
}

func told(r *Row) string {
	return fmt.Sprint(r.ID(), r.Seq, r.Updated, r.Section, r.Status, r.Flag, r.Trashed, r.Title())
}

// Each row is the newest line of its story, one by one, in a row and as saves,
// before the table is filled and after.
func TestRowsAreTheNewestLines(t *testing.T) {
	table, newest, seqs := New(), map[article.ID]string{}, map[article.ID]uint64{}
	p := &player{rand.New(rand.NewPCG(9, 9))}
	for seq := uint64(1); seq < 6000; seq++ {
		h := p.head()
		h.ID, h.Updated = idOf(p.rnd.IntN(3*atOnce)), noon.Add(time.Duration(seq)*time.Millisecond)
		table.Put(seq, &h)
		newest[h.ID], seqs[h.ID] = asRow(seq, &h), seq
		if seq == 3000 {
			table.Filled()
		}
		if seq%1000 > 1 {
			continue
		}
		seen := 0
		table.Each(func(r *Row) {
			seen++
			if r.Number != seen-1 {
				t.Fatalf("row %d says that it is %d", seen-1, r.Number)
			}
			if told(r) != newest[r.ID()] {
				t.Fatalf("save %d: a row is\n%q, want\n%q", seq, told(r), newest[r.ID()])
			}
		})
		saves := table.Saves()
		if seen != len(newest) || len(saves) != len(newest) {
			t.Fatalf("save %d: %d rows and %d saves of %d stories", seq, seen, len(saves), len(newest))
		}
		for _, s := range saves {
			if s.Seq != seqs[s.ID()] {
				t.Fatalf("story %s was saved as %d, not %d", s.ID(), seqs[s.ID()], s.Seq)
			}
		}
	}
	for id, want := range newest {
		if r, ok := table.Row(id); !ok || told(&r) != want {
			t.Errorf("the row of %s is %q, want %q", id, told(&r), want)
		}
	}
	for _, id := range []article.ID{idOf(3 * atOnce), "", "no id"} {
		if _, ok := table.Row(id); ok {
			t.Errorf("%q has a row", id)
		}
	}
}

// A row that is looked at stays as it was while its story is saved again and
// the texts are cleared up.
func TestRowsAreReadBesideSaves(t *testing.T) {
	table := New()
	long := strings.Repeat("word ", 200)
	put := func(seq uint64) {
		n := seq % (2 * atOnce)
		table.Put(seq, &article.Head{ID: idOf(int(n)), Headline: fmt.Sprint(long, seq), Slug: fmt.Sprint(seq)})
	}
	for seq := range uint64(2 * atOnce) {
		put(seq + 1)
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		for seq := range uint64(8 * atOnce) {
			put(2*atOnce + 1 + seq)
		}
	})
	for range 20 {
		table.Each(func(r *Row) {
			if want := fmt.Sprint(long, r.Seq, "\n\n", r.Seq); r.Title() != want {
				t.Errorf("save %d reads %q", r.Seq, r.Title())
			}
		})
	}
	wait.Wait()
}
