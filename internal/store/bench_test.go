package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// copyText is about 5 KB of body, different at every n, of made-up words that
// compress like English (to about half).
func copyText(n int) string {
	rnd := rand.New(rand.NewPCG(uint64(n), 7))
	syllables := strings.Fields("ba con der e fi gra hol in ker lo men nor o per qua res sta ti un ver wil yor zen al br chi dr ea fl gu th wh")
	var b strings.Builder
	for b.Len() < 5000 {
		word := int(rnd.ExpFloat64() * 400) // few words are common, many rare
		for ; word > 0; word /= len(syllables) {
			b.WriteString(syllables[word%len(syllables)])
		}
		b.WriteByte(' ')
		if rnd.IntN(120) == 0 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

func benchOptions() Options { return Options{MinFree: 1} }

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// BenchmarkSave takes turns with its peers, block by block, so that all meet
// the same disk. "x-raw" is the ratio of medians to writing the same bytes
// into a preallocated file with fdatasync, "x-badger" to Badger with
// SyncWrites and default options.
func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	db, err := Open(filepath.Join(dir, "stet"), benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	peer, err := badger.Open(badger.DefaultOptions(filepath.Join(dir, "peer")).WithSyncWrites(true).WithLogger(nil))
	if err != nil {
		b.Fatal(err)
	}
	defer peer.Close()
	raw, err := os.Create(filepath.Join(dir, "raw"))
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	const room = 64 << 20
	if _, err := raw.Write(make([]byte, room)); err != nil {
		b.Fatal(err)
	}
	if err := raw.Sync(); err != nil {
		b.Fatal(err)
	}
	a := article.Article{ID: storyID(1), Headlines: article.Headlines{Main: "Bridge to close"}, Standfirst: "The nearest crossing is an hour away."}
	offset := int64(0)
	took := map[string][]time.Duration{}
	one := func(name string, f func() error) {
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(name, err)
		}
		took[name] = append(took[name], time.Since(start))
	}
	const block = 10
	n := 0
	for b.Loop() {
		for i := range block {
			a.Body = copyText(n*block + i)
			one("save", func() (err error) {
				a, err = db.Save(a, article.Summary{Words: 800}, article.Revision{By: "ab"})
				return err
			})
		}
		for i := range block {
			body := []byte(copyText(n*block + i))
			one("raw", func() error {
				if offset += int64(len(body)); offset+int64(len(body)) > room {
					offset = 0
				}
				if _, err := raw.WriteAt(body, offset); err != nil {
					return err
				}
				return syncData(raw)
			})
		}
		for i := range block {
			body := []byte(copyText(n*block + i))
			one("badger", func() error {
				return peer.Update(func(txn *badger.Txn) error { return txn.Set(fmt.Appendf(nil, "r%08d", n*block+i), body) })
			})
		}
		n++
	}
	b.ReportMetric(float64(median(took["save"]).Microseconds()), "µs/save")
	b.ReportMetric(float64(median(took["raw"]).Microseconds()), "µs/raw")
	b.ReportMetric(float64(median(took["badger"]).Microseconds()), "µs/badger")
	b.ReportMetric(float64(median(took["save"]))/float64(median(took["raw"])), "x-raw")
	b.ReportMetric(float64(median(took["save"]))/float64(median(took["badger"])), "x-badger")
	b.ReportMetric(0, "ns/op")
}

// filled makes a newsroom of n stories.
func filled(b *testing.B, n int) *DB {
	b.Helper()
	db, err := Open(b.TempDir(), benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	body := copyText(1)
	for at := 0; at < n; at += 1000 {
		var entries []Entry
		for i := at; i < min(at+1000, n); i++ {
			a := story(i, fmt.Sprintf("Headline number %d of a long list", i), body[i%1000:])
			a.SectionID = fmt.Sprint("s", i%20)
			entries = append(entries, Entry{Article: a, Summary: article.Summary{Words: 700}})
		}
		if _, err := db.SaveAll(entries); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

func BenchmarkGet(b *testing.B) {
	db := filled(b, 1000)
	i := 0
	for b.Loop() {
		if _, err := db.Get(storyID(i % 1000)); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkSaveAll1000(b *testing.B) {
	for b.Loop() {
		filled(b, 1000)
	}
}

func BenchmarkHeads(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		if n > 1000 && testing.Short() {
			continue
		}
		db := filled(b, n)
		for _, f := range []Filter{{}, {Limit: 50}, {SectionID: "s7"}, {Status: article.Ready}} {
			b.Run(fmt.Sprintf("%d/limit=%d,section=%s,status=%s", n, f.Limit, f.SectionID, f.Status), func(b *testing.B) {
				for b.Loop() {
					if _, err := db.Heads(f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
