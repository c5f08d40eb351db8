package table

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
)

// Whatever is saved in whatever order, a story is found by the words of each of
// its headlines as they are now, and by no others.
func TestLawHeaded(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 182))
	words := []string{"ferry", "crews", "walk", "out", "no", "deal"}
	some := func() string {
		rnd.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		return strings.Join(words[:1+rnd.IntN(3)], " ")
	}
	table := New()
	now := map[article.ID]article.Head{}
	seqs := map[article.ID]uint64{}
	for seq := range uint64(600) {
		h := article.Head{ID: article.ID(fmt.Sprintf("01989f2a-1b00-7000-8000-%012d", rnd.IntN(40))), Headline: some(), Status: article.Draft}
		if rnd.IntN(2) == 0 {
			h.Others = some() + "\n" + some()
		}
		at := seq + 1
		if rnd.IntN(5) == 0 {
			at = 1 + rnd.Uint64N(seq+1) // an older line comes late
		}
		table.Put(at, &h)
		if at > seqs[h.ID] {
			now[h.ID], seqs[h.ID] = h, at
		}
		asked := article.HeadlineKey(some())
		want := []article.ID{}
		for id, h := range now {
			for _, headline := range append(strings.Split(h.Others, "\n"), h.Headline) {
				if headline != "" && article.HeadlineKey(headline) == asked {
					want = append(want, id)
					break
				}
			}
		}
		got := []article.ID{}
		table.Headed(map[uint64]bool{asked: true}, func(key uint64, row *Row) {
			if key == asked && !slices.Contains(got, row.ID()) {
				got = append(got, row.ID())
			}
		})
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("after %d: %v, want %v", seq, got, want)
		}
	}
}
