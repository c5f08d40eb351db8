package search

import (
	"context"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestScale(t *testing.T) {
	if os.Getenv("SCALE") == "" {
		t.Skip()
	}
	n := 100_000
	docs := corpus(n)
	dir := os.Getenv("SCALE")
	x, _, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if x.Mark().High == 0 {
		begin := time.Now()
		for at := 0; at < n; at += 100 {
			put(t, x, Mark{0, uint64(at + 1)}, docs[at:at+100]...)
		}
		t.Log("build", time.Since(begin))
	}
	r := rand.New(rand.NewPCG(3, 4))
	measure := func(name string, make func() string, n int) {
		var all []time.Duration
		hits := 0
		for range n {
			q := *mustParse(t, make())
			b := time.Now()
			f, err := x.Find(context.Background(), Wanted{Query: q, Limit: 30, Weigh: func(string) float64 { return 1 }})
			if err != nil {
				t.Fatal(err)
			}
			hits += f.Total
			all = append(all, time.Since(b))
		}
		slices.Sort(all)
		t.Logf("%s p50 %v p99 %v hits %d", name, all[n/2], all[n*99/100], hits/n)
	}
	word := func() string {
		ws := strings.Fields(docs[r.IntN(n)].Texts[Body])
		return ws[r.IntN(len(ws))]
	}
	for range 2 {
		measure("word", func() string { return word() + " " }, 200)
		measure("word+prefix3", func() string { return word() + " " + word()[:3] }, 200)
		measure("word+prefix4", func() string { return word() + " " + word()[:4] }, 200)
		measure("prefix3", func() string { return word()[:3] }, 100)
		measure("prefix5", func() string { return word()[:5] }, 100)
	}
	begin, m := time.Now(), 0
	a, b := word(), word()[:4]
	for i := range docs {
		if strings.Contains(docs[i].Texts[Body], a) && strings.Contains(docs[i].Texts[Body], b) {
			m++
		}
	}
	t.Log("reading all texts", time.Since(begin), m)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	begin = time.Now()
	x, why, err := Open(dir)
	t.Log("open", time.Since(begin), why, err)
	x.Close()
}
