package table

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"

	"stet/internal/article"
)

const many = 100_000

// someHeads are made-up heads of common shape: eight words, a section each.
func someHeads(n int) []article.Head {
	rnd := rand.New(rand.NewPCG(1, 2))
	stock := make([]string, 4000)
	for i := range stock {
		for range 2 + rnd.IntN(3) {
			stock[i] += []string{"ra", "ven", "tol", "mi", "shu", "bor", "é", "gan", "lis", "op"}[rnd.IntN(10)]
		}
	}
	heads := make([]article.Head, n)
	for i := range heads {
		title := make([]string, 8)
		for j := range title {
			title[j] = stock[rnd.IntN(len(stock))]
		}
		heads[i] = article.Head{
			ID: idOf(i), Headline: "Th" + strings.Join(title, " "), Slugline: strings.ToUpper(title[0]), Slug: strings.Join(title, "-"),
			SectionID: fmt.Sprintf("section-%d", rnd.IntN(12)), Words: rnd.IntN(2000), Status: article.Statuses[rnd.IntN(8)],
		}
	}
	return heads
}

func filledTable(heads []article.Head) *Table {
	t := New()
	for i := range heads {
		t.Put(uint64(i+1), &heads[i])
	}
	t.Filled()
	return t
}

// timed is the middle of five runs.
func timed(run func()) time.Duration {
	times := make([]time.Duration, 5)
	for i := range times {
		at := time.Now()
		run()
		times[i] = time.Since(at)
	}
	slices.Sort(times)
	return times[2]
}

// BenchmarkAsk tells how long each question takes in milliseconds, and how
// that compares with a plain sort.Slice of the same headlines in the same run.
func BenchmarkAsk(b *testing.B) {
	heads := someHeads(many)
	table := filledTable(heads)
	titles := make([]string, many)
	plain := timed(func() {
		for i := range heads {
			titles[i] = heads[i].Headline
		}
		sort.Slice(titles, func(i, j int) bool { return titles[i] < titles[j] })
	})
	report := func(b *testing.B, took time.Duration) {
		b.ReportMetric(took.Seconds()*1000, "ms/ask")
		b.ReportMetric(took.Seconds()/plain.Seconds(), "x/sort.Slice")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("first-headline-order", func(b *testing.B) {
		at := time.Now()
		table.Warm(language.English)
		report(b, time.Since(at))
	})
	asks := map[string]Query{"filter-one-word": {Words: "raven"}, "filter-two-words": {Words: "tol raven"}, "filter-no-hit": {Words: "zzz"}, "filter-view-section": {View: In, SectionID: "section-3"}}
	for _, s := range Sorts {
		asks["sort-"+string(s)] = Query{Sort: s}
	}
	for name, q := range asks {
		q.Language, q.Now, q.Limit = language.English, noon, 100
		b.Run(name, func(b *testing.B) {
			report(b, timed(func() {
				table.last = kept{}
				table.Ask(&q)
			}))
		})
	}
	b.Run("next-page", func(b *testing.B) {
		q := Query{Sort: Headline, Language: language.English, Now: noon, Limit: 100, Offset: 50_000}
		report(b, timed(func() { table.Ask(&q) }))
	})
	b.Run("save", func(b *testing.B) {
		seq := uint64(many)
		report(b, timed(func() {
			seq++
			table.Put(seq, &heads[500])
		}))
	})
	b.Run("save-new-headline", func(b *testing.B) {
		seq := uint64(2 * many)
		report(b, timed(func() {
			seq++
			h := heads[500]
			h.Headline = fmt.Sprint(seq, h.Headline)
			table.Put(seq, &h)
		}))
	})
}

// BenchmarkMemory tells what a story costs in the table once it is sorted.
func BenchmarkMemory(b *testing.B) {
	heads := someHeads(many)
	held := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := held()
	table := filledTable(heads)
	table.Warm(language.English)
	b.ReportMetric(float64(held()-before)/many, "B/story")
	b.ReportMetric(0, "ns/op")
	runtime.KeepAlive(table)
	runtime.KeepAlive(heads)
}
