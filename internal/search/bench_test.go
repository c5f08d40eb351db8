package search

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// corpus makes n stories of about 500 words, which follow Zipf's law over a
// made-up vocabulary of 60,000.
func corpus(n int) []Document {
	r := rand.New(rand.NewPCG(7, 7))
	vocabulary := make([]string, 60_000)
	for i := range vocabulary {
		var w strings.Builder
		for range 2 + r.IntN(3) {
			w.WriteString([]string{"ba", "ter", "mon", "ri", "ka", "lo", "sten", "vi", "dor", "ne", "pal", "go", "hus", "ing"}[r.IntN(14)])
		}
		vocabulary[i] = fmt.Sprintf("%s%c", w.String(), 'a'+rune(r.IntN(26)))
	}
	z := rand.NewZipf(r, 1.1, 5, uint64(len(vocabulary)-1))
	text := func(words int) string {
		var b strings.Builder
		for range words {
			b.WriteString(vocabulary[z.Uint64()])
			b.WriteByte(' ')
		}
		return b.String()
	}
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = story(fmt.Sprintf("%08d", i), text(8), text(300+r.IntN(400)))
	}
	return docs
}

// BenchmarkFind compares answers with reading through all texts, which is what
// a desk without an index would do. size is stories; see docs/decisions/080.
func BenchmarkFind(b *testing.B) {
	const stories = 10_000
	docs := corpus(stories)
	dir := b.TempDir()
	x := openIndex(b, dir)
	begin := time.Now()
	for at := 0; at < len(docs); at += 500 {
		put(b, x, Mark{0, uint64(at)}, docs[at:at+500]...)
	}
	b.Logf("%d stories put in within %v", stories, time.Since(begin).Round(time.Millisecond))
	text := strings.Fields(docs[stories/2].Texts[Body])
	slices.SortFunc(text, func(a, b string) int { return len(b) - len(a) })
	rare, other, common := text[0], text[1], commonest(docs)
	for name, query := range map[string]string{
		"word": rare + " ", "common": common + " ", "and": rare + " " + common + " ", "prefix": rare[:4],
		"typing": common + " " + other[:3], "phrase": `"` + common + " " + common + `"`, "not": common + " -" + rare,
	} {
		q := *mustParse(b, query)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := x.Find(context.Background(), Wanted{Query: q, Limit: 20, Weigh: func(string) float64 { return 1 }}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("like", func(b *testing.B) {
		for b.Loop() {
			found, err := x.Like(context.Background(), docs[stories/2].Texts[Body], 8, func(string) float64 { return 1 })
			if err != nil || len(found) == 0 || found[0] != docs[stories/2].ID {
				b.Fatal(found, err)
			}
		}
	})
	b.Run("reading", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for i := range docs {
				if body := docs[i].Texts[Body]; strings.Contains(body, rare) && strings.Contains(body, other) {
					n++
				}
			}
		}
	})
	b.Run("save", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			put(b, x, Mark{0, stories + uint64(n)}, story("00000001", fmt.Sprint("again ", n), docs[1].Texts[Body]))
		}
	})
	if err := x.Close(); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d MB on disk", folderSize(b, dir)>>20)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			again, why, err := Open(dir)
			if err != nil || why != "" {
				b.Fatal(why, err)
			}
			if err := again.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func commonest(docs []Document) string {
	count := map[string]int{}
	for _, d := range docs[:100] {
		for _, w := range strings.Fields(d.Texts[Body]) {
			count[w]++
		}
	}
	best := ""
	for w := range count {
		if count[w] > count[best] {
			best = w
		}
	}
	return best
}

func folderSize(b *testing.B, dir string) (size int64) {
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if info, e := d.Info(); err == nil && e == nil && !d.IsDir() {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}
